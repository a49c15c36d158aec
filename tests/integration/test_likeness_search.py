"""More like this over an index on disk: what is asked with is never in its own list, and neither are its copies."""

from pathlib import Path

import pytest
from factories import entry
from fakes import FakeEncoder

from archive.model import Access
from index.build import build
from index.errors import EmptyQuery, UnknownFilter
from index.likeness import AskedPassage, Likeness
from index.manifest import index_folder
from index.query import Filter
from index.searcher import Searcher

ENTRIES = (
    entry("seoul-1", "Buses of Seoul were slow; the bus reform made each bus faster.", subject="case:seoul"),
    entry("seoul-2", "The bus reform cost little.", subject="case:seoul"),
    entry("bogota", "A bus that runs like a train.", subject="case:bogota", facets={"city": ("bogota",)}),
    entry("twice", "The bus lane and the water pipes below it.", subject="case:bogota"),
    entry("twice", "The bus lane and the water pipes below it.", subject="case:water"),
    entry("copy", "The bus reform cost little!", subject="document:copy", title="Another title"),
    entry("hidden", "A secret memorandum on the bus reform.", subject="case:hidden", access=Access.MEMBERS),
    entry("park", "A park for all.", subject="case:park"),
)
SEOUL = (AskedPassage(ENTRIES[0].text, "seoul-1"), AskedPassage(ENTRIES[1].text, "seoul-2"))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    home = tmp_path_factory.mktemp("home")
    build(ENTRIES, 1, FakeEncoder(), home)
    return Searcher.open(index_folder(home), FakeEncoder())


def found(searcher: Searcher, *passages: AskedPassage, **asked: object) -> list[str]:
    return [hit.subject for hit in searcher.like(Likeness(passages, **asked)).hits]


def test_neither_the_case_itself_nor_a_copy_of_its_text_is_like_it(searcher: Searcher) -> None:
    assert found(searcher, *SEOUL) == ["case:bogota", "case:water"]


def test_a_passage_is_like_no_subject_that_it_speaks_for(searcher: Searcher) -> None:
    assert found(searcher, AskedPassage(ENTRIES[3].text, "twice")) == ["case:seoul", "document:copy"]


def test_a_text_is_not_like_the_passage_that_says_just_the_same(searcher: Searcher) -> None:
    likes = searcher.like(Likeness((AskedPassage("The bus reform cost little"),)))
    assert "document:copy" not in [hit.subject for hit in likes.hits]
    assert {one.passage_id for hit in likes.hits for one in hit.evidence}.isdisjoint({"copy", "seoul-2"})
    assert likes.hits[0].subject == "case:seoul"


def test_filters_and_access_hold_as_in_a_search(searcher: Searcher) -> None:
    assert found(searcher, *SEOUL, filters=Filter.parse([("city", "bogota")])) == ["case:bogota"]
    assert "case:hidden" in found(searcher, *SEOUL, reader=Access.MEMBERS)
    with pytest.raises(UnknownFilter):
        Filter.parse([("colour", "red")])


def test_evidence_points_at_the_asked_passage_also_where_others_have_no_words(searcher: Searcher) -> None:
    likes = searcher.like(Likeness((AskedPassage("—"), AskedPassage("park benches"), AskedPassage("bus"))))
    assert (likes.nearest["park"], likes.nearest["bogota"]) == (1, 2)


def test_without_a_word_there_is_nothing_to_compare(searcher: Searcher) -> None:
    with pytest.raises(EmptyQuery, match="a sentence or more"):
        searcher.like(Likeness((AskedPassage("— … —"),)))


def test_a_case_that_is_not_indexed_yet_is_encoded(searcher: Searcher) -> None:
    assert found(searcher, AskedPassage("A new park by the water", "not-indexed"))[0] in {"case:park", "case:water"}


def test_the_index_is_only_read(searcher: Searcher, tmp_path: Path) -> None:
    before = searcher.like(Likeness(SEOUL))
    assert searcher.like(Likeness(SEOUL)) == before
