"""What the archive knows of a city: its cases, and what its officials joined, presented and did."""

from collections import Counter
from collections.abc import Iterable

from archive.errors import NotFound
from archive.model import Place, PlaceKind, Population, Program
from search_api.portraits.city_schemas import CitySummary, CityView, JoinedProgram, Neighbour, PopulationView
from search_api.portraits.neighbours import MOST_NEIGHBOURS, nearest_in_size
from search_api.portraits.trained import Attendance, attendance
from search_api.records import Records
from search_api.schemas import Label
from search_api.service import SearchService

__all__ = ["cities", "city_view"]


class _Known:
    """What every city is looked up in, read once for each answer."""

    def __init__(self, service: SearchService, records: Records) -> None:
        reference = records.reference
        self.records = records
        self.places = reference.vocabulary.places
        self.attendances = [_attendance(program, records) for program in records.register_programs()]
        self.outcomes = service.catalogue.outcomes(reader=reference.reader)
        self.case_counts = Counter(case.city for case in reference.cases.values())
        self.program_counts = Counter(city for came in self.attendances for city in came.cities)
        self.outcome_counts = Counter(outcome.city for outcome in self.outcomes if outcome.city is not None)

    def summary(self, city: Place) -> CitySummary:
        return CitySummary(
            city=self.records.label("city", city.id),
            country=self.above("city", city.id),
            region=self.above("country", city.country),
            case_count=self.case_counts[city.id],
            program_count=self.program_counts[city.id],
            outcome_count=self.outcome_counts[city.id],
        )

    def above(self, facet: str, entry_id: str | None) -> Label | None:
        """The country of a city, or the smallest region of a country."""
        above = self.records.reference.vocabulary.above(facet, entry_id) if entry_id is not None else None
        return self.records.label("country" if facet == "city" else "region", above) if above is not None else None


def cities(service: SearchService, records: Records) -> list[CitySummary]:
    """Cities that have a case or an outcome, or whose officials joined a program of the register: by name."""
    known = _Known(service, records)
    named = {*known.case_counts, *known.program_counts, *known.outcome_counts}
    found = [known.summary(place) for city in named if (place := known.places.get(city))]
    return sorted(found, key=lambda one: (one.city.label, one.city.id))


def city_view(service: SearchService, records: Records, city_id: str) -> CityView:
    """Raises NotFound."""
    known = _Known(service, records)
    city = known.places.get(city_id)
    if city is None or city.kind is not PlaceKind.CITY:
        raise NotFound(f"There is no city '{city_id}' here.", id=city_id)
    reference = records.reference
    presented = [session for session in reference.sessions.values() if session.city == city.id]
    near, elsewhere = _neighbours(city, known)
    return CityView(
        **known.summary(city).model_dump(),
        labels=city.labels,
        alt_labels={tag: list(names) for tag, names in city.alt_labels.items()},
        regions=[records.label("region", region) for region in reference.vocabulary.regions_of(city.country or "")],
        latitude=city.latitude,
        longitude=city.longitude,
        population=_population(city.population),
        wikidata=city.wikidata,
        geonames=city.geonames,
        cases=[records.case_summary(case) for case in reference.cases.values() if case.city == city.id],
        programs=[_joined(came.program, city, records) for came in known.attendances if city.id in came.cities],
        country_programs=[
            records.program_summary(came.program) for came in known.attendances if _is_for_country(came, city, known)
        ],
        presentations=[
            records.session(session)
            for session in sorted(presented, key=lambda session: (session.program_id, session.id), reverse=True)
        ],
        outcomes=records.outcomes(outcome for outcome in known.outcomes if outcome.city == city.id),
        neighbours=near,
        alike_elsewhere=elsewhere,
    )


def _attendance(program: Program, records: Records) -> Attendance:
    reference = records.reference
    return attendance(program, reference.participations.get(program.id, ()), reference.vocabulary)


def _joined(program: Program, city: Place, records: Records) -> JoinedProgram:
    return JoinedProgram(
        program=records.program_summary(program),
        in_register=city.id in program.audience.cities,
        took_part=records.took_part(program.id, city.id),
    )


def _is_for_country(came: Attendance, city: Place, known: _Known) -> bool:
    """Whether the city's country is named, and none of its cities."""
    homes = {place.country for one in came.cities if (place := known.places.get(one))}
    return city.country in came.countries and city.country not in homes


def _neighbours(city: Place, known: _Known) -> tuple[list[Neighbour], list[Neighbour]]:
    """Cities of about the same size: of the same region, and elsewhere those that have cases."""
    vocabulary = known.records.reference.vocabulary
    home = vocabulary.above("country", city.country or "")
    near, elsewhere = [], []
    for place in nearest_in_size(city, known.places.values()):
        if home is not None and vocabulary.above("country", place.country or "") == home:
            near.append(place)
        elif known.case_counts[place.id]:
            elsewhere.append(place)
    return _shaped(near, known), _shaped(elsewhere, known)


def _shaped(places: Iterable[Place], known: _Known) -> list[Neighbour]:
    found = [
        Neighbour(
            city=known.records.label("city", place.id),
            country=known.above("city", place.id),
            population=population,
            case_count=known.case_counts[place.id],
        )
        for place in places
        if (population := _population(place.population))
    ]
    return found[:MOST_NEIGHBOURS]


def _population(population: Population | None) -> PopulationView | None:
    return PopulationView(**population.model_dump()) if population is not None else None
