"""How many subjects a search would find with each value of each facet chosen."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from index.backend import Mask, Rows
from index.columns import Columns
from index.query import Clause, Years

__all__ = ["count", "count_beside", "places_of"]


def count(
    columns: Columns, mask: Mask, hits: Sequence[Sequence[int]], held: Sequence[Mask] = ()
) -> dict[str, Mapping[str, int]]:
    """Facet name -> value -> number of these hits with a passing row that has the value, for every facet. A hit is
    given by its subjects: one, or a document and its copies.

    Hits are counted, not passages, and only rows in ``mask`` speak: a row that the reader may not see must not
    betray its values. ``held``: for each phrase of the question the rows that hold it; a subject counts for a value if
    it has such a row of each phrase with the value, as it would need if the value were chosen. Most frequent first,
    then by value; values without a subject are left out.
    """
    places = places_of(columns, hits)
    return {name: _ordered(_count_all(columns, name, mask, places, held)) for name in columns.facets}


def count_beside(
    columns: Columns, clause: Clause, mask: Mask, hits: Sequence[Sequence[int]], held: Sequence[Mask] = ()
) -> Mapping[str, int]:
    """Value -> number of subjects, for the facet that ``clause`` narrows: what the same search finds with this value
    alone wanted under the name, so that others can be added to those chosen ("drill sideways").

    ``mask`` and ``hits``: the rows that pass and the hits as if the clause were not there. What the clause excludes
    stays out, but for an excluded value itself, which would be excluded no more if it were chosen. The clause's own
    values are always among those counted, spans of years as ``Years`` writes them, be it with 0.
    """
    places = places_of(columns, hits)
    kept = mask & ~columns.having(clause.name, clause.excluded)
    counts = _count_all(columns, clause.name, kept, places, held)
    chosen = (*clause.wanted, *clause.excluded)
    for value in chosen:
        others = [other for other in clause.excluded if other != value]
        rows = mask & ~columns.having(clause.name, others) & columns.having(clause.name, [value])
        counts[str(value)] = _count(rows, places, held)
    return _ordered(counts, chosen)


def places_of(columns: Columns, hits: Sequence[Sequence[int]]) -> Rows:
    """For each row the place of its hit; -1 where it belongs to none."""
    places = np.full(len(columns.subjects), -1, dtype=np.int64)
    for place, subjects in enumerate(hits):
        places[list(subjects)] = place
    of_rows: Rows = places[columns.subject_of_row]
    return of_rows


def _count_all(columns: Columns, name: str, mask: Mask, places: Rows, held: Sequence[Mask]) -> dict[str, int]:
    facet = columns.facets.get(name)
    if facet is None:
        return {}
    hit_count = int(places.max(initial=-1)) + 1

    def having(rows: Mask) -> Mask:
        """Values by hits: whether a row of ``rows`` has both."""
        speaking = np.flatnonzero((rows & (places >= 0))[facet.rows])
        table = np.zeros((len(facet.values), hit_count), dtype=np.bool_)
        table[np.searchsorted(facet.starts, speaking, side="right") - 1, places[facet.rows[speaking]]] = True
        return table

    found: Mask = np.logical_and.reduce([having(mask & rows) for rows in held] or [having(mask)])
    return dict(zip(facet.values, found.sum(axis=1).tolist(), strict=True))


def _count(rows: Mask, places: Rows, held: Sequence[Mask]) -> int:
    found = [set(places[rows & holding].tolist()) for holding in held] or [set(places[rows].tolist())]
    return len(set.intersection(*found) - {-1})


def _ordered(counts: Mapping[str, int], chosen: Iterable[str | Years] = ()) -> dict[str, int]:
    always = {str(value) for value in chosen}
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return {value: having for value, having in ordered if having or value in always}
