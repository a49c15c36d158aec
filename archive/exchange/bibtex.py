"""BibTeX: one ``@misc`` for each work, which classic styles and biblatex both take."""

import re
from collections.abc import Iterable, Iterator

from archive.exchange.works import Work

__all__ = ["MEDIA_TYPE", "escape", "to_bibtex"]

MEDIA_TYPE = "application/x-bibtex"

_SPECIAL = {
    # BibTeX counts braces even behind a backslash: \{ alone would swallow the rest of the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{letter: f"\\{letter}" for letter in "&%$#_"},
}
_TABLE = str.maketrans(_SPECIAL)
_UNSAFE = re.compile(r"[{}\\\s]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def escape(text: str) -> str:
    """The text for a value in braces. Letters of other scripts stay as they are: the file is UTF-8."""
    return text.translate(_TABLE)


def to_bibtex(works: Iterable[Work]) -> Iterator[str]:
    """Entries with an empty line between them, in the order given."""
    for number, work in enumerate(works):
        yield ("\n" if number else "") + _entry(work)


def _entry(work: Work) -> str:
    written = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
    return f"@misc{{{work.key},\n{written}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    # A second pair of braces keeps an organisation from being read as a person, and a title from small letters.
    if work.author:
        yield "author", f"{{{{{escape(work.author)}}}}}"
    yield "title", f"{{{{{escape(work.title)}}}}}"
    if work.issued:
        yield "year", f"{{{work.issued.year:04}}}"
        if work.issued.month:
            yield "month", _MONTHS[work.issued.month - 1]
        yield "date", f"{{{'-'.join(f'{part:02}' for part in work.issued.parts)}{'~' if work.issued.is_about else ''}}}"
    texts = {
        "howpublished": work.publisher,
        "type": work.genre,
        "version": str(work.version) if work.version is not None else "",
        "location": work.place,
        "note": _note(work),
        "abstract": work.abstract,
        "keywords": ", ".join(work.keywords),
    }
    for name, text in texts.items():
        if text:
            yield name, f"{{{escape(text)}}}"
    yield "url", f"{{{verbatim(work.address)}}}"
    if work.accessed:
        yield "urldate", f"{{{work.accessed.isoformat()}}}"


def _note(work: Work) -> str:
    """What classic styles, which know no version, nevertheless have to print."""
    version = f"Version {work.version}" if work.version is not None else ""
    accessed = f"Accessed {work.accessed.isoformat()}" if work.accessed else ""
    licence = f"Licence: {work.licence}" if work.licence else ""
    return ". ".join(filter(None, [version, accessed, work.note, licence]))


def verbatim(address: str) -> str:
    """An address for a field that is read letter by letter; what would end the value is percent-encoded."""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
