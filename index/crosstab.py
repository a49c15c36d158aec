"""How many hits, programs or links between them have which values together: the table behind a search (pure).

Rows of the index stand for passages, and a filter holds for one passage. So a hit counts in a cell if one of its
passing rows has all values of the cell, which is just what the same search finds with these values asked for too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import product

import numpy as np

from index.backend import Mask, Rows
from index.columns import Columns
from index.errors import QueryError
from index.facets import places_of
from index.grid import MOST_KEYS, NO_ENTRY, Axis, Grid, Links, first_of_each

__all__ = ["MOST_CELLS", "MOST_KEYS", "NO_ENTRY", "Axis", "Cell", "Crosstab", "Links", "Unit", "cross"]

MOST_CELLS = 20_000
"""Cells that one table, and each of its margins, may have."""

Cell = tuple[str | None, ...]
"""A value for each axis; None: whatever it is."""


class Unit(StrEnum):
    """What is counted: hits, programs that taught them, or pairs of a hit and a program that taught it."""

    HITS = "hits"
    PROGRAMS = "programs"
    LINKS = "links"


@dataclass(frozen=True)
class Crosstab:
    """``counts``: cell -> how many distinct ones (or the sum of their weights), in no order; cells that nothing is in
    are left out. Where axes are None the cell is a margin: what has several values there counts once in it.
    ``programs``: those that were counted, where programs or links were."""

    total: int
    counts: Mapping[Cell, int]
    programs: tuple[str, ...] = ()


def cross(
    columns: Columns,
    mask: Mask,
    hits: Sequence[Sequence[int]],
    held: Sequence[Mask],
    axes: Sequence[Axis],
    unit: Unit = Unit.HITS,
    links: Links | None = None,
) -> Crosstab:
    """The table of these hits over one or more axes, with every margin.

    ``mask``, ``hits`` and ``held``: as for facets.count. Rows that have no value on an axis have
    ``NO_ENTRY`` there; a hit has it in a cell if of its passing rows that have the cell's other values none has any
    there. ``links``, by which programs and links are counted, are those of each subject alone.

    A margin counts what stands in its cells. The total counts whatever could stand in a cell: with several phrases,
    also what has them in passages of different values, and so stands in none.

    Raises QueryError where the table would be larger than MOST_KEYS or MOST_CELLS.
    """
    place_of_row = places_of(columns, hits)
    passing = mask & (place_of_row >= 0)
    by_program = None if unit is Unit.HITS else links or Links()
    grid = Grid.of(columns, place_of_row, np.flatnonzero(passing), axes, by_program)
    found = [grid.keys(np.flatnonzero(passing & rows)) for rows in (held or [passing])]
    owners = reduce(np.intersect1d, (own for own, _ in found))
    keys = reduce(np.intersect1d, (said for _, said in found))
    keys = _most_telling(keys, np.concatenate([said for _, said in found]), grid.sizes)
    counted, *places = np.unravel_index(keys, grid.sizes)
    weights: Rows | None = None
    program_count = max(1, len(grid.programs))
    programs = tuple(grid.programs[place] for place in np.unique(owners % program_count)) if grid.programs else ()
    if unit is Unit.PROGRAMS:
        owners, counted = np.unique(owners % program_count), counted % program_count
        if by_program is not None and by_program.weights is not None:
            weights = np.array([by_program.weights.get(program, 0) for program in grid.programs], dtype=np.int64)
    total = len(owners) if weights is None else int(weights[owners].sum())
    return Crosstab(total, dict(_cells(counted, places, grid.values, weights)), programs)


def _most_telling(keys: Rows, said: Rows, sizes: tuple[int, ...]) -> Rows:
    """Of ``keys`` those without an open place where ``said``, with the same values otherwise, has a value."""
    own, all_said = (np.stack(np.unravel_index(each, sizes)) for each in (keys, said))
    last = np.array(sizes[1:])[:, None] - 1
    is_open, is_open_said = own[1:] == last, all_said[1:] == last
    kept = np.ones(len(keys), dtype=np.bool_)
    for pattern in product((False, True), repeat=len(sizes) - 1):
        if any(pattern):
            left_open = np.array(pattern)
            here = (is_open == left_open[:, None]).all(axis=0)
            stating = ~is_open_said[left_open].all(axis=0)
            same = [0, *(1 + np.flatnonzero(~left_open))]
            own_sizes = tuple(sizes[place] for place in same)
            told = np.ravel_multi_index(tuple(all_said[same][:, stating]), own_sizes)
            kept[here] = ~np.isin(np.ravel_multi_index(tuple(own[same][:, here]), own_sizes), told)
    return keys[kept]


def _cells(
    counted: Rows, places: Sequence[Rows], names: Sequence[tuple[str, ...]], weights: Rows | None
) -> Iterator[tuple[Cell, int]]:
    """Every cell and every margin but the total. ``counted``, ``places``: line by line what is counted, and the place
    of its value on each axis."""
    for is_kept in product((True, False), repeat=len(places)):
        kept = [axis for axis, is_one in enumerate(is_kept) if is_one]
        if not kept:
            continue
        sizes = tuple(len(names[axis]) + 1 for axis in kept)
        packed = np.ravel_multi_index(tuple(places[axis] for axis in kept), sizes)
        once = first_of_each([packed, counted])
        found, which = np.unique(packed[once], return_inverse=True)
        if len(found) > MOST_CELLS:
            raise QueryError(f"This table would have more than {MOST_CELLS:,} cells. Ask for fewer or coarser axes.")
        sums = np.bincount(which, None if weights is None else weights[counted[once]], minlength=len(found))
        for own, count in zip(np.stack(np.unravel_index(found, sizes), axis=1).tolist(), sums.tolist(), strict=True):
            cell: list[str | None] = [None] * len(places)
            for axis, place in zip(kept, own, strict=True):
                cell[axis] = names[axis][place] if place < len(names[axis]) else NO_ENTRY
            yield tuple(cell), int(count)
