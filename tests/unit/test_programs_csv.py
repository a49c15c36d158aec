"""The tables of the corpus are read strictly, and every complaint names file, line and column."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from archive.errors import InvalidRecord
from archive.model import Basis, Mode, Organisation, ProgramKind
from archive.vocabulary import Vocabulary
from ingest.programs import read_register
from ingest.records import SESSION_COLUMNS, SOURCE_COLUMNS, TEACHING_COLUMNS

PROGRAM = {
    "row": "1",
    "year_recorded": "2014",
    "location_recorded": "Seoul Human Resource Development Center",
    "period_recorded": "2014.4.6~4.13",
    "title_recorded": "WeGO\xa0 e-Government",
    "head_count_recorded": "15",
    "row_recorded": "2014 Seoul Human Resource Development Center 2014.4.6~4.13 WeGO\xa0 e-Government 15",
    "id": "2014-04-06-e-government-wego",
    "title": "WeGO e-Government",
    "host": "shrdc",
    "start": "2014-04-06",
    "end": "2014-04-13",
    "precision": "day",
    "commissioner": "",
    "partners": "",
    "cities": "",
    "countries": "",
    "networks": "wego",
    "themes": "T04;T01.brt",
    "kind": "course",
    "mode": "on site",
    "head_count": "15",
}
REMARK = {"row": "1", "field": "title", "recorded": "a", "normalised": "", "note": "Stray spaces."}
SOURCE = dict.fromkeys(SOURCE_COLUMNS, "") | {
    "id": "page",
    "kind": "web",
    "title": "A page",
    "url": "https://example.org",
}
SESSION = dict.fromkeys(SESSION_COLUMNS, "") | {
    "id": "2014-04-06-e-government-wego-lecture",
    "program": "2014-04-06-e-government-wego",
    "kind": "lecture",
    "title": "A lecture",
    "sources": "page",
}
TEACHING = dict.fromkeys(TEACHING_COLUMNS, "") | {
    "program": "2014-04-06-e-government-wego",
    "session": "2014-04-06-e-government-wego-lecture",
    "case": "seoul-e-tax",
    "sources": "page",
}


def write(path: Path, *rows: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def complaint(folder: Path, vocabulary: Vocabulary | None = None) -> str:
    with pytest.raises(InvalidRecord) as caught:
        read_register(folder, vocabulary)
    return caught.value.message


def test_a_program_keeps_what_was_recorded_to_the_byte(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    (program,) = read_register(tmp_path).programs
    assert program.title_recorded == "WeGO\xa0 e-Government"
    assert program.row_recorded == PROGRAM["row_recorded"]
    assert program.period.recorded == "2014.4.6~4.13"
    assert (program.year_recorded, program.location_recorded) == (2014, PROGRAM["location_recorded"])


def test_lists_and_choices_of_a_program_are_read(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    (program,) = read_register(tmp_path).programs
    assert program.themes == ("T04", "T01.brt")
    assert program.audience.networks == ("wego",)
    assert (program.kind, program.mode, program.commissioner) == (ProgramKind.COURSE, Mode.ON_SITE, None)


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("head_count", "fifteen", "'fifteen' is not a whole number"),
        ("head_count", "١٥", "is not a whole number"),
        ("head_count", "16", "differs from the recorded 15"),
        ("start", "2014.4.6", "write it as 2015-04-07"),
        ("start", "2014-02-30", "is not a day"),
        ("end", "2014-04-01", "lies before the start"),
        ("kind", "seminar", "found 'seminar'"),
        ("kind", "sample", "sample_programs.csv"),
        ("id", "Not A Slug", "found 'Not A Slug'"),
        ("title", "", "found ''"),
        ("mode", "by post", "found 'by post'"),
        ("precision", "century", "found 'century'"),
        ("networks", "wego;wego", "twice"),
        ("row", "", "is empty"),
        ("row", "0", "found '0'"),
    ],
)
def test_a_wrong_cell_is_named_by_file_line_and_column(tmp_path: Path, column: str, cell: str, why: str) -> None:
    write(tmp_path / "programs.csv", PROGRAM | {column: cell})
    message = complaint(tmp_path)
    assert message.startswith(f"programs.csv, line 2, column '{column}': ")
    assert why in message


def test_a_line_is_counted_as_an_editor_counts_it(tmp_path: Path) -> None:
    second = PROGRAM | {"row": "2", "id": "second", "head_count": "x"}
    write(tmp_path / "programs.csv", PROGRAM | {"title": "Two\nlines"}, second)
    assert complaint(tmp_path).startswith("programs.csv, line 4, column 'head_count'")


def test_an_id_and_a_row_stand_once(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM, PROGRAM | {"row": "2"})
    assert "column 'id': '2014-04-06-e-government-wego' is there already" in complaint(tmp_path)
    write(tmp_path / "programs.csv", PROGRAM, PROGRAM | {"id": "second"})
    assert "column 'row': row 1 is there already" in complaint(tmp_path)


def test_ids_outside_the_vocabularies_are_refused_where_one_is_given(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    organisations = {"wego": Organisation(id="wego", labels={"en": "WeGO"}, kind="network")}
    message = complaint(tmp_path, Vocabulary(organisations=organisations))
    assert message == "programs.csv, line 2, column 'host': 'shrdc' is not in the vocabularies."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "lacks column"),
        (b"row,row\n", "lacks column"),
        (b"\xff\xfe\x00", "cannot be read as UTF-8"),
        (",".join([*PROGRAM, "colour"]).encode() + b"\n", "unknown column 'colour'"),
        (",".join([*PROGRAM, "id"]).encode() + b"\n", "repeats column 'id'"),
        (",".join(PROGRAM).encode() + b"\n1,2\n", "line 2: 2 cells where the header names 22"),
        (",".join(PROGRAM).encode() + b'\n"never closed', "not valid CSV"),
        (",".join(PROGRAM).encode() + b"\n" + b"x" * 200_000, "not valid CSV"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "programs.csv").write_bytes(content)
    message = complaint(tmp_path)
    assert message.startswith("programs.csv")
    assert why in message


def test_a_missing_register_is_refused_by_name(tmp_path: Path) -> None:
    assert complaint(tmp_path).startswith("programs.csv cannot be read")


def test_remarks_reach_their_program_in_order(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    write(tmp_path / "remarks.csv", REMARK, REMARK | {"field": "period", "note": "Another source differs."})
    (program,) = read_register(tmp_path).programs
    assert [remark.field for remark in program.remarks] == ["title", "period"]
    assert program.remarks[0].normalised is None


@pytest.mark.parametrize(
    ("wrong", "column"),
    [({"row": "7"}, "row"), ({"row": ""}, "row"), ({"field": "colour"}, "field"), ({"note": ""}, "note")],
)
def test_a_remark_about_nothing_is_refused(tmp_path: Path, wrong: dict[str, str], column: str) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    write(tmp_path / "remarks.csv", REMARK | wrong)
    assert complaint(tmp_path).startswith(f"remarks.csv, line 2, column '{column}'")


def test_samples_are_kept_apart_from_the_register(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    write(tmp_path / "sample_programs.csv", {"id": "sample-course", "title": "A sample"})
    register = read_register(tmp_path)
    assert [sample.id for sample in register.samples] == ["sample-course"]
    assert register.samples[0].is_sample
    assert len(register.programs) == 1


@pytest.mark.parametrize("wrong", [{"kind": "course"}, {"id": PROGRAM["id"]}])
def test_a_sample_never_poses_as_a_program(tmp_path: Path, wrong: dict[str, str]) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    write(tmp_path / "sample_programs.csv", {"id": "sample-course", "title": "A sample", "kind": "sample"} | wrong)
    assert complaint(tmp_path).startswith("sample_programs.csv, line 2")


def test_sessions_and_teachings_are_read_with_their_sources(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    write(tmp_path / "sources.csv", SOURCE)
    write(tmp_path / "sessions.csv", SESSION)
    write(tmp_path / "teachings.csv", TEACHING, TEACHING | {"session": ""})
    register = read_register(tmp_path)
    assert register.sources[0].publisher == "not stated"
    assert register.sessions[0].source_ids == ("page",)
    assert [(teaching.basis, teaching.session_id is None) for teaching in register.teachings] == [
        (Basis.RECORD, False),
        (Basis.RECORD, True),
    ]


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("sources", SOURCE | {"kind": "document"}, "kind"),
        ("sources", SOURCE | {"url": "javascript:alert(1)"}, "url"),
        ("sources", SOURCE | {"seen": "yesterday"}, "seen"),
        ("sessions", SESSION | {"program": "2020-01-01-none"}, "program"),
        ("sessions", SESSION | {"sources": ""}, "sources"),
        ("sessions", SESSION | {"sources": "elsewhere"}, "sources"),
        ("sessions", SESSION | {"id": "lecture"}, "id"),
        ("sessions", SESSION | {"kind": "party"}, "kind"),
        ("teachings", TEACHING | {"sources": ""}, "sources"),
        ("teachings", TEACHING | {"session": "2014-04-06-e-government-wego-other"}, "session"),
        ("teachings", TEACHING | {"case": ""}, "case"),
    ],
)
def test_a_wrong_record_is_named_by_file_line_and_column(
    tmp_path: Path, table: str, row: dict[str, str], column: str
) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    for name, whole in {"sources": SOURCE, "sessions": SESSION, "teachings": TEACHING}.items():
        write(tmp_path / f"{name}.csv", row if name == table else whole)
    assert complaint(tmp_path).startswith(f"{table}.csv, line 2, column '{column}': ")


def test_a_source_without_an_address_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    write(tmp_path / "sources.csv", SOURCE | {"url": ""})
    assert "needs its address" in complaint(tmp_path)


def test_a_teaching_stands_once(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    write(tmp_path / "sources.csv", SOURCE)
    write(tmp_path / "sessions.csv", SESSION)
    write(tmp_path / "teachings.csv", TEACHING, TEACHING)
    assert complaint(tmp_path).startswith("teachings.csv, line 3, column 'case': 'seoul-e-tax' is there already")


def test_a_claim_needs_a_known_source(tmp_path: Path) -> None:
    write(tmp_path / "programs.csv", PROGRAM)
    columns = ("id", "source", "quantity", "value", "first_year", "last_year", "kinds", "hosts", "networks", "nature")
    row = dict.fromkeys(columns, "") | {
        "id": "c",
        "source": "page",
        "quantity": "programs",
        "value": "3",
        "statement": "S",
    }
    write(tmp_path / "claims.csv", row)
    assert complaint(tmp_path).startswith("claims.csv, line 2, column 'source': 'page' is not in sources.csv")
    write(tmp_path / "sources.csv", SOURCE)
    (claim,) = read_register(tmp_path).claims
    assert (claim.value, claim.first_year, claim.nature) == (3, None, "count")
