"""What the rows of hits state on the axes of a table, in numbers (pure)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from index.backend import Rows
from index.columns import Columns
from index.errors import QueryError

__all__ = ["MOST_KEYS", "NO_ENTRY", "Axis", "Grid", "Links", "first_of_each"]

NO_ENTRY = "no entry"
"""The value of an axis on which rows have none. It is no value of any facet: some have one of their own for what
sources were asked and do not state."""
MOST_KEYS = 1_000_000
"""Combinations of hit and values that are looked at for one table: less than a second's work."""


@dataclass(frozen=True)
class Axis:
    """``name``: a facet. ``values``: those that count, as if rows had no others; None: all."""

    name: str
    values: Collection[str] | None = None


@dataclass(frozen=True)
class Links:
    """Which programs taught what. ``of_subject``: subject -> its programs; a row speaks for those of them that it has
    under the facet ``program``. ``values``: for axes that are a matter of the program rather than of the passage,
    program -> its values. ``weights``: what each program counts for; without them, each counts 1."""

    of_subject: Mapping[str, Collection[str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    weights: Mapping[str, int] | None = None


class _Lists(NamedTuple):
    """Lists of values by number: list n has the places ``places[starts[n]:starts[n + 1]]`` of ``values``."""

    values: tuple[str, ...]
    starts: Rows
    places: Rows

    @classmethod
    def of(cls, lists: Iterable[Iterable[str]], values: Iterable[str], empty: Sequence[int] = ()) -> "_Lists":
        """Of each list what is among ``values``; ``empty``: the places where nothing is left."""
        names = tuple(values)
        place_of = {value: place for place, value in enumerate(names)}
        places = [[place_of[value] for value in own if value in place_of] or [*empty] for own in lists]
        starts = np.cumsum([0, *map(len, places)], dtype=np.int64)
        return cls(names, starts, np.array([place for own in places for place in own], dtype=np.int64))

    def spread(self, numbers: Rows) -> tuple[Rows, Rows]:
        """For lines that have the lists of these numbers: each line's place once for each value, and the values'
        places. Raises QueryError where these are more than MOST_KEYS."""
        lengths = np.diff(self.starts)[numbers]
        if lengths.sum() > MOST_KEYS:
            raise QueryError("This table would be too large. Ask for fewer or coarser axes, or for fewer cases.")
        lines = np.repeat(np.arange(len(numbers)), lengths)
        ordinals = np.arange(len(lines)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return lines, self.places[self.starts[numbers][lines] + ordinals]


@dataclass(frozen=True)
class Grid:
    """The hits' values on each axis. An owner is a hit or, where programs are asked for, a pair of a hit and a program:
    ``owner % len(programs)`` is the program's place. On each axis the place after the last value stands for
    none."""

    _place_of_row: Rows
    """Of its hit; -1 where it belongs to none."""
    _axes: tuple[tuple[_Lists, Rows | None], ...]
    """The lists of values, and for each row the number of its list; None: the lists are those of the programs."""
    _programs: tuple[_Lists, Rows] | None
    """The same for programs; None where only hits are counted."""

    @classmethod
    def of(cls, columns: Columns, place_of_row: Rows, rows: Rows, axes: Iterable[Axis], links: Links | None) -> "Grid":
        """``rows``: those that may speak; ``links``: None where only hits are counted."""
        programs = _programs_of(columns, rows, links) if links is not None else None
        lists: list[tuple[_Lists, Rows | None]] = []
        for axis in axes:
            own: Sequence[Sequence[str]]
            numbers: Rows | None
            if programs is not None and links is not None and axis.name in links.values:
                own, numbers = [links.values[axis.name].get(program, ()) for program in programs[0].values], None
            else:
                own, numbers = columns.value_sets(axis.name)
            stated = {value for each in own for value in each}
            kept = stated if axis.values is None else stated.intersection(axis.values)
            lists.append((_Lists.of(own, sorted(kept), [len(kept)]), numbers))
        return cls(place_of_row, tuple(lists), programs)

    @property
    def programs(self) -> tuple[str, ...]:
        return self._programs[0].values if self._programs else ()

    @property
    def values(self) -> list[tuple[str, ...]]:
        """Of each axis."""
        return [lists.values for lists, _ in self._axes]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many owners there may be, and places on each axis."""
        hit_count = int(self._place_of_row.max(initial=0)) + 1
        return hit_count * max(1, len(self.programs)), *(len(values) + 1 for values in self.values)

    def keys(self, rows: Rows) -> tuple[Rows, Rows]:
        """The owners that these rows of hits speak for, and what they say: an owner and a place on each axis, packed by
        ``sizes``. Both without repetition, ascending. Raises QueryError where these are more than MOST_KEYS."""
        lists = [*self._axes, *([self._programs] if self._programs else [])]
        # Rows of a hit mostly state the same: one of those that do is enough.
        told = [numbers[rows] for _, numbers in lists if numbers is not None]
        rows = rows[first_of_each([self._place_of_row[rows], *told])]
        owners, programs = self._place_of_row[rows], np.zeros_like(rows)
        if self._programs is not None:
            lines, programs = self._programs[0].spread(self._programs[1][rows])
            rows, owners = rows[lines], owners[lines] * max(1, len(self.programs)) + programs
        said: list[Rows] = [owners]
        for axis, numbers in self._axes:
            lines, places = axis.spread(programs if numbers is None else numbers[rows])
            rows, programs = rows[lines], programs[lines]
            said = [*(own[lines] for own in said), places]
        return np.unique(owners), np.unique(np.ravel_multi_index(tuple(said), self.sizes))


def first_of_each(columns: Sequence[Rows]) -> Rows:
    """Lines that differ in at least one of these columns: the place of the first of each kind."""
    numbers = np.zeros_like(columns[0])
    first = numbers[:0]
    for column in columns:
        # Numbered anew after each column, so that none grows beyond what an integer holds.
        _, first, numbers = np.unique(
            numbers * (int(column.max(initial=0)) + 1) + column, return_index=True, return_inverse=True
        )
    return first


def _programs_of(columns: Columns, rows: Rows, links: Links) -> tuple[_Lists, Rows]:
    """For each of ``rows`` the number of the list of programs that it speaks for, among those that taught its
    subject."""
    sets, of_row = columns.value_sets("program")
    pairs, pair_of = np.unique(columns.subject_of_row[rows] * max(1, len(sets)) + of_row[rows], return_inverse=True)
    numbers = np.zeros_like(of_row)
    numbers[rows] = pair_of
    lists = []
    for subject, own in (divmod(int(pair), max(1, len(sets))) for pair in pairs):
        taught = links.of_subject.get(columns.subjects[subject], ())
        lists.append([program for program in sets[own] if program in taught])
    return _Lists.of(lists, sorted({program for own in lists for program in own})), numbers
