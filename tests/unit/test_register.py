"""Periods as the register writes them, and what check() finds in small registers made by hand."""

import datetime as dt
from typing import Any

import pytest

from archive.errors import InvalidRecord
from archive.model import Audience, Claim, Period, Program, ProgramKind, Remark
from archive.periods import read_period
from archive.register import Finding, check


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("2014.4.6~4.13", "2014-04-06", "2014-04-13", "day"),
        ("2006.10.23-11.1", "2006-10-23", "2006-11-01", "day"),
        ("2012.7.26-27", "2012-07-26", "2012-07-27", "day"),
        ("2021.4.28 ~ 30", "2021-04-28", "2021-04-30", "day"),
        ("2013. 9.1 ~ 9. 8", "2013-09-01", "2013-09-08", "day"),
        ("2015.10.27~2015.10.31", "2015-10-27", "2015-10-31", "day"),
        ("2017.4.21", "2017-04-21", "2017-04-21", "day"),
        ("2008.8.~2010.2.", "2008-08-01", "2010-02-28", "month"),
        ("2010.8.-2012.8.", "2010-08-01", "2012-08-31", "month"),
    ],
)
def test_a_period_is_read_as_it_is_written(written: str, start: str, end: str, precision: str) -> None:
    found = read_period(written)
    assert (found.start.isoformat(), found.end.isoformat(), found.precision) == (start, end, precision)
    assert found.is_possible


def test_a_period_that_ends_before_it_starts_is_read_literally() -> None:
    found = read_period("2021.5.20 ~ 5.9")
    assert (found.start, found.end) == (dt.date(2021, 5, 20), dt.date(2021, 5, 9))
    assert not found.is_possible


@pytest.mark.parametrize(
    "written", ["", "spring 2014", "2014.2.30", "2014.4.6~4.13~4.20", "2014.4.6~", "2014.13.~2015.1."]
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(InvalidRecord):
        read_period(written)


def program(
    row: int, recorded: str, *, title: str = "", kind: ProgramKind = ProgramKind.COURSE, **fields: Any
) -> Program:
    written = read_period(recorded)
    title = title or f"Course {row}"
    given: dict[str, Any] = {
        "id": f"{written.start}-course-{row}",
        "title": title,
        "title_recorded": title,
        "host": "shrdc",
        "head_count": 10,
        "row": row,
        "year_recorded": written.start.year,
        "period": Period(start=written.start, end=written.end, precision=written.precision, recorded=recorded),
        "kind": kind,
    }
    return Program.model_validate({**given, **fields})


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_register_without_faults_gives_no_finding() -> None:
    assert check([program(1, "2014.4.6~4.13"), program(2, "2014.5.6~5.13")], []) == ()


def test_an_impossible_period_is_found_and_shows_what_was_made_of_it() -> None:
    impossible = program(
        1,
        "2021.5.20",
        period=Period(start=dt.date(2021, 5, 20), end=None, precision="day", recorded="2021.5.20 ~ 5.9"),
        remarks=(Remark(field="period", recorded="2021.5.20 ~ 5.9", note="ends before it starts"),),
    )
    (finding,) = check([impossible], [])
    assert (finding.code, finding.subject) == ("period-ends-before-start", impossible.id)
    assert (finding.recorded, finding.found) == ("2021.5.20 ~ 5.9", "2021-05-20 to open")


def test_a_period_changed_without_a_remark_is_found_twice() -> None:
    changed = program(
        1,
        "2014.4.6",
        period=Period(start=dt.date(2014, 4, 6), end=dt.date(2014, 4, 14), precision="day", recorded="2014.4.6~4.13"),
    )
    assert codes(check([changed], [])) == ["period-changed", "change-without-remark"]


def test_a_program_outside_its_year_heading_is_found() -> None:
    (finding,) = check([program(1, "2014.4.6~4.13", year_recorded=2013)], [])
    assert (finding.code, finding.found) == ("period-outside-heading", "2013")


@pytest.mark.parametrize(
    ("recorded", "title", "code"),
    [
        ("Welfare/td>", "Welfare", "title-markup"),
        ("Water &amp; waste", "Water & waste", "title-markup"),
        ("Moibility", "Mobility", "title-mended"),
        ("Bus\xa0 reform", "Bus reform", "title-spacing"),
    ],
)
def test_a_faulty_title_is_found(recorded: str, title: str, code: str) -> None:
    remark = Remark(field="title", recorded=recorded, normalised=title, note="mended")
    mended = program(1, "2014.4.6~4.13", title=title, title_recorded=recorded, remarks=(remark,))
    assert codes(check([mended], [])) == [code]


def test_an_ampersand_or_a_slash_alone_is_no_markup() -> None:
    assert check([program(1, "2014.4.6~4.13", title="Finance & Tax / Budget")], []) == ()


def test_a_title_mended_without_a_remark_is_a_silent_correction() -> None:
    silent = program(1, "2014.4.6~4.13", title="Mobility", title_recorded="Moibility")
    assert codes(check([silent], [])) == ["title-mended", "change-without-remark"]


def test_missing_hosts_and_head_counts_are_found() -> None:
    remark = Remark(field="host", recorded="Forum", note="a kind, not a place")
    open_row = program(1, "2015.3.26~3.27", host=None, head_count=None, location_recorded="Forum", remarks=(remark,))
    findings = check([open_row], [])
    assert codes(findings) == ["host-not-stated", "head-count-missing"]
    assert "'Forum'" in findings[0].message


def test_a_row_that_stands_twice_is_found() -> None:
    twice = [program(row, "2014.4.6~4.13", title="Waterworks", host=host) for row, host in ((1, "shrdc"), (2, "wego"))]
    (finding,) = check(twice, [])
    assert (finding.code, finding.subject, finding.found) == ("row-repeated", twice[1].id, twice[0].id)


def test_only_short_programs_at_one_host_overlap() -> None:
    first, second = program(1, "2014.4.6~4.13"), program(2, "2014.4.13~4.20")
    degree = program(3, "2014.2.~2016.2.", kind=ProgramKind.DEGREE)
    elsewhere = program(4, "2014.4.6~4.12", host="wego")
    (finding,) = check([degree, elsewhere, second, first], [])
    assert (finding.code, finding.subject) == ("periods-overlap", second.id)


def test_samples_stand_outside_of_every_check_and_count() -> None:
    sample = program(1, "2014.4.6~4.13", title="A", title_recorded="B", kind=ProgramKind.SAMPLE, host=None)
    assert check([sample], [claim(value=0)]) == ()


def claim(**fields: Any) -> Claim:
    given = {"id": "claim", "source_id": "page", "quantity": "programs", "value": 1, "statement": "The page counts."}
    return Claim.model_validate({**given, **fields})


COUNTED = (
    program(1, "2013.4.6~4.13", audience=Audience(networks=("metropolis",))),
    program(2, "2014.4.6~4.13", head_count=20),
    program(3, "2014.8.~2016.8.", kind=ProgramKind.DEGREE, host="university-of-seoul", head_count=5),
    program(4, "2015.8.~2017.8.", kind=ProgramKind.DEGREE, host="korea-university", head_count=7),
)


@pytest.mark.parametrize(
    "fields",
    [
        {"value": 4},
        {"value": 2},  # without the degree cohorts
        {"quantity": "participants", "value": 42},
        {"quantity": "participants", "value": 30},
        {"value": 2, "first_year": 2014, "last_year": 2014},
        {"value": 1, "networks": ("metropolis",)},
        {"value": 1, "kinds": ("degree",), "hosts": ("university-of-seoul",)},
    ],
)
def test_a_claim_that_the_register_bears_out_gives_no_finding(fields: dict[str, Any]) -> None:
    assert check(COUNTED, [claim(**fields)]) == ()


def test_a_claim_that_differs_shows_the_count_with_and_without_degree_cohorts() -> None:
    (finding,) = check(COUNTED, [claim(value=3)])
    assert (finding.code, finding.recorded, finding.found) == ("count-differs", "3", "4, or 2 without degree cohorts")


def test_a_claim_about_one_host_shows_the_count_at_all_hosts_too() -> None:
    (finding,) = check(
        COUNTED, [claim(quantity="participants", value=9, kinds=("degree",), hosts=("university-of-seoul",))]
    )
    assert finding.found == "5, or 12 at all hosts"


def test_a_plan_that_was_not_met_is_no_wrong_count() -> None:
    (finding,) = check(COUNTED, [claim(value=9, first_year=2013, last_year=2013, nature="plan")])
    assert finding.code == "plan-differs"
    assert "planned" in finding.message


def test_findings_come_by_kind_and_in_the_order_of_the_table() -> None:
    late = program(9, "2014.4.6~4.13", year_recorded=2013)
    early = program(2, "2014.6.6~6.13", year_recorded=2013)
    findings = check([late, early], [claim(value=7)])
    assert [(finding.code, finding.subject) for finding in findings] == [
        ("period-outside-heading", early.id),
        ("period-outside-heading", late.id),
        ("count-differs", "claim"),
    ]
