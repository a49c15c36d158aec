"""How a typed question is understood, from the address to the answer."""

import re
from typing import Any

import pytest
from answers import subjects


def test_a_phrase_stands_in_the_evidence_of_every_hit(site: Any) -> None:
    answer = site.get("/api/search", q='"bus reform"')
    assert answer["query"]["phrases"] == ["bus reform"]
    assert answer["hits"]
    for found in answer["hits"]:
        title = (found["case"] or found["document"])["title"]
        for part in found["evidence"]:
            in_document = part["document"]["title"] if part["document"] else title
            assert "bus reform" in f"{part['snippet']} {title} {in_document}".lower()
    assert site.get("/api/search", q='"reform bus"')["hits"] == []


def test_a_minus_leaves_out_what_has_the_word(site: Any) -> None:
    both = subjects(site.get("/api/search", q="bus city"))
    assert "seoul-bus" in both
    answer = site.get("/api/search", q="bus city -reform")
    assert answer["query"]["excluded"] == ["reform"]
    assert "seoul-bus" not in subjects(answer)


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("city:Bogota", {"city": ["bogota"]}),
        ('theme:"bus rapid transit"', {"theme": ["T01.brt"]}),
        ("-city:서울", {"city": ["-seoul"]}),
        ("country:co", {"country": ["CO"]}),
        ("year:2010..2016", {"year": ["2010..2016"]}),
        ("kind:lecture", {"kind": ["lecture"]}),
        ("language:ko", {"language": ["ko"]}),
        ("stage:운영", {}),
        ("city:Atlantis", {}),
        ("year:soon", {}),
        ('host:"seoul training centre"', {"host": ["shrdc"]}),
        ("instrument:요금", {"instrument": ["pricing"]}),
    ],
)
def test_a_filter_is_typed_by_name_in_any_language(site: Any, typed: str, filters: dict[str, list[str]]) -> None:
    query = site.get("/api/search", q=f"bus {typed}")["query"]
    assert query["filters"] == filters
    assert query["unknown"] == ([] if filters else [typed])


@pytest.mark.parametrize("junk", ['"', '"bus', "-", "city:", '-""', ":", '"" - bus', "a:b:c"])
def test_no_typing_is_an_error(site: Any, junk: str) -> None:
    site.get("/api/search", q=f"{junk} bus")


def test_a_misspelt_word_is_read_as_the_one_that_was_meant_unless_it_is_quoted(site: Any) -> None:
    answer = site.get("/api/search", q="bus refrom")
    assert answer["query"]["corrected"] == {"refrom": "reform"}
    assert subjects(answer) == subjects(site.get("/api/search", q="bus reform"))
    assert site.get("/api/search", q='bus "refrom"')["query"]["corrected"] == {}
    assert site.get("/api/search", q="buses in Colombia")["query"]["corrected"] == {}


def test_filters_in_plain_words_are_offered_and_not_imposed(site: Any) -> None:
    query = site.get("/api/search", q="buses in South Korea before 2010", lang="ko")["query"]
    assert query["filters"] == {}
    assert query["offered"] == [
        {"name": "country", "value": "KR", "label": "대한민국", "words": "South Korea"},
        {"name": "period", "value": "..2010", "label": "..2010", "words": "before 2010"},
    ]
    query = site.get("/api/search", q="buses in Asia", city="seoul")["query"]
    assert [offer["value"] for offer in query["offered"]] == ["142"]


def test_what_words_name_is_told_and_can_be_taken_back(site: Any) -> None:
    query = site.get("/api/search", q="road pricing for buses")["query"]
    assert query["understood"] == [
        {
            "kind": "concept",
            "id": "congestion-charge",
            "label": "congestion charge",
            "words": ["road pricing"],
            "also": ["congestion charge"],
        }
    ]
    assert site.get("/api/search", q="road pricing for buses", without="congestion-charge")["query"]["understood"] == []


def test_a_case_is_found_by_what_it_is_catalogued_under_and_says_so(site: Any) -> None:
    answer = site.get("/api/search", q="bus rapid transit")
    found = {hit["case"]["id"]: hit for hit in answer["hits"] if hit["case"]}
    assert "T01.brt" in [label["id"] for label in found["seoul-bus"]["catalogued"]]
    page = site.client.get("/", params={"q": "bus rapid transit"}).text
    assert re.search(r'class="asked">Bus rapid transit</a> <span class="hidden">\(what you asked for\)</span>', page)
    assert all(hit["catalogued"] == [] for hit in site.get("/api/search", q="reform", theme="T01")["hits"])


def test_a_question_that_nothing_answers_is_told_so_and_shown_the_nearest(site: Any) -> None:
    answer = site.get("/api/search", q="zeppelin insurance for amateur astronomers")
    assert (answer["answered"], answer["total"], answer["hits"], answer["next"]) == (False, 0, [], None)
    assert answer["nearest"]
    assert not any(answer["facets"].values())
    page = site.client.get("/", params={"q": "zeppelin insurance for amateur astronomers"}).text
    assert "Nothing in the archive answers this" in page
    assert "What comes nearest" in page


def test_the_parts_of_a_score_make_it_up(site: Any) -> None:
    for hit in site.get("/api/search", q="bus reform water")["hits"]:
        assert sum(hit["parts"].values()) == pytest.approx(hit["score"], abs=2e-4)
        assert 0 < hit["relevance"] < 1


def test_the_id_of_a_program_means_that_program(site: Any) -> None:
    answer = site.get("/api/search", q="2015-04-07-climate")
    assert answer["query"]["filters"] == {"program": ["2015-04-07-climate"]}
    assert answer["hits"]


def test_a_slip_is_not_set_right_by_a_word_that_only_a_hidden_document_holds(site: Any) -> None:
    """HIDDEN holds "memorandum", and nobody may learn that."""
    assert site.get("/api/search", q="memorandun bus")["query"]["corrected"] == {}
