"""The order of hits: as ranked, or by what the catalogue says of them. A page goes on where the one before ended.

Only facts count as teaching: not what was suggested, and no sample course.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from archive.model import Program
from archive.vocabulary import choose
from index.errors import QueryError
from index.ranking import RankedHit
from search_api import asking_schemas
from search_api.paging import read_cursor, write_cursor
from search_api.records import Records

__all__ = ["Placed", "Position", "cursor_after", "following", "in_order", "read_position"]

Key = float | str
Placed = tuple[Key, RankedHit]
"""A hit and what its place is decided by, ascending."""
Position = tuple[Key, str]
"""Where a page ended: the key and the subject of its last hit."""

_AFTER_ALL_YEARS = 9999.0
_TITLE_LETTERS = 60
"""Letters of a title that decide: what is longer would not fit into a cursor."""


def in_order(hits: Iterable[RankedHit], sort: asking_schemas.Sort, records: Records, language: str) -> list[Placed]:
    """The hits, which come as ranked, in the order asked for; ties by subject. ``language``: of titles."""
    if sort == "relevance":
        return [(-float(hit.score), hit) for hit in hits]
    key = _keys(records, language)[sort]
    return sorted(((key(hit), hit) for hit in hits), key=lambda placed: (placed[0], placed[1].subject))


def following(placed: Sequence[Placed], after: Position | None) -> Sequence[Placed]:
    """The hits after the last one of the page before; where that one is gone, those that it would stand before."""
    if after is None:
        return placed
    for place, (_, hit) in enumerate(placed):
        if hit.subject == after[1]:
            return placed[place + 1 :]
    return [(key, hit) for key, hit in placed if (key, hit.subject) > after]


def cursor_after(placed: Placed, sort: asking_schemas.Sort) -> str:
    key, hit = placed
    return write_cursor(sort, key, hit.subject)


def read_position(cursor: str | None, sort: asking_schemas.Sort) -> Position | None:
    """Where the page before ended. Raises QueryError for a cursor of another list or of another order."""
    found = read_cursor(cursor, str, str if sort == "title" else float, str)
    if found is None:
        return None
    if found[0] != sort:
        raise QueryError("This cursor goes on in another order. Leave it out to begin at the first page.")
    return found[1], str(found[2])


def _keys(records: Records, language: str) -> Mapping[str, Callable[[RankedHit], Key]]:
    """For each order what a hit is placed by."""

    def began(hit: RankedHit) -> int | None:
        case = records.find_case(_id(hit)) if _is_case(hit) else None
        return int(case.start[:4]) if case and case.start[:4].isdecimal() else None

    def title(hit: RankedHit) -> str:
        if _is_case(hit):
            case = records.find_case(_id(hit))
            return _letters(choose(case.title, language)) if case else ""
        document = records.find_document(_id(hit))
        return _letters(document.title) if document else ""

    def last_taught(hit: RankedHit) -> int:
        return max((program.year or 0 for program in _taught_in(hit, records)), default=0)

    return {
        "newest": lambda hit: -float(began(hit) or 0),
        "oldest": lambda hit: float(began(hit) or _AFTER_ALL_YEARS),
        "last-taught": lambda hit: -float(last_taught(hit)),
        "most-taught": lambda hit: -float(len(_taught_in(hit, records))),
        "title": title,
    }


def _taught_in(hit: RankedHit, records: Records) -> list[Program]:
    """The programs of the register that taught a case as a fact, or used a document or one of its copies."""
    known = records.reference
    if _is_case(hit):
        ids = {link.program_id for link in known.teachings.get(_id(hit), ()) if link.is_fact}
    else:
        ids = {use.program_id for one in (hit, *hit.copies) for use in known.uses.get(_id(one), ())}
    return [program for program_id in ids if not (program := known.programs[program_id]).is_sample]


def _is_case(hit: RankedHit) -> bool:
    return hit.subject.startswith("case:")


def _id(hit: RankedHit) -> str:
    return hit.subject.partition(":")[2]


def _letters(title: str) -> str:
    """As people look for a title in a list: without case, accents and signs."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    return "".join(one for one in letters if one.isalnum() or one.isspace())[:_TITLE_LETTERS].strip()
