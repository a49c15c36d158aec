"""Cities of about the same size, by a rule that a reader can check."""

from bisect import bisect_right
from collections.abc import Iterable

from archive.model import Place, PlaceKind, Population

__all__ = ["BANDS", "MOST_NEIGHBOURS", "are_comparable", "band", "nearest_in_size"]

BANDS = (500_000, 1_000_000, 5_000_000, 10_000_000)
"""Inhabitants at which a band begins, as in the tables of World Urbanization Prospects."""
MOST_YEARS_APART = 5
MOST_NEIGHBOURS = 8


def band(count: int) -> int:
    """The band of a population, 0 for the smallest to len(BANDS)."""
    return bisect_right(BANDS, count)


def are_comparable(one: Population, other: Population) -> bool:
    """Whether two numbers count the same kind of area, in years that are near each other as far as they are stated."""
    if one.area != other.area:
        return False
    years = [int(population.year[:4]) for population in (one, other) if population.year[:4].isdecimal()]
    return len(years) < 2 or abs(years[0] - years[1]) <= MOST_YEARS_APART


def nearest_in_size(city: Place, places: Iterable[Place]) -> list[Place]:
    """Other cities of the same band, by the ratio of their populations to the city's; none where its own is not
    known."""
    own = city.population
    if own is None:
        return []
    alike = [
        (max(place.population.count / own.count, own.count / place.population.count), place)
        for place in places
        if place.kind is PlaceKind.CITY and place.id != city.id and place.population is not None
        if band(place.population.count) == band(own.count) and are_comparable(own, place.population)
    ]
    return [place for _, place in sorted(alike, key=lambda one: (one[0], one[1].id))]
