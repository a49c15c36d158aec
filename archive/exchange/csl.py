"""CSL-JSON, the exchange format of the Citation Style Language (1.0.2): what Zotero and pandoc take."""

from collections.abc import Iterable, Iterator

from archive.exchange.json_text import array
from archive.exchange.works import Issued, Work

__all__ = ["MEDIA_TYPE", "csl_record", "to_csl_json"]

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"


def csl_record(work: Work) -> dict[str, object]:
    """One record, without what is not known."""
    record = {
        "id": work.key,
        "type": work.kind.value,
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else None,
        "issued": _date(work.issued),
        "genre": work.genre,
        "version": str(work.version) if work.version is not None else None,
        "publisher": work.publisher,
        "publisher-place": work.place,
        "language": work.language,
        "URL": work.address,
        "accessed": _date(Issued.of(work.accessed)) if work.accessed else None,
        "abstract": work.abstract,
        "keyword": ", ".join(work.keywords),
        "note": " ".join(filter(None, [work.note, work.licence and f"Licence: {work.licence}"])),
    }
    return {name: value for name, value in record.items() if value}


def to_csl_json(works: Iterable[Work]) -> Iterator[str]:
    """A JSON array of records, in the order given."""
    return array(csl_record(work) for work in works)


def _date(issued: Issued | None) -> dict[str, object] | None:
    if issued is None:
        return None
    return {"date-parts": [list(issued.parts)], **({"circa": True} if issued.is_about else {})}
