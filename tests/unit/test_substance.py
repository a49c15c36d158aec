"""What a passage is made of, told by its form in several languages and scripts."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.substance import Form, form_of, substance_of

LABELLED = Path(__file__).parents[1] / "files" / "substance.csv"
CONTENTS = "Contents\nAcknowledgements … ii\nClimate change … 13\nEnergy and buildings … 19\nWaste and recycling … 33"
PLAIN_CONTENTS = "차례\n머리말 1\n기후 변화 13\n에너지와 건물 19\n쓰레기와 재활용 33\n물 41"
BIBLIOGRAPHY = (
    "Lovelace, R., Ellison, R. 2018. stplanr: A package for transport planning. The R Journal 10(2), 7–23.\n"
    "Fisher, B. (2021). Centering equity. https://example.org/centering-equity-in-climate-action-plans.pdf\n"
    "Levy, J. et al. (2016). Carbon reductions. Environmental Research Letters 11(3), pp. 34–51."
)
SOURCES = {
    "en": "Cases: kigali-street-vendor-markets · Sources: mg-2019-kigali, mg-2019-kigali-2, cnn-2016-kigali-vendors",
    "ko": "사례: seoul-e-tax · 출처: joongang-etax-banks, sedaily-etax-first-year, un-2020-tax-mobile",
    "es": "Casos: bangkok-baan-mankong · Fuentes: codi-collective-housing, shelby-2021-baan-mankong, scielo-2021-villa",
    "fr": "Cas : beirut-waste-contract · Sources : executive-rubbish-decision, newarab-2015-naameh",
}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (CONTENTS, Form.CONTENTS),
        (PLAIN_CONTENTS, Form.CONTENTS),
        (BIBLIOGRAPHY, Form.REFERENCES),
        *((text, Form.REFERENCES) for text in SOURCES.values()),
        ("Thank you for listening", Form.HEADING),
        ("감사합니다", Form.HEADING),
        ("Preguntas y respuestas", Form.HEADING),
        ("Références", Form.HEADING),
        ("-----------|------------\n……", Form.NOTHING),
        ("", Form.NOTHING),
    ],
)
def test_forms_that_say_little(text: str, form: Form) -> None:
    assert form_of(text) is form
    assert substance_of([("page", text)])[0] < 1


@pytest.mark.parametrize(
    "text",
    [
        "Buses were slow.",
        "버스가 느렸다.",
        "Les bus étaient lents.",
        "¿Quién puede quedarse cuando el suelo se encarece?",
        "Toilets installed: 0 → 7,685",
        "승객 가운데 여성 33%에서 42%로",
        "Riders 4.1 4.0 4.6\nTrains 9 9 12\nBuses 300 280 305\nTrams 12 11 4",
        "CO2 saved: 25,841 t (2015).\nEnergy saved in homes: 10 % (2015).\nInterest on the loan: 3 → 1.45 % (2016).",
        "☐ Who decides, by name? …\n☐ What it costs a month, all in: …\n☐ When does the rule end? …",
        "The fee fell by half.\nCases: seoul-e-tax · Sources: un-2020-tax\nIn the second year the city paid the banks, "
        "and the banks paid for the counters that nobody used any longer.",
    ],
)
def test_what_says_something_is_not_held_down(text: str) -> None:
    assert form_of(text) is Form.STATEMENT
    assert substance_of([("page", text)]) == [1]


def test_the_sources_of_a_slide_are_held_down_only_where_it_says_nothing_else() -> None:
    slide, bibliography = "Buses were slow.", BIBLIOGRAPHY
    passages = [("slide 1", slide), ("slide 1", SOURCES["en"]), ("slide 2", bibliography), ("slide 2", SOURCES["ko"])]
    said = substance_of(passages)
    assert said[:2] == [1, 1]
    assert said[2] == said[3] < 1
    assert substance_of([]) == []


@given(st.text(max_size=300))
def test_whatever_stands_beside_it_a_statement_is_one(text: str) -> None:
    beside, statement = substance_of([("page", text), ("page", "The city paid for its buses.")])
    assert 0 <= beside <= 1
    assert statement == 1


def test_of_the_starter_passages_that_a_person_called_statements_hardly_any_is_held_down() -> None:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"] and row["label"] in {"statement", "figures"}]
    held_down = [row["text"] for row in rows if form_of(row["text"]) is not Form.STATEMENT]
    assert len(rows) > 100
    assert len(held_down) <= 2
