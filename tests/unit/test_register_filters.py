from typing import Any

import pytest
from factories import PLACES, THEMES, program, sample_program, source

from archive.catalogue import Catalogue
from archive.errors import ArchiveError
from archive.model import Audience, Mode, Organisation, Participation, ProgramKind
from search_api.records import Records
from search_api.reference import ReferenceShelf
from search_api.register_filters import RegisterParameters, programs_of

BUS, DEGREE, WATER = "2015-04-07-bus", "2016-09-01-degree", "2018-07-02-water"


@pytest.fixture
def records(catalogue: Catalogue) -> Records:
    with catalogue.recording(actor="a test") as recording:
        for entry in (*THEMES, *PLACES, source()):
            recording.put(entry)
        for name in ("shrdc", "koica", "citynet"):
            recording.put(Organisation(id=name, labels={"en": name}, kind="host"))
        recording.put(program(BUS, themes=("T01.brt",), host="shrdc", audience=Audience(networks=("citynet",))))
        recording.put(program(DEGREE, kind=ProgramKind.DEGREE, mode=Mode.ONLINE, commissioner="koica", host="shrdc"))
        recording.put(
            program(
                WATER,
                title="Água: Water",
                title_recorded="Agua",
                themes=("T05",),
                partners=("citynet",),
                audience=Audience(countries=("CO",)),
            )
        )
        recording.put(
            Participation(id="came", program_id=BUS, place_named="Seoul", place_id="seoul", source_ids=("page",))
        )
        recording.put(sample_program())
    return Records(catalogue, ReferenceShelf(catalogue).newest())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [WATER, DEGREE, BUS]),
        ({"year": ["2015"]}, [BUS]),
        ({"year": ["..2015", "2018.."]}, [WATER, BUS]),
        ({"kind": ["degree"]}, [DEGREE]),
        ({"kind": ["sample"]}, []),
        ({"theme": ["T01"]}, [BUS]),
        ({"theme": ["T01.brt", "T05"]}, [WATER, BUS]),
        ({"partner": ["citynet"]}, [WATER, BUS]),
        ({"partner": ["koica"]}, [DEGREE]),
        ({"host": ["shrdc"]}, [DEGREE, BUS]),
        ({"host": ["shrdc"], "kind": ["course"]}, [BUS]),
        ({"year": [""], "kind": [""], "theme": [""], "partner": [""], "host": [""]}, [WATER, DEGREE, BUS]),
        ({"theme": ["no-such-theme"]}, []),
        ({"city": ["seoul"]}, [BUS]),
        ({"country": ["KR"]}, [BUS]),
        ({"country": ["KR", "CO"]}, [WATER, BUS]),
        ({"city": ["seoul"], "country": ["CO"]}, []),
        ({"mode": ["online"]}, [DEGREE]),
        ({"mode": ["not stated"]}, [WATER, BUS]),
        ({"q": "POLI"}, [DEGREE, BUS]),
        ({"q": "water agua"}, [WATER]),
        ({"q": "water policies"}, []),
    ],
)
def test_values_of_one_name_widen_and_names_narrow(records: Records, asked: dict[str, Any], found: list[str]) -> None:
    assert [one.id for one in programs_of(records, RegisterParameters.model_validate(asked))] == found


@pytest.mark.parametrize("year", ["20x", "2016..2015", "..", "-2015"])
def test_what_is_no_year_is_said(records: Records, year: str) -> None:
    with pytest.raises(ArchiveError, match="is not a year"):
        programs_of(records, RegisterParameters(year=[year]))
