"""What is missing of a theme, rule by rule: each finds what it says, and is silent where there is nothing."""

import datetime as dt
from typing import Any

from factories import PLACES, THEMES, case, program
from hypothesis import given
from hypothesis import strategies as st

from archive.model import NOT_STATED, Case, EvidenceLevel, Result, Section
from archive.vocabulary import Vocabulary
from search_api.portraits.gaps import LANGUAGES, Found, Holdings, find_gaps

VOCABULARY = Vocabulary(
    themes={theme.id: theme for theme in THEMES},
    # The Americas are known by their number alone, as a region that no vocabulary names.
    places={place.id: place for place in PLACES},
)
MEASURED = Result(indicator="riders", evidence=EvidenceLevel.MEASURED, source_ids=("page",))
FULL = case("full-bus", results=(MEASURED,))


def holdings(*cases: Case, **fields: Any) -> Holdings:
    """By default nothing is missing."""
    given_fields: dict[str, Any] = {
        "theme": THEMES[0],
        "cases": cases,
        "programs": [program("2026-01-01-transport")],
        "languages": frozenset(LANGUAGES),
        "taught": frozenset(case.id for case in cases),
        "waiting": {},
        "regions": frozenset({"142"}),
        "vocabulary": VOCABULARY,
        "day": dt.date(2026, 11, 22),
    }
    return Holdings(**{**given_fields, **fields})


def found(code: str, *cases: Case, **fields: Any) -> Found:
    (one,) = [gap for gap in find_gaps(holdings(*cases, **fields)) if gap.code == code]
    return one


def values(one: Found) -> list[tuple[str, int]]:
    return [(part.value, part.count) for part in one.parts]


def test_where_nothing_is_missing_nothing_is_said() -> None:
    assert find_gaps(holdings(FULL)) == []


def test_a_sub_theme_without_a_case() -> None:
    tram = FULL.model_copy(update={"themes": ("T01",)})
    one = found("sub-themes-without-case", tram)
    assert (one.count, one.total, values(one)) == (1, 1, [("T01.brt", 0)])
    assert one.parts[0].address == "/?theme=T01.brt&kind=case+record"


def test_a_region_from_which_there_are_cases_of_other_themes() -> None:
    one = found("regions-without-case", FULL, regions=frozenset({"142", "019"}))
    assert (one.count, one.total, values(one)) == (1, 2, [("019", 0)])
    assert one.parts[0].address == "/?theme=T01&region=019&kind=case+record"


def test_years_since_the_theme_was_taught() -> None:
    held = [program("2010-01-01-transport"), program("2018-01-01-transport")]
    assert (found("last-taught", FULL, programs=held).count, found("last-taught", FULL, programs=held).total) == (
        8,
        2018,
    )
    assert found("last-taught", FULL, programs=[]).total == 0


def test_cases_that_no_program_taught() -> None:
    one = found("never-taught", FULL, case("other-bus", results=(MEASURED,)), taught=frozenset({"full-bus"}))
    assert (one.count, one.total, one.address) == (1, 2, "/?theme=T01&year=-..2100&kind=case+record")


def test_the_sections_that_sources_leave_open_most_often() -> None:
    def silent(name: str, *sections: str) -> Case:
        parts = tuple(Section(name=section, text=NOT_STATED) for section in sections)
        return case(name, sections=parts, results=(MEASURED,))

    open_ones = [
        silent("one-bus", "resources", "inclusion", "actors", "lessons"),
        silent("two-bus", "inclusion", "actors"),
        silent("three-bus", "inclusion"),
    ]
    one = found("not-stated", *open_ones)
    assert (one.count, values(one)) == (7, [("inclusion", 3), ("actors", 2), ("lessons", 1)])
    assert one.address == "/?q=%22not+stated%22&theme=T01&kind=case+record"


def test_cases_without_a_measured_result() -> None:
    stated = Result(indicator="riders", evidence=EvidenceLevel.SELF_STATED, source_ids=("page",))
    one = found("not-measured", FULL, case("stated-bus", results=(stated,)), case("bare-bus"))
    assert (one.count, one.total) == (2, 3)
    assert one.address.startswith("/?theme=T01&evidence=-measured&evidence=-independently+evaluated")


def test_languages_in_which_no_document_covers_a_case() -> None:
    one = found("languages-without-document", FULL, languages=frozenset({"en", "es", "id"}))
    assert (one.count, one.total, values(one)) == (2, 4, [("ko", 0), ("fr", 0)])


def test_suggestions_that_wait() -> None:
    one = found("suggestions-waiting", FULL, waiting={"full-bus": 3, "of-another-theme": 5})
    assert (one.count, values(one), one.parts[0].address) == (3, [("full-bus", 3)], "/cases/full-bus#taught")


@given(st.sets(st.sampled_from(LANGUAGES)), st.booleans(), st.integers(0, 3))
def test_a_finding_never_counts_nothing(languages: set[str], is_taught: bool, waiting: int) -> None:
    taught = frozenset({"full-bus"} if is_taught else ())
    gaps = find_gaps(holdings(FULL, languages=frozenset(languages), taught=taught, waiting={"full-bus": waiting}))
    assert all(gap.count > 0 for gap in gaps)
    assert len({gap.code for gap in gaps}) == len(gaps)
