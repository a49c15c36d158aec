"""The service over a real catalogue and a searcher whose ranking is written by hand."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from factories import PLACES, THEMES, case, coverage, document, passage, program, slide, source

from archive.catalogue import Catalogue
from archive.errors import NotFound
from archive.model import Access, Locator, LocatorKind, Use, Withdrawal
from index.errors import IndexMissing, UnknownFilter
from index.query import Query
from index.ranking import RankedEvidence, RankedHit, Ranking
from search_api.asking_schemas import SearchParameters
from search_api.reasons import Named, explain
from search_api.schemas import Label
from search_api.service import SearchService

DECK = document("deck")
PLAIN = passage(DECK, "The bus reform was paid by the city.", slide(1))


@dataclass
class WrittenState:
    revision: int = 1
    encoder_name: str = "by hand"


@dataclass
class WrittenSearcher:
    """Answers every query with the same hits and keeps what it was asked."""

    hits: tuple[RankedHit, ...] = ()
    manifest: WrittenState = field(default_factory=WrittenState)
    asked: list[Query] = field(default_factory=list)

    def corrections(self, text: str, reader: Access, today: dt.date) -> dict[str, str]:
        return {}

    def search(self, query: Query) -> Ranking:
        self.asked.append(query)
        return Ranking(hits=self.hits, total=len(self.hits), facets={"city": {"seoul": 1, "bogota": 1, "nowhere": 2}})


def hit(subject: str, score: float, *evidence: RankedEvidence) -> RankedHit:
    return RankedHit(subject, score, evidence)


def evidence(passage_id: str = PLAIN.id, words: tuple[str, ...] = ("bus",), meaning: float = 0.61) -> RankedEvidence:
    return RankedEvidence(passage_id=passage_id, score=0.9, lexical=3.0, meaning=meaning, words=words, named=())


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path) as catalogue:
        with catalogue.recording(actor="a test") as recording:
            for noun in (*THEMES, *PLACES, source(), program(), case("seoul-bus"), case("seoul-water")):
                recording.put(noun)
            recording.add_document(DECK, [PLAIN])
            recording.link(Use(document_id=DECK.id, program_id=program().id), [coverage(DECK, "seoul-bus", slide(1))])
        yield catalogue


def ask(searcher: WrittenSearcher, archive: Catalogue, **asked: object) -> dict[str, object]:
    parameters = SearchParameters.model_validate({"q": "bus", **asked})
    return SearchService(archive, lambda: searcher).search(parameters).model_dump(mode="json")


def test_the_searcher_is_asked_with_the_readers_access_and_the_filters(archive: Catalogue) -> None:
    searcher = WrittenSearcher()
    ask(searcher, archive, city=["-seoul"], year=["2010..2016"])
    query = searcher.asked[0]
    assert query.reader is Access.PUBLIC
    assert query.today == dt.datetime.now(dt.UTC).date()
    assert [(clause.name, len(clause.wanted), len(clause.excluded)) for clause in query.filters.clauses] == [
        ("city", 0, 1),
        ("year", 1, 0),
    ]


def test_no_hits_are_no_answer(archive: Catalogue) -> None:
    answer = ask(WrittenSearcher(), archive)
    assert (answer["answered"], answer["total"], answer["hits"], answer["next"]) == (False, 0, [], None)


def test_facet_values_without_a_vocabulary_entry_are_their_own_label(archive: Catalogue) -> None:
    facets = SearchService(archive, WrittenSearcher).search(SearchParameters(q="bus")).facets
    assert [(value.id, value.label, value.count, value.parent) for value in facets["city"]] == [
        ("nowhere", "nowhere", 2, None),
        ("bogota", "Bogotá", 1, "CO"),
        ("seoul", "Seoul", 1, "KR"),
    ]


def test_a_hit_of_equal_score_is_neither_lost_nor_repeated_between_pages(archive: Catalogue) -> None:
    # The ranker breaks ties by words before names: the order of the page must be its order, not one of our own.
    hits = (hit("case:seoul-water", 0.5), hit("case:seoul-bus", 0.5), hit(f"document:{DECK.id}", 0.5))
    searcher = WrittenSearcher(hits)
    seen, cursor = [], None
    for _ in hits:
        answer = ask(searcher, archive, limit=1, cursor=cursor)
        seen += [found["case"]["id"] if found["case"] else found["document"]["id"] for found in answer["hits"]]
        cursor = answer["next"]
    assert seen == ["seoul-water", "seoul-bus", DECK.id]
    assert cursor is None


def test_evidence_that_is_gone_takes_its_hit_along_and_is_not_counted(archive: Catalogue) -> None:
    searcher = WrittenSearcher((hit("case:seoul-bus", 0.9, evidence()), hit("case:seoul-water", 0.1)))
    with archive.recording(actor="a test") as recording:
        recording.withdraw(DECK.id, Withdrawal(reason="rights", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)))
    answer = ask(searcher, archive)
    assert [found["case"]["id"] for found in answer["hits"]] == ["seoul-water"]
    assert (answer["total"], answer["stale"]) == (1, True)


def test_a_hit_keeps_the_evidence_that_is_left(archive: Catalogue) -> None:
    searcher = WrittenSearcher((hit("case:seoul-bus", 0.9, evidence("no-such-passage"), evidence()),))
    found = ask(searcher, archive)["hits"][0]["evidence"]
    assert [place["passage_id"] for place in found] == [PLAIN.id]


@pytest.mark.parametrize(
    ("words_of_translation", "shown"),
    [(("bus",), ["en"]), ((), ["en"]), (("버스",), ["en", "ko"])],
)
def test_a_translated_gist_is_shown_only_for_words_that_the_record_itself_does_not_have(
    archive: Catalogue, words_of_translation: tuple[str, ...], shown: list[str]
) -> None:
    record = case("seoul-bus")  # its titles are English and Korean: so are its first two sections
    written = [
        passage(record, text, Locator(kind=LocatorKind.SECTION, start=number, end=number, label=f"section {number}"))
        for number, text in enumerate(("A bus reform", "버스 개편"), start=1)
    ]
    with archive.recording(actor="a test") as recording:
        recording.replace_passages(written, case_id=record.id)
    found = hit("case:seoul-bus", 0.9, evidence(written[0].id), evidence(written[1].id, words_of_translation))

    answer = ask(WrittenSearcher((found,)), archive)
    assert [place["language"] for place in answer["hits"][0]["evidence"]] == shown


def test_unclaimed_slides_of_a_document_that_a_case_claims_are_not_said_to_be_an_unclaimed_document(
    archive: Catalogue,
) -> None:
    free, hidden = document("free"), document("only a hidden case claims it")
    with archive.recording(actor="a test") as recording:
        recording.put(case("seoul-secret", access=Access.STAFF))
        for file in (free, hidden):
            recording.add_document(file, [passage(file, "The bus came.")])
        recording.link(Use(document_id=hidden.id, program_id=program().id), [coverage(hidden, "seoul-secret")])
    hits = (*(hit(f"document:{file.id}", 0.9) for file in (DECK, free, hidden)), hit("case:seoul-bus", 0.1))

    answer = ask(WrittenSearcher(hits), archive)
    assert [found["note"] for found in answer["hits"]] == [
        "No case record claims this part of the document.",
        "No case record claims this document yet.",
        "No case record claims this document yet.",
        "",
    ]


def test_a_subject_that_the_catalogue_does_not_know_is_left_out(archive: Catalogue) -> None:
    searcher = WrittenSearcher((hit("case:unknown", 0.9), hit("document:unknown", 0.8), hit("case:seoul-bus", 0.1)))
    assert [found["case"]["id"] for found in ask(searcher, archive)["hits"]] == ["seoul-bus"]


def test_without_an_index_the_error_reaches_the_caller(archive: Catalogue) -> None:
    def missing() -> WrittenSearcher:
        raise IndexMissing("Nothing has been indexed.")

    with pytest.raises(IndexMissing):
        SearchService(archive, missing).search(SearchParameters(q="bus"))
    with pytest.raises(IndexMissing):
        SearchService(archive, missing).readiness()


def test_a_wrong_filter_is_refused_before_anything_is_searched(archive: Catalogue) -> None:
    searcher = WrittenSearcher()
    with pytest.raises(UnknownFilter):
        ask(searcher, archive, year=["soon"])
    assert searcher.asked == []


def test_an_original_that_may_not_be_read_is_not_there(archive: Catalogue) -> None:
    with pytest.raises(NotFound):
        SearchService(archive, WrittenSearcher).original("doc-unknown")


@pytest.mark.parametrize(
    ("words", "meaning", "expected"),
    [
        (("bus", "paid"), 0.61, "matches the words ‘bus’, ‘paid’; close in meaning (0.61)"),
        (("bus",), 0.1, "matches the word ‘bus’"),
        (("bus", "Seoul"), 0.1, "matches the word ‘bus’; its title also has ‘Seoul’"),
        (("Seoul",), 0.1, "its title has ‘Seoul’"),
        ((), 0.61, "none of your words; close in meaning (0.61)"),
        ((), 0.3, "none of your words; related in meaning (0.30)"),
    ],
)
def test_the_reason_says_no_more_than_what_was_found(words: tuple[str, ...], meaning: float, expected: str) -> None:
    assert explain(words, "The bus was paid.", meaning).text == expected


@pytest.mark.parametrize(
    ("words", "translated", "expected"),
    [
        ((), ("bus",), "has ‘bus’, which your words may stand for; close in meaning (0.61)"),
        (
            ("paid",),
            ("bus",),
            "matches the word ‘paid’; has ‘bus’, which your words may stand for; close in meaning (0.61)",
        ),
        ((), (*"abcdef",), "has ‘a’, ‘b’, ‘c’, ‘d’, which your words may stand for; close in meaning (0.61)"),
    ],
)
def test_what_the_words_stand_for_is_a_reason(
    words: tuple[str, ...], translated: tuple[str, ...], expected: str
) -> None:
    assert explain(words, "The bus was paid.", 0.61, translated=translated).text == expected


@pytest.mark.parametrize(
    ("words", "written", "expected"),
    [
        ((), ("busway",), "names rapid bus as ‘busway’"),
        (("bus",), ("busway", "bus"), "matches the word ‘bus’; names rapid bus as ‘busway’"),
        (("bus",), ("bus",), "matches the word ‘bus’"),
        ((), (), "its title names rapid bus"),
        (("bus",), (), "matches the word ‘bus’"),
    ],
)
def test_what_a_passage_names_in_other_words_is_a_reason(
    words: tuple[str, ...], written: tuple[str, ...], expected: str
) -> None:
    name = Named(Label(id="rapid-bus", label="rapid bus"), written, ())
    why = explain(words, "The bus was paid.", 0.1, [name])
    assert why.text == expected
    assert [entry.id for entry in why.names] == ["rapid-bus"]
