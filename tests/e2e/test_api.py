"""The JSON API on a real archive: catalogue, originals and index on disk, an encoder that counts topics."""

import base64
import datetime as dt
import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from factories import case, document, passage, slide

from archive.model import Access, Withdrawal

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def subjects(answer: dict[str, Any]) -> list[str]:
    return [(hit["case"] or hit["document"])["id"] for hit in answer["hits"]]


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


def test_a_withdrawal_takes_effect_before_any_new_index(own_site: Any, files: Any) -> None:
    assert files.guide.id in subjects(own_site.get("/api/search", q="leaks in water pipes"))
    before = own_site.get("/api/search", q="leaks in water pipes")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.withdraw(files.guide.id, Withdrawal(reason="rights withdrawn", at=NOW))

    after = own_site.get("/api/search", q="leaks in water pipes")
    assert files.guide.id not in subjects(after)
    assert after["total"] == before["total"] - 1
    assert after["stale"] is True
    assert own_site.get(f"/api/documents/{files.guide.id}")["withdrawn_reason"] == "rights withdrawn"
    assert own_site.get(f"/api/documents/{files.guide.id}/passages")["records"] == []
    own_site.get(f"/api/documents/{files.guide.id}/file", status=404)

    own_site.index()
    assert own_site.get("/api/search", q="leaks in water pipes")["stale"] is False


def test_a_case_that_was_made_private_is_gone_before_any_new_index(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("bogota-brt", city="bogota", country="CO", access=Access.STAFF))
    assert subjects(own_site.get("/api/search", city="bogota")) == []
    assert own_site.get("/api/search", city="bogota")["total"] == 0


def test_an_embargo_hides_a_case_until_its_day(own_site: Any) -> None:
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("bogota-brt", city="bogota", country="CO", embargo_until=tomorrow))
    own_site.get("/api/cases/bogota-brt", status=404)
    assert subjects(own_site.get("/api/search", city="bogota")) == []


def test_a_new_index_is_used_without_a_restart(own_site: Any) -> None:
    novel = document("novel", title="Trams", media_type="text/plain", filename="trams.txt")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.add_document(novel, [passage(novel, "Trams run on grass", slide(1))])
    assert novel.id not in subjects(own_site.get("/api/search", q="trams on grass"))
    own_site.index()
    assert subjects(own_site.get("/api/search", q="trams on grass"))[0] == novel.id


def test_questions_are_answered_while_the_index_is_swapped(own_site: Any) -> None:
    statuses: list[int] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            statuses.append(own_site.client.get("/api/search?q=bus").status_code)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    for number in range(4):
        added = document(f"added {number}", media_type="text/plain")
        with own_site.catalogue.recording(actor="a test") as recording:
            recording.add_document(added, [passage(added, f"bus {number}", slide(1))])
        own_site.index()
    is_over.set()
    for asker in askers:
        asker.join()
    assert set(statuses) == {200}


def test_an_answer_is_sent_again_only_when_something_changed(own_site: Any) -> None:
    first = own_site.client.get("/api/cases")
    tag = {"If-None-Match": first.headers["etag"]}
    again = own_site.client.get("/api/cases", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert own_site.client.get("/api/cases?limit=1", headers=tag).status_code == 200
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("seoul-water"))
    changed = own_site.client.get("/api/cases", headers=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_a_head_request_says_what_get_would_without_the_body(site: Any) -> None:
    answer = site.client.head("/api/cases")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == site.client.get("/api/cases").headers["etag"]


def test_answers_travel_compressed_and_originals_do_not(site: Any, files: Any) -> None:
    asked = {"Accept-Encoding": "gzip"}
    page = site.client.get("/?q=bus", headers=asked)
    assert page.headers["content-encoding"] == "gzip"
    assert int(page.headers["content-length"]) < len(page.content) / 2
    original = site.client.get(f"/api/documents/{files.deck.id}/file", headers=asked)
    assert "content-encoding" not in original.headers


def test_an_original_is_served_whole_in_part_and_once(site: Any, files: Any) -> None:
    path = f"/api/documents/{files.deck.id}/file"
    whole = site.client.get(path)
    assert whole.content == b"deck"
    assert whole.headers["content-type"] == "application/pdf"
    assert whole.headers["etag"] == f'"{files.deck.sha256}"'
    part = site.client.get(path, headers={"Range": "bytes=1-2"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"ec", "bytes 1-2/4")
    unchanged = site.client.get(path, headers={"If-None-Match": whole.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


@pytest.mark.parametrize(
    "asked", ["bytes=9-", "bytes=9-,7-8", "bytes=3-1", "bytes=-0", "bytes=x", "bytes=" + "0-1," * 50]
)
def test_a_part_that_does_not_exist_is_refused(site: Any, files: Any, asked: str) -> None:
    answer = site.client.get(f"/api/documents/{files.deck.id}/file", headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == "bytes */4"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("asked", ["lines=1-2", "lines=x", "bytes"])
def test_a_range_in_a_unit_that_is_unknown_here_gives_the_whole_original(site: Any, files: Any, asked: str) -> None:
    answer = site.client.get(f"/api/documents/{files.deck.id}/file", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, b"deck")


@pytest.mark.parametrize("asked", ["Bytes=1-2", "BYTES=1-2", "bytes=9-,1-2", "bytes= 1-2 , 7-8", "bytes=1-1,2-2,-0"])
def test_the_parts_that_exist_are_served_whatever_else_is_asked_for(site: Any, files: Any, asked: str) -> None:
    answer = site.client.get(f"/api/documents/{files.deck.id}/file", headers={"Range": asked})
    assert (answer.status_code, answer.content, answer.headers["content-range"]) == (206, b"ec", "bytes 1-2/4")


@pytest.mark.parametrize("asked", ["bytes=1-2", "bytes=9-", "bytes=x"])
def test_a_part_of_another_state_of_the_original_is_the_whole_of_this_one(site: Any, files: Any, asked: str) -> None:
    path = f"/api/documents/{files.deck.id}/file"
    for other in ('"another"', f'W/"{files.deck.sha256}"', "Thu, 01 Jan 2015 00:00:00 GMT"):
        answer = site.client.get(path, headers={"Range": asked, "If-Range": other})
        assert (answer.status_code, answer.content) == (200, b"deck")
    same = site.client.get(path, headers={"Range": "bytes=1-2", "If-Range": f'"{files.deck.sha256}"'})
    assert (same.status_code, same.content) == (206, b"ec")


@pytest.mark.parametrize("asked", ["bytes=1-2", "bytes=9-"])
def test_a_part_of_an_original_that_the_reader_has_is_not_sent_again(site: Any, files: Any, asked: str) -> None:
    path = f"/api/documents/{files.deck.id}/file"
    for known in (f'"{files.deck.sha256}"', f'"other", W/"{files.deck.sha256}"', "*"):
        answer = site.client.get(path, headers={"Range": asked, "If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == f'"{files.deck.sha256}"'
    assert site.client.get(path, headers={"Range": "bytes=1-2", "If-None-Match": '"other"'}).status_code == 206


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/cases", 304),
        ("/api/cases/no-such-record", 404),
        ("/api/nothing", 404),
        ("/api/search", 400),
        ("/api/cases?limit=0", 422),
        ("/api/documents/no-such-record/file", 404),
        ("/cases/no-such-record", 404),
        ("/", 304),
    ],
)
def test_any_state_is_known_only_of_what_exists(site: Any, path: str, status: int) -> None:
    answer = site.client.get(path, headers={"If-None-Match": "*", "Accept-Encoding": "gzip"})
    assert answer.status_code == status
    assert bool(answer.content) == (status != 304)


def test_html_never_runs_on_this_origin(site: Any, files: Any) -> None:
    answer = site.client.get(f"/api/documents/{files.guide.id}/file")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_file_name_from_outside_cannot_write_headers_or_folders(site: Any, files: Any) -> None:
    answer = site.client.get(f"/api/documents/{files.loose.id}/file")
    assert "x" not in answer.headers
    assert answer.headers["content-disposition"] == "inline; filename*=utf-8''%EC%98%88%EC%82%B0.txt"


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_original_is_not_served(own_site: Any, files: Any, damage: str) -> None:
    stored = own_site.catalogue.store.path(files.deck.sha256)
    stored.unlink()
    if damage == "changed":
        stored.write_bytes(b"duck")
    problem = own_site.get(f"/api/documents/{files.deck.id}/file", status=500)
    assert problem["code"] == "fixity-error"
    assert str(own_site.catalogue.home) not in str(problem)


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


def test_it_is_ready_when_it_can_be_searched(own_site: Any) -> None:
    assert own_site.get("/health") == {"status": "alive"}
    state = own_site.get("/ready")
    assert (state["ready"], state["stale"], state["encoder"]) == (True, False, "fake")
    (own_site.catalogue.home / "index" / "CURRENT").unlink()
    assert own_site.get("/ready", status=503)["code"] == "index-missing"
    assert own_site.get("/health") == {"status": "alive"}
    assert own_site.get("/api/cases")["records"]


def test_the_next_pages_cursor_survives_a_hit_that_vanishes(own_site: Any) -> None:
    first = own_site.get("/api/search", theme="T01", limit=1)
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case(subjects(first)[0], access=Access.STAFF))
    second = own_site.get("/api/search", theme="T01", limit=1, cursor=first["next"])
    assert len(subjects(second)) == 1
    assert subjects(second) != subjects(first)
