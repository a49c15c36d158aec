"""From scored rows to hits and their evidence, over a backend that looks at every row."""

from collections.abc import Sequence

import numpy as np
import pytest
from factories import entry
from fakes import BruteForceBackend, FakeEncoder

from archive.model import Entry
from index import fusion
from index.analysis import analyse_query, terms
from index.backend import Unit
from index.columns import Columns
from index.ranking import MOST_EVIDENCE, Question, RankedHit, rank


def hits(entries: Sequence[Entry], words: str, reads: float = 1.0) -> list[RankedHit]:
    encoder = FakeEncoder()
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
    same = [entry(f"p{number}", "bus", subject="case:a") for number in range(3)]
    more = [entry(f"q{number}", f"bus {number}", subject="case:a") for number in range(9)]
    (hit,) = hits([*same, *more], "bus")
    assert len(hit.evidence) == MOST_EVIDENCE
    assert len([evidence for evidence in hit.evidence if evidence.passage_id.startswith("p")]) == 1


def test_who_shares_neither_word_nor_meaning_is_no_hit() -> None:
    found = hits([entry("p1", "bus"), entry("p2", "park"), entry("p3", "nothing of the kind")], "bus")
    assert [hit.subject for hit in found] == ["document:p1"]


def test_near_meaning_without_a_shared_word_is_a_hit() -> None:
    found = hits([entry("p1", "water bus"), entry("p2", "park")], "WATER? bus!".lower())
    assert [hit.subject for hit in found] == ["document:p1"]
    found = hits([entry("p1", "bus park"), entry("p2", "waste")], "park lane")
    assert [hit.subject for hit in found] == ["document:p1"]


def test_an_exact_name_is_never_behind_a_passage_that_is_only_near_in_meaning() -> None:
    entries = [
        entry("a", "water"),
        entry("z", "Cheonggyecheon bus"),
        *(entry(f"w{n}", "water water") for n in range(9)),
    ]
    assert hits(entries, "Cheonggyecheon water")[0].subject != "document:z"
    entries = [entry(f"a{n}", "bus") for n in range(9)] + [entry("z", "Cheonggyecheon")]
    assert hits(entries, "Cheonggyecheon")[0].subject == "document:z"


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


def test_nothing_to_rank_gives_nothing() -> None:
    assert hits([entry("a", "park")], "waste water")[:0] == []
