import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import bibtexparser
import pytest
import rispy
from factories import document, source
from hypothesis import given
from hypothesis import strategies as st
from works import AS_LINE, DAY, HOSTILE, hostile_case, lecture, loose_document, web_page, works

from archive.exchange.bibtex import escape, to_bibtex
from archive.exchange.csl import to_csl_json
from archive.exchange.json_text import array
from archive.exchange.ris import to_ris
from archive.exchange.styles import STYLES
from archive.exchange.works import Issued, Work, WorkKind, one_line, work_of_document, work_of_source
from archive.model import SessionKind

GOLDEN = Path(__file__).resolve().parents[1] / "files" / "exchange"
ANY_TEXT = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=60)


def as_styles(cited: Iterable[Work]) -> Iterator[str]:
    for work in cited:
        for name, style in STYLES.items():
            yield f"{name}: {style(work)}\n"


@pytest.mark.parametrize(
    ("name", "write"),
    [("works.bib", to_bibtex), ("works.ris", to_ris), ("works.json", to_csl_json), ("works.txt", as_styles)],
)
def test_every_format_writes_what_its_golden_file_holds(name: str, write: Callable[..., Iterator[str]]) -> None:
    assert "".join(write(works())).encode() == (GOLDEN / name).read_bytes()


LATEX = {
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    **{f"\\{letter}": letter for letter in "&%$#_"},
    r"\textbackslash{}": "\\",
}
"""What LaTeX prints for these commands."""


def printed(value: str) -> str:
    return re.sub("|".join(map(re.escape, LATEX)), lambda found: LATEX[found[0]], value)


def test_a_reader_of_bibtex_gets_hostile_texts_back() -> None:
    library = bibtexparser.parse_string("".join(to_bibtex(works())))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == [work.key for work in works()]
    entry = library.entries[0]
    assert printed(entry["title"]) == f"{{{AS_LINE}}}"
    assert printed(entry["abstract"]) == f"+1 {AS_LINE}"
    assert entry["author"] == "{Archive editors}"
    assert (entry["year"], entry["month"], entry["version"], entry["urldate"]) == ("2026", "nov", "3", "2026-11-22")
    assert entry["url"] == "https://archive.example.org/cases/seoul-bus?a=%7B%41%7D&b=#c"


@given(ANY_TEXT)
def test_any_text_survives_bibtex(title: str) -> None:
    work = hostile_case().model_copy(update={"title": one_line(title) or "x"})
    first, second = bibtexparser.parse_string("".join(to_bibtex([work, web_page()]))).entries
    assert printed(first["title"]) == f"{{{work.title}}}"
    assert second.key == "page"


@given(ANY_TEXT)
def test_no_text_ends_a_value_of_bibtex(text: str) -> None:
    depth = 0
    for letter in escape(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_survives_ris(title: str, abstract: str) -> None:
    work = hostile_case().model_copy(update={"title": one_line(title) or "x", "abstract": one_line(abstract)})
    written = "".join(to_ris([work, web_page()]))
    first, second = rispy.loads(written)
    assert first["title"] == work.title
    assert first.get("abstract", "") == work.abstract
    assert second["id"] == "page"


def test_a_reader_of_ris_gets_every_field() -> None:
    (record,) = rispy.loads("".join(to_ris([hostile_case()])))
    assert record["title"] == AS_LINE
    assert record["authors"] == ["Archive editors,"]
    assert (record["year"], record["date"], record["access_date"]) == ("2026", "2026/11/20/", "2026/11/22/")
    assert record["keywords"] == ["@SUM(1)", "교통"]


def test_csl_json_names_the_version_its_day_and_the_day_of_access() -> None:
    record = json.loads("".join(to_csl_json([hostile_case()])))[0]
    assert record["type"] == "dataset"
    assert record["title"] == AS_LINE
    assert record["author"] == [{"literal": "Archive editors"}]
    assert (record["version"], record["genre"]) == ("3", "Case record")
    assert record["issued"] == {"date-parts": [[2026, 11, 20]]}
    assert record["accessed"] == {"date-parts": [[2026, 11, 22]]}
    assert json.loads("".join(to_csl_json([web_page()])))[0]["issued"] == {"date-parts": [[2004, 5]], "circa": True}
    assert "issued" not in json.loads("".join(to_csl_json([lecture()])))[0]


@given(st.lists(st.integers() | st.text(max_size=5), max_size=4))
def test_an_array_is_json_however_long(records: list[int | str]) -> None:
    assert json.loads("".join(array(records))) == records


def test_the_styles_differ_as_their_rules_say() -> None:
    work = hostile_case().model_copy(update={"title": "Bus reform", "address": "https://a.org/x"})
    assert {name: str(style(work)) for name, style in STYLES.items()} == {
        "apa": "Archive editors. (2026, November 20). Bus reform (Version 3) [Case record]. MITI urban policy case "
        "archive. Retrieved November 22, 2026, from https://a.org/x",
        "chicago": "Archive editors. 2026. “Bus reform.” Case record, version 3. MITI urban policy case archive. Last "
        "modified November 20, 2026. Accessed November 22, 2026. https://a.org/x.",
        "iso690": "ARCHIVE EDITORS, 2026. Bus reform [online]. Case record, version 3. Seoul: MITI urban policy case "
        "archive, 20 November 2026 [viewed 22 November 2026]. Available from: https://a.org/x",
        "vancouver": "Archive editors. Bus reform [Internet]. Case record, version 3. Seoul: MITI urban policy case "
        "archive; 2026 Nov 20 [cited 2026 Nov 22]. Available from: https://a.org/x",
    }
    assert STYLES["apa"](work).title == STYLES["iso690"](work).title == "Bus reform"
    assert STYLES["chicago"](work).title == ""


def test_an_organisation_that_published_its_own_page_is_named_once_in_apa() -> None:
    page = source("page", title="A page", publisher="Metropolis", published="2020", seen=DAY)
    assert str(STYLES["apa"](work_of_source(page, "https://m.org"))) == (
        "Metropolis. (2020). A page. Retrieved November 22, 2026, from https://m.org"
    )
    # Only a year is known: nothing is said of when it was last modified.
    assert "modified" not in str(STYLES["chicago"](work_of_source(page, "https://m.org")))


def test_what_has_no_author_begins_with_its_title_and_what_has_no_date_says_so() -> None:
    work = loose_document()
    assert str(STYLES["apa"](work)).startswith("시민 예산 [Starter material written for this archive]. (n.d.). MITI")
    assert str(STYLES["chicago"](work)).startswith("“시민 예산.” n.d. Starter")
    assert str(STYLES["iso690"](work)).startswith("시민 예산 [online]. [no date]. Starter")
    assert "[date unknown]" in str(STYLES["vancouver"](work))
    assert "[place unknown]" in str(STYLES["vancouver"](web_page()))


@pytest.mark.parametrize("style", sorted(STYLES))
def test_a_title_that_ends_with_a_mark_gets_no_full_stop(style: str) -> None:
    assert "?." not in str(STYLES[style](lecture()))
    assert "How TOPIS works?" in str(STYLES[style](lecture()))


@given(ANY_TEXT)
def test_a_reference_is_one_line_that_holds_the_whole_title(title: str) -> None:
    work = Work.model_validate({**hostile_case().model_dump(), "title": title})
    for style in STYLES.values():
        assert len(str(style(work)).splitlines()) == 1
        assert work.title in str(style(work))


@given(st.text())
def test_one_line_is_one_line_and_never_changes_again(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line
    line.encode()


@pytest.mark.parametrize(
    ("written", "parts", "is_about"),
    [("2004", (2004,), False), ("2004-05~", (2004, 5), True), ("2004-05-06?", (2004, 5, 6), True)],
)
def test_a_date_is_as_exact_as_the_source(written: str, parts: tuple[int, ...], is_about: bool) -> None:
    issued = Issued.parse(written)
    assert issued is not None
    assert (issued.parts, issued.is_about) == (parts, is_about)


def test_what_is_not_stated_is_left_out() -> None:
    assert Issued.parse("not stated") is None
    nowhere = work_of_source(source("page"), "https://example.org/page")
    assert (nowhere.author, nowhere.publisher, nowhere.issued, nowhere.accessed) == ("", "", None, None)
    plan = document("plan", kind=SessionKind.ACTION_PLAN)
    assert work_of_document(plan, "/x", DAY, is_sample=False).kind is WorkKind.REPORT


def test_a_case_is_cited_in_the_language_asked_for_or_else_in_english() -> None:
    assert hostile_case().title == one_line(HOSTILE) == AS_LINE
    assert hostile_case().language == "en"
    assert hostile_case().issued == Issued.of(dt.date(2026, 11, 20))
