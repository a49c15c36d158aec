"""Tables of counts: what a search finds, by one to three axes. One way for JSON, CSV, pages and the command line."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from archive.entries import program_facets
from archive.model import PlaceKind, Program
from archive.vocabulary import Vocabulary
from index.crosstab import NO_ENTRY, Axis, Crosstab, Links, Unit
from index.errors import QueryError
from index.query import YEAR_FILTERS, Years
from search_api.count_schemas import FILTER_OF, CountAnswer, CountAxis, CountCell, Counted, CountParameters, CountValue
from search_api.facets import unknown_values
from search_api.reasons import echo
from search_api.records import Records
from search_api.service import SearchService
from search_api.understanding import filter_entries

__all__ = ["CountService"]

_UNITS = {
    Counted.HITS: Unit.HITS,
    Counted.PROGRAMS: Unit.PROGRAMS,
    Counted.TEACHINGS: Unit.LINKS,
    Counted.PARTICIPANTS: Unit.PROGRAMS,
}
_GRADED = ("stage", "scale", "evidence")
"""Axes whose values have an order of their own."""


class _Training(NamedTuple):
    """The programs of the register, and by case those that taught it as a fact."""

    register: Mapping[str, Program]
    of_case: Mapping[str, Collection[str]]

    @classmethod
    def of(cls, records: Records) -> "_Training":
        register = {program.id: program for program in records.register_programs()}
        of_case = {
            f"case:{case_id}": {link.program_id for link in links if link.is_fact and link.program_id in register}
            for case_id, links in records.reference.teachings.items()
        }
        return cls(register, of_case)

    def links(self, *, weighed: bool) -> Links:
        """``weighed``: by head count, 0 where none is recorded."""
        own = {program.id: program_facets((program.id,), [program]) for program in self.register.values()}
        values = {name: {each: facets[name] for each, facets in own.items()} for name in ("program", "host", "partner")}
        values["year"] = {each.id: (str(each.year),) for each in self.register.values() if each.year}
        weights = {program.id: program.head_count or 0 for program in self.register.values()} if weighed else None
        return Links(self.of_case, values, weights)


class CountService:
    """Safe to share between threads."""

    def __init__(self, service: SearchService) -> None:
        self._service = service

    def count(self, asked: CountParameters) -> CountAnswer:
        """The table. Raises QueryError (an axis twice, a table too large, no word, unknown filter) or
        SearchIndexError."""
        names = [name for name in (asked.rows, asked.columns, asked.layers) if name is not None]
        if len(set(names)) < len(names):
            raise QueryError("Rows, columns and layers must be different axes.")
        records = self._service.records(asked.lang)
        searcher = self._service.searcher
        query, asks = self._service.question(asked, records, searcher)
        stale = searcher.manifest.revision != records.reference.revision
        training = _Training.of(records)
        table = searcher.cross(
            query,
            [_axis(name, records.reference.vocabulary, training) for name in names],
            _UNITS[asked.of],
            None if asked.of is Counted.HITS else training.links(weighed=asked.of is Counted.PARTICIPANTS),
            # A fresh index knows what the reader may see.
            self._readable(records) if stale else None,
        )
        axes = [_shape_axis(name, place, len(names), table, records) for place, name in enumerate(names)]
        return CountAnswer(
            of=asked.of,
            axes=axes,
            total=table.total,
            unrecorded=sum(training.register[program].head_count is None for program in table.programs)
            if asked.of is Counted.PARTICIPANTS
            else None,
            cells=_in_order(axes, {cell: count for cell, count in table.counts.items() if None not in cell}),
            margins=_in_order(
                axes, {cell: count for cell, count in table.counts.items() if len(names) == 3 and cell.count(None) == 1}
            ),
            revision=records.reference.revision,
            index_revision=searcher.manifest.revision,
            stale=stale,
            query=echo(asked, asks, records, unknown_values({}, asks.filters, records)),
        )

    def _readable(self, records: Records) -> set[str]:
        documents = self._service.catalogue.documents(records.reference.reader)
        return {f"case:{case_id}" for case_id in records.reference.cases} | {f"document:{one.id}" for one in documents}


def _axis(name: str, known: Vocabulary, training: _Training) -> Axis:
    facet = FILTER_OF.get(name, name)
    regions = [place for place in known.places.values() if place.kind is PlaceKind.REGION]
    kept: dict[str, Collection[str]] = {
        "theme": {theme.id for theme in known.themes.values() if theme.broader is None},
        "subtheme": {theme.id for theme in known.themes.values() if theme.broader is not None},
        "region": {place.id for place in regions if not place.regions},
        # The world regions that hold no other.
        "subregion": {place.id for place in regions if place.regions}
        - {above for place in regions if (above := known.above("region", place.id))},
        # A sample course is no training that was held.
        "program": training.register.keys(),
    }
    return Axis(facet, kept.get(name))


def _shape_axis(name: str, place: int, axis_count: int, table: Crosstab, records: Records) -> CountAxis:
    facet = FILTER_OF.get(name, name)
    margins = {
        value: count
        for cell, count in table.counts.items()
        if (value := cell[place]) is not None and cell.count(None) == axis_count - 1
    }
    values = [
        CountValue(**records.label(facet, value).model_dump(), count=count)
        for value, count in margins.items()
        if value != NO_ENTRY
    ]
    if facet in YEAR_FILTERS:
        values.sort(key=lambda value: Years.parse(value.id))
    elif facet in _GRADED:
        grades = list(filter_entries(facet, records.reference))
        values.sort(key=lambda value: grades.index(value.id) if value.id in grades else len(grades))
    else:
        values.sort(key=lambda value: (-value.count, value.label.casefold(), value.id))
    if NO_ENTRY in margins:
        values.append(CountValue(id=NO_ENTRY, label=NO_ENTRY, count=margins[NO_ENTRY]))
    return CountAxis.model_validate({"name": name, "filter": facet, "values": values})


def _in_order(axes: list[CountAxis], counts: Mapping[tuple[str | None, ...], int]) -> list[CountCell]:
    places = [{value.id: place for place, value in enumerate(axis.values)} for axis in axes]

    def order(cell: tuple[str | None, ...]) -> list[int]:
        return [own.get(value, len(own)) if value else len(own) for own, value in zip(places, cell, strict=True)]

    return [CountCell(values=list(cell), count=counts[cell]) for cell in sorted(counts, key=order)]
