"""Filters as they come in a request."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnknownFilter
from index.query import LONGEST_QUERY, MOST_VALUES, Clause, Filter, Query, Years


def test_values_of_one_name_are_alternatives_and_a_leading_dash_excludes() -> None:
    parsed = Filter.parse([("city", "seoul"), ("theme", "T01"), ("city", "-bogota"), ("city", "paris")])
    assert parsed.clauses == (
        Clause("theme", wanted=("T01",)),
        Clause("city", wanted=("seoul", "paris"), excluded=("bogota",)),
    )


def test_a_value_said_twice_counts_once() -> None:
    assert Filter.parse([("city", "seoul")] * 2) == Filter.parse([("city", "seoul")])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2015", 2015, 2015), ("2010..2016", 2010, 2016), ("..2012", 0, 2012), ("2010..", 2010, 9999)],
)
def test_years_are_written_in_four_ways(text: str, first: int, last: int) -> None:
    assert Filter.parse([("year", text)]).clauses == (Clause("year", wanted=(Years(first, last),)),)
    assert Filter.parse([("period", f"-{text}")]).clauses == (Clause("period", excluded=(Years(first, last),)),)


@given(st.integers(0, 9999), st.integers(0, 9999))
def test_years_are_written_as_they_are_read(one: int, other: int) -> None:
    span = Years(min(one, other), max(one, other))
    assert Years.parse(str(span)) == span


@pytest.mark.parametrize(
    "text", ["", "..", "15", "2016..2010", "2010...2012", "20102012", "2010-2012", "٢٠١٥", "--2015"]
)
def test_other_years_are_refused(text: str) -> None:
    with pytest.raises(UnknownFilter, match="write a year"):
        Filter.parse([("year", text)])


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownFilter, match="theme, city, country"):
        Filter.parse([("colour", "red")])


@pytest.mark.parametrize("text", ["", " ", "-", "a\nb", "x" * 121, "'; drop", "\x00"])
def test_a_value_that_no_id_can_be_is_refused(text: str) -> None:
    with pytest.raises(UnknownFilter, match="give an id"):
        Filter.parse([("city", text)])


@pytest.mark.parametrize("text", ["T01.brt", "KR", "142", "zh-Hans", "city presentation", "2015-04-07-climate"])
def test_the_ids_of_this_archive_are_accepted(text: str) -> None:
    assert Filter.parse([("kind", text)]).clauses[0].wanted == (text,)


def test_a_flood_of_values_is_refused() -> None:
    with pytest.raises(UnknownFilter, match="at most"):
        Filter.parse([("city", f"city-{number}") for number in range(MOST_VALUES + 1)])


def test_no_clauses_mean_no_filter() -> None:
    assert not Filter.parse([])
    assert Filter.parse([("city", "-seoul")])


def test_words_are_trimmed_and_cut() -> None:
    assert Query("  bus \n lanes ").words == "bus lanes"
    assert len(Query("x" * 9999).words) == LONGEST_QUERY


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=20))))
def test_whatever_comes_is_parsed_or_refused_by_name(pairs: list[tuple[str, str]]) -> None:
    with suppress(UnknownFilter):
        assert len(Filter.parse(pairs).clauses) <= len(pairs)
