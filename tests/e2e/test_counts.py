"""Tables of counts over HTTP: the same matching as the search, facts only, bounded, for programs and spreadsheets."""

import csv
import datetime as dt
import io
from typing import Any

import pytest

from archive.model import Acceptance, Basis, Suggestion, Teaching, Withdrawal


def table(answer: dict[str, Any]) -> dict[tuple[str | None, ...], int]:
    return {tuple(cell["values"]): cell["count"] for cell in answer["cells"]}


def margins(answer: dict[str, Any], axis: int = 0) -> dict[str, int]:
    return {value["id"]: value["count"] for value in answer["axes"][axis]["values"]}


def test_a_table_of_everything(site: Any, files: Any) -> None:
    answer = site.get("/api/counts", rows="theme", columns="country")
    assert (answer["of"], answer["total"], answer["stale"]) == ("hits", 5, False)
    assert [(axis["name"], axis["filter"]) for axis in answer["axes"]] == [("theme", "theme"), ("country", "country")]
    assert table(answer) == {("T01", "CO"): 1, ("T01", "KR"): 1, ("no entry", "no entry"): 3}
    assert margins(answer) == {"T01": 2, "no entry": 3}
    assert answer["axes"][1]["values"][:2] == [
        {"id": "CO", "label": "Colombia", "count": 1},
        {"id": "KR", "label": "South Korea", "count": 1},
    ]
    assert answer["margins"] == []


def test_axes_of_one_facet_differ_in_level(site: Any) -> None:
    assert margins(site.get("/api/counts", rows="subtheme")) == {"T01.brt": 2, "no entry": 3}
    assert margins(site.get("/api/counts", rows="region")) == {"142": 1, "no entry": 4}


def test_a_table_of_a_search_counts_what_the_search_finds(site: Any) -> None:
    asked = {"q": "bus reform", "country": "-CO", "lang": "ko"}
    answer = site.get("/api/counts", rows="stage", columns="year", layers="theme", **asked)
    found = site.get("/api/search", **asked)
    assert answer["total"] == found["total"] > 0
    assert answer["query"] == {name: value for name, value in found["query"].items() if name != "limit"}
    assert ("running", "2018", "T01") in table(answer)
    assert answer["axes"][2]["values"][0]["label"] == "교통"
    pairs = {tuple(cell["values"]): cell["count"] for cell in answer["margins"]}
    assert pairs["running", None, "T01"] == 1
    assert site.get("/api/counts", q="zeppelin")["total"] == 0


def test_years_stand_in_order_and_what_has_none_last(site: Any) -> None:
    values = site.get("/api/counts", rows="period")["axes"][0]["values"]
    assert [value["id"] for value in values] == ["2000..2009", "2010..2019", "no entry"]
    assert values[0]["label"] == "2000–2009"


def test_training_counts_as_far_as_it_is_a_fact(site: Any, files: Any) -> None:
    """Seoul's case was taught in two programs, one by its deck and one by a public record; Bogotá's is a suggestion."""
    programs = site.get("/api/counts", rows="country", columns="year", of="programs")
    assert programs["total"] == 2
    assert table(programs) == {("KR", "2015"): 1, ("KR", "2018"): 1}
    assert margins(site.get("/api/counts", rows="program", of="teachings")) == {files.program: 1, files.later: 1}
    people = site.get("/api/counts", rows="host", of="participants")
    assert (people["total"], people["unrecorded"]) == (18, 0)
    assert margins(people) == {"shrdc": 9, "no entry": 9}
    assert programs["unrecorded"] is None


def test_a_suggestion_counts_once_a_person_has_accepted_it(own_site: Any, files: Any) -> None:
    guessed = Teaching(
        id="guessed",
        case_id="bogota-brt",
        program_id=files.program,
        basis=Basis.SUGGESTED,
        suggestion=Suggestion(method="theme", score=0.5),
        acceptance=Acceptance(by="an editor", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
    )
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(guessed)
    assert margins(own_site.get("/api/counts", rows="country", of="teachings")) == {"KR": 2}
    own_site.index()
    assert margins(own_site.get("/api/counts", rows="country", of="teachings")) == {"KR": 2, "CO": 1}


def test_what_was_withdrawn_is_not_counted_before_any_new_index(own_site: Any, files: Any) -> None:
    before = own_site.get("/api/counts", rows="language")
    assert (before["total"], margins(before)["ko"]) == (5, 2)
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.withdraw(files.loose.id, Withdrawal(reason="its city asked", at=dt.datetime.now(dt.UTC)))
    after = own_site.get("/api/counts", rows="language")
    assert (after["total"], margins(after)["ko"], after["stale"]) == (4, 1, True)


def test_a_spreadsheet_gets_one_line_for_each_cell(site: Any) -> None:
    asked = {"rows": "theme", "columns": "country", "format": "csv"}
    answer = site.client.get("/api/counts", params=asked)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    revision = site.get("/api/counts")["revision"]
    name = f"miti-hits-by-theme-and-country-r{revision}.csv"
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{name}"')
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["theme", "theme_label", "country", "country_label", "hits"],
        ["T01", "Transport", "CO", "Colombia", "1"],
        ["T01", "Transport", "KR", "South Korea", "1"],
        ["no entry", "no entry", "no entry", "no entry", "3"],
    ]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("rows=colour", 422),
        ("rows=theme&columns=theme", 400),
        ("of=money", 422),
        ("q=%3F%3F", 400),
        ("year=20x", 400),
        ("format=xlsx", 422),
        ("cursor=x", 422),
    ],
)
def test_a_table_that_cannot_be_made_says_why(site: Any, asked: str, status: int) -> None:
    problem = site.client.get(f"/api/counts?{asked}")
    assert problem.status_code == status
    assert problem.json()["detail"].endswith(".")
