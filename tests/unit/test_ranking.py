"""From scored rows to hits and their evidence, over a backend that looks at every row."""

from collections.abc import Sequence

import numpy as np
import pytest
from factories import entry
from fakes import TOPICS, BruteForceBackend, FakeEncoder

from archive.model import Entry
from index import fusion
from index.analysis import analyse_query, terms
from index.backend import Unit
from index.columns import Columns
from index.ranking import MOST_EVIDENCE, Question, RankedHit, rank


def hits(entries: Sequence[Entry], words: str, reads: float = 1.0, topics: Sequence[str] = TOPICS) -> list[RankedHit]:
    encoder = FakeEncoder(topics)
    own_terms = [terms(entry.text) for entry in entries]
    units = [
        Unit([row for row, other in enumerate(entries) if other.unit == name], [])
        for name in dict.fromkeys(entry.unit for entry in entries)
    ]
    units = [Unit(unit.rows, [term for row in unit.rows for term in own_terms[row]]) for unit in units]
    backend = BruteForceBackend(encoder.encode_passages([entry.text for entry in entries]), units, own_terms)
    question = Question(encoder.encode_query(words), reads, analyse_query(words))
    mask = np.ones(len(entries), dtype=np.bool_)
    return [hit for _, hit in rank(question, backend, Columns.of(entries), mask)]


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
    assert found[0].score == 1.0


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
    assert hit.score == 1.0


def test_who_shares_neither_word_nor_meaning_is_no_hit() -> None:
    found = hits([entry("p1", "bus"), entry("p2", "park"), entry("p3", "nothing of the kind")], "bus")
    assert [hit.subject for hit in found] == ["document:p1"]


# Stop words are no terms, so an encoder that knows only those gives meaning without shared words.
UNSAID = ("to", "or")


def test_without_a_shared_word_only_what_is_half_as_near_as_the_nearest_is_a_hit() -> None:
    entries = [entry("a", "to"), entry("b", "to or"), entry("c", "to or or"), entry("d", "or")]
    # Cosines 1, 1 / √2, 1 / √5, 0.
    assert [hit.subject for hit in hits(entries, "to", topics=UNSAID)] == ["document:a", "document:b"]


def test_without_a_shared_word_the_nearest_is_no_hit_if_it_is_far_off_itself() -> None:
    # Cosines 1 / √37 = .16 and 1 / √17 = .24.
    far, near = entry("a", "to" + 6 * " or"), entry("b", "to" + 4 * " or")
    assert hits([far], "to", topics=UNSAID) == []
    assert [hit.subject for hit in hits([far, near], "to", topics=UNSAID)] == ["document:b"]


def test_a_shared_word_makes_a_hit_however_far_off_the_meaning_is() -> None:
    found = hits([entry("a", "Cheonggyecheon to" + 6 * " or")], "to Cheonggyecheon", topics=UNSAID)
    assert [hit.subject for hit in found] == ["document:a"]


def test_the_best_match_of_words_is_never_behind_what_is_only_near_in_meaning() -> None:
    found = hits([entry("a", "to"), entry("z", "or Cheonggyecheon")], "to Cheonggyecheon", topics=UNSAID)
    assert [(hit.subject, hit.score) for hit in found] == [("document:z", 0.5), ("document:a", 0.5)]


def test_an_encoder_that_cannot_read_the_question_adds_no_hits() -> None:
    entries = [entry("a", "waste"), entry("z", "서울 교통")]
    assert [hit.subject for hit in hits(entries, "서울 waste", reads=0.0)] == ["document:a", "document:z"]
    assert [hit.subject for hit in hits(entries, "서울", reads=0.0)] == ["document:z"]


def test_equal_hits_stand_in_order_of_their_names() -> None:
    found = hits([entry("b", "bus"), entry("a", "bus"), entry("c", "bus")], "bus")
    assert [hit.subject for hit in found] == ["document:a", "document:b", "document:c"]
    assert len({hit.score for hit in found}) == 1


def test_a_subject_of_many_passages_does_not_push_the_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fusion, "DEPTH", 3)
    many = [entry(f"a{number:03}", "bus bus", subject="case:long") for number in range(100)]
    found = hits([*many, entry("x", "bus stop"), entry("y", "bus lane")], "bus")
    assert {hit.subject for hit in found} == {"case:long", "document:x", "document:y"}


def test_a_question_that_nothing_answers_has_no_hits() -> None:
    assert hits([entry("a", "park")], "waste water") == []
