"""The register of this project against the page it was taken from, and its vocabularies."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from archive.model import Mode, Organisation, Place, ProgramKind, Theme
from archive.periods import read_period
from archive.register import Finding, check
from archive.vocabulary import Vocabulary
from ingest.programs import Register, read_register
from ingest.vocabularies import FILES, read_vocabulary


@pytest.fixture(scope="module")
def vocabulary(corpus: Path) -> Vocabulary:
    entries = [entry for name, noun in FILES.items() for entry in read_vocabulary(corpus / "vocabularies" / name, noun)]
    return Vocabulary(
        themes={entry.id: entry for entry in entries if isinstance(entry, Theme)},
        places={entry.id: entry for entry in entries if isinstance(entry, Place)},
        organisations={entry.id: entry for entry in entries if isinstance(entry, Organisation)},
    )


@pytest.fixture(scope="module")
def register(corpus: Path, vocabulary: Vocabulary) -> Register:
    """Reading it with the vocabularies refuses every place, theme or organisation that they do not hold."""
    return read_register(corpus, vocabulary)


@pytest.fixture(scope="module")
def findings(register: Register) -> tuple[Finding, ...]:
    return check(register.programs, register.claims)


@pytest.fixture(scope="module")
def lines(shared: Path) -> list[str]:
    """The lines of the source's table, from below its header to the first empty line."""
    page = shared / "seeds" / "policy-training-page.txt"
    if not page.is_file():
        pytest.skip("the page that the register was taken from is not on this machine")
    text = page.read_bytes().decode("utf-8")
    table = text.split("Year Location Period Training Program Headcount\n", 1)[1]
    return table.split("\n\n", 1)[0].split("\n")


def recorded(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "programs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_line_of_the_table_is_kept_in_order_to_the_byte(register: Register, lines: list[str]) -> None:
    assert [program.row_recorded for program in register.programs] == lines
    assert [program.row for program in register.programs] == list(range(1, 176))


def test_the_recorded_fields_make_up_the_recorded_line(corpus: Path, lines: list[str]) -> None:
    headings: list[str] = []
    for row, line in zip(recorded(corpus), lines, strict=True):
        new_heading = row["year_recorded"] not in headings
        parts = [row["year_recorded"]] if new_heading else []
        parts += [row["location_recorded"]] if row["location_recorded"] else []
        parts += [row["period_recorded"], row["title_recorded"], row["head_count_recorded"]]
        headings += [row["year_recorded"]] if new_heading else []
        assert " ".join(" ".join(parts).split()) == " ".join(line.split())
    assert headings == [str(year) for year in range(2006, 2022)]


def test_the_register_adds_up_as_the_table_does(register: Register) -> None:
    heads = [(program.kind, program.head_count or 0) for program in register.programs]
    degrees = [count for kind, count in heads if kind is ProgramKind.DEGREE]
    assert (len(heads), sum(count for _, count in heads)) == (175, 2538)
    assert (len(degrees), sum(degrees)) == (6, 108)
    assert (len(heads) - len(degrees), sum(count for _, count in heads) - sum(degrees)) == (169, 2430)


def test_every_period_is_the_written_one_but_for_the_impossible_one(register: Register) -> None:
    differing = []
    for program in register.programs:
        written = read_period(program.period.recorded)
        if (program.period.start, program.period.end) != (written.start, written.end):
            differing.append(program)
    assert [(program.row, program.period.end) for program in differing] == [(170, None)]


def test_every_known_error_of_the_source_is_found(findings: tuple[Finding, ...]) -> None:
    found = {(finding.code, finding.subject) for finding in findings}
    assert {
        ("period-ends-before-start", "2021-05-20-housing-policy-citynet"),
        ("title-markup", "2012-05-12-welfare-university-of-minnesota"),
        ("title-mended", "2016-02-21-bus-rapid-transit"),
        ("title-mended", "2016-09-01-policy-training-singapore-clc"),
        ("title-mended", "2016-09-04-sustainable-mobility-uclg-aspac"),
        ("title-mended", "2016-09-25-sustainable-mobility"),
        ("title-mended", "2017-04-09-transportation-policy-citynet"),
        ("title-mended", "2017-04-21-urban-planning-singapore-clc"),
        ("title-mended", "2017-04-24-climate-change-iclei"),
        ("title-mended", "2017-06-25-its-mongolia"),
        ("title-mended", "2018-05-29-smart-city-kyiv"),
        ("title-mended", "2018-09-02-climate-change-iclei"),
    } <= found
    counts = Counter(finding.code for finding in findings)
    assert (counts["title-mended"], counts["title-markup"], counts["title-spacing"]) == (10, 1, 8)


def test_nothing_was_corrected_in_silence(findings: tuple[Finding, ...]) -> None:
    assert [finding for finding in findings if finding.code == "change-without-remark"] == []


def test_the_kinds_of_2015_are_no_hosts_and_no_partners(register: Register, findings: tuple[Finding, ...]) -> None:
    of_2015 = [program for program in register.programs if program.year_recorded == 2015]
    assert {program.host for program in of_2015} == {None}
    partners = {partner for program in of_2015 for partner in (*program.partners, *program.audience.networks)}
    assert "iclei" not in partners
    unhosted = {finding.subject for finding in findings if finding.code == "host-not-stated"}
    assert unhosted == {program.id for program in of_2015}
    (bolivia,) = (program for program in of_2015 if program.commissioner == "koica")
    assert (bolivia.audience.countries, bolivia.partners) == (("BO",), ())


def test_claims_are_set_against_what_the_register_holds(findings: tuple[Finding, ...]) -> None:
    found = {finding.subject: finding.found for finding in findings if finding.code.endswith("-differs")}
    assert found["seoul-programs-2005-2021"] == "175, or 169 without degree cohorts"
    assert found["seoul-participants-2005-2021"] == "2,538, or 2,430 without degree cohorts"
    assert found["university-of-seoul-graduates"] == "35, or 108 at all hosts"
    assert found["university-of-seoul-degree-programs"] == "2, or 6 at all hosts"
    assert found["miti-planned-programs-2014"] == "9"
    assert found["miti-planned-participants-2014"] == "140"
    assert found["miti-programs-to-2013"] == "82, or 76 without degree cohorts"
    assert found["miti-participants-to-2013"] == "1,162, or 1,054 without degree cohorts"


def test_the_trial_programs_of_2013_are_borne_out(register: Register, findings: tuple[Finding, ...]) -> None:
    borne_out = {claim.id for claim in register.claims} - {finding.subject for finding in findings}
    assert borne_out == {"miti-trial-programs-2013", "miti-trial-participants-2013"}


def test_a_mode_is_stated_only_where_the_source_supports_it(register: Register) -> None:
    for program in register.programs:
        assert (program.mode is Mode.ONLINE) == ("(online)" in program.title_recorded.casefold())
        if program.mode is Mode.ON_SITE:
            assert program.host == "shrdc"
            assert program.year_recorded is not None
            assert program.year_recorded < 2020


def test_an_id_begins_with_the_start_of_its_program(register: Register) -> None:
    for program in register.programs:
        assert program.period.start is not None
        start = program.period.start.isoformat()
        assert program.id.startswith(start if program.period.precision == "day" else start[:7])


def test_every_entry_has_an_english_and_a_korean_label(vocabulary: Vocabulary) -> None:
    entries = [*vocabulary.themes.values(), *vocabulary.places.values(), *vocabulary.organisations.values()]
    assert [entry.id for entry in entries if not (entry.labels.get("en") and entry.labels.get("ko"))] == []


def test_what_an_entry_names_is_there(vocabulary: Vocabulary) -> None:
    themes, places = vocabulary.themes.values(), vocabulary.places.values()
    assert [
        theme.id for theme in themes if theme.broader != (theme.id.split(".")[0] if "." in theme.id else None)
    ] == []
    assert [place.id for place in places for wider in place.regions if wider not in vocabulary.places] == []
    assert [place.id for place in places if place.country and place.country not in vocabulary.places] == []
    assert len([theme for theme in themes if theme.broader is None]) == 27
