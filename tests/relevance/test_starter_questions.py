"""What people ask of the starter corpus, in their own words, and the cases that must answer."""

from collections.abc import Callable

import pytest

from archive.catalogue import Catalogue
from archive.model import Access, Basis
from ingest.pipeline import Report
from search_api import schemas

Ask = Callable[..., schemas.SearchAnswer]

BUS_RAPID_TRANSIT = {
    "curitiba-brt",
    "bogota-transmilenio",
    "jakarta-transjakarta",
    "dar-es-salaam-brt",
    "lagos-brt-lite",
    "guangzhou-brt",
    "mexico-city-metrobus",
    "ahmedabad-janmarg",
}

PARTICIPATORY_BUDGETING = {
    "porto-alegre-participatory-budgeting",
    "seoul-participatory-budgeting",
    "seoul-oasis-mvoting",
    "paris-participatory-budget",
    "sfax-participatory-budget",
    "chengdu-village-budgeting",
}

QUESTIONS = [
    ("how did cities pay for bus rapid transit", BUS_RAPID_TRANSIT),
    ("who financed the buses of TransMilenio", {"bogota-transmilenio"}),
    ("our water utility loses half of its water before it reaches the customer", {"phnom-penh-water-supply"}),
    ("making drivers pay to enter the city centre", {"london-congestion-charge", "stockholm-congestion-tax"}),
    ("households pay for rubbish by the bag", {"seoul-volume-based-waste-fee"}),
    ("weighing kitchen scraps in apartment blocks", {"seoul-food-waste-rfid"}),
    ("tearing down a motorway to bring back a stream", {"seoul-cheonggyecheon"}),
    ("night buses planned with phone records", {"seoul-night-bus"}),
    ("a single phone number for all questions to city hall", {"seoul-120-dasan"}),
    ("reusing treated wastewater", {"singapore-newater"}),
    ("a city that nearly ran out of water in a drought", {"cape-town-day-zero"}),
    ("citizens decide on the budget", PARTICIPATORY_BUDGETING),
    ("cable cars for hillside neighbourhoods", {"medellin-metrocable"}),
    ("paying local taxes online", {"seoul-e-tax"}),
    ("squares that hold back rain water", {"rotterdam-water-squares", "copenhagen-cloudburst-plan"}),
    ("서울 쓰레기 종량제", {"seoul-volume-based-waste-fee"}),
    ("올빼미버스", {"seoul-night-bus"}),
    ("간선급행버스 재원", BUS_RAPID_TRANSIT),
    ("presupuesto participativo", PARTICIPATORY_BUDGETING),
    ("orçamento participativo", PARTICIPATORY_BUDGETING),
    ("الموازنة التشاركية", PARTICIPATORY_BUDGETING),
    ("堵车收费", {"london-congestion-charge", "stockholm-congestion-tax", "singapore-electronic-road-pricing"}),
    ("تسرب المياه", {"tokyo-water-leakage", "phnom-penh-water-supply"}),
    ("pay as you throw", {"seoul-volume-based-waste-fee", "taipei-per-bag-trash-fee"}),
    ("péage urbain", {"london-congestion-charge", "stockholm-congestion-tax", "singapore-electronic-road-pricing"}),
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS, ids=[question for question, _ in QUESTIONS])
def test_a_case_that_answers_is_among_the_first_three(ask: Ask, question: str, expected: set[str]) -> None:
    found = [hit.case.id for hit in ask(question).hits if hit.case]
    assert expected & set(found[:3]), f"first found were {found[:10]}"


def test_bus_rapid_transit_cases_fill_the_first_page(ask: Ask) -> None:
    found = [hit.case.id for hit in ask("how did cities pay for bus rapid transit").hits if hit.case]
    assert len(BUS_RAPID_TRANSIT & set(found)) >= 6, found


def test_every_hit_says_where_it_stands_and_why_it_was_found(ask: Ask) -> None:
    for hit in ask("less water lost in old pipes").hits:
        assert hit.evidence
        for evidence in hit.evidence:
            assert evidence.locator.label
            assert evidence.snippet
            assert evidence.why.text


def test_a_case_is_shown_with_the_programs_that_taught_it_and_the_page_that_says_so(ask: Ask) -> None:
    hit = next(hit for hit in ask("TOPIS traffic control centre").hits if hit.case and hit.case.id == "seoul-topis")
    recorded = [program for program in hit.programs if program.basis is Basis.RECORD]

    assert len(recorded) >= 3
    assert all(reason.sources for program in recorded for reason in program.evidence)


def test_a_starter_slide_is_found_and_says_what_it_is(ask: Ask) -> None:
    answer = ask("bus rapid transit", kind=["lecture"])
    slides = [e for hit in answer.hits for e in hit.evidence if e.document and e.locator.kind == "slide"]

    assert slides
    assert all(evidence.document and evidence.document.sample for evidence in slides)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        ({"country": ["BR"]}, lambda case: case.country.id == "BR"),
        ({"country": ["-KR"]}, lambda case: case.country.id != "KR"),
        ({"city": ["seoul"], "theme": ["T05"]}, lambda case: case.city.id == "seoul"),
    ],
)
def test_filters_hold_for_every_hit(
    ask: Ask, filters: dict[str, list[str]], holds: Callable[[schemas.CaseSummary], bool]
) -> None:
    hits = ask("water and transport", **filters).hits
    assert hits
    assert all(holds(hit.case) for hit in hits if hit.case)


def test_the_corpus_is_as_large_as_promised(archive: Catalogue) -> None:
    records = [teaching for teaching in archive.teachings() if teaching.basis is Basis.RECORD]
    materials = archive.documents(Access.STAFF)

    assert len(archive.cases()) >= 20
    assert len(records) >= 10
    assert all(teaching.source_ids for teaching in records)
    assert len(materials) >= 6
    assert {"pptx", "pdf", "docx", "vtt"} <= {document.filename.rsplit(".")[-1] for document in materials}


def test_sample_material_is_no_evidence_for_a_real_program(archive: Catalogue) -> None:
    samples = {program.id for program in archive.programs() if program.is_sample}
    used = [use for document in archive.documents() for use in archive.uses(document_id=document.id)]

    assert used
    assert all(use.program_id in samples for use in used)
    assert all(t.program_id in samples for t in archive.teachings() if t.basis is Basis.MATERIAL)


def test_taking_the_corpus_in_again_changes_nothing(archive: Catalogue, again: list[Report]) -> None:
    changed = [report.path for report in again if report.status != "duplicate"]
    assert changed == []
