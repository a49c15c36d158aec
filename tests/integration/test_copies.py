"""A deck taught again a year later, with another date and a few other words: one hit, and both to be found."""

from pathlib import Path

import pptx
import pytest
from factories import PLACES, THEMES, program
from fakes import FakeEncoder
from fastapi.testclient import TestClient

from archive.catalogue import Catalogue
from archive.model import Access, Withdrawal
from archive.tables import utc_now
from index.build import build
from index.searcher import Searcher
from ingest.pipeline import ingest_folder
from search_api.app import create_app
from search_api.asking_schemas import SearchParameters
from search_api.cli_answer import show_answer
from search_api.schemas import Hit, SearchAnswer
from search_api.service import SearchService
from search_api.settings import Settings

EARLIER, LATER = "2015-04-07-climate", "2016-05-10-transport"
SLIDES = (
    "Seoul changed its buses on one day in 2004. The riders came back within a year of that first of July, the "
    "accidents fell by a third, and the money that the city adds to the fares has grown ever since",
    "The city plans the routes and carries the risk of revenue. The companies keep their vehicles and their drivers "
    "and are paid for each kilometre that a bus has run, whether anybody sat in it or not",
    "One fare card opens every bus and the whole metro. Changing from one to the other costs nothing at all within "
    "half an hour, and what was paid tells the planners at night where people really went",
    "Lanes in the middle of the road keep the bus out of the queue. The stops stand where people really walk, and "
    "signals let the bus go first where the crossing allows it",
)
CHANGED = (("day", "Sunday"), ("plans", "draws"), ("nothing", "little"))
REVISED = (*(slide.replace(*words) for slide, words in zip(SLIDES, CHANGED, strict=False)), SLIDES[3])
TABLE = (
    "file,program,session,session_kind,title,organisation,date,language,rights,access,cases\n"
    f"earlier.pptx,{EARLIER},Buses,lecture,Buses in 2015,Seoul,,en,CC BY 4.0,public,\n"
    f"later.pptx,{LATER},Buses,lecture,Buses in 2016,Seoul,,en,CC BY 4.0,public,\n"
    f"other.pptx,{LATER},Water,lecture,Water,Seoul,,en,CC BY 4.0,public,\n"
)


def write(path: Path, footer: str, slides: tuple[str, ...]) -> None:
    deck = pptx.Presentation()
    for text in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = footer
        slide.shapes.placeholders[1].text = text
    deck.save(str(path))


@pytest.fixture
def archive(catalogue: Catalogue, tmp_path: Path) -> Catalogue:
    folder = tmp_path / "materials"
    folder.mkdir()
    write(folder / "earlier.pptx", "7 April 2015, Quito", SLIDES)
    write(folder / "later.pptx", "10 May 2016, Quito", REVISED)
    write(folder / "other.pptx", "10 May 2016, Quito", ("A bus to the water works", "Water leaks", "Water meters"))
    (folder / "materials.csv").write_text(TABLE)
    with catalogue.recording(actor="a test") as recording:
        for noun in (*THEMES, *PLACES, program(EARLIER), program(LATER)):
            recording.put(noun)
    assert [report.status for report in ingest_folder(catalogue, folder)] == ["added"] * 3
    build(catalogue.entries(), catalogue.revision(), FakeEncoder(), catalogue.home)
    return catalogue


def ask(archive: Catalogue, **asked: object) -> SearchAnswer:
    searcher = Searcher.open(archive.home / "index", FakeEncoder())
    return SearchService(archive, lambda: searcher).search(SearchParameters.model_validate({"q": "bus", **asked}))


def titles(hit: Hit) -> tuple[str, list[str]]:
    assert hit.document is not None
    return hit.document.title, [copy.document.title for copy in hit.also_in]


def test_two_editions_of_a_deck_are_one_hit_that_names_the_other_and_has_the_programs_of_both(
    archive: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ask(archive)
    found = dict(titles(hit) for hit in answer.hits)
    assert answer.total == len(answer.hits) == 2
    assert sorted(len(copies) for copies in found.values()) == [0, 1]
    assert found["Water"] == []
    (both,) = (hit for hit in answer.hits if hit.also_in)
    assert [program.id for program in both.programs] == [LATER, EARLIER]
    assert {facet.id: facet.count for facet in answer.facets["program"]} == {LATER: 2, EARLIER: 1}
    (copy,) = both.also_in
    assert len(copy.programs) == 1
    show_answer(answer)
    assert f"also in {copy.document.title}   [{copy.document.id}, {copy.programs[0].title}]" in capsys.readouterr().out


@pytest.mark.parametrize(("chosen", "title"), [(EARLIER, "Buses in 2015"), (LATER, "Buses in 2016")])
@pytest.mark.parametrize("words", ["bus", ""])
def test_a_filter_finds_the_edition_that_passes_it(archive: Catalogue, words: str, chosen: str, title: str) -> None:
    found = [titles(hit) for hit in ask(archive, q=words, program=[chosen]).hits]
    assert (title, []) in found
    assert [one for one, _ in found if one.startswith("Buses")] == [title]


def test_without_words_the_editions_are_one_too(archive: Catalogue) -> None:
    answer = ask(archive, q="", kind=["lecture"])
    assert (answer.total, sorted(len(hit.also_in) for hit in answer.hits)) == (2, [0, 1])


def test_the_page_names_the_other_edition_with_its_program_and_leads_there(archive: Catalogue) -> None:
    (both,) = (hit for hit in ask(archive).hits if hit.also_in)
    copy = both.also_in[0]
    with TestClient(create_app(Settings(home=archive.home), encoder=FakeEncoder())) as client:
        page = client.get("/", params={"q": "bus"}).text
    link = f'<a href="/documents/{copy.document.id}">{copy.document.title}</a> ({copy.programs[0].title})'
    assert page.count(f"Also in: {link}") == 1


def test_where_the_better_edition_is_withdrawn_the_other_takes_its_place_before_any_new_index(
    archive: Catalogue,
) -> None:
    (before,) = (hit for hit in ask(archive).hits if hit.also_in)
    assert before.document is not None
    with archive.recording(actor="a test") as recording:
        recording.withdraw(before.document.id, Withdrawal(reason="rights", at=utc_now()))
    answer = ask(archive)
    assert (answer.stale, answer.total) == (True, 2)
    assert titles(answer.hits[0]) in [(before.also_in[0].document.title, []), ("Water", [])]
    assert {titles(hit)[0] for hit in answer.hits} == {before.also_in[0].document.title, "Water"}


def test_a_hidden_edition_is_not_named(archive: Catalogue) -> None:
    (before,) = (hit for hit in ask(archive).hits if hit.also_in)
    hidden = archive.document(before.also_in[0].document.id)
    with archive.recording(actor="a test") as recording:
        recording.put(hidden.model_copy(update={"access": Access.STAFF}))
    assert [hit.also_in for hit in ask(archive).hits] == [[], []]
    build(archive.entries(), archive.revision(), FakeEncoder(), archive.home)
    answer = ask(archive)
    assert [hit.also_in for hit in answer.hits] == [[], []]
    assert answer.total == 2
