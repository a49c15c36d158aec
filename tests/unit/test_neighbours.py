"""Cities of about the same size: only what was counted alike is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Place, PlaceKind, Population
from search_api.portraits.neighbours import BANDS, are_comparable, band, nearest_in_size


def population(count: int, year: str = "2020", area: str = "city") -> Population:
    return Population.model_validate({"count": count, "year": year, "area": area, "source": "A census"})


def city(name: str, count: int | None, **fields: str) -> Place:
    counted = population(count, **fields) if count is not None else None
    return Place(id=name, kind=PlaceKind.CITY, labels={"en": name}, population=counted)


@pytest.mark.parametrize(
    ("count", "expected"), [(1, 0), (499_999, 0), (500_000, 1), (4_999_999, 2), (5_000_000, 3), (10_000_000, 4)]
)
def test_a_band_begins_at_its_bound(count: int, expected: int) -> None:
    assert band(count) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (population(1, "2025"), True),
        (population(1, "2026"), False),
        (population(1, "not stated"), True),
        (population(1, "2020-06~"), True),
        (population(1, area="agglomeration"), False),
    ],
)
def test_only_like_numbers_are_compared(other: Population, expected: bool) -> None:
    assert are_comparable(population(1), other) is expected
    assert are_comparable(other, population(1)) is expected


def test_the_nearest_by_ratio_comes_first() -> None:
    places = [city("double", 4_000_000), city("half", 1_100_000), city("near", 2_100_000), city("small", 900_000)]
    found = nearest_in_size(city("own", 2_000_000), [*places, city("unknown", None), city("own", 2_000_000)])
    assert [place.id for place in found] == ["near", "half", "double"]


def test_a_city_of_unknown_size_has_no_neighbours() -> None:
    assert nearest_in_size(city("own", None), [city("other", 10)]) == []


COUNTS = st.integers(1, 3 * BANDS[-1])


@given(st.lists(COUNTS, max_size=8), COUNTS)
def test_neighbours_are_all_cities_of_the_band(counts: list[int], own: int) -> None:
    places = [city(f"city-{number}", count) for number, count in enumerate(counts)]
    found = nearest_in_size(city("own", own), places)
    assert {place.id for place in found} == {
        place.id for place, count in zip(places, counts, strict=True) if band(count) == band(own)
    }
