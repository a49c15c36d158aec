"""The same results on a map and along a line of years: from summaries alone, without the evidence of each hit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from archive.model import Case, Place
from index.ranking import RankedHit
from search_api import schemas
from search_api.graphics.timeline import Span, Timeline, timeline
from search_api.graphics.worldmap import Spot, WorldMap, world_map
from search_api.records import Records

__all__ = ["MOST_SHOWN", "CasesAt", "Outlined", "map_of_cases", "outlined", "timeline_of_cases"]

MOST_SHOWN = 200
"""Cases that one map or time line shows."""


@dataclass(frozen=True)
class Outlined:
    """The cases among all hits, at most MOST_SHOWN, and how many hits are not shown: documents, which have neither
    place nor years, and cases beyond the bound."""

    cases: tuple[Case, ...]
    document_count: int
    left_count: int


@dataclass(frozen=True)
class CasesAt:
    """The cases of one city. ``id`` names it on the page."""

    id: str
    place: schemas.Label
    country: schemas.Label
    cases: tuple[schemas.CaseSummary, ...]


def outlined(hits: Iterable[RankedHit], total: int, records: Records) -> Outlined:
    """``total``: how many hits there are, given or not."""
    cases, document_count = [], 0
    for hit in hits:
        kind, _, record_id = hit.subject.partition(":")
        case = records.find_case(record_id) if kind == "case" else None
        if case is not None:
            cases.append(case)
        elif kind == "document":
            document_count += 1
    shown = tuple(cases[:MOST_SHOWN])
    return Outlined(shown, document_count, max(0, total - len(shown) - document_count))


def map_of_cases(
    cases: Sequence[Case], records: Records, address: Callable[[str], str]
) -> tuple[WorldMap, list[CasesAt]]:
    """The map, and its cities with what they did, those with most cases first. ``address``: of a city by its id. A city
    whose place on earth is not known is in the list alone."""
    places = records.reference.vocabulary.places
    by_city: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_city[case.city].append(case)
    ordered = sorted(by_city.items(), key=lambda one: (-len(one[1]), records.label("city", one[0]).label, one[0]))
    cities = [
        CasesAt(
            id=f"place-{city_id}",
            place=records.label("city", city_id),
            country=records.label("country", own[0].country),
            cases=tuple(map(records.case_summary, own)),
        )
        for city_id, own in ordered
    ]
    spots = [
        spot
        for city_id, own in ordered
        if (spot := _spot(places.get(city_id), records.label("city", city_id).label, len(own), address(city_id)))
    ]
    return world_map(spots), cities


def _spot(place: Place | None, label: str, count: int, address: str) -> Spot | None:
    if place is None or place.longitude is None or place.latitude is None:
        return None
    return Spot(label, place.longitude, place.latitude, count, address)


def timeline_of_cases(
    cases: Iterable[Case], records: Records, link: Callable[[str], str], interface: str, today: dt.date
) -> Timeline:
    """``link`` makes an address of a path; ``interface``: the language of the page."""
    shown = map(records.case_summary, cases)
    return timeline(
        (
            Span(
                label=case.title,
                address=link(f"/cases/{case.id}"),
                start=case.start,
                end=case.end,
                note=case.city.label,
                language="" if case.language == interface else case.language,
            )
            for case in shown
        ),
        today,
    )
