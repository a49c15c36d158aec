"""What hangs together with a case, a city or a theme, over HTTP: from facts that this reader may see."""

import datetime as dt
from typing import Any

import pytest
from factories import case, document, program, sample_program, source

from archive.model import (
    Audience,
    Basis,
    Coverage,
    Outcome,
    OutcomeKind,
    Place,
    Relation,
    Session,
    SessionKind,
    Stage,
    Teaching,
    Use,
)

CONTEXT = "/api/cases/seoul-bus/context"


def test_a_case_tells_who_else_was_trained_on_it(site: Any) -> None:
    trained = site.get(CONTEXT)["trained"]
    assert [year["year"] for year in trained["years"]] == [2015, 2018]
    assert [place["place"]["label"] for place in trained["cities"]] == ["Bogotá"]
    assert trained["others"] == ["A Province"]
    assert [program["year"] for program in trained["not_stated"]] == [2018]
    suggested_only = site.get("/api/cases/bogota-brt/context")
    assert suggested_only["trained"]["program_count"] == 0
    assert suggested_only["changes"] is None


def test_labels_are_in_the_language_asked_for(site: Any) -> None:
    trained = site.get(CONTEXT, lang="ko")["trained"]
    assert [place["place"]["label"] for place in trained["countries"]] == ["Colombia"]
    assert site.get("/api/cases/bogota-brt/context", lang="ko")["contrasts"] == []


def test_a_visit_stands_at_the_case_that_was_visited(own_site: Any, files: Any) -> None:
    visit = Session(id="visit", program_id=files.later, kind=SessionKind.SITE_VISIT, title="A bus garage")
    link = Teaching(
        id="visited",
        case_id="seoul-bus",
        program_id=files.later,
        session_id="visit",
        basis=Basis.RECORD,
        source_ids=("page",),
    )
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(visit)
        recording.put(link)
    (found,) = own_site.get(CONTEXT)["visits"]
    assert (found["session"]["title"], found["program"]["year"]) == ("A bus garage", 2018)
    assert [cited["id"] for cited in found["sources"]] == ["page"]


def test_a_contrast_is_told_unless_a_person_tied_the_two(own_site: Any) -> None:
    dropped = case("dropped-bus", title={"en": "A bus lane given up"}, stage=Stage.DROPPED)
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(dropped)
    (contrast,) = own_site.get(CONTEXT)["contrasts"]
    assert (contrast["case"]["id"], contrast["differences"]) == ("dropped-bus", ["fate"])
    with own_site.catalogue.recording(actor="a test") as recording:
        tied = Relation(kind="contrasts with", case_id="seoul-bus")
        recording.put(dropped.model_copy(update={"relations": (tied,)}))
    context = own_site.get(CONTEXT)
    assert context["contrasts"] == []
    assert [(one["kind"], one["case"]["id"]) for one in context["relations"]] == [("contrasts with", "dropped-bus")]


def test_a_record_begun_after_the_teaching_says_so_and_tells_what_changed_since(own_site: Any, files: Any) -> None:
    before = own_site.get(CONTEXT)["changes"]
    assert (before["program"]["id"], before["last_taught"]) == (files.later, "2018-07-02")
    assert (before["is_known"], before["changed"], before["newer_sources"]) == (False, [], [])
    record = own_site.catalogue.case("seoul-bus")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(source("newer", published="2024-05"))
        recording.put(record.model_copy(update={"stage": Stage.SCALED, "source_ids": ("page", "newer")}))
    after = own_site.get(CONTEXT)["changes"]
    assert [change["field"] for change in after["changed"]] == ["source_ids", "stage"]
    assert [cited["id"] for cited in after["newer_sources"]] == ["newer"]


def test_a_record_kept_before_the_teaching_is_compared_with_what_it_was_then(own_site: Any, files: Any) -> None:
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    taught = Session(id="late", program_id=files.later, kind=SessionKind.LECTURE, title="Buses", date=tomorrow)
    link = Teaching(
        id="late", case_id="seoul-bus", program_id=files.later, session_id="late", basis="record", source_ids=("page",)
    )
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(taught)
        recording.put(link)
    changes = own_site.get(CONTEXT)["changes"]
    assert (changes["last_taught"], changes["is_known"], changes["changed"]) == (str(tomorrow), True, [])


@pytest.mark.parametrize("field", ["taught", "coordinates", "section:problem", "section:success-factors"])
def test_completeness_lists_each_field(site: Any, field: str) -> None:
    fields = {one["field"]: one["state"] for one in site.get(CONTEXT)["completeness"]["fields"]}
    expected = {"taught": "filled", "section:problem": "filled", "section:success-factors": "not stated"}
    assert fields[field] == expected.get(field, "missing")


def test_a_city_tells_what_its_officials_joined_presented_and_did(own_site: Any, files: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(
            Session(
                id="own-case",
                program_id=files.program,
                kind=SessionKind.CITY_PRESENTATION,
                title="Buses of Bogotá",
                city="bogota",
            )
        )
        recording.put(
            Outcome(
                id="done",
                city="bogota",
                program_id=files.program,
                kind=OutcomeKind.APPLICATION,
                source_ids=("page",),
                note="A bus lane.",
            )
        )
        recording.put(program("2019-01-01-colombia", audience=Audience(countries=("CO",))))
        recording.put(program("2020-01-01-bogota", audience=Audience(cities=("bogota",), countries=("CO",))))
    city = own_site.get("/api/cities/bogota")
    assert [one["id"] for one in city["cases"]] == ["bogota-brt"]
    assert [(one["program"]["year"], one["in_register"], len(one["took_part"])) for one in city["programs"]] == [
        (2020, True, 0),
        (2015, False, 1),
    ]
    assert [one["year"] for one in city["country_programs"]] == [2019]
    assert [one["title"] for one in city["presentations"]] == ["Buses of Bogotá"]
    assert [one["note"] for one in city["outcomes"]] == ["A bus lane."]
    assert (city["population"], city["neighbours"]) == (None, [])
    listed = {one["city"]["id"]: one for one in own_site.get("/api/cities")["records"]}
    assert set(listed) == {"bogota", "seoul"}
    assert {name: listed["bogota"][name] for name in ("case_count", "program_count", "outcome_count")} == {
        "case_count": 1,
        "program_count": 2,
        "outcome_count": 1,
    }


def test_neighbours_are_of_the_same_region_and_those_elsewhere_have_cases(own_site: Any) -> None:
    def place(name: str, country: str, count: int) -> Place:
        population = {"count": count, "year": "2020", "area": "city", "source": "A census"}
        given = {"id": name, "kind": "city", "labels": {"en": name}, "country": country, "population": population}
        return Place.model_validate(given)

    with own_site.catalogue.recording(actor="a test") as recording:
        for one in (place("busan", "KR", 3_000_000), place("daegu", "KR", 2_400_000), place("bogota", "CO", 4_900_000)):
            recording.put(one)
        recording.put(place("cali", "CO", 2_200_000))
    busan = own_site.get("/api/cities/busan")
    assert [one["city"]["id"] for one in busan["neighbours"]] == ["daegu"]
    assert [(one["city"]["id"], one["case_count"]) for one in busan["alike_elsewhere"]] == [("bogota", 1)]


def test_a_country_is_no_city(site: Any) -> None:
    assert site.get("/api/cities/KR", 404)["code"] == "not-found"


def test_a_theme_holds_what_its_sub_themes_hold(site: Any) -> None:
    listed = {one["theme"]["id"]: one for one in site.get("/api/themes", lang="ko")["records"]}
    assert set(listed) == {"T01", "T05"}
    assert (listed["T01"]["theme"]["label"], listed["T01"]["case_count"]) == ("교통", 2)
    assert [(one["theme"]["id"], one["case_count"]) for one in listed["T01"]["sub_themes"]] == [("T01.brt", 2)]
    below = site.get("/api/themes/T01.brt")
    assert (below["broader"]["id"], below["sub_themes"]) == ("T01", [])


def test_a_theme_has_its_programs_by_year_without_samples(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(program("2019-01-01-buses", themes=("T01.brt",)))
        recording.put(program("2019-06-01-roads", themes=("T01",)))
        recording.put(sample_program().model_copy(update={"themes": ("T01",)}))
    theme = own_site.get("/api/themes/T01")
    assert [(one["year"], [program["id"] for program in one["programs"]]) for one in theme["years"]] == [
        (2019, ["2019-06-01-roads", "2019-01-01-buses"])
    ]
    assert (theme["program_count"], theme["last_year"]) == (2, 2019)


def test_the_search_of_a_finding_finds_as_many(site: Any) -> None:
    gaps = {one["code"]: one for one in site.get("/api/themes/T01")["gaps"]}
    for code in ("never-taught", "not-measured"):
        answer = site.get("/api/search" + gaps[code]["address"].removeprefix("/"))
        assert answer["total"] == gaps[code]["count"] == 1
    (waiting,) = gaps["suggestions-waiting"]["parts"]
    assert (waiting["label"]["id"], waiting["count"]) == ("bogota-brt", 1)


def test_a_document_that_is_hidden_covers_no_case_of_a_theme(own_site: Any, files: Any) -> None:
    korean = document("korean", language="ko", access="members")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.add_document(korean, [])
        recording.link(
            Use(document_id=korean.id, program_id=files.later), [Coverage(document_id=korean.id, case_id="seoul-bus")]
        )
    gaps = {one["code"]: one for one in own_site.get("/api/themes/T01")["gaps"]}
    assert "ko" in [part["label"]["id"] for part in gaps["languages-without-document"]["parts"]]
