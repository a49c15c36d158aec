"""What is new since a case was last taught, and what cannot be known."""

import datetime as dt

import pytest
from factories import case, program, sample_program, source
from hypothesis import given
from hypothesis import strategies as st

from archive.model import (
    Basis,
    EvidenceLevel,
    Period,
    Program,
    Result,
    Section,
    Session,
    SessionKind,
    Stage,
    Teaching,
    Version,
)
from search_api.portraits.changes import changed_fields, last_taught, newer_results, newer_sources, version_at

OLD, NEW = program("2010-03-01-transport"), program("2015-04-07-climate")
PROGRAMS = {one.id: one for one in (OLD, NEW, sample_program())}


def link(program_id: str, session_id: str | None = None) -> Teaching:
    return Teaching(
        id=f"{program_id}-{session_id}",
        case_id="seoul-bus",
        program_id=program_id,
        session_id=session_id,
        basis=Basis.RECORD,
        source_ids=("page",),
    )


def version(number: int, day: int, content: str = "{}") -> Version:
    at = dt.datetime(2026, 1, day, 23, 59, tzinfo=dt.UTC)
    return Version(noun="case", record_id="seoul-bus", number=number, at=at, actor="a test", note="", content=content)


def test_a_case_was_last_taught_in_the_last_session_that_has_a_day() -> None:
    session = Session(
        id="lecture", program_id=NEW.id, kind=SessionKind.LECTURE, title="Buses", date=dt.date(2015, 4, 9)
    )
    found = last_taught([link(OLD.id), link(NEW.id, "lecture")], PROGRAMS, {"lecture": session})
    assert found is not None
    assert (found.day, found.precision, found.program.id) == (dt.date(2015, 4, 9), "day", NEW.id)


def test_without_a_session_the_last_day_of_the_program_counts_as_exactly_as_it_is_known() -> None:
    period = Period(start=dt.date(2015, 4, 1), end=dt.date(2015, 4, 30), precision="month", recorded="2015.4")
    programs = {NEW.id: NEW.model_copy(update={"period": period})}
    found = last_taught([link(NEW.id)], programs, {})
    assert found is not None
    assert (found.day, found.precision) == (dt.date(2015, 4, 30), "month")


def test_samples_and_programs_without_a_day_teach_on_no_day() -> None:
    undated: Program = OLD.model_copy(update={"period": sample_program().period})
    assert last_taught([link("sample-course"), link(OLD.id)], {**PROGRAMS, OLD.id: undated}, {}) is None


@pytest.mark.parametrize(("day", "number"), [(1, None), (2, 1), (4, 1), (5, 2), (9, 2)])
def test_the_version_of_a_day_is_the_last_one_made_by_its_end(day: int, number: int | None) -> None:
    found = version_at([version(1, 2), version(2, 5)], dt.date(2026, 1, day))
    assert (found.number if found else None) == number


def test_changes_are_named_by_field_by_section_and_by_result() -> None:
    fare = Result(indicator="fare", after="1", evidence=EvidenceLevel.MEASURED, source_ids=("page",))
    before = case(sections=(Section(name="problem", text="Slow."), Section(name="actors", text="The city.")))
    after = case(
        stage=Stage.SCALED,
        sections=(Section(name="problem", text="Slow and full."), Section(name="lessons", text="Start early.")),
        results=(fare,),
    )
    assert changed_fields(before.model_dump_json(), after.model_dump_json()) == [
        ("result:fare", "added"),
        ("section:actors", "removed"),
        ("section:lessons", "added"),
        ("section:problem", "changed"),
        ("stage", "changed"),
    ]


def test_a_second_result_of_one_indicator_is_a_change_of_it() -> None:
    fare = Result(indicator="fare", after="1", evidence=EvidenceLevel.MEASURED, source_ids=("page",))
    later = fare.model_copy(update={"after": "2"})
    one, two = case(results=(fare,)), case(results=(fare, later))
    assert changed_fields(one.model_dump_json(), two.model_dump_json()) == [("result:fare", "changed")]


@given(st.sampled_from(Stage), st.text(min_size=1).filter(str.strip))
def test_a_version_does_not_differ_from_itself(stage: Stage, text: str) -> None:
    content = case(stage=stage, sections=(Section(name="problem", text=text),)).model_dump_json()
    assert changed_fields(content, content) == []


def test_a_source_is_newer_only_where_its_date_surely_says_so() -> None:
    written = {"a": "2015", "b": "2016?", "c": "2015-04-08", "d": "2015-04-07", "e": "not stated", "f": "2015-05"}
    sources = [source(name, published=date) for name, date in written.items()]
    assert [one.id for one in newer_sources(sources, dt.date(2015, 4, 7))] == ["b", "f", "c"]


def test_a_figure_is_newer_where_its_year_or_the_end_of_its_interval_is() -> None:
    years = {"before": "2015", "after": "2016", "until": "2010/2017", "unknown": "not stated"}
    results = tuple(
        Result(indicator=name, year=year, evidence=EvidenceLevel.MEASURED, source_ids=("page",))
        for name, year in years.items()
    )
    assert newer_results(case(results=results), 2015) == ["after", "until"]
