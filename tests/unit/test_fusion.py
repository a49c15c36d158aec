"""How two rankings become one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import DEPTH, LEAST_SPREAD, Scale, fuse, lexical_scale, meaning_scale, meaning_weight


def test_where_few_share_a_word_the_one_that_does_gets_everything() -> None:
    assert lexical_scale(np.array([3.0]))(np.array([3.0, 0.0])).tolist() == [1.0, 0.0]


def test_where_many_share_words_the_last_of_the_best_gets_nothing() -> None:
    scores = np.linspace(2.0, 1.0, DEPTH)
    assert lexical_scale(scores)(np.array([2.0, 1.5, 1.0, 0.5])).tolist() == [1.0, 0.5, 0.0, 0.0]


def test_meaning_runs_from_the_last_of_the_nearest_to_the_nearest() -> None:
    assert meaning_scale(np.array([0.75, 0.25]))(np.array([0.75, 0.5, 0.25, 0.0])).tolist() == [1.0, 0.5, 0.0, 0.0]


def test_cosines_that_hardly_differ_are_not_blown_up() -> None:
    near = meaning_scale(np.array([0.9, 0.89]))(np.array([0.9, 0.89]))
    assert near.tolist() == pytest.approx([1.0, 1 - 0.01 / LEAST_SPREAD])


def test_without_candidates_nothing_scores() -> None:
    assert lexical_scale(np.array([]))(np.array([1.0])).tolist() == [0.0]
    assert meaning_scale(np.array([]))(np.array([1.0])).tolist() == [0.0]
    assert Scale(1.0, 1.0)(np.array([1.0])).tolist() == [0.0]


def test_both_have_half_a_vote_and_an_encoder_that_cannot_read_has_none() -> None:
    assert fuse(np.array([1.0]), np.array([1.0]), meaning_weight(1.0)) == (0.5, 0.5)
    assert fuse(np.array([1.0]), np.array([1.0]), meaning_weight(0.0)) == (1.0, 0.0)


def test_the_more_of_a_translated_question_stands_in_the_index_the_less_its_meaning_decides() -> None:
    weights = [meaning_weight(1.0, known) for known in (0.0, 0.2, 0.5, 1.0)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 0.5
    assert weights[-1] < 0.25
    assert meaning_weight(0.0, 0.0) == 0.0


@given(st.lists(st.floats(0.01, 50), min_size=1, max_size=150), st.lists(st.floats(-1, 1), min_size=1, max_size=150))
def test_normalised_scores_keep_their_order_and_stay_within_0_and_1(lexical: list[float], meaning: list[float]) -> None:
    for scale, scores in ((lexical_scale, lexical), (meaning_scale, meaning)):
        ordered = np.sort(np.array(scores))
        normalised = scale(ordered[::-1])(ordered)
        assert normalised.min() >= 0
        assert normalised.max() <= 1
        assert (np.diff(normalised) >= 0).all()
