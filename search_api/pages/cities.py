"""Pages of cities."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from archive.model import Place
from search_api.graphics.worldmap import Spot, WorldMap, world_map
from search_api.pages.rendering import show
from search_api.pages.spoken import PageOptions, Spoken, SpokenIn
from search_api.pages.wording import N_
from search_api.portraits.cities import cities, city_view
from search_api.portraits.city_schemas import CitySummary, CityView
from search_api.records import Records
from search_api.routes.dependencies import Id, ServiceIn

__all__ = ["router", "spot"]

router = APIRouter()

Of = Literal["cases", "programs", "outcomes"]
WAYS: dict[Of, str] = {
    "cases": N_("Cases"),
    "programs": N_("Programs that its officials joined"),
    "outcomes": N_("What it did afterwards"),
}
UNITS: dict[Of, str] = {"cases": "case", "programs": "program", "outcomes": ""}


class CitiesOptions(PageOptions):
    of: str = ""

    @property
    def counted(self) -> Of:
        """What the map shows; whatever else an address asks for is cases."""
        return self.of if self.of in WAYS else "cases"


@router.get("/cities")
def cities_page(
    request: Request, service: ServiceIn, spoken: SpokenIn, asked: Annotated[CitiesOptions, Query()]
) -> Response:
    """The cities that the archive has something of: on a map, and by region and country."""
    records = service.records(spoken.lang)
    known = cities(service, records)
    ordered = sorted(known, key=_by_place)
    return show(
        request,
        "cities.html",
        spoken,
        count=len(known),
        map=_map(known, asked.counted, records, spoken),
        ways=WAYS,
        of=asked.counted,
        unit=UNITS[asked.counted],
        by_region=[(region, list(held)) for region, held in groupby(ordered, key=lambda one: one.region)],
    )


@router.get("/cities/{city_id}")
def city_page(request: Request, service: ServiceIn, city_id: Id, spoken: SpokenIn) -> Response:
    """One city: its cases, what its officials joined, presented and did, and cities of about its size."""
    records = service.records(spoken.lang)
    city = city_view(service, records, city_id)
    return show(
        request,
        "city.html",
        spoken,
        city=city,
        names=_other_names(city, spoken.lang),
        map=_around(city, records, spoken),
    )


def _by_place(one: CitySummary) -> tuple[bool, str, str]:
    """By region, then country; those of no known region last."""
    return one.region is None, one.region.label if one.region else "", one.country.label if one.country else ""


def spot(place: Place | None, label: str, count: int, spoken: Spoken) -> Spot | None:
    """A city on a map, that leads to its page; None where nobody knows where it lies."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return Spot(label, place.longitude, place.latitude, count, spoken.address(f"/cities/{place.id}"))


def _other_names(city: CityView, lang: str) -> list[tuple[str, str]]:
    """What else the city is called, each name once, with the language that it is in."""
    named = [*city.labels.items(), *((tag, name) for tag, names in city.alt_labels.items() for name in names)]
    own = city.labels.get(lang, city.city.label)
    return [(tag, name) for name, tag in {name: tag for tag, name in reversed(named)}.items() if name != own][::-1]


def _map(known: Sequence[CitySummary], of: Of, records: Records, spoken: Spoken) -> WorldMap:
    counts = {"cases": "case_count", "programs": "program_count", "outcomes": "outcome_count"}
    places = records.reference.vocabulary.places
    spots = (spot(places.get(one.city.id), one.city.label, getattr(one, counts[of]), spoken) for one in known)
    return world_map(one for one in spots if one is not None)


def _around(city: CityView, records: Records, spoken: Spoken) -> WorldMap | None:
    """The city among those of about its size that lie near it; None where nobody knows where it lies."""
    places = records.reference.vocabulary.places
    spots = [spot(places.get(one.id), one.label, 1, spoken) for one in (city.city, *(n.city for n in city.neighbours))]
    return world_map(one for one in spots if one is not None) if spots[0] is not None else None
