import datetime as dt

import pytest
from factories import case, slide
from pydantic import ValidationError

from archive.model import Access, Basis, Locator, LocatorKind, Passage, Suggestion, Teaching, short_hash


def seconds(start: int, end: int) -> Locator:
    return Locator(kind=LocatorKind.TIME, start=start, end=end, label=f"{start}–{end} s")


@pytest.mark.parametrize(
    ("reader", "readable"),
    [
        (Access.PUBLIC, {Access.PUBLIC}),
        (Access.MEMBERS, {Access.PUBLIC, Access.MEMBERS}),
        (Access.STAFF, set(Access)),
    ],
)
def test_access_levels_are_nested(reader: Access, readable: set[Access]) -> None:
    assert {level for level in Access if reader.may_read(level)} == readable


def test_a_locator_must_not_end_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="before it starts"):
        Locator(kind=LocatorKind.SLIDE, start=4, end=3, label="slides 4–3")


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (slide(1, 3), slide(3), True),
        (slide(1, 3), slide(4), False),
        (slide(1), Locator(kind=LocatorKind.PAGE, start=1, end=1, label="page 1"), False),
        (seconds(44, 154), seconds(154, 178), False),
        (seconds(44, 154), seconds(153, 178), True),
        (seconds(44, 154), seconds(60, 60), True),
    ],
)
def test_locators_overlap_where_they_share_a_place_of_one_kind(one: Locator, other: Locator, overlap: bool) -> None:
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap


def test_a_passage_belongs_to_exactly_one_owner() -> None:
    with pytest.raises(ValidationError, match="exactly one"):
        Passage(id="p", locator=slide(1), ordinal=0, text="x")
    with pytest.raises(ValidationError, match="exactly one"):
        Passage(id="p", document_id="d", case_id="c", locator=slide(1), ordinal=0, text="x")


@pytest.mark.parametrize("basis", list(Basis))
def test_a_teaching_without_its_support_is_refused(basis: Basis) -> None:
    with pytest.raises(ValidationError, match="lacks what supports it"):
        Teaching(id="t", case_id="c", program_id="p", basis=basis)


def test_a_suggestion_is_a_fact_only_once_a_person_accepted_it() -> None:
    suggested = Teaching(
        id="t",
        case_id="c",
        program_id="p",
        basis=Basis.SUGGESTED,
        suggestion=Suggestion(method="same theme", score=0.4),
    )
    accepted = Teaching.model_validate(
        {**suggested.model_dump(), "acceptance": {"by": "an editor", "at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}}
    )

    assert not suggested.is_fact
    assert accepted.is_fact


@pytest.mark.parametrize("start", ["2004", "2004-07", "2004-07-01", "2004~", "not stated"])
def test_dates_of_a_case_are_edtf_or_not_stated(start: str) -> None:
    assert case(start=start).start == start


@pytest.mark.parametrize("start", ["", "July 2004", "04", "2004/2006"])
def test_other_dates_of_a_case_are_refused(start: str) -> None:
    with pytest.raises(ValidationError):
        case(start=start)


def test_short_hashes_tell_their_parts_apart() -> None:
    assert short_hash("a", "bc") != short_hash("ab", "c")
    assert short_hash("a", 1) == "839e11a421d370be"
