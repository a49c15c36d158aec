import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from works import HOSTILE

from archive.exchange.sheets import guard, to_csv, unguard

GOLDEN = Path(__file__).resolve().parents[1] / "files" / "exchange"
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=40)


def read(written: str) -> list[list[str]]:
    assert written.startswith("\ufeff")
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def test_a_table_is_written_as_its_golden_file_holds_it() -> None:
    rows = [[1, HOSTILE, 0.5, None], [2, '서울, "버스"; العربية', -1, "@SUM(1)"], [3, "'tis\r\n＝1", 0, "-"]]
    assert "".join(to_csv(["rank", "title", "score", "=note"], rows)).encode() == (GOLDEN / "table.csv").read_bytes()


def test_fields_are_quoted_and_lines_end_as_the_standard_says() -> None:
    written = "".join(to_csv(["a", "b"], [['say "x", y', None], ["=1+1", -2.5]]))
    assert written == '\ufeff"a","b"\r\n"say ""x"", y",""\r\n"\'=1+1","-2.5"\r\n'


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x", HOSTILE, "'=1", "''-"]
)
def test_no_text_is_computed(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Bus = tram", "'tis", "2015", "'", "서울=1"])
def test_a_text_that_is_no_formula_is_left_alone(text: str) -> None:
    assert guard(text) == text


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2), max_size=5))
def test_any_text_survives(rows: list[list[str]]) -> None:
    back = read("".join(to_csv(["one", "two"], rows)))
    assert [[unguard(field) for field in row] for row in back[1:]] == rows


@given(TEXT)
def test_what_is_guarded_begins_with_nothing_that_computes(text: str) -> None:
    assert guard(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    assert unguard(guard(text)) == text


def test_what_utf8_cannot_hold_is_replaced() -> None:
    assert '"half \ufffd"' in "".join(to_csv(["a"], [["half \ud800"]]))
