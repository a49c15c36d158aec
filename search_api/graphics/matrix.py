"""A table of two properties (themes by years), its cells shaded by their counts: the table is the picture.

Drawn by ``matrix_table`` in ``templates/graphics.html``.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from search_api.graphics.charts import Measured, Value, measured, share_of

__all__ = ["Cell", "Matrix", "MatrixRow", "matrix"]

R = TypeVar("R")
C = TypeVar("C")


@dataclass(frozen=True)
class Cell:
    """``level``: how dark, 0 (nothing, or a row that stands apart) to 5 (the most of the table)."""

    count: int
    address: str
    level: int


@dataclass(frozen=True)
class MatrixRow:
    """``count`` is the row's own: with things that stand in several columns it is less than the sum of its cells."""

    label: str
    address: str
    count: int
    share: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    columns: tuple[Measured, ...]
    rows: tuple[MatrixRow, ...]


_LEVELS = 5


def matrix(
    rows: Sequence[tuple[R, Value]],
    across: Sequence[tuple[C, Value]],
    counts: Mapping[tuple[R, C], int],
    address: Callable[[R, C], str],
    apart: Collection[R] = (),
) -> Matrix:
    """The counts of ``rows`` by what stands ``across`` (years): each side as keys with their labels and own totals.

    ``apart``: rows that are counted and neither shaded nor drawn, because they say what is not stated, which may well
    be most.
    """
    shown = [(row, value) for row, value in rows if row not in apart]
    darkest = max((counts.get((row, column), 0) for row, _ in shown for column, _ in across), default=0)
    widest = max((value.count for _, value in shown), default=0)
    highest = max((value.count for _, value in across), default=0)

    def cell(row: R, column: C) -> Cell:
        count = counts.get((row, column), 0)
        level = ceil(_LEVELS * count / darkest) if count and row not in apart else 0
        return Cell(count, address(row, column) if count else "", level)

    return Matrix(
        columns=tuple(measured(value, highest) for _, value in across),
        rows=tuple(
            MatrixRow(
                value.label,
                value.address,
                value.count,
                share_of(value.count, widest) if row not in apart else 0.0,
                tuple(cell(row, column) for column, _ in across),
            )
            for row, value in rows
        ),
    )
