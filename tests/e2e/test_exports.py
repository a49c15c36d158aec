"""Answers and the register, taken along as files."""

import csv
import datetime as dt
import io
import json
from typing import Any

import bibtexparser
import pytest
import rispy
from factories import case
from lxml import etree
from works import HOSTILE

from ingest.cases import case_passages
from search_api.hit_rows import COLUMNS
from search_api.register_export import COLUMNS as REGISTER_COLUMNS

TODAY = dt.datetime.now(dt.UTC).date()
HERE = "http://127.0.0.1:8000"
"""Where the archive listens, while it has no public address."""


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def found_by(site: Any, **asked: object) -> list[dict[str, Any]]:
    hits: list[dict[str, Any]] = site.get("/api/search", **asked, limit=100)["hits"]
    return hits


@pytest.mark.parametrize("asked", [{"q": "bus reform"}, {"country": "KR"}, {"q": "water", "theme": "-T05"}])
def test_the_lines_of_an_export_are_the_hits_of_the_search(site: Any, asked: dict[str, str]) -> None:
    answer = site.client.get("/api/search/export", params={**asked, "format": "jsonl"})
    assert answer.headers["content-type"] == "application/jsonl; charset=utf-8"
    assert [json.loads(line) for line in answer.text.splitlines()] == found_by(site, **asked)


@pytest.mark.parametrize("sort", ["newest", "oldest", "title"])
def test_what_is_taken_along_keeps_its_order(site: Any, sort: str) -> None:
    hits = found_by(site, theme="T01", sort=sort)
    assert len(hits) == 2
    rows = rows_of(site.client.get(f"/api/search/export?theme=T01&sort={sort}").text)
    assert [row["id"] for row in rows] == [hit["case"]["id"] for hit in hits]
    cited = site.get("/api/search/citation", theme="T01", sort=sort)
    assert cited["first_ids"] == [f"case:{row['id']}" for row in rows]
    assert (cited["sort"], f"in the order {sort};" in cited["text"]) == (sort, True)
    assert site.get(cited["check"])["same"] is True


def test_a_table_has_a_row_for_each_hit_with_the_addresses_of_its_evidence(site: Any, files: Any) -> None:
    answer = site.client.get("/api/search/export", params={"q": "bus reform paid"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = rows_of(answer.text)
    hits = found_by(site, q="bus reform paid")
    assert [row["id"] for row in rows] == [(hit["case"] or hit["document"])["id"] for hit in hits]
    best = rows[0]
    assert list(best) == list(COLUMNS)
    assert (best["rank"], best["kind"], best["title"]) == ("1", "case", "Seoul bus reform")
    assert (best["city"], best["country"], best["themes"]) == ("Seoul", "South Korea", "Bus rapid transit")
    assert best["evidence"] == "Bus reform in Seoul, slide 2"
    assert best["evidence_address"] == f"{HERE}/documents/{files.deck.id}/at/slide-2"
    assert site.client.get(best["evidence_address"]).status_code == 200
    assert best["address"] == f"{HERE}/cases/seoul-bus"
    assert best["programs"] == f"{files.later}; {files.program}"
    assert best["program_addresses"] == f"{HERE}/programs/{files.later}; {HERE}/programs/{files.program}"
    assert "each bus company got a fee" in best["snippet"]


def test_suggestions_and_samples_are_no_programs_in_a_table(site: Any, files: Any) -> None:
    rows = {row["id"]: row for row in rows_of(site.client.get("/api/search/export?theme=T01").text)}
    assert rows["bogota-brt"]["programs"] == ""
    guide = rows_of(site.client.get("/api/search/export?q=leaks").text)[0]
    assert (guide["kind"], guide["id"], guide["programs"]) == ("document", files.guide.id, "")
    assert guide["gist"] == "No case record claims this document yet."


def test_all_hits_are_exported_not_a_page_of_them(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        for number in range(120):
            record = case(f"tram-{number:03}", title={"en": f"Trams {number}"}, city="bogota", country="CO")
            recording.put(record)
            recording.replace_passages(case_passages(record), case_id=record.id)
    own_site.index()
    assert len(rows_of(own_site.client.get("/api/search/export?country=CO").text)) == 121
    assert len(rispy.loads(own_site.client.get("/api/search/export?country=CO&format=ris").text)) == 121


def test_references_of_an_answer_are_read_by_reference_managers(site: Any) -> None:
    ids = [f"miti-{hit['case']['id']}" for hit in found_by(site, theme="T01")]
    written = site.client.get("/api/search/export?theme=T01&format=bibtex")
    assert written.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert [entry.key for entry in bibtexparser.parse_string(written.text).entries] == ids
    written = site.client.get("/api/search/export?theme=T01&format=ris")
    assert [record["id"] for record in rispy.loads(written.text)] == ids
    written = site.client.get("/api/search/export?theme=T01&format=csl")
    assert [record["id"] for record in written.json()] == ids
    assert {record["version"] for record in written.json()} == {"1"}
    documents = site.client.get("/api/search/export?q=leaks&format=csl").json()
    assert [(one["type"], one["genre"]) for one in documents] == [
        ("document", "Starter material written for this archive")
    ]


@pytest.mark.parametrize(
    ("form", "ending"), [("csv", "csv"), ("jsonl", "jsonl"), ("bibtex", "bib"), ("ris", "ris"), ("csl", "json")]
)
def test_a_file_has_a_name_that_says_what_it_is(site: Any, form: str, ending: str) -> None:
    answer = site.client.get("/api/search/export", params={"q": '버스 "bus"\r\nX: 1', "format": form})
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="miti-search--bus-x-1-{TODAY}.{ending}"; '
        f"filename*=UTF-8''miti-search-%EB%B2%84%EC%8A%A4-bus-x-1-{TODAY}.{ending}"
    )


def test_what_finds_nothing_exports_a_heading_alone(site: Any) -> None:
    asked = {"q": "quantum chromodynamics"}
    assert rows_of(site.client.get("/api/search/export", params=asked).text) == []
    assert site.client.get("/api/search/export", params={**asked, "format": "jsonl"}).text == ""
    assert site.client.get("/api/search/export", params={**asked, "format": "csl"}).json() == []


def test_a_hostile_title_survives_every_export(own_site: Any) -> None:
    record = case("seoul-bus", title={"en": HOSTILE}, gist={"en": "=cmd|' /C calc'!A0"})
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(record)
    row = rows_of(own_site.client.get("/api/search/export?city=seoul").text)[0]
    assert (row["title"], row["gist"]) == (f"'{HOSTILE}", "'=cmd|' /C calc'!A0")
    (work,) = own_site.client.get("/api/search/export?city=seoul&format=csl").json()
    assert work["version"] == "2"
    assert len(rispy.loads(own_site.client.get("/api/search/export?city=seoul&format=ris").text)) == 1
    library = bibtexparser.parse_string(own_site.client.get("/api/search/export?city=seoul&format=bibtex").text)
    assert (len(library.entries), library.failed_blocks) == (1, [])
    etree.fromstring(own_site.client.get("/feed.atom?city=seoul").content)


def test_what_is_hidden_is_exported_by_nothing(site: Any, files: Any) -> None:
    for form in ("csv", "jsonl", "bibtex", "ris", "csl"):
        text = site.client.get("/api/search/export", params={"q": "secret memorandum bus", "format": form}).text
        assert files.hidden.id not in text
        assert "For members" not in text
    assert files.hidden.id not in site.client.get("/feed.atom?q=bus").text


@pytest.mark.parametrize(
    ("asked", "status", "parameter"),
    [("", 400, None), ("q=bus&format=xlsx", 422, "format"), ("q=bus&limit=3", 422, "limit"), ("year=20x", 400, None)],
)
def test_an_export_that_cannot_be_made_says_why(site: Any, asked: str, status: int, parameter: str | None) -> None:
    problem = site.get(f"/api/search/export?{asked}", status=status)
    assert [part["parameter"] for part in problem["errors"]] == ([parameter] if parameter else [])


# The register.


def test_the_register_is_exported_as_it_is_narrowed(site: Any, files: Any) -> None:
    rows = rows_of(site.client.get("/api/programs/export").text)
    assert [row["id"] for row in rows] == [files.later, files.program]
    assert list(rows[0]) == list(REGISTER_COLUMNS)
    first = rows_of(site.client.get("/api/programs/export?year=2015&host=shrdc&kind=course").text)
    assert [row["id"] for row in first] == [files.program]
    assert (first[0]["host"], first[0]["year"], first[0]["head_count"]) == ("Seoul training centre", "2015", "9")
    assert (first[0]["start"], first[0]["precision"], first[0]["period_recorded"]) == (
        "2015-04-07",
        "day",
        "2015-04-07",
    )
    assert first[0]["remarks"] == "title: Debris of HTML."
    assert first[0]["address"] == f"{HERE}/programs/{files.program}"


def test_the_register_as_json_holds_whole_records(site: Any, files: Any) -> None:
    answer = site.client.get("/api/programs/export?format=json&year=2015")
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="miti-register-2015-{TODAY}.json"')
    assert answer.json() == [site.get(f"/api/programs/{files.program}")]
    assert site.client.get("/api/programs/export?format=json&year=1999").json() == []


def test_a_register_that_cannot_be_narrowed_so_says_why(site: Any) -> None:
    assert "not a year" in str(site.get("/api/programs/export?year=20x", status=400)["detail"])
    assert site.get("/api/programs/export?kind=party", status=422)["errors"][0]["parameter"] == "kind"
