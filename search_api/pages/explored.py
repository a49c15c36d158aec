"""A table of counts as a page shows it: names in the reader's language, numbers that lead to what they count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.vocabulary import Vocabulary
from index.crosstab import NO_ENTRY
from index.query import YEAR_FILTERS, Years
from search_api.count_links import cell_address
from search_api.count_schemas import CountAnswer, CountAxis, CountCell, CountValue
from search_api.graphics.charts import BarChart, ColumnChart, Value, bars, columns
from search_api.graphics.matrix import Matrix, matrix
from search_api.narrowing import SearchLinks

__all__ = ["LONGEST_ADDRESS", "MOST_SHOWN", "Explored", "Layer"]

MOST_SHOWN = (40, 16, 4)
"""Values of each axis that a page shows: of years the last, of all others the most frequent."""

LONGEST_ADDRESS = 400
"""Characters of an address that a page repeats for each of its numbers."""

Chosen = tuple[tuple[CountAxis, CountValue], ...]


@dataclass(frozen=True)
class Layer:
    """A table of the page: all of it or, with a third axis, what has one value of that."""

    value: Value | None
    table: Matrix


@dataclass(frozen=True)
class Explored:
    """``links``: the search that is counted; ``no_entry``: what it is called in the reader's language."""

    answer: CountAnswer
    links: SearchLinks
    known: Vocabulary
    no_entry: str

    def chart(self) -> BarChart | ColumnChart:
        """A table of one axis: bars or, over time, columns of what has a year."""
        (axis,) = self.answer.axes
        values = [self._value(((axis, value),), value.count) for value in _shown(axis, MOST_SHOWN[0])]
        if axis.filter not in YEAR_FILTERS:
            return bars(values)
        return columns(value for value in values if value.label != self.no_entry)

    def layers(self) -> list[Layer]:
        """The table of two axes or, with a third one, as many as that has values."""
        rows, across, *others = self.answer.axes
        if not others:
            margins = [CountCell(values=[value.id, None], count=value.count) for value in rows.values]
            margins += [CountCell(values=[None, value.id], count=value.count) for value in across.values]
            return [Layer(None, self._table(rows, across, [*self.answer.cells, *margins], ()))]
        (third,) = others
        cells = [*self.answer.cells, *self.answer.margins]
        return [
            Layer(
                self._value(((third, layer),), layer.count),
                self._table(rows, across, [cell for cell in cells if cell.values[2] == layer.id], ((third, layer),)),
            )
            for layer in _shown(third, MOST_SHOWN[2])
            if layer.count
        ]

    def cut(self) -> list[tuple[CountAxis, int]]:
        """Axes of which not everything is shown, and how much of them is."""
        known = zip(self.answer.axes, MOST_SHOWN, strict=False)
        return [(axis, len(shown)) for axis, most in known if len(shown := _shown(axis, most)) < len(axis.values)]

    def _table(self, rows: CountAxis, across: CountAxis, cells: Sequence[CountCell], layer: Chosen) -> Matrix:
        counts = {(cell.values[0], cell.values[1]): cell.count for cell in cells}
        shown = {
            axis.name: {value.id: value for value in _shown(axis, most)}
            for axis, most in zip((rows, across), MOST_SHOWN, strict=False)
        }

        def side(axis: CountAxis, margins: Mapping[str | None, int]) -> list[tuple[str, Value]]:
            """What has nothing in this layer is left out, but for years."""
            return [
                (value.id, self._value((*layer, (axis, value)), margins.get(value.id, 0)))
                for value in shown[axis.name].values()
                if margins.get(value.id) or (axis.filter in YEAR_FILTERS and value.id != NO_ENTRY)
            ]

        def address(row: str, column: str) -> str:
            return self._address((*layer, (rows, shown[rows.name][row]), (across, shown[across.name][column])))

        return matrix(
            side(rows, {row: count for (row, column), count in counts.items() if column is None}),
            side(across, {column: count for (row, column), count in counts.items() if row is None}),
            {(row, column): count for (row, column), count in counts.items() if row and column},
            address,
        )

    def _value(self, chosen: Chosen, count: int) -> Value:
        """Called as the last of the chosen; it leads to what has all of them."""
        value = chosen[-1][1]
        label = self.no_entry if value.id == NO_ENTRY else value.label
        return Value(label, count, self._address(chosen) if count else "")

    def _address(self, chosen: Chosen) -> str:
        if len(self.links.address) > LONGEST_ADDRESS:
            return ""
        return cell_address(self.links, [(axis.filter, value.id) for axis, value in chosen], self.known)


def _shown(axis: CountAxis, most: int) -> list[CountValue]:
    stated = [value for value in axis.values if value.id != NO_ENTRY]
    if axis.filter in YEAR_FILTERS:
        kept = _without_gaps(stated)[-most:]
    else:
        frequent = sorted(stated, key=lambda value: -value.count)[:most]
        kept = [value for value in stated if value in frequent]
    return [*kept, *(value for value in axis.values if value.id == NO_ENTRY)]


def _without_gaps(values: Sequence[CountValue]) -> list[CountValue]:
    """Years or decades one after the other, with 0 where there is nothing: gaps must be seen."""
    if not values:
        return []
    by_first = {Years.parse(value.id).first: value for value in values}
    span = Years.parse(values[0].id)
    step = span.last - span.first + 1
    complete = []
    for first in range(min(by_first), max(by_first) + 1, step):
        years = Years(first, first + step - 1)
        empty = CountValue(id=str(years), label=str(years).replace("..", "–"), count=0)
        complete.append(by_first.get(first, empty))
    return complete
