"""Which cases a program probably taught, where no source says so: computed, and no fact until a person accepts it."""

from collections.abc import Callable, Iterator

from archive.catalogue import Catalogue
from archive.model import Access, Basis, Program, Suggestion, Teaching, short_hash
from index.query import Filter, Query
from index.ranking import RankedHit
from search_api.service import IndexedSearcher

__all__ = ["METHOD", "suggest"]

METHOD = "a case of the training city that shares a theme with the program and is near its title in meaning"
_HOST_CITY = "seoul"
"""The register is of programs in Seoul, which teach what Seoul did; the visitors' own cases are not guessed at."""
_MOST = 5
_LEAST = 0.4
"""Cosine of title and case that a suggestion has at least. Chosen by reading the list, not measured: nobody has judged
suggestions yet."""


def suggest(
    catalogue: Catalogue, searcher: IndexedSearcher, move: Callable[[int, int | None], None] | None = None
) -> tuple[Teaching, ...]:
    """Suggestions for every program of the register that names a theme, best first within a program, at most five.

    ``score`` is the cosine of the program's title and the nearest passage of the case, 0 to 1. What is a fact already
    is not suggested. ``move`` is told how far it has come.
    """
    known = {(one.program_id, one.case_id) for one in catalogue.teachings(reader=Access.STAFF) if one.is_fact}
    programs = [program for program in catalogue.programs() if program.themes and not program.is_sample]
    found: list[Teaching] = []
    for done, program in enumerate(programs, start=1):
        found += [one for one in _of_program(program, searcher) if (program.id, one.case_id) not in known]
        if move:
            move(done, len(programs))
    return tuple(found)


def _of_program(program: Program, searcher: IndexedSearcher) -> Iterator[Teaching]:
    filters = [("city", _HOST_CITY), *(("theme", theme) for theme in program.themes)]
    hits = searcher.search(Query(program.title, Filter.parse(filters), reader=Access.PUBLIC)).hits
    near = [(_nearness(hit), hit.subject.removeprefix("case:")) for hit in hits if hit.subject.startswith("case:")]
    for score, case_id in sorted(near, key=lambda pair: (-pair[0], pair[1]))[:_MOST]:
        if score >= _LEAST:
            yield Teaching(
                id=short_hash("suggested", case_id, program.id),
                case_id=case_id,
                program_id=program.id,
                basis=Basis.SUGGESTED,
                suggestion=Suggestion(method=METHOD, score=round(min(score, 1.0), 3)),
            )


def _nearness(hit: RankedHit) -> float:
    return max((evidence.meaning for evidence in hit.evidence), default=0.0)
