"""From a cell of a table to the search that finds what it counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.vocabulary import Vocabulary
from index.crosstab import NO_ENTRY
from index.query import YEAR_FILTERS, Years
from search_api.narrowing import SearchLinks

__all__ = ["cell_address"]

Pair = tuple[str, str]


def cell_address(links: SearchLinks, cell: Sequence[Pair], known: Vocabulary) -> str:
    """The address of the search ``links`` with these filters and values too; empty where none finds just these:
    values of one name widen a search, and no filter asks for what has no entry.

    Where one of the values asked for under a name lies within all others, it alone says the same.
    """
    filters = [pair for pair in links.filters if pair[0] not in {name for name, _ in cell} or pair[1].startswith("-")]
    for name in dict.fromkeys(name for name, _ in cell):
        values = [value for own, value in cell if own == name]
        chosen = [value for own, value in links.filters if own == name and not value.startswith("-")]
        narrowest = next(_within_all(name, values, chosen, known), None)
        if narrowest is None or NO_ENTRY in values:
            return ""
        filters.append((name, narrowest))
    return replace(links, filters=tuple(filters)).address


def _within_all(name: str, values: Iterable[str], chosen: Sequence[str], known: Vocabulary) -> Iterator[str]:
    """Those of ``values`` that lie within each other one, and within any of those chosen, if there are any."""
    own = list(values)
    for value in own:
        is_in_any = not chosen or any(_is_within(name, value, other, known) for other in chosen)
        if is_in_any and all(_is_within(name, value, other, known) for other in own):
            yield value


def _is_within(name: str, value: str, other: str, known: Vocabulary) -> bool:
    """Whether what has one value of a filter has the other too."""
    if value == other:
        return True
    if name in YEAR_FILTERS and NO_ENTRY not in (value, other):
        inner, outer = Years.parse(value), Years.parse(other)
        return outer.first <= inner.first and inner.last <= outer.last
    if name not in {"theme", "region"}:
        return False
    above = known.above(name, value)
    return above is not None and _is_within(name, above, other, known)
