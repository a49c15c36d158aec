"""The whole answer to a question, to be taken away: as a table, as JSON, or as references."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import quote

from archive.exchange.sheets import MEDIA_TYPE as CSV
from archive.exchange.sheets import to_csv
from archive.exchange.works import Work
from search_api import schemas
from search_api.citing import FILES, Citing
from search_api.exchange_schemas import CitationFormat, ExportFormat, ExportParameters
from search_api.hit_rows import COLUMNS, row_of
from search_api.narrowing import SearchLinks
from search_api.service import SearchService
from search_api.sorting import in_order

__all__ = ["JSON_LINES", "Export", "disposition", "export_hits", "file_name"]

JSON_LINES = "application/jsonl; charset=utf-8"
TOGETHER = 50
"""Hits that are shaped, and held, at a time."""
WORDS_OF_NAME = 6

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Export:
    """A file to be taken away, part by part as it is made."""

    filename: str
    media_type: str
    parts: Iterable[str]


def export_hits(service: SearchService, asked: ExportParameters, citing: Citing) -> Export:
    """Every hit that is found (service.Found says how many at most), in the order asked for; ``citing`` has the records
    it is made of. The search is done before anything is given: raises QueryError or SearchIndexError."""
    found = service.find(asked, citing.records)
    ordered = [hit for _, hit in in_order(found.hits, asked.sort, citing.records, asked.lang)]
    batches = (ordered[start : start + TOGETHER] for start in range(0, len(ordered), TOGETHER))
    hits = chain.from_iterable(service.shape(batch, citing.records, found.named) for batch in batches)
    filters = " ".join(value for _, value in SearchLinks.of(asked).filters)
    name = file_name("search", asked.q or filters, citing.day.isoformat())
    if asked.format is ExportFormat.CSV:
        rows = (row_of(rank, hit, citing.address) for rank, hit in enumerate(hits, start=1))
        return Export(f"{name}.csv", CSV, to_csv(list(COLUMNS), rows))
    if asked.format is ExportFormat.JSONL:
        return Export(f"{name}.jsonl", JSON_LINES, (f"{hit.model_dump_json()}\n" for hit in hits))
    ending, media_type, write = FILES[CitationFormat(asked.format.value)]
    return Export(f"{name}.{ending}", f"{media_type}; charset=utf-8", write(_works(hits, citing)))


def _works(hits: Iterator[schemas.Hit], citing: Citing) -> Iterator[Work]:
    while batch := list(islice(hits, TOGETHER)):
        yield from citing.hits(batch)


def file_name(*parts: str) -> str:
    """A name without ending that a person recognises: ``miti-search-bus-reform-2026-11-22``. Letters of any script,
    nothing that means something to a file system."""
    words = [word for part in parts for word in _WORD.findall(part)[:WORDS_OF_NAME]]
    return "-".join(["miti", *words])[:120].lower()


def disposition(filename: str) -> str:
    """The Content-Disposition header (RFC 6266): in ASCII for old programs, and as it is."""
    plain = filename.encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"
