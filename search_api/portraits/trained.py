"""Who was trained on a case: which cities and countries, in which years. Counts only, never names of people."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from archive.model import Participation, PlaceKind, Program, Teaching
from archive.vocabulary import Vocabulary
from search_api.portraits.case_schemas import TrainedOn, TrainedPlace, TrainedYear
from search_api.records import Records
from search_api.schemas import Label

__all__ = ["Attendance", "attendance", "programs_that_taught", "trained_on"]


class Attendance(NamedTuple):
    """Where the people trained in one program came from, as far as the register or another source says."""

    program: Program
    cities: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    """Those that are named, and those of the named cities."""
    networks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Places as a source names them that the vocabulary does not have, and world regions."""
    registered: frozenset[str] = frozenset()
    """Those of the cities and countries that the register itself names."""
    cited: Mapping[str, tuple[str, ...]] = {}
    """Ids of other sources by id of the place that they name; what names a city names its country."""

    @property
    def is_stated(self) -> bool:
        return bool(self.cities or self.countries or self.networks or self.others)


def programs_that_taught(teachings: Iterable[Teaching], programs: Mapping[str, Program]) -> list[Program]:
    """The programs of the register that taught a case as a matter of fact, oldest first: no suggestion that nobody has
    accepted, no sample course."""
    taught = {link.program_id for link in teachings if link.is_fact}
    return [programs[program_id] for program_id in sorted(taught) if not programs[program_id].is_sample]


def attendance(program: Program, participations: Iterable[Participation], vocabulary: Vocabulary) -> Attendance:
    """Where people came from: the audience that the register names, and the participations that other sources do."""
    named = program.audience
    registered = {*named.cities, *named.countries, *_countries(named.cities, vocabulary)}
    others: dict[str, None] = {}
    cited: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for participation in participations:
        place = vocabulary.places.get(participation.place_id or "")
        if place is None or place.kind is PlaceKind.REGION:
            others[participation.place_named] = None
            continue
        for place_id in (place.id, *_countries([place.id], vocabulary)):
            cited[place_id] += participation.source_ids
    places = {*registered, *cited}
    cities = {one for one in places if one in named.cities or _is_city(one, vocabulary)}
    return Attendance(
        program=program,
        cities=frozenset(cities),
        countries=frozenset(places - cities),
        networks=named.networks,
        others=tuple(others),
        registered=frozenset(registered),
        cited=dict(cited),
    )


def _is_city(place_id: str, vocabulary: Vocabulary) -> bool:
    place = vocabulary.places.get(place_id)
    return place is not None and place.kind is PlaceKind.CITY


def _countries(cities: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    known = (vocabulary.places.get(city) for city in cities)
    return [place.country for place in known if place is not None and place.country is not None]


def trained_on(attendances: Sequence[Attendance], records: Records) -> TrainedOn:
    """The attendances of the programs that taught a case, for the reader."""
    counted = [one.program.head_count for one in attendances if one.program.head_count is not None]
    named = [one for one in attendances if not (one.cities or one.countries)]
    networks = dict.fromkeys(network for one in named for network in one.networks)
    return TrainedOn(
        program_count=len(attendances),
        head_count=sum(counted) if counted else None,
        counted_program_count=len(counted),
        cities=_places("city", attendances, lambda one: one.cities, records),
        countries=_places("country", attendances, lambda one: one.countries, records),
        networks=[records.label("partner", network) for network in networks],
        others=sorted({place for one in attendances for place in one.others}),
        years=_years(attendances),
        not_stated=[records.program_summary(one.program) for one in attendances if not one.is_stated],
    )


def _places(
    facet: str, attendances: Sequence[Attendance], of: Callable[[Attendance], frozenset[str]], records: Records
) -> list[TrainedPlace]:
    by_place: dict[str, list[Attendance]] = defaultdict(list)
    for one in attendances:
        for place_id in of(one):
            by_place[place_id].append(one)
    places = [
        TrainedPlace(
            place=records.label(facet, place_id),
            country=_country(place_id, records) if facet == "city" else None,
            years=sorted({one.program.year for one in came if one.program.year is not None}),
            program_count=len(came),
            in_register=any(place_id in one.registered for one in came),
            sources=records.sources(source for one in came for source in one.cited.get(place_id, ())),
        )
        for place_id, came in by_place.items()
    ]
    return sorted(places, key=lambda place: (-place.program_count, place.place.label, place.place.id))


def _country(city_id: str, records: Records) -> Label | None:
    country = records.reference.vocabulary.above("city", city_id)
    return records.label("country", country) if country is not None else None


def _years(attendances: Sequence[Attendance]) -> list[TrainedYear]:
    by_year: dict[int, list[Attendance]] = defaultdict(list)
    for one in attendances:
        if one.program.year is not None:
            by_year[one.program.year].append(one)
    return [
        TrainedYear(
            year=year,
            program_count=len(held),
            city_count=len(frozenset().union(*(one.cities for one in held))),
            country_count=len(frozenset().union(*(one.countries for one in held))),
            head_count=sum(one.program.head_count or 0 for one in held),
        )
        for year, held in sorted(by_year.items())
    ]
