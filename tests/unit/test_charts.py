"""What charts and matrices draw: shares of the longest, the highest, the darkest."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.graphics.charts import MOST_KEYS, Value, bars, columns, multiples, stacked
from search_api.graphics.matrix import matrix

COUNTS = st.lists(st.integers(0, 10_000), max_size=30)


def values(*counts: int) -> list[Value]:
    return [Value(str(index), count, f"/{index}") for index, count in enumerate(counts)]


def test_bars_are_shares_of_the_longest_in_the_order_given() -> None:
    chart = bars(values(5, 20, 0))
    assert [bar.share for bar in chart.bars] == [25, 100, 0]
    assert [bar.address for bar in chart.bars] == ["/0", "/1", "/2"]
    assert chart.total == 25
    assert [bar.share for bar in bars(values(5), most=10).bars] == [50]


def test_nothing_is_a_chart_too() -> None:
    assert bars([]).bars == ()
    assert [bar.share for bar in bars(values(0)).bars] == [0]
    assert columns([]).columns == ()


@given(COUNTS)
def test_columns_stand_side_by_side_within_the_chart(counts: list[int]) -> None:
    chart = columns(values(*counts))
    assert [column.count for column in chart.columns] == counts
    for one, other in pairwise(chart.columns):
        assert one.left + one.width < other.left
    assert all(column.left >= 0 and column.left + column.width <= 100 for column in chart.columns)
    assert all(
        column.share == pytest.approx(100 * column.count / (max(counts) or 1), abs=0.01) for column in chart.columns
    )
    assert sum(column.is_labelled for column in chart.columns) <= 6


def test_a_row_is_as_long_as_its_parts_one_after_the_other() -> None:
    chart = stacked(
        ["Asia", "Africa"], [(Value("Transport", 0, "/t"), values(30, 10)), (Value("Water", 0), values(0, 20))]
    )
    transport, water = chart.rows
    assert [(part.left, part.width, part.key) for part in transport.parts] == [(0, 75, 1), (75, 25, 2)]
    assert [(part.left, part.width, part.key) for part in water.parts] == [(0, 0, 1), (0, 50, 2)]
    assert (transport.count, water.count, transport.address) == (40, 20, "/t")


def test_more_parts_than_colours_or_fewer_than_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="7 kinds"):
        stacked([str(index) for index in range(MOST_KEYS + 1)], [])
    with pytest.raises(ValueError, match="shorter"):
        stacked(["Asia", "Africa"], [(Value("Transport", 0), values(1))])


def test_small_charts_share_one_scale() -> None:
    chart = multiples(["2018", "2019"], [(Value("Transport", 0), [2, 8]), (Value("Water", 0), [1, 0])])
    assert chart.most == 8
    assert [[column.share for column in panel.chart.columns] for panel in chart.panels] == [[25, 100], [12.5, 0]]
    assert [column.label for column in chart.panels[1].chart.columns] == ["2018", "2019"]
    with pytest.raises(ValueError, match="longer"):
        multiples(["2018"], [(Value("Transport", 0), [2, 8])])


def test_a_matrix_shades_by_the_count_and_leads_only_to_what_is_there() -> None:
    made = matrix(
        [("T01", Value("Transport", 10)), ("T05", Value("Water", 1))],
        [(2018, Value("2018", 9)), (2019, Value("2019", 3))],
        {("T01", 2018): 10, ("T01", 2019): 3, ("T05", 2019): 1},
        lambda theme, year: f"/{theme}/{year}",
    )
    assert [[cell.level for cell in row.cells] for row in made.rows] == [[5, 2], [0, 1]]
    assert [[cell.address for cell in row.cells] for row in made.rows] == [
        ["/T01/2018", "/T01/2019"],
        ["", "/T05/2019"],
    ]
    assert [row.share for row in made.rows] == [100, 10]
    assert [column.share for column in made.columns] == pytest.approx([100, 33.33])


def test_what_is_not_stated_is_counted_and_does_not_make_all_else_pale() -> None:
    made = matrix(
        [("T01", Value("Transport", 5)), ("", Value("Not stated", 50))],
        [(2018, Value("2018", 55))],
        {("T01", 2018): 5, ("", 2018): 50},
        lambda *_: "/",
        apart=[""],
    )
    assert [(row.count, row.share, row.cells[0].count, row.cells[0].level) for row in made.rows] == [
        (5, 100, 5, 5),
        (50, 0, 50, 0),
    ]


@given(COUNTS)
def test_a_darker_cell_never_counts_less(counts: list[int]) -> None:
    across = list(enumerate(values(*counts)))
    made = matrix([("all", Value("all", 1))], across, {("all", i): n for i, n in enumerate(counts)}, lambda *_: "/")
    cells = sorted(made.rows[0].cells, key=lambda cell: cell.count)
    assert all(one.level <= other.level for one, other in pairwise(cells))
    assert all((cell.level == 0) == (cell.count == 0) for cell in cells)
    assert max((cell.level for cell in cells), default=0) == (5 if any(counts) else 0)
