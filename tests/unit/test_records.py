from factories import PLACES, case, program, source

from archive.catalogue import Catalogue
from archive.model import Outcome, OutcomeKind, Remark
from search_api.records import Records
from search_api.reference import ReferenceShelf


def test_sources_that_a_remark_names_are_given_as_sources(catalogue: Catalogue) -> None:
    note = "The city's report says 8 April (city-report-2015), the register 7 (read day-first)."
    with catalogue.recording(actor="a test") as recording:
        recording.put(source("city-report-2015"))
        recording.put(program(remarks=(Remark(field="period", recorded="2015.4.7", note=note),)))

    (remark,) = Records(catalogue, ReferenceShelf(catalogue).newest()).program(program().id).remarks
    assert remark.note == "The city's report says 8 April, the register 7 (read day-first)."
    assert [named.id for named in remark.sources] == ["city-report-2015"]


def test_what_a_city_did_afterwards_stands_at_its_program_and_at_its_case(catalogue: Catalogue) -> None:
    done = Outcome(
        id="o",
        program_id=program().id,
        city="bogota",
        case_id="seoul-bus",
        kind=OutcomeKind.APPLICATION,
        source_ids=("page",),
    )
    with catalogue.recording(actor="a test") as recording:
        for noun in (*PLACES, source(), program(), case(), done):
            recording.put(noun)

    records = Records(catalogue, ReferenceShelf(catalogue).newest())
    for (outcome,) in (records.program(program().id).outcomes, records.case("seoul-bus").outcomes):
        assert outcome.city is not None
        assert (outcome.city.label, outcome.kind) == ("Bogotá", "application")
        assert outcome.program is not None
        assert outcome.case is not None
        assert [cited.id for cited in outcome.sources] == ["page"]
