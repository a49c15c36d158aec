"""What hangs together with a case, a city or a theme, over HTTP: from facts that this reader may see."""

import datetime as dt
from typing import Any

import pytest
from factories import case, source

from archive.model import Basis, Relation, Session, SessionKind, Stage, Teaching

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
