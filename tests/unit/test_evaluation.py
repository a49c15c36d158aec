"""The figures of evaluation, against values worked out by hand."""

import math
from pathlib import Path

import pytest
from factories import entry
from fakes import FakeEncoder

from index.build import build
from index.evaluation import difference, estimate, evaluate, ndcg, recall
from index.query import By, Query
from index.searcher import Searcher


def test_ndcg_has_linear_gain_and_a_logarithmic_discount() -> None:
    grades = {"a": 2, "b": 1}
    ideal = 2 + 1 / math.log2(3)
    assert ndcg(["a", "b"], grades, 10) == 1
    assert ndcg(["b", "x", "a"], grades, 10) == pytest.approx((1 + 2 / 2) / ideal)
    assert ndcg(["x", "b", "a"], grades, 2) == pytest.approx((1 / math.log2(3)) / ideal)


def test_ndcg_counts_no_more_relevant_ones_than_fit() -> None:
    assert ndcg(["a"], {"a": 1, "b": 1, "c": 1}, 1) == 1


def test_grades_under_one_are_worth_nothing() -> None:
    assert ndcg(["a", "b"], {"a": -1, "b": 0}, 10) == 0
    assert recall(["a", "b"], {"a": -1, "b": 0}, 10) == 0


def test_recall_is_the_share_of_the_relevant_that_was_found() -> None:
    assert recall(["a", "x", "b"], {"a": 1, "b": 3, "c": 1}, 2) == pytest.approx(1 / 3)


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    encoder = FakeEncoder()
    texts = {"case:a": "bus bus", "case:b": "bus water", "document:c": "park"}
    build([entry(f"p-{name}", text, subject=name) for name, text in texts.items()], 1, encoder, tmp_path)
    return Searcher.open(tmp_path / "index", encoder)


def test_topics_are_asked_and_their_figures_averaged(searcher: Searcher) -> None:
    scores = evaluate(
        searcher,
        {"1": Query("bus"), "2": Query("park"), "3": Query("unjudged")},
        {"1": {"b": 1}, "2": {"c": 1}, "9": {"a": 1}},
    )
    assert scores.queries == 2
    assert scores.per_topic["1"].ranked == ("a", "b")
    assert scores.ndcg_at_10 == pytest.approx((1 / math.log2(3) + 1) / 2)
    assert scores.recall_at_100 == 1


def test_subjects_that_are_one_document_to_the_judges_count_where_the_first_stood(searcher: Searcher) -> None:
    scores = evaluate(searcher, {"1": Query("bus")}, {"1": {"case": 1}}, lambda subject: subject.split(":")[0])
    assert scores.per_topic["1"].ranked == ("case",)


def test_topics_without_judgements_are_refused(searcher: Searcher) -> None:
    with pytest.raises(ValueError, match="none of the topics"):
        evaluate(searcher, {"1": Query("bus")}, {"1": {"a": 0}})


def test_a_mean_lies_within_its_interval_and_the_same_values_give_the_same(searcher: Searcher) -> None:
    values = [0.0, 0.25, 0.5, 1.0]
    one = estimate(values)
    assert one == estimate(values)
    assert one.low < one.mean == 0.4375 < one.high
    assert estimate([0.5] * 9) == (0.5, 0.5, 0.5)
    with pytest.raises(ValueError, match="nothing to estimate"):
        estimate([])


def test_a_difference_is_paired_by_topic(searcher: Searcher) -> None:
    qrels = {"1": {"b": 1}, "2": {"c": 1}}
    both = evaluate(searcher, {"1": Query("water bus"), "2": Query("park")}, qrels)
    worse = evaluate(searcher, {"1": Query("bus"), "2": Query("park")}, qrels)
    gained = difference(both, worse)
    assert gained.mean == pytest.approx((1 - 1 / math.log2(3)) / 2)
    assert (gained.low, gained.high) == (0, pytest.approx(2 * gained.mean))


def test_each_ranker_can_be_asked_alone(searcher: Searcher) -> None:
    by_words = searcher.search(Query("buses", by=By.WORDS)).hits
    by_meaning = searcher.search(Query("bus", by=By.MEANING)).hits
    # The words know the plural; the fake's meaning would know only "bus" itself.
    assert [hit.subject for hit in by_words] == ["case:a", "case:b"]
    assert {hit.parts.meaning for hit in by_words} == {0.0}
    assert by_meaning[0].subject == "case:a"
    assert {hit.parts.words for hit in by_meaning} == {0.0}
    assert {hit.parts.neighbours for hit in (*by_words, *by_meaning)} == {0.0}
