"""Charts: counts in, shares of the drawing out (per cent, 0 where it begins). Pure; ``templates/graphics.html`` draws.

A ``Value`` is what all of them count: a label, a count, and where a click leads (empty: nowhere).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

__all__ = [
    "BarChart",
    "ColumnChart",
    "Measured",
    "Multiples",
    "Panel",
    "Part",
    "StackedChart",
    "StackedRow",
    "Value",
    "bars",
    "columns",
    "measured",
    "multiples",
    "share_of",
    "stacked",
]


@dataclass(frozen=True)
class Value:
    """``count`` is 0 or more."""

    label: str
    count: int
    address: str = ""


@dataclass(frozen=True)
class Measured:
    """A value with the length of its bar, in per cent of the longest."""

    label: str
    count: int
    address: str
    share: float


@dataclass(frozen=True)
class BarChart:
    bars: tuple[Measured, ...]
    total: int


def bars(values: Iterable[Value], *, most: int | None = None) -> BarChart:
    """In the order given; ``most`` is what a full bar stands for (default: the greatest count)."""
    known = tuple(values)
    full = most if most is not None else max((value.count for value in known), default=0)
    return BarChart(tuple(measured(value, full) for value in known), sum(value.count for value in known))


def measured(value: Value, full: int) -> Measured:
    """The value with its share of ``full``."""
    return Measured(value.label, value.count, value.address, share_of(value.count, full))


def share_of(count: int, full: int) -> float:
    """Per cent, 0 of nothing."""
    return round(100 * count / full, 2) if full else 0.0


@dataclass(frozen=True)
class Column:
    """``left`` and ``width``: where it stands; ``share``: its height, in per cent of the highest."""

    label: str
    count: int
    address: str
    share: float
    left: float
    width: float
    is_labelled: bool
    """Its label is one of the few that are shown on a narrow screen."""


@dataclass(frozen=True)
class ColumnChart:
    columns: tuple[Column, ...]
    most: int
    total: int


_GAP = 0.22
"""Share of a column's place that stays free."""
_LABELS = 6
"""Labels that a narrow screen has room for."""


def columns(values: Iterable[Value], *, most: int | None = None) -> ColumnChart:
    """One column for each value, in the order given: years must be complete, with 0 where there is nothing."""
    known = tuple(values)
    full = most if most is not None else max((value.count for value in known), default=0)
    place = 100 / len(known) if known else 0.0
    every = ceil(len(known) / _LABELS)
    return ColumnChart(
        columns=tuple(
            Column(
                label=value.label,
                count=value.count,
                address=value.address,
                share=share_of(value.count, full),
                left=round((index + _GAP / 2) * place, 2),
                width=round((1 - _GAP) * place, 2),
                is_labelled=index % every == 0,
            )
            for index, value in enumerate(known)
        ),
        most=full,
        total=sum(value.count for value in known),
    )


@dataclass(frozen=True)
class Part:
    """A piece of a stacked bar. ``key``: number of its colour, from 1."""

    label: str
    count: int
    address: str
    key: int
    left: float
    width: float


@dataclass(frozen=True)
class StackedRow:
    label: str
    address: str
    count: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class StackedChart:
    """``keys``: what the colours stand for, in the order of the parts."""

    keys: tuple[str, ...]
    rows: tuple[StackedRow, ...]


MOST_KEYS = 6
"""Colours that can be told apart beside each other; a seventh kind of part needs small multiples or a table."""


def stacked(keys: Sequence[str], rows: Iterable[tuple[Value, Sequence[Value]]]) -> StackedChart:
    """Each row as a bar made of one part for each key, as long as the sum of its parts.

    Raises ValueError where there are more than ``MOST_KEYS`` keys, or a row has not one part for each.
    """
    if len(keys) > MOST_KEYS:
        raise ValueError(f"{len(keys)} kinds of parts cannot be told apart by colour: at most {MOST_KEYS}")
    known = [(row, tuple(parts)) for row, parts in rows]
    full = max((sum(part.count for part in parts) for _, parts in known), default=0)
    return StackedChart(tuple(keys), tuple(_stacked_row(keys, row, parts, full) for row, parts in known))


def _stacked_row(keys: Sequence[str], row: Value, parts: Sequence[Value], full: int) -> StackedRow:
    made: list[Part] = []
    done = 0
    for key, (label, part) in enumerate(zip(keys, parts, strict=True), start=1):
        made.append(Part(label, part.count, part.address, key, share_of(done, full), share_of(part.count, full)))
        done += part.count
    return StackedRow(row.label, row.address, done, tuple(made))


@dataclass(frozen=True)
class Panel:
    label: str
    address: str
    chart: ColumnChart


@dataclass(frozen=True)
class Multiples:
    """``most``: the count that the highest column of all stands for, the same in every panel."""

    labels: tuple[str, ...]
    most: int
    panels: tuple[Panel, ...]


def multiples(labels: Sequence[str], rows: Iterable[tuple[Value, Sequence[int]]]) -> Multiples:
    """One small column chart for each row, all to one scale: ``labels`` name the columns (years), each row has as many
    counts. Raises ValueError where one has not."""
    known = [(row, tuple(counts)) for row, counts in rows]
    most = max((count for _, counts in known for count in counts), default=0)
    return Multiples(
        labels=tuple(labels),
        most=most,
        panels=tuple(
            Panel(
                row.label,
                row.address,
                columns((Value(label, count) for label, count in zip(labels, counts, strict=True)), most=most),
            )
            for row, counts in known
        ),
    )
