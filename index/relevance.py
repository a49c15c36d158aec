"""Whether a hit answers the question: a calibrated estimate, where scores only put hits in order.

A score is relative to the best hit of its question, so that the best of a hopeless question has a high one too. What
is estimated here depends on the question and the record alone, neither on other records nor on filters.
"""

import numpy as np

from index.backend import Scores

ANSWERS = 0.1
"""A question is answered if the relevance of its best hit reaches this, where the encoder reads it well. Chosen on the
tuning half of our own topics: at most one in twenty English questions that have an answer is told that it has none."""
LEAST_READ = 0.25
"""Of a question that the encoder reads badly less can be expected, but not less than this share of ANSWERS."""
LEAST = 0.04
"""A hit is relevant from here: on the same topics 9 in 10 of the cases that answer are, where they are found at all."""
WHOLE = 0.3
"""The least relevance of a record with a passage that holds all that is asked: an exact name or a quoted phrase is an
answer, though a model that does not know the name finds nothing near it."""
_INTERCEPT, _COVERAGE, _MEANING = -5.8, 2.5, 7.8
_ALL = 1 - 1e-6


def relevance(coverage: Scores, meaning: Scores, in_one: Scores) -> Scores:
    """0 to 1, by logistic regression over graded hits of the tuning half and questions from other fields.

    ``coverage``: how much of what is asked stands in the record, by weight, 0 to 1; ``meaning``: the best cosine, as
    far as the encoder reads the question, 0 to 1; ``in_one``: the coverage of the record's best single passage."""
    fitted = 1 / (1 + np.exp(-(_INTERCEPT + _COVERAGE * coverage + _MEANING * meaning)))
    return np.asarray(np.where(in_one >= _ALL, np.maximum(fitted, WHOLE), fitted), dtype=np.float64)


def is_answer(best: float, reads: float) -> bool:
    """Whether a question is answered whose best hit has this relevance, as far as the encoder ``reads`` it (0 to 1)."""
    return best >= ANSWERS * max(reads, LEAST_READ)
