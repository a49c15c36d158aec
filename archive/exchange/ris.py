"""RIS, which EndNote, Zotero and Mendeley take: in each line a tag of two letters, two spaces, a hyphen, a value."""

from collections.abc import Iterable, Iterator

from archive.exchange.works import Issued, Work, WorkKind

__all__ = ["MEDIA_TYPE", "to_ris"]

MEDIA_TYPE = "application/x-research-info-systems"

_TYPES = {
    WorkKind.DATASET: "DATA",
    WorkKind.SPEECH: "SLIDE",
    WorkKind.REPORT: "RPRT",
    WorkKind.DOCUMENT: "GEN",
    WorkKind.WEBPAGE: "ELEC",
}


def to_ris(works: Iterable[Work]) -> Iterator[str]:
    """Records, each ended by an empty ER line. A value is one line (Work sees to it): none can begin a tag."""
    for work in works:
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(work)) + "\r\n"


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[work.kind]
    values = {
        "ID": work.key,
        # A comma at the end says that the whole is a last name: without it "Archive editors" is a person, first name
        # Archive.
        "AU": f"{work.author}," if work.author else "",
        "TI": work.title,
        "PY": f"{work.issued.year:04}" if work.issued else "",
        "DA": _date(work.issued) if work.issued else "",
        "ET": f"Version {work.version}" if work.version is not None else "",
        "M3": work.genre,
        "PB": work.publisher,
        "CY": work.place,
        "LA": work.language,
        "AB": work.abstract,
    }
    yield from ((tag, value) for tag, value in values.items() if value)
    yield from (("KW", word) for word in work.keywords)
    yield "UR", work.address
    if work.accessed:
        yield "Y2", _date(Issued.of(work.accessed))
    if note := " ".join(filter(None, [work.note, work.licence and f"Licence: {work.licence}"])):
        yield "N1", note
    yield "ER", ""


def _date(issued: Issued) -> str:
    """YYYY/MM/DD/other, each part empty where it is not known."""
    month, day = (f"{part:02}" if part else "" for part in (issued.month, issued.day))
    return f"{issued.year:04}/{month}/{day}/{'about' if issued.is_about else ''}"
