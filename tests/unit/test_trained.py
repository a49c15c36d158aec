"""Who was trained on a case: counted from facts alone, and never more than the sources say."""

import datetime as dt

from factories import PLACES, case, program, sample_program, source
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue import Catalogue
from archive.model import (
    Acceptance,
    Audience,
    Basis,
    Organisation,
    Participation,
    Program,
    Suggestion,
    Teaching,
)
from archive.vocabulary import Vocabulary
from search_api.portraits.case_schemas import TrainedOn
from search_api.portraits.trained import attendance, programs_that_taught, trained_on
from search_api.records import Records
from search_api.reference import ReferenceShelf

VOCABULARY = Vocabulary(places={place.id: place for place in PLACES})
FIRST, SECOND, THIRD = "2010-03-01-transport", "2015-04-07-climate", "2015-09-01-transport"


def recorded(program_id: str) -> Teaching:
    return Teaching(id=program_id, case_id="seoul-bus", program_id=program_id, basis=Basis.RECORD, source_ids=("page",))


def suggested(program_id: str, acceptance: Acceptance | None = None) -> Teaching:
    found = Suggestion(method="theme", score=0.5)
    return Teaching(
        id=f"s-{program_id}",
        case_id="seoul-bus",
        program_id=program_id,
        basis=Basis.SUGGESTED,
        suggestion=found,
        acceptance=acceptance,
    )


def took_part(program_id: str, named: str, place_id: str | None = None) -> Participation:
    return Participation(
        id=f"{program_id}-{named}", program_id=program_id, place_named=named, place_id=place_id, source_ids=("page",)
    )


def test_only_facts_of_the_register_say_who_taught_a_case() -> None:
    programs = {one.id: one for one in (program(FIRST), program(SECOND), program(THIRD), sample_program())}
    accepted = Acceptance(by="a person", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    links = [recorded(SECOND), recorded("sample-course"), suggested(FIRST), suggested(THIRD, accepted)]
    assert [one.id for one in programs_that_taught(links, programs)] == [SECOND, THIRD]


def test_audience_and_participations_are_added_up_and_a_city_brings_its_country() -> None:
    held = program(FIRST, audience=Audience(cities=("bogota",)))
    came = attendance(held, [took_part(FIRST, "Seoul", "seoul"), took_part(FIRST, "Hunan (China)")], VOCABULARY)
    assert came.cities == {"bogota", "seoul"}
    assert came.countries == {"CO", "KR"}
    assert came.others == ("Hunan (China)",)
    assert came.registered == {"bogota", "CO"}
    assert came.cited == {"seoul": ("page",), "KR": ("page",)}


def test_a_world_region_is_neither_city_nor_country() -> None:
    came = attendance(program(FIRST), [took_part(FIRST, "Asia", "142")], VOCABULARY)
    assert (came.cities, came.countries, came.others) == (frozenset(), frozenset(), ("Asia",))
    assert came.is_stated


def shown(catalogue: Catalogue, *programs: Program, participations: tuple[Participation, ...] = ()) -> TrainedOn:
    with catalogue.recording(actor="a test") as recording:
        network = Organisation(id="citynet", labels={"en": "CITYNET"}, kind="network")
        for noun in (*PLACES, network, source(), case(), *programs, *participations):
            recording.put(noun)
    records = Records(catalogue, ReferenceShelf(catalogue).newest())
    return trained_on(
        [attendance(one, participations_of(one, participations), VOCABULARY) for one in programs], records
    )


def participations_of(one: Program, participations: tuple[Participation, ...]) -> list[Participation]:
    return [participation for participation in participations if participation.program_id == one.id]


def test_places_years_and_people_are_counted_and_what_is_not_stated_is_said(catalogue: Catalogue) -> None:
    answer = shown(
        catalogue,
        program(FIRST, audience=Audience(cities=("bogota",)), head_count=12),
        program(SECOND, audience=Audience(countries=("CO",), networks=("citynet",)), head_count=None),
        program(THIRD, head_count=5),
        participations=(took_part(FIRST, "Bogota D.C.", "bogota"),),
    )
    found = answer.model_dump(exclude={"not_stated": {"__all__": {"host"}}})
    assert (found["program_count"], found["head_count"], found["counted_program_count"]) == (3, 17, 2)
    (bogota,) = found["cities"]
    assert (bogota["place"]["label"], bogota["country"]["id"], bogota["years"]) == ("Bogotá", "CO", [2010])
    assert [cited["id"] for cited in bogota["sources"]] == ["page"]
    (colombia,) = found["countries"]
    assert (colombia["years"], colombia["program_count"], colombia["in_register"]) == ([2010, 2015], 2, True)
    assert found["networks"] == []  # the country says more than the network
    assert [one["id"] for one in found["not_stated"]] == [THIRD]
    assert found["years"] == [
        {"year": 2010, "program_count": 1, "city_count": 1, "country_count": 1, "head_count": 12},
        {"year": 2015, "program_count": 2, "city_count": 0, "country_count": 1, "head_count": 5},
    ]


def test_what_only_another_source_names_is_not_called_registered(catalogue: Catalogue) -> None:
    answer = shown(catalogue, program(FIRST), participations=(took_part(FIRST, "Bogota D.C.", "bogota"),))
    (colombia,) = answer.countries
    assert (colombia.place.id, colombia.in_register, [cited.id for cited in colombia.sources]) == (
        "CO",
        False,
        ["page"],
    )


def test_a_network_is_named_where_no_place_is(catalogue: Catalogue) -> None:
    answer = shown(catalogue, program(FIRST, audience=Audience(networks=("citynet",))))
    assert [network.label for network in answer.networks] == ["CITYNET"]
    assert answer.not_stated == []


def test_without_a_recorded_number_of_people_there_is_none(catalogue: Catalogue) -> None:
    answer = shown(catalogue, program(FIRST, head_count=None))
    assert answer.head_count is None


CITIES = st.sets(st.sampled_from(["seoul", "bogota"]))
COUNTRIES = st.sets(st.sampled_from(["KR", "CO"]))


@given(CITIES, COUNTRIES, CITIES)
def test_every_place_named_is_counted_once_and_nothing_else(
    audience: set[str], countries: set[str], present: set[str]
) -> None:
    held = program(FIRST, audience=Audience(cities=tuple(audience), countries=tuple(countries)))
    came = attendance(held, [took_part(FIRST, city, city) for city in present], VOCABULARY)
    assert came.cities == audience | present
    home = {"seoul": "KR", "bogota": "CO"}
    assert came.countries == countries | {home[city] for city in audience | present}
    assert came.is_stated == bool(audience or countries or present)
