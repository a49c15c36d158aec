"""Whether a hit answers: an estimate that rises with what is shared, and an exact name is always an answer."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.relevance import ANSWERS, WHOLE, is_answer, relevance

shares = st.floats(0, 1)


def one(coverage: float, meaning: float, in_one: float = 0.0) -> float:
    return float(relevance(np.array([coverage]), np.array([meaning]), np.array([in_one]))[0])


@given(coverage=shares, meaning=shares, more=shares)
def test_more_words_or_more_meaning_never_lower_it(coverage: float, meaning: float, more: float) -> None:
    assert 0 < one(coverage, meaning) < 1
    assert one(max(coverage, more), meaning) >= one(coverage, meaning)
    assert one(coverage, max(meaning, more)) >= one(coverage, meaning)


def test_a_passage_that_holds_all_that_is_asked_answers_without_any_nearness() -> None:
    assert one(1.0, 0.0, in_one=1.0) == WHOLE
    assert is_answer(one(1.0, 0.0, in_one=1.0), reads=1.0)
    assert not is_answer(one(1.0, 0.0, in_one=0.9), reads=1.0)


def test_less_is_expected_of_a_question_that_the_encoder_reads_badly_but_not_nothing() -> None:
    assert is_answer(ANSWERS / 2, reads=0.5)
    assert not is_answer(ANSWERS / 2, reads=1.0)
    assert not is_answer(ANSWERS / 10, reads=0.0)
