"""How full a case record is: "not stated" is an answer, and missing is none."""

import datetime as dt

from factories import PLACES, case
from hypothesis import given
from hypothesis import strategies as st

from archive.model import NOT_STATED, Case, Section
from search_api.portraits.completeness import FIELDS, SECTIONS, Known, completeness

SEOUL = next(place for place in PLACES if place.id == "seoul")
NOTHING = Known(None, is_taught=False, is_related=False)


def states(one: Case, known: Known = NOTHING) -> dict[str, str]:
    return {field.field: field.state for field in completeness(one, known).fields}


def test_filled_not_stated_and_missing_are_told_apart() -> None:
    sections = (Section(name="problem", text="Buses were slow."), Section(name="resources", text=NOT_STATED))
    found = states(case(sections=sections, start=NOT_STATED))
    assert (found["section:problem"], found["section:resources"], found["section:lessons"]) == (
        "filled",
        "not stated",
        "missing",
    )
    assert found["start"] == "not stated"


def test_what_stands_beside_the_record_is_asked_too() -> None:
    assert {name: states(case())[name] for name in ("coordinates", "taught", "relations")} == {
        "coordinates": "missing",
        "taught": "missing",
        "relations": "missing",
    }
    located = SEOUL.model_copy(update={"latitude": 37.6})
    found = states(case(), Known(located, is_taught=True, is_related=True))
    assert {found[name] for name in ("coordinates", "taught", "relations")} == {"filled"}


def test_a_review_and_tags_and_both_titles_are_asked_for() -> None:
    bare = states(case(title={"en": "Only English"}))
    full = states(case(last_reviewed=dt.date(2026, 1, 1), tags=("finance.user-fees",)))
    assert (bare["title"], bare["review"], bare["finance"]) == ("missing", "missing", "missing")
    assert (full["title"], full["review"], full["finance"], full["people"]) == ("filled", "filled", "filled", "missing")


@given(st.lists(st.tuples(st.sampled_from(sorted(SECTIONS)), st.sampled_from(["text", NOT_STATED])), max_size=11))
def test_the_counts_add_up_and_required_fields_come_first(given_sections: list[tuple[str, str]]) -> None:
    found = completeness(case(sections=tuple(Section(name=n, text=text) for n, text in given_sections)), NOTHING)
    assert found.filled_count + found.not_stated_count + found.missing_count == len(found.fields)
    assert len(found.fields) == len(FIELDS) + len(SECTIONS)
    assert found.share == round(found.filled_count / len(found.fields), 3)
    levels = [field.level for field in found.fields]
    assert levels == sorted(levels, key=["required", "wanted", "optional"].index)
