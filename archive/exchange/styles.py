"""References as a person writes them at the end of a paper, from the published rules of four styles.

APA (7th edition, as for data sets), Chicago author-date (17th edition, as for databases and web pages), ISO 690:2021 in
its form with name and date, which is close to what is called Harvard, and Vancouver (NLM, Citing Medicine, as for what
stands on the internet). All authors here are organisations, so nothing has to be known about names of people.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from archive.exchange.works import Issued, Work

__all__ = ["STYLES", "Formatted"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Formatted(NamedTuple):
    """A reference; ``title`` is the part that the style sets in italics, empty where it sets none."""

    before: str
    title: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.title}{self.after}"


def apa(work: Work) -> Formatted:
    """Author. (date). *Title* (Version) [Genre]. Publisher. Retrieved day, from address."""
    date = f"({_american(work.issued, circa='ca. ')})." if work.issued else "(n.d.)."
    described = "".join(
        [f" (Version {work.version})" if work.version else "", f" [{work.genre}]" if work.genre else ""]
    )
    title_end = described + "." if described else _stop(work.title)
    # The same organisation is not named twice.
    publisher = _ended(work.publisher) if work.publisher != work.author else ""
    day = f"Retrieved {_american(Issued.of(work.accessed), year_last=True)}, from" if work.accessed else ""
    rest = _words(publisher, day, work.address)
    if not work.author:
        return Formatted("", work.title, f"{title_end} {date} {rest}")
    return Formatted(f"{_ended(work.author)} {date} ", work.title, f"{title_end} {rest}")


def chicago(work: Work) -> Formatted:
    """Author. Year. “Title.” Genre, version. Publisher. Last modified day. Accessed day. Address."""
    year = f"{'ca. ' if work.issued.is_about else ''}{work.issued.year}." if work.issued else "n.d."
    has_day = work.issued is not None and work.issued.month is not None
    modified = _american(work.issued, year_last=True) if work.issued and has_day else ""
    accessed = _american(Issued.of(work.accessed), year_last=True) if work.accessed else ""
    title = f"“{_ended(work.title)}”"
    lead = (_ended(work.author), year, title) if work.author else (title, year)
    text = _words(
        *lead,
        _ended(_genre_and_version(work)),
        _ended(work.publisher) if work.publisher != work.author else "",
        f"Last modified {modified}." if modified else "",
        f"Accessed {accessed}." if accessed else "",
        f"{work.address}.",
    )
    return Formatted(text, "", "")


def iso690(work: Work) -> Formatted:
    """AUTHOR, year. *Title* [online]. Genre, version. Place: publisher, day [viewed day]. Available from: address."""
    year = f"{'ca. ' if work.issued.is_about else ''}{work.issued.year}" if work.issued else "[no date]"
    imprint = ": ".join(filter(None, [work.place, work.publisher]))
    issued = _british(work.issued) if work.issued and work.issued.month else ""
    viewed = f"[viewed {_british(Issued.of(work.accessed))}]" if work.accessed else ""
    after = _words(
        " [online].",
        f"{year}." if not work.author else "",
        _ended(_genre_and_version(work)),
        _ended(_words(", ".join(filter(None, [imprint, issued])), viewed)),
        f"Available from: {work.address}",
    )
    return Formatted(f"{work.author.upper()}, {year}. " if work.author else "", work.title, after)


def vancouver(work: Work) -> Formatted:
    """Author. Title [Internet]. Version. Place: publisher; date [cited day]. Available from: address"""
    imprint = f"{work.place or '[place unknown]'}: {work.publisher or '[publisher unknown]'};"
    cited = f" [cited {_nlm(Issued.of(work.accessed))}]" if work.accessed else ""
    text = _words(
        _ended(work.author),
        f"{work.title} [Internet].",
        _ended(_genre_and_version(work)),
        imprint,
        f"{_nlm(work.issued) if work.issued else '[date unknown]'}{cited}.",
        f"Available from: {work.address}",
    )
    return Formatted(text, "", "")


STYLES: Mapping[str, Callable[[Work], Formatted]] = {
    "apa": apa,
    "chicago": chicago,
    "iso690": iso690,
    "vancouver": vancouver,
}
"""By the name that the API and the command line take."""


def _words(*parts: str) -> str:
    """The parts that are not empty, with a space between."""
    return " ".join(filter(None, parts))


def _stop(text: str) -> str:
    """The full stop that a sentence still needs."""
    return "" if text.rstrip("”’»\"')").endswith((".", "?", "!", "。", "？", "！", "؟", "…")) else "."


def _ended(text: str) -> str:
    return text + _stop(text) if text else ""


def _genre_and_version(work: Work) -> str:
    version = f"version {work.version}" if work.version else ""
    words = ", ".join(filter(None, [work.genre, version]))
    return words[:1].upper() + words[1:]


def _american(issued: Issued, *, circa: str = "", year_last: bool = False) -> str:
    """``2026, November 20``, or ``November 20, 2026``; as much of it as is known."""
    about = circa if issued.is_about else ""
    if issued.month is None:
        return f"{about}{issued.year}"
    day = f"{_MONTHS[issued.month - 1]}{f' {issued.day}' if issued.day else ''}"
    if not year_last:
        return f"{about}{issued.year}, {day}"
    return f"{day}, {issued.year}" if issued.day else f"{day} {issued.year}"


def _british(issued: Issued) -> str:
    """``20 November 2026``."""
    month = _MONTHS[issued.month - 1] if issued.month else ""
    return " ".join(filter(None, [str(issued.day or ""), month, str(issued.year)]))


def _nlm(issued: Issued) -> str:
    """``2026 Nov 20``."""
    month = _MONTHS[issued.month - 1][:3] if issued.month else ""
    about = "[about] " if issued.is_about else ""
    return about + " ".join(filter(None, [str(issued.year), month, str(issued.day or "")]))
