"""Files that parsers meet in the wild: each ends in pages or in a clear error, and what opens elsewhere opens here.

A spread of them runs always; MITI_ALL_HOSTILE_FILES=1 runs them all.
"""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from ingest.errors import IngestError
from ingest.isolation import ReadDocument, read_isolated
from ingest.sniff import media_type

EVERY = 1 if os.environ.get("MITI_ALL_HOSTILE_FILES") else 8
READ_HERE = {"pdf", "pptx", "pptm", "docx", "html", "md", "srt", "vtt"}
# Bombs of many seconds each; test_isolation.py has small ones.
SLOW = set() if EVERY == 1 else {"synthetic/flate-bomb.pdf", "synthetic/20000-pages.pdf"}
# The manifest counts characters that are no text: names of glyphs without letters, a title in a page without a body.
NO_TEXT_HERE = {"type3_font_nomapping.pdf", "issue17333.pdf", "testHTML_head.html"}


def rows(shared: Path) -> list[dict[str, str]]:
    folder = shared / "data" / "hostile"
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as manifest:
        found = [row for row in csv.DictReader(manifest) if (folder / row["path"]).is_file()]
    return sorted(found, key=lambda row: row["sha256"])


def read(path: Path) -> ReadDocument | IngestError:
    try:
        return read_isolated(path, media_type(path))
    except IngestError as error:
        return error


@pytest.fixture(scope="module")
def outcomes(shared: Path) -> dict[str, tuple[dict[str, str], ReadDocument | IngestError]]:
    """A spread by hash, the same on every machine, and all files that were made to do harm."""
    spread = (row for n, row in enumerate(rows(shared)) if n % EVERY == 0 or row["path"].startswith("synthetic/"))
    wanted = [row for row in spread if row["path"] not in SLOW]
    return {row["path"]: (row, read(shared / "data" / "hostile" / row["path"])) for row in wanted}


Outcomes = dict[str, tuple[dict[str, str], ReadDocument | IngestError]]


def test_every_file_ends_in_pages_or_in_a_clear_error(outcomes: Outcomes) -> None:
    assert len(outcomes) > 100
    for path, (_, outcome) in outcomes.items():
        if isinstance(outcome, IngestError):
            assert type(outcome) is not IngestError, path
            assert "\n" not in outcome.message, path
            assert len(outcome.message) > 20, path
        else:
            assert all(page.text.strip() for page in outcome.pages), path


def test_files_that_open_elsewhere_and_hold_text_give_text_here(outcomes: Outcomes) -> None:
    refused = {
        path: outcome.message
        for path, (row, outcome) in outcomes.items()
        if row["type"] in READ_HERE and row["opens"] == "y" and int(row["text_chars"] or 0) > 0
        if isinstance(outcome, IngestError) and Path(path).name not in NO_TEXT_HERE
    }
    assert refused == {}


def test_text_can_be_stored_anywhere(outcomes: Outcomes) -> None:
    for path, (_, outcome) in outcomes.items():
        if isinstance(outcome, ReadDocument):
            text = "".join(page.text for page in outcome.pages)
            text.encode("utf-8")
            assert not Counter(text).keys() & {chr(code) for code in range(32) if chr(code) not in "\t\n"}, path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("euc-kr-nometa.html", "대중교통 통합요금제와 버스 중앙차로"),
        ("cp949.srt", "도시 교통 정책 강의"),
        ("docx-named.pdf", ""),
        ("pdf-named.pptx", ""),
        ("html-named.pdf", "404 Not Found"),
        ("hours-100.srt", "late"),
        ("bad-index.srt", "no blank line or number"),
        ("unclosed.html", "Bus rapid transit"),
        ("bitrot.pptx", ""),
        ("garbage-head.pdf", ""),
    ],
)
def test_odd_but_honest_files_are_read(name: str, words: str, outcomes: Outcomes) -> None:
    _, outcome = outcomes[f"synthetic/{name}"]
    assert isinstance(outcome, ReadDocument)
    assert words in "\n".join(page.text for page in outcome.pages)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty.pdf", "empty-document"),
        ("hugebox.pdf", "empty-document"),
        ("page-loop.pdf", "unreadable-document"),
        ("trunc-pptx-0-90.pptx", "unreadable-document"),
        ("plain.zip.docx", "unsupported-format"),
    ],
)
def test_files_that_hold_nothing_are_refused_for_the_right_reason(name: str, code: str, outcomes: Outcomes) -> None:
    _, outcome = outcomes[f"synthetic/{name}"]
    assert isinstance(outcome, IngestError)
    assert outcome.code == code
