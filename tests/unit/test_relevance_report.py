"""The expectations themselves, over a search written by hand; and the report, with expectations made up to fail."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from relevance.expectations import Agree, Before, Every, Expectation, Finding, Shown, Unanswered, Within
from relevance.report import Examined, write

HOSTILE = '<script>alert("1")</script> & "q"'


@dataclass
class WrittenSearch:
    """Gives each question the ids it was told, with scores that fall by a tenth."""

    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def answer(self, question: str, filters: object, limit: int) -> SimpleNamespace:
        hits = [SimpleNamespace(case=SimpleNamespace(id=name), document=None) for name in self._ids(question)]
        return SimpleNamespace(hits=hits[:limit], answered=bool(hits))

    def ranked(self, question: str, filters: object) -> list[Shown]:
        return [Shown(name, 1 - place / 10) for place, name in enumerate(self._ids(question))]

    def _ids(self, question: str) -> Sequence[str]:
        return self.answers.get(question, ())


SEARCH = WrittenSearch({"q": ["a", "b", "c", "d", "e", "f"], "other": ["a", "b", "x", "y"], "short": ["a"]})


@pytest.mark.parametrize(
    ("expectation", "holds"),
    [
        (Within(question="q", ids=["b", "a"], k=2), True),
        (Within(question="q", ids=["a", "c"], k=2), False),
        (Within(question="q", ids=["a", "c"], k=2, least=1), True),
        (Within(question="q", ids=["a"], k=2, never=["b"]), False),
        (Within(question="q", ids=["a"], k=1, never=["b"]), True),
        (Before(question="q", better="b", worse=["c", "nowhere"]), True),
        (Before(question="q", better="b", worse=["c", "a"]), False),
        (Before(question="q", better="nowhere", worse=["a"]), False),
        (Every(question="q", rule=lambda hit: hit.case.id < "c", says="early", k=2), True),
        (Every(question="q", rule=lambda hit: hit.case.id < "c", says="early", k=3), False),
        (Every(question="nothing", rule=lambda hit: True, says="any"), False),
        (Agree(question="q", others=["other"], share=0.5, k=4), True),
        (Agree(question="q", others=["other"], share=0.6, k=4), False),
        (Agree(question="q", others=["other", "short"], share=0.5, k=4), False),
        (Agree(question="short", others=["short"], share=1.0), True),
        (Agree(question="nothing", others=["nothing"], share=0.1), False),
        (Unanswered(question="nothing"), True),
        (Unanswered(question="q"), False),
    ],
)
def test_an_expectation_holds_when_it_should_and_only_then(expectation: Expectation, holds: bool) -> None:
    assert expectation.examine(SEARCH).holds is holds


def test_a_failure_tells_the_question_the_real_ranks_and_the_first_five_with_their_scores() -> None:
    told = str(Within(question="q", ids=["f", "nowhere"], k=3).examine(SEARCH))
    assert "f: rank 6 of 6" in told
    assert "nowhere: not found among 6" in told
    assert "‘q’ has 6" in told
    assert "1. a (1.000)" in told
    assert "5. e (0.600)" in told
    assert "6. f" not in told


def test_a_failure_tells_where_the_question_is_said_to_have_no_answer() -> None:
    assert "said to have no answer" in Within(question="nothing", ids=["a"]).examine(SEARCH).said
    assert "said to have no answer" not in Within(question="q", ids=["f"], k=1).examine(SEARCH).said


def test_a_failing_agreement_shows_both_answers() -> None:
    finding = Agree(question="q", others=["other"], share=1.0, k=3).examine(SEARCH)
    assert [(listing.question, listing.total) for listing in finding.listings] == [("q", 6), ("other", 4)]


class Reader(HTMLParser):
    """Collects the text of the cells, row by row, and every tag and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.rows.append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1] += data


def report(
    folder: Path, *expectations: Expectation, search: WrittenSearch = SEARCH
) -> tuple[Reader, dict[str, object]]:
    write(folder, {"made up": [Examined(one, one.examine(search)) for one in expectations]}, "Six cases.")
    page = Reader()
    page.feed((folder / "report.html").read_text(encoding="utf-8"))
    return page, json.loads((folder / "report.json").read_text(encoding="utf-8"))


def test_the_report_shows_the_real_rank_and_what_was_not_found(tmp_path: Path) -> None:
    page, written = report(tmp_path / "new" / "folder", Within(question="q", ids=["f", "nowhere"], k=3))
    row = next(row for row in page.rows if "FAILS" in row and "within the first 3" in row)
    assert "f: rank 6 of 6" in row
    assert "nowhere: not found among 6" in row
    assert "a (1.000)" in row
    [category] = written["categories"]
    assert category["rows"][0]["ranks"] == {"f": 6, "nowhere": None}
    assert category["rows"][0]["listings"][0]["first"][0] == {"id": "a", "score": 1.0}


def test_failures_come_first_then_what_was_mended_what_is_known_and_what_holds(tmp_path: Path) -> None:
    _, written = report(
        tmp_path,
        Within(question="q", ids=["a"], k=1),
        Within(question="q", ids=["b"], k=1, known="a cause"),
        Within(question="q", ids=["a"], k=2, known="a cause"),
        Within(question="q", ids=["c"], k=1),
    )
    [category] = written["categories"]
    assert [row["state"] for row in category["rows"]] == ["fails", "mended", "known", "holds"]
    assert category["counts"] == {"holds": 1, "fails": 1, "known": 1, "mended": 1}


def test_whatever_is_asked_stays_text(tmp_path: Path) -> None:
    search = WrittenSearch({HOSTILE: [HOSTILE]})
    page, written = report(
        tmp_path, Within(question=HOSTILE, ids=["a"], k=1, known=HOSTILE, filters={"city": [HOSTILE]}), search=search
    )
    assert "script" not in page.tags
    assert any(HOSTILE in row for row in page.rows)
    assert written["categories"][0]["rows"][0]["question"] == HOSTILE


def test_the_page_asks_for_nothing_but_itself(tmp_path: Path) -> None:
    page, _ = report(tmp_path, Within(question="q", ids=["f"], k=3))
    assert page.tags.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert page.attributes.isdisjoint({"src", "href", "onclick"})
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "url(" not in text
    assert "@import" not in text
    assert 'name="viewport"' in text


def test_a_finding_that_holds_says_nothing() -> None:
    assert Finding().holds
    assert str(Finding()) == ""
