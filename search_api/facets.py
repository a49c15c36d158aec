"""Facets as a person reads them: values with their names, in order, and what stands below what."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.vocabulary import language_name
from index.query import YEAR_FILTERS, Years
from search_api import schemas
from search_api.records import Records
from search_api.understanding import called, filter_entries

__all__ = ["PLACES", "Branch", "canonical", "grow", "shape_facets", "unknown_values"]

PLACES = ("region", "country", "city")
"""Facets that make one tree, from the top."""
_ABOVE = {"city": "country", "country": "region"}
"""Facets whose values stand below those of another one; themes and regions stand below their own kind."""

Counts = Mapping[str, Mapping[str, int]]
Filters = Iterable[tuple[str, str]]
"""Names and values; a leading "-" excludes."""
Facets = Mapping[str, Sequence[schemas.FacetCount]]


def shape_facets(counts: Counts, filters: Filters, records: Records) -> dict[str, list[schemas.FacetCount]]:
    """The values of each facet with names and states, in order, and everything that stands above one of them."""
    asked = {(name, canonical(name, value)) for name, value in filters}
    facets = {}
    for name, values in _with_above(counts, records).items():
        shaped = [
            schemas.FacetCount(
                **records.label(name, value).model_dump(),
                count=count,
                parent=records.reference.vocabulary.above(name, value),
                chosen=(name, value) in asked,
                excluded=(name, f"-{value}") in asked,
            )
            for value, count in values.items()
        ]
        facets[name] = _in_order(name, shaped)
    return facets


def unknown_values(counts: Counts, filters: Filters, records: Records) -> list[schemas.UnknownValue]:
    """The values of filters that nothing found has and that no vocabulary knows."""
    unknown = []
    for name, value in filters:
        text = value.removeprefix("-")
        if name in YEAR_FILTERS or counts.get(name, {}).get(text) or _is_known(name, text, records):
            continue
        labels = [records.label(name, entry_id) for entry_id in called(name, text, records.reference)]
        unknown.append(schemas.UnknownValue(name=name, value=value, called=labels))
    return unknown


@dataclass(frozen=True)
class Branch:
    """A value of the facet ``name`` with what stands below it."""

    name: str
    value: schemas.FacetCount
    below: tuple["Branch", ...]

    @property
    def is_open(self) -> bool:
        """Whether a person is looking here: it is chosen or excluded, or something below it is."""
        return self.value.chosen or self.value.excluded or any(branch.is_open for branch in self.below)


def grow(facets: Facets, names: Sequence[str]) -> list[Branch]:
    """The values of these facets as trees, in the order that they are given in: ``PLACES`` make one tree, every other
    facet has its own."""
    below: dict[tuple[str, str | None], list[tuple[str, schemas.FacetCount]]] = defaultdict(list)
    for name in names:
        for value in facets.get(name, ()):
            below[_ABOVE.get(name, name) if value.parent else "", value.parent].append((name, value))

    def branches(name: str, value_id: str | None) -> tuple[Branch, ...]:
        return tuple(Branch(own_name, value, branches(own_name, value.id)) for own_name, value in below[name, value_id])

    return list(branches("", None))


def canonical(name: str, value: str) -> str:
    """A filter's value as facets write it: of all ways to write a span of years, one."""
    if name not in YEAR_FILTERS:
        return value
    return f"{value[: value.startswith('-')]}{Years.parse(value.removeprefix('-'))}"


def _with_above(counts: Counts, records: Records) -> dict[str, dict[str, int]]:
    """The counts, and 0 for what stands above a value and is not among them."""
    known = records.reference.vocabulary
    completed = {name: dict(values) for name, values in counts.items()}
    for name, values in counts.items():
        for value in values:
            facet, above = _ABOVE.get(name, name), known.above(name, value)
            while above is not None and above not in completed.setdefault(facet, {}):
                completed[facet][above] = 0
                facet, above = _ABOVE.get(facet, facet), known.above(facet, above)
    return completed


def _in_order(name: str, values: Sequence[schemas.FacetCount]) -> list[schemas.FacetCount]:
    if name in YEAR_FILTERS:
        return sorted(values, key=_span, reverse=True)
    ordered = sorted(values, key=lambda value: (-value.count, _folded(value.label), value.id))
    return ordered if name in _ABOVE else _flat(grow({name: ordered}, [name]))


def _flat(branches: Iterable[Branch]) -> list[schemas.FacetCount]:
    return [value for branch in branches for value in (branch.value, *_flat(branch.below))]


def _span(value: schemas.FacetCount) -> tuple[int, int]:
    years = Years.parse(value.id)
    return years.last, years.first


def _folded(label: str) -> str:
    """Without accents and case, as people look for names in a list."""
    letters = unicodedata.normalize("NFKD", label.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_known(name: str, value: str, records: Records) -> bool:
    if name == "language":
        return language_name(value, "en") != value
    return value in filter_entries(name, records.reference)
