"""From scored rows to hits and their evidence, over a backend that looks at every row."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from factories import entry
from fakes import TOPICS, BruteForceBackend, FakeEncoder

from archive.model import Entry
from index import ranking
from index.analysis import analyse_query, terms
from index.backend import Unit
from index.columns import Columns
from index.encoder import Translation
from index.lexicon import Mention
from index.question import Question
from index.ranking import MOST_EVIDENCE, RankedHit, Scored, score


def scored(
    entries: Sequence[Entry],
    words: str,
    reads: float = 1.0,
    topics: Sequence[str] = TOPICS,
    mentions: Sequence[Mention] = (),
    english: Sequence[Translation] | None = None,
) -> Scored | None:
    encoder = FakeEncoder(topics)
    own_terms = [terms(entry.text) for entry in entries]
    units = [
        Unit([row for row, other in enumerate(entries) if other.unit == name], [])
        for name in dict.fromkeys(entry.unit for entry in entries)
    ]
    units = [Unit(unit.rows, [term for row in unit.rows for term in own_terms[row]]) for unit in units]
    backend = BruteForceBackend(encoder.encode_passages([entry.text for entry in entries]), units, own_terms)
    question = Question(encoder.encode_query(words), reads, analyse_query(words), mentions, english)
    return score(question, backend, Columns.of(entries), np.ones(len(entries), dtype=np.bool_))


def hits(entries: Sequence[Entry], words: str, reads: float = 1.0, topics: Sequence[str] = TOPICS) -> list[RankedHit]:
    found = scored(entries, words, reads, topics)
    return [hit for _, hit in found.hits(Columns.of(entries))] if found else []


def test_a_subject_scores_as_its_best_page_and_its_best_passage() -> None:
    found = hits(
        [
            entry("p1", "tram", subject="case:a"),
            entry("p2", "bus", subject="case:a"),
            entry("p3", "park", subject="case:b"),
        ],
        "bus",
    )
    assert [hit.subject for hit in found] == ["case:a"]
    assert (found[0].parts.words, found[0].parts.meaning) == (0.4, 0.4)


def test_a_question_is_searched_by_the_english_words_that_its_own_stand_for() -> None:
    entries = [entry("p1", "recycling"), entry("p2", "garbage"), entry("p3", "tram")]
    english = [Translation("garbage", 0.2), Translation("recycling", 0.6), Translation("the", 0.9)]
    found = scored(entries, "reciclaje", english=english)
    assert found is not None
    hits = [hit for _, hit in found.hits(Columns.of(entries))]
    assert [hit.evidence[0].passage_id for hit in hits[:2]] == ["p1", "p2"]
    assert hits[0].evidence[0].translated == ("recycling",)
    assert hits[0].evidence[0].words == ()
    # What stands there in the very words counts for more, and those are not searched twice.
    entries.append(entry("p4", "reciclaje"))
    found = scored(entries, "reciclaje", english=[*english, Translation("reciclaje", 0.9)])
    assert found is not None
    assert found.question.terms.count("reciclaj") + found.question.terms.count("reciclaje") == 1
    assert found.hits(Columns.of(entries))[0][1].evidence[0].passage_id == "p4"


@pytest.mark.parametrize(
    ("words", "weight"),
    [
        ("버스", 0.5),  # no text here is in this language
        ("버스 Seoul bus 2015", 0.5),  # names, numbers and English words say nothing of that
        ("작은 도시", pytest.approx(0.3 / 1.3)),
        ("reforma de Seoul", 0.5),
        ("transporte Seoul", pytest.approx(0.3 / 1.3)),
    ],
)
def test_meaning_decides_less_where_texts_are_in_the_questions_language(words: str, weight: float) -> None:
    found = scored(
        [entry("a", "bus of Seoul in 2015"), entry("b", "작은 도시"), entry("c", "transporte")], words, english=[]
    )
    assert found is not None
    assert found.candidates.meaning_weight == weight


def test_what_words_may_stand_for_says_nothing_of_relevance() -> None:
    entries = [entry("p1", "recycling"), entry("p2", "tram")]
    plain, translated = (
        scored(entries, "reciclaje", english=english) for english in ([], [Translation("recycling", 0.6)])
    )
    assert plain is not None
    assert translated is not None
    assert plain.relevance.tolist() == translated.relevance.tolist()


def test_evidence_of_words_and_meaning_comes_first_and_says_which_words() -> None:
    found = hits(
        [
            entry("p1", "tram", subject="case:a", unit="page 1"),
            entry("p2", "Buses of Seoul, bus by bus", subject="case:a", unit="page 1"),
            entry("p3", "water", subject="case:b"),
        ],
        "bus Seoul",
    )
    best, other = found[0].evidence
    assert (best.passage_id, best.words, best.meaning) == ("p2", ("bus", "Seoul"), 1.0)
    assert (other.passage_id, other.words, other.meaning) == ("p1", (), 0.0)
    assert best.lexical == other.lexical > 0
    assert best.score > other.score


def test_evidence_is_distinct_and_not_too_much() -> None:
    same = [entry(f"p{number}", "bus 1 of 9", subject="case:a") for number in range(3)]
    more = [entry(f"q{number}", f"bus {number} of 99", subject="case:a") for number in range(9)]
    (hit,) = hits([*same, *more], "bus")
    assert len(hit.evidence) == MOST_EVIDENCE
    assert len([evidence for evidence in hit.evidence if evidence.passage_id.startswith("p")]) == 1


def test_a_heading_comes_after_a_passage_that_matches_as_well_and_says_something() -> None:
    heading = entry("a", "Buses in Seoul", subject="case:a")
    passage = entry("b", "Seoul took its buses over.", subject="case:a")
    (hit,) = hits([heading, passage], "buses Seoul")
    assert [part.passage_id for part in hit.evidence] == ["b", "a"]


def test_who_shares_neither_word_nor_meaning_is_no_hit() -> None:
    found = hits([entry("p1", "bus"), entry("p2", "park"), entry("p3", "nothing of the kind")], "bus")
    assert [hit.subject for hit in found] == ["document:p1"]


# Stop words are no terms, so an encoder that knows only those gives meaning without shared words.
UNSAID = ("to", "or")


def test_what_has_neither_words_nor_meaning_is_no_hit() -> None:
    found = hits([entry("p1", "bus"), entry("p2", "park"), entry("p3", "nothing of the kind")], "bus")
    assert [hit.subject for hit in found] == ["document:p1"]


def test_a_score_is_the_sum_of_its_parts() -> None:
    entries = [entry("a", "bus to"), entry("b", "bus stop to or"), entry("c", "stop to"), entry("d", "or park")]
    for hit in hits(entries, "bus to", topics=UNSAID):
        assert hit.score == pytest.approx(hit.parts.words + hit.parts.meaning + hit.parts.neighbours)


def test_relevance_depends_on_the_record_and_not_on_the_others() -> None:
    """A score is relative to the best hit; the same record must not become an answer by being the only one."""
    good, weak = entry("a", "to bus"), entry("b", "or or or to")

    def relevances(*entries: Entry) -> dict[str, float]:
        return {hit.subject: hit.relevance for hit in hits(entries, "to", topics=UNSAID)}

    together, alone = relevances(good, weak), relevances(weak)
    assert together["document:b"] == alone["document:b"] < together["document:a"]


def test_a_word_that_nothing_here_has_lowers_the_relevance() -> None:
    entries = [entry("a", "bus"), entry("b", "park")]
    assert hits(entries, "bus zeppelin")[0].relevance < hits(entries, "bus")[0].relevance


def test_a_word_that_the_vocabularies_know_is_not_missing() -> None:
    entries = [entry("a", "bus"), entry("b", "park")]
    named = [Mention("concept", "airship", "zeppelin", 4, 12, "en")]
    unknown, told = scored(entries, "bus zeppelin"), scored(entries, "bus zeppelin", mentions=named)
    assert unknown is not None
    assert told is not None
    assert told.relevance.max() > unknown.relevance.max()


def test_what_resembles_the_best_stands_before_what_stands_alone() -> None:
    alike = [entry(f"z{number}", "tram tram tram bus water") for number in range(3)]
    found = hits([entry("a", "bus"), *alike, entry("b", "tram")], "bus tram", topics=("bus", "tram", "water"))
    assert found[0].parts.neighbours > 0
    assert {hit.parts.neighbours for hit in hits([entry("a", "bus"), *alike], "bus", reads=0.0)} == {0.0}


def test_the_best_match_of_words_is_never_behind_what_is_only_near_in_meaning() -> None:
    entries = [entry("a", "to", subject="case:a"), entry("z", "or Cheonggyecheon", subject="case:z")]
    found = hits(entries, "to Cheonggyecheon", topics=UNSAID)
    assert [(hit.subject, hit.parts.words, hit.parts.meaning) for hit in found] == [
        ("case:z", 0.4, 0.0),
        ("case:a", 0.0, 0.4),
    ]


def test_a_document_that_no_case_claims_stands_behind_a_case_as_good_and_is_as_relevant() -> None:
    entries = [entry("a", "bus"), entry("z", "bus", subject="case:z")]
    case, document = hits(entries, "bus")
    assert (case.subject, document.subject) == ("case:z", "document:a")
    assert document.score == pytest.approx(0.8 * case.score)
    assert document.relevance == case.relevance


def test_an_encoder_that_cannot_read_the_question_adds_no_hits() -> None:
    entries = [entry("a", "waste"), entry("z", "서울 교통")]
    assert [hit.subject for hit in hits(entries, "서울 waste", reads=0.0)] == ["document:a", "document:z"]
    assert [hit.subject for hit in hits(entries, "서울", reads=0.0)] == ["document:z"]


def test_equal_hits_stand_in_order_of_their_names() -> None:
    found = hits([entry("b", "bus"), entry("a", "bus"), entry("c", "bus")], "bus")
    assert [hit.subject for hit in found] == ["document:a", "document:b", "document:c"]
    assert len({hit.score for hit in found}) == 1


def test_a_subject_of_many_passages_does_not_push_the_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "POOL", 3)
    many = [entry(f"a{number:03}", "bus bus", subject="case:long") for number in range(100)]
    found = hits([*many, entry("x", "bus stop"), entry("y", "bus lane")], "bus")
    assert {hit.subject for hit in found} == {"case:long", "document:x", "document:y"}


def test_a_question_that_nothing_resembles_has_a_nearest_and_no_answer() -> None:
    found = scored([entry("a", "park")], "waste water")
    assert found is not None
    assert [hit.subject for _, hit in found.hits(Columns.of([entry("a", "park")]))] == ["document:a"]
    assert not found.is_answered
    assert found.relevant == []


def test_every_relevant_hit_can_be_shown_though_others_score_higher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "SHOWN", 2)
    entries = [entry(name, "bus", subject=f"case:{name}") for name in "abc"]
    found = scored(entries, "bus")
    assert found is not None
    weak = replace(found, relevance=np.array([0.01, 0.5, 0.5]), words=np.array([0.9, 0.1, 0.1]))
    assert [hit.subject for _, hit in weak.hits(Columns.of(entries))] == ["case:a", "case:b", "case:c"]
