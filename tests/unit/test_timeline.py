"""Dates of records on a line of years."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import NOT_STATED
from search_api.graphics.timeline import Bar, Span, Timeline, timeline
from search_api.graphics.years import extent, ticks

TODAY = dt.date(2026, 11, 22)
DATES = st.from_regex(r"\A(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?)?[?~%]?\Z")


def span(start: str, end: str = "", label: str = "A case") -> Span:
    return Span(label, "/cases/a", start, end)


def line(*spans: Span) -> Timeline:
    return timeline(spans, TODAY)


def bars(*spans: Span) -> list[Bar]:
    return [bar for group in line(*spans).groups for bar in group.bars]


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2004", 2004, 2005),
        ("2004-01", 2004, 2004 + 31 / 366),
        ("2005-12", 2005 + 334 / 365, 2006),
        ("2005-12-31", 2005 + 364 / 365, 2006),
    ],
)
def test_a_date_covers_the_year_the_month_or_the_day_that_it_names(date: str, first: float, last: float) -> None:
    found = extent(date)
    assert found is not None
    assert (found.first, found.last) == pytest.approx((first, last))
    assert not found.is_about


@pytest.mark.parametrize(
    "date", [NOT_STATED, "", "2004-13", "2005-02-29", "0000", "20045", "2004-07-01 ", "about 2004"]
)
def test_what_is_no_date_covers_nothing(date: str) -> None:
    assert extent(date) is None


@pytest.mark.parametrize("mark", "?~%")
def test_a_date_may_be_uncertain(mark: str) -> None:
    (bar,) = bars(span(f"2004{mark}", "2008"))
    (other,) = bars(span("2004", f"2008{mark}"))
    assert bar.is_about
    assert other.is_about


def test_bars_stand_in_the_order_in_which_they_began_to_one_scale() -> None:
    made = line(span("2016", "2019", "later"), span("2010", "2011", "earlier"))
    assert (made.first, made.last) == (2010, 2027)
    earlier, later = made.groups[0].bars
    assert (earlier.span.label, later.span.label) == ("earlier", "later")
    assert (earlier.left, earlier.width) == pytest.approx((0, 100 * 2 / 17), abs=0.01)
    assert (later.left, later.width) == pytest.approx((100 * 6 / 17, 100 * 4 / 17), abs=0.01)
    assert [tick.year for tick in made.ticks] == [2010, 2015, 2020, 2025]
    assert made.ticks[1].left == pytest.approx(100 * 5 / 17, abs=0.01)


def test_what_still_runs_reaches_the_end_and_what_has_no_known_end_does_not() -> None:
    running, unknown = bars(span("2010", ""), span("2011", NOT_STATED))
    assert running.is_running
    assert running.left + running.width == pytest.approx(100, abs=0.02)
    assert unknown.is_end_unknown
    assert not unknown.is_running
    assert unknown.width == pytest.approx(100 / 17, abs=0.01)


def test_what_has_no_known_beginning_or_ends_before_it_is_listed_and_never_drawn() -> None:
    made = line(span(NOT_STATED, "2010", "b"), span("2010", "2008", "a"), span("2010", "2010", "c"))
    assert [one.label for one in made.unplaced] == ["a", "b"]
    assert [bar.span.label for group in made.groups for bar in group.bars] == ["c"]
    assert made.count == 3


def test_a_single_forerunner_does_not_push_all_others_to_the_end() -> None:
    made = line(span("1925"), *(span(str(2000 + index % 20)) for index in range(24)))
    assert made.first == 2000
    first = made.groups[0].bars[0]
    assert first.is_earlier
    assert first.left == 0
    assert line(span("1925"), span("2004")).first == 1920


def test_a_long_line_has_a_group_for_each_decade() -> None:
    made = line(*(span(str(1995 + index % 20)) for index in range(40)))
    assert [(group.decade, len(group.bars)) for group in made.groups] == [(1990, 10), (2000, 20), (2010, 10)]
    assert [group.decade for group in line(span("1995"), span("2005")).groups] == [None]


def test_without_anything_to_draw_there_is_no_group() -> None:
    assert line().groups == ()
    assert line(span(NOT_STATED)).groups == ()


@given(st.lists(st.tuples(DATES, DATES | st.sampled_from(["", NOT_STATED])), max_size=60))
def test_every_span_is_drawn_within_the_line_or_listed(dates: list[tuple[str, str]]) -> None:
    made = line(*(span(start, end) for start, end in dates))
    drawn = [bar for group in made.groups for bar in group.bars]
    assert made.count == len(drawn) + len(made.unplaced) == len(dates)
    assert all(0 <= bar.left <= 100 and 0 <= bar.width <= 100.02 - bar.left for bar in drawn)
    starts = [found.first for bar in drawn if (found := extent(bar.span.start))]
    assert starts == sorted(starts)


@given(st.integers(1, 9000), st.integers(1, 990))
def test_ticks_are_round_evenly_apart_and_few(first: int, years: int) -> None:
    found = ticks(first, first + years)
    assert len(found) <= 7
    assert all(first <= year <= first + years for year in found)
    assert len({other - one for one, other in pairwise(found)}) <= 1
