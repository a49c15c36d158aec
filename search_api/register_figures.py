"""What a set of programs adds up to: by year, and by year and something else. Nothing that no source states is counted
as nothing: programs without a head count are counted apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.model import Program
from archive.vocabulary import Vocabulary
from search_api.portraits.trained import Attendance

__all__ = ["NONE", "SOURCE_ID", "RegisterFigures", "Side", "figures", "side", "sides"]

SOURCE_ID = "seoul-solution-policy-training"
"""Id of the source that the corpus takes the register from (corpus/README.md); an archive may lack it."""
NONE = ""
"""Stands for what a record does not state: the side of programs without a theme, partner or host."""


@dataclass(frozen=True)
class RegisterFigures:
    """``years``: without a gap from the first to the last. Programs whose year is unknown stand in no year."""

    count: int
    head_count: int
    without_head_count: int
    years: tuple[int, ...]
    programs_by_year: Mapping[int, int]
    heads_by_year: Mapping[int, int]
    without_place: int
    """Programs of which no source names a city or country that took part."""
    by_city: Mapping[str, int]
    """Programs by each city that took part; one with several counts for each."""
    countries_alone: Mapping[str, int]
    """Programs by each country of which no city is named."""


def figures(attendances: Sequence[Attendance], country_of: Mapping[str, str]) -> RegisterFigures:
    """``attendances``: one for each program of the set. ``country_of``: the country of each city."""
    programs = [came.program for came in attendances]
    years = [program.year for program in programs if program.year is not None]
    heads: Counter[int] = Counter()
    for program in programs:
        if program.year is not None:
            heads[program.year] += program.head_count or 0
    return RegisterFigures(
        count=len(programs),
        head_count=sum(program.head_count or 0 for program in programs),
        without_head_count=sum(program.head_count is None for program in programs),
        years=tuple(range(min(years), max(years) + 1)) if years else (),
        programs_by_year=Counter(years),
        heads_by_year=heads,
        without_place=sum(not came.countries for came in attendances),
        by_city=Counter(city for came in attendances for city in came.cities),
        countries_alone=Counter(
            country for came in attendances for country in came.countries - {country_of.get(c) for c in came.cities}
        ),
    )


@dataclass(frozen=True)
class Side:
    """One side of a table of programs by year: ids (``NONE`` for what is not stated) in order of their counts, programs
    by id, and by id and year. A program with several themes counts for each."""

    ids: tuple[str, ...]
    totals: Mapping[str, int]
    by_year: Mapping[tuple[str, int], int]


def sides(vocabulary: Vocabulary) -> Mapping[str, Callable[[Program], Iterable[str]]]:
    """What programs can be set out by -> the ids of a program: its main themes, its partners, its host."""
    return {
        "theme": lambda program: {theme for theme in vocabulary.with_broader(program.themes) if "." not in theme},
        "partner": lambda program: {
            *program.partners,
            *program.audience.networks,
            *filter(None, [program.commissioner]),
        },
        "host": lambda program: filter(None, [program.host]),
    }


def side(programs: Iterable[Program], ids_of: Callable[[Program], Iterable[str]]) -> Side:
    """``programs`` set out by ``ids_of``, most first; what is not stated last."""
    totals: Counter[str] = Counter()
    by_year: Counter[tuple[str, int]] = Counter()
    for program in programs:
        for entry_id in tuple(ids_of(program)) or (NONE,):
            totals[entry_id] += 1
            if program.year is not None:
                by_year[entry_id, program.year] += 1
    ids = sorted(totals, key=lambda entry_id: (entry_id == NONE, -totals[entry_id], entry_id))
    return Side(tuple(ids), totals, by_year)
