"""The JSON API on a real archive: catalogue, originals and index on disk, an encoder that counts topics."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from answers import subjects


def test_a_question_finds_the_case_the_slide_and_the_programs(site: Any, files: Any) -> None:
    answer = site.get("/api/search", q="how was the bus reform paid")
    hit = answer["hits"][0]
    assert answer["answered"] is True
    assert hit["case"]["id"] == "seoul-bus"
    assert hit["case"]["city"] == {"id": "seoul", "label": "Seoul"}
    assert hit["case"]["themes"] == [{"id": "T01.brt", "label": "Bus rapid transit"}]

    slides = [found for found in hit["evidence"] if found["document"]]
    assert slides[0]["document"]["id"] == files.deck.id
    assert slides[0]["locator"] == {"kind": "slide", "start": 2, "end": 2, "label": "slide 2"}
    marked = [slides[0]["snippet"][start:end] for start, end in slides[0]["highlights"]]
    assert marked[:3] == ["bus", "reform", "was"] or marked[:3] == ["bus", "reform", "paid"]
    assert "‘bus’" in slides[0]["why"]["text"]

    assert [(taught["id"], taught["basis"]) for taught in hit["programs"]] == [
        (files.later, "record"),
        (files.program, "material"),
    ]
    assert hit["programs"][0]["evidence"][0]["sources"][0]["publisher"] == "Metropolis"
    assert hit["programs"][1]["evidence"][0]["locator"]["label"] == "slide 2"


def test_a_suggestion_is_marked_and_is_no_fact(site: Any) -> None:
    taught = site.get("/api/cases/bogota-brt/teachings")["records"]
    assert [(program["basis"], program["fact"]) for program in taught] == [("suggested", False)]
    assert taught[0]["evidence"][0]["suggestion"] == {"method": "theme", "score": 0.5}


def test_a_document_that_no_case_claims_is_a_hit_of_its_own_and_says_so(site: Any, files: Any) -> None:
    hit = site.get("/api/search", q="leaks in water pipes")["hits"][0]
    assert hit["case"] is None
    assert hit["document"]["id"] == files.guide.id
    assert hit["document"]["sample"] is True
    assert hit["note"] == "No case record claims this document yet."
    assert [(program["id"], program["sample"]) for program in hit["programs"]] == [("sample-course", True)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"city": "seoul"}, ["seoul-bus"]),
        ({"theme": "T01", "city": "-seoul"}, ["bogota-brt"]),
        ({"city": ["seoul", "bogota"]}, ["bogota-brt", "seoul-bus"]),
        ({"period": "2012..2014", "theme": "T01"}, ["seoul-bus"]),
        ({"year": "2018"}, ["seoul-bus"]),
        ({"region": "142"}, ["seoul-bus"]),
        ({"city": ["", "bogota"], "year": ""}, ["bogota-brt"]),
    ],
)
def test_filters_alone_list_what_passes(site: Any, filters: dict[str, Any], expected: list[str]) -> None:
    answer = site.get("/api/search", **filters)
    assert sorted(subjects(answer)) == expected
    assert answer["total"] == len(expected)


def test_facets_count_hits_and_carry_labels_in_the_language_asked_for(site: Any) -> None:
    answer = site.get("/api/search", theme="T01", lang="ko")
    state = {"chosen": False, "excluded": False}
    assert answer["facets"]["city"] == [
        {"id": "bogota", "label": "Bogotá", "count": 1, "parent": "CO", **state},
        {"id": "seoul", "label": "서울", "count": 1, "parent": "KR", **state},
    ]
    titles = {hit["case"]["id"]: (hit["case"]["title"], hit["case"]["language"]) for hit in answer["hits"]}
    assert titles == {"seoul-bus": ("서울 버스 개편", "ko"), "bogota-brt": ("Bogotá rapid bus", "en")}


def test_themes_and_places_come_as_trees_with_what_is_chosen(site: Any) -> None:
    facets = site.get("/api/search", theme=["T01.brt", "-T05"], country="KR")["facets"]

    def shown(name: str) -> list[tuple[object, ...]]:
        return [
            (value["id"], value["count"], value["parent"], value["chosen"], value["excluded"]) for value in facets[name]
        ]

    assert shown("theme") == [
        ("T01", 1, None, False, False),
        ("T01.brt", 1, "T01", True, False),
        ("T05", 0, None, False, True),
    ]
    assert shown("country") == [("CO", 1, "019", False, False), ("KR", 1, "142", True, False)]
    # The Americas hold nothing while only South Korea is asked for: they are here for what stands below them.
    assert shown("region") == [("142", 1, None, False, False), ("019", 0, None, False, False)]
    assert shown("city") == [("seoul", 1, "KR", False, False)]


def test_years_and_decades_stand_newest_first(site: Any) -> None:
    facets = site.get("/api/search", theme="T01", year="2001..2003")["facets"]
    assert [(value["id"], value["count"]) for value in facets["year"]] == [("2018", 1), ("2015", 1), ("2001..2003", 0)]
    facets = site.get("/api/search", theme="T01")["facets"]
    assert [(value["label"], value["count"]) for value in facets["period"]] == [("2010–2019", 2), ("2000–2009", 2)]


@pytest.mark.parametrize("language", ["zh", "ar", "pt", "id", "ru", "ja"])
def test_labels_may_be_asked_for_in_every_language_of_the_vocabularies(site: Any, language: str) -> None:
    facets = site.get("/api/search", theme="T01", lang=language)["facets"]
    assert facets["language"][0]["label"] != "en"
    assert facets["theme"][0]["label"] == "Transport"


def test_a_value_that_is_no_id_here_is_said_with_the_ids_that_are_called_so(site: Any) -> None:
    answer = site.get("/api/search", q="bus", city=["Bogotá", "-atlantis", "seoul"], language="fr", kind="site visit")
    assert answer["query"]["unknown_values"] == [
        {"name": "city", "value": "Bogotá", "called": [{"id": "bogota", "label": "Bogotá"}]},
        {"name": "city", "value": "-atlantis", "called": []},
    ]


def test_the_question_comes_back_as_it_was_understood(site: Any) -> None:
    answer = site.get("/api/search", q="bus", city="-bogota", limit=3)
    assert answer["query"] == {
        "q": "bus",
        "phrases": [],
        "corrected": {},
        "excluded": [],
        "unknown": [],
        "unknown_values": [],
        "offered": [],
        "understood": [],
        "translated": [],
        "filters": {"city": ["-bogota"]},
        "lang": "en",
        "limit": 3,
    }


def test_pages_of_hits_join_without_gap_or_repetition(site: Any) -> None:
    whole = subjects(site.get("/api/search", q="bus water city", limit=100))
    assert len(whole) > 2
    seen, path = [], "/api/search?q=bus+water+city&limit=1"
    while path:
        answer = site.client.get(path)
        seen += subjects(answer.json())
        path = answer.links["next"]["url"] if "next" in answer.links else ""
        assert bool(path) == (answer.json()["next"] is not None)
    assert seen == whole


@pytest.mark.parametrize(
    "path", ["/api/cases", "/api/programs", "/api/documents", "/api/programs/findings", "/api/sessions"]
)
def test_pages_of_lists_join_without_gap_or_repetition(site: Any, path: str) -> None:
    whole = site.get(path, limit=100)["records"]
    assert whole
    seen, cursor = [], None
    while True:
        page = site.get(path, limit=1, **({"cursor": cursor} if cursor else {}))
        seen += page["records"]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == whole


def test_a_link_to_the_next_page_keeps_the_question_and_trusts_no_host(site: Any) -> None:
    answer = site.client.get("/api/cases?limit=1&lang=ko", headers={"Host": "evil.example"})
    address = urlsplit(answer.links["next"]["url"])
    assert (address.netloc, address.path) == ("", "/api/cases")
    assert {"limit", "lang", "cursor"} == set(parse_qs(address.query))


@pytest.mark.parametrize("path", ["/api/cases", "/api/programs/findings", "/api/search?q=bus"])
@pytest.mark.parametrize("cursor", ["x", "%F0%9F%98%80", "bnVsbA", "WzFd", "W10", "A" * 1000])
def test_a_foreign_cursor_is_told_and_not_guessed_at(site: Any, path: str, cursor: str) -> None:
    joined = "&" if "?" in path else "?"
    answer = site.client.get(f"{path}{joined}cursor={cursor}")
    assert answer.status_code == 400
    assert "cursor" in answer.json()["detail"]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999", '"\\ud800"'])
def test_a_cursor_that_no_list_can_be_at_is_told_on_every_paged_route(site: Any, files: Any, value: str) -> None:
    records = {"case_id": "seoul-bus", "program_id": files.program, "document_id": files.deck.id}
    paged = [
        path.format(**{name: record for name, record in records.items() if name in path})
        for path, operations in site.client.app.openapi()["paths"].items()
        if "cursor" in {given["name"] for given in operations.get("get", {}).get("parameters", [])}
    ]
    assert len(paged) >= 9
    for path in paged:
        for written in (f"[{value}]", f'[{value}, "case:seoul-bus"]', f"[1.5, {value}]"):
            cursor = base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")
            answer = site.client.get(path, params={"cursor": cursor, **({"q": "bus"} if "search" in path else {})})
            assert answer.status_code == 400, (path, written)
            assert answer.json()["code"] == "query-error"


def test_what_is_hidden_is_found_counted_and_served_nowhere(site: Any, files: Any) -> None:
    hidden = files.hidden.id
    paths = [f"/api/documents/{hidden}{rest}" for rest in ("", "/file", "/passages")]
    assert {site.client.get(path).status_code for path in paths} == {404}
    everything = [
        site.client.get(path).text
        for path in (
            "/api/documents",
            "/api/search?q=secret+memorandum+bus+reform",
            "/api/search?kind=not+stated",
            "/api/cases/seoul-bus",
            "/api/cases/seoul-bus/teachings",
            f"/api/programs/{files.later}",
        )
    ]
    assert not [text for text in everything if hidden in text or "secret" in text.replace('"q":"secret', "")]


def test_the_findings_on_the_register_name_their_program_or_source(site: Any, files: Any) -> None:
    findings = site.get("/api/programs/findings", limit=100)["records"]
    assert {finding["program_id"] for finding in findings if finding["code"] == "title-markup"} <= {files.program}
    claims = [finding for finding in findings if finding["source"]]
    assert [(finding["recorded"], finding["source"]["id"]) for finding in claims] == [("99", "page")]


@pytest.mark.parametrize(
    "facet",
    ["theme", "city", "country", "region", "host", "partner", "concept", "name", "stage", "instrument", "people"],
)
def test_every_filter_with_a_vocabulary_gives_it(site: Any, facet: str) -> None:
    entries = site.get(f"/api/vocabularies/{facet}")["entries"]
    assert entries
    assert [entry["id"] for entry in entries] == sorted(entry["id"] for entry in entries)
    assert all(entry["labels"] for entry in entries)


def test_a_concept_comes_with_everything_that_bridges_to_it(site: Any) -> None:
    bus_lane, charge = site.get("/api/vocabularies/concept")["entries"]
    assert bus_lane["broader"] == ["T01.brt"]
    assert charge == {
        "id": "congestion-charge",
        "labels": {"en": "congestion charge", "ko": "혼잡통행료"},
        "alt_labels": {"en": ["road pricing"]},
        "negative_labels": {"en": ["network congestion"]},
        "broader": ["T01"],
        "related": ["bus-lane"],
        "note": "A fee for driving where and when roads are full.",
    }
    assert [entry["id"] for entry in site.get("/api/vocabularies/name")["entries"]] == ["topis"]
    assert [entry["id"] for entry in site.get("/api/vocabularies/stage")["entries"]] == ["stage.running"]


@pytest.mark.parametrize(
    ("facet", "value", "found"),
    [
        ("instrument", "pricing", ["seoul-bus"]),
        ("instrument", "-pricing", ["bogota-brt"]),
        ("people", "women", ["seoul-bus"]),
        ("stage", "running", ["bogota-brt", "seoul-bus"]),
        ("stage", "-running", []),
        ("scale", "whole city", ["bogota-brt", "seoul-bus"]),
        ("evidence", "measured", ["seoul-bus"]),
        ("evidence", "none", ["bogota-brt"]),
    ],
)
def test_cases_are_filtered_by_what_describes_them(site: Any, facet: str, value: str, found: list[str]) -> None:
    answer = site.get("/api/search", **{facet: value, "theme": "T01"})
    assert sorted(subjects(answer)) == found


def test_a_case_names_its_tags_in_the_readers_language(site: Any) -> None:
    tags = site.get("/api/cases/seoul-bus", lang="ko")["tags"]
    assert tags == [
        {"facet": {"id": "instrument", "label": "정책 수단"}, "term": {"id": "pricing", "label": "요금"}},
        {"facet": {"id": "people", "label": "people served"}, "term": {"id": "women", "label": "women"}},
    ]
    facets = site.get("/api/search", stage="running", lang="ko")["facets"]
    assert [(value["id"], value["label"], value["count"]) for value in facets["stage"]] == [("running", "운영 중", 2)]
