"""What the index knows of each row besides its vector and words: ids, and the columns that filters ask for."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive.model import Access, Entry
from index.backend import Mask, Rows
from index.query import ENDLESS, Filter, Years
from index.substance import substance_of
from index.twins import families_of, twins_of

Numbers = npt.NDArray[np.int32]
Shares = npt.NDArray[np.float32]

LEVELS = tuple(Access)
NO_DAY = 0
NO_YEAR = 0
YEAR = "year"
PERIOD = "period"
FILES = ("columns.json", "columns.npz")


class ValueRows(NamedTuple):
    """For each value of a facet, in sorted order, the rows that have it: ``rows[starts[i]:starts[i + 1]]``."""

    values: tuple[str, ...]
    starts: Numbers
    rows: Numbers

    @classmethod
    def group(cls, pairs: Iterable[tuple[str, int]]) -> "ValueRows":
        rows_of: dict[str, list[int]] = {}
        for value, row in pairs:
            rows_of.setdefault(value, []).append(row)
        values = tuple(sorted(rows_of))
        starts = np.zeros(len(values) + 1, dtype=np.int32)
        np.cumsum([len(rows_of[value]) for value in values], out=starts[1:])
        return cls(values, starts, np.array([row for value in values for row in rows_of[value]], dtype=np.int32))

    def having(self, place: int) -> Numbers:
        return self.rows[self.starts[place] : self.starts[place + 1]]


class ValueSets(NamedTuple):
    """Which values of a facet each row has, in order: row r those of ``sets[of_row[r]]``. No two sets are equal."""

    sets: tuple[tuple[str, ...], ...]
    of_row: Rows

    @classmethod
    def of(cls, facet: ValueRows, row_count: int) -> "ValueSets":
        order = np.argsort(facet.rows, kind="stable")
        places = np.repeat(np.arange(len(facet.values)), np.diff(facet.starts))[order].tolist()
        bounds = np.searchsorted(facet.rows[order], np.arange(row_count + 1)).tolist()
        numbers: dict[tuple[int, ...], int] = {}
        of_row = [numbers.setdefault(tuple(places[first:last]), len(numbers)) for first, last in pairwise(bounds)]
        sets = tuple(tuple(facet.values[place] for place in own) for own in numbers)
        return cls(sets, np.array(of_row, dtype=np.int64))


class Columns:
    """One line per row. ``subjects`` are the distinct ones in sorted order; ``subject_of_row`` points into them. Rows
    of one number in ``twin_of_row`` say nearly the same, subjects of one in ``family_of_subject`` mostly do.
    ``substance`` says how much each row says, 0 to 1."""

    def __init__(
        self,
        passage_ids: Sequence[str],
        subjects: Sequence[str],
        arrays: Mapping[str, Numbers],
        facets: Mapping[str, ValueRows],
        substance: Shares,
    ) -> None:
        self.passage_ids = tuple(passage_ids)
        self.subjects = tuple(subjects)
        self.subject_of_row: Rows = arrays["subject"].astype(np.int64)
        self.twin_of_row = arrays["twin"]
        self.family_of_subject = arrays["family"]
        self.facets = facets
        self.substance = substance
        self._arrays = arrays
        self._value_sets: dict[str, ValueSets] = {}
        self._rows_by_subject: Rows = np.argsort(self.subject_of_row, kind="stable")
        self._subject_starts = np.searchsorted(self.subject_of_row[self._rows_by_subject], np.arange(len(subjects) + 1))

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Columns":
        subjects = sorted({entry.subject for entry in entries})
        number = {subject: place for place, subject in enumerate(subjects)}
        twins = twins_of([entry.text for entry in entries])
        groups: list[set[int]] = [set() for _ in subjects]
        for entry, twin in zip(entries, twins, strict=True):
            groups[number[entry.subject]].add(twin)
        arrays = {
            "subject": [number[entry.subject] for entry in entries],
            "twin": twins,
            "family": families_of(groups),
            "level": [LEVELS.index(entry.access) for entry in entries],
            "embargo": [entry.embargo_until.toordinal() if entry.embargo_until else NO_DAY for entry in entries],
            "first": [entry.period[0] if entry.period else NO_YEAR for entry in entries],
            "last": [entry.period[1] if entry.period else NO_YEAR for entry in entries],
        }
        names = sorted({name for entry in entries for name in entry.facets})
        facets = {
            name: ValueRows.group((v, row) for row, entry in enumerate(entries) for v in entry.facets.get(name, ()))
            for name in names
        }
        facets[YEAR] = ValueRows.group((str(year), row) for row, entry in enumerate(entries) for year in entry.years)
        facets[PERIOD] = ValueRows.group(_decades(entries))
        return cls(
            [entry.passage_id for entry in entries],
            subjects,
            {name: np.array(column, dtype=np.int32) for name, column in arrays.items()},
            facets,
            np.array(substance_of([(entry.unit, entry.text) for entry in entries]), dtype=np.float32),
        )

    def __len__(self) -> int:
        return len(self.passage_ids)

    def rows_of(self, subject: int) -> Rows:
        """All rows of the subject of this number, ascending."""
        return self._rows_by_subject[self._subject_starts[subject] : self._subject_starts[subject + 1]]

    def value_sets(self, name: str) -> ValueSets:
        """The values of each row under this facet's name; no values where there is no such facet."""
        kept = self._value_sets.get(name)
        if kept is None:
            facet = self.facets.get(name) or ValueRows.group(())
            kept = self._value_sets[name] = ValueSets.of(facet, len(self))
        return kept

    def mask(self, filters: Filter, reader: Access, today: dt.date) -> Mask:
        """Which rows the reader may see on that day and the filters let through."""
        mask: Mask = self._arrays["level"] <= LEVELS.index(reader)
        if reader is not Access.STAFF:  # staff prepare what is under embargo; everybody else waits for the day
            mask &= self._arrays["embargo"] <= today.toordinal()
        for clause in filters.clauses:
            if clause.wanted:
                mask &= self.having(clause.name, clause.wanted)
            if clause.excluded:
                mask &= ~self.having(clause.name, clause.excluded)
        return mask

    def having(self, name: str, values: Sequence[str | Years]) -> Mask:
        """Which rows have any of the values under the filter's name."""
        having = np.zeros(len(self), dtype=np.bool_)
        if name == PERIOD:
            first, last = self._arrays["first"], self._arrays["last"]
            for span in values:
                if isinstance(span, Years):
                    having |= (first != NO_YEAR) & (first <= span.last) & (last >= span.first)
            return having
        facet = self.facets.get(name)
        if facet is not None:
            for place, stored in enumerate(facet.values):
                if any(_matches(stored, value) for value in values):
                    having[facet.having(place)] = True
        return having

    def save(self, folder: Path) -> None:
        """Writes FILES into an existing folder."""
        names, arrays = FILES
        strings = {
            "passage_ids": self.passage_ids,
            "subjects": self.subjects,
            "facets": {name: facet.values for name, facet in self.facets.items()},
        }
        (folder / names).write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")
        numbers = dict(self._arrays)
        for name, facet in self.facets.items():
            numbers |= {f"facet.{name}.starts": facet.starts, f"facet.{name}.rows": facet.rows}
        np.savez(folder / arrays, allow_pickle=False, substance=self.substance, **numbers)

    @classmethod
    def open(cls, folder: Path) -> "Columns":
        names, arrays = FILES
        strings = json.loads((folder / names).read_text(encoding="utf-8"))
        with np.load(folder / arrays, allow_pickle=False) as stored:
            numbers = {name: stored[name] for name in stored.files}
        substance = numbers.pop("substance")
        facets = {
            name: ValueRows(tuple(values), numbers[f"facet.{name}.starts"], numbers[f"facet.{name}.rows"])
            for name, values in strings["facets"].items()
        }
        return cls(strings["passage_ids"], strings["subjects"], numbers, facets, substance)


def _decades(entries: Sequence[Entry]) -> Iterator[tuple[str, int]]:
    """The decades in which each row's policy ran, as spans of years. What runs on runs to the last decade that
    anything here names: later ones would say nothing."""
    named = [year for entry in entries for year in (*(entry.period or ()), *entry.years) if year != ENDLESS]
    newest = max(named, default=NO_YEAR)
    for row, entry in enumerate(entries):
        if entry.period is not None:
            first, last = entry.period
            for start in range(first - first % 10, min(last, newest) + 1, 10):
                yield str(Years(start, start + 9)), row


def _matches(stored: str, value: str | Years) -> bool:
    return value.first <= int(stored) <= value.last if isinstance(value, Years) else stored == value
