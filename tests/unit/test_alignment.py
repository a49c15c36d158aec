"""What stands for what is learnt from pairs, and gives new pieces their first vectors."""

import numpy as np
import pytest

from index.multilingual.training.alignment import align
from index.multilingual.training.first_vectors import first_vectors

# Pieces 0 to 3 of one language are pieces 10 to 13 of English; 4 is a particle that is always there.
PAIRS = [([0, 1, 4], [10, 11]), ([1, 2, 4], [11, 12]), ([2, 3, 4], [12, 13]), ([3, 0, 4], [13, 10]), ([0, 4], [10])]


def learnt() -> dict[tuple[int, int], float]:
    own, english = zip(*PAIRS, strict=True)
    links = align(own, english, [1.0] * len(PAIRS), rounds=10)
    return {(p, e): float(s) for p, e, s in zip(links.pieces, links.english, links.probability, strict=True)}


def test_each_piece_finds_the_one_that_it_stands_for() -> None:
    found = learnt()
    for piece in range(4):
        assert found[piece, piece + 10] > 0.8


def test_probabilities_of_a_piece_sum_to_one() -> None:
    found = learnt()
    for piece in {piece for piece, _ in found}:
        assert sum(share for (own, _), share in found.items() if own == piece) == pytest.approx(1, abs=1e-5)


def test_what_counts_more_weighs_more() -> None:
    own, english = [[0], [0]], [[10], [11]]
    links = align(own, english, [3.0, 1.0], rounds=1)
    assert dict(zip(links.english.tolist(), links.probability.tolist(), strict=True)) == {10: 0.75, 11: 0.25}


def test_rounds_are_told_and_the_same_pairs_give_the_same_links() -> None:
    told: list[int] = []
    own, english = zip(*PAIRS, strict=True)
    first, second = (align(own, english, [1.0] * len(PAIRS), 3, told.append) for _ in range(2))
    assert told == [0, 1, 2, 3] * 2
    for one, other in zip(first, second, strict=True):
        assert np.array_equal(one, other)


def test_a_piece_begins_near_what_it_stands_for_at_the_length_of_english_vectors() -> None:
    english = np.zeros((20, 4), np.float32)
    english[10:14] = 3 * np.eye(4, dtype=np.float32)
    own, foreign = zip(*PAIRS, strict=True)
    vectors = first_vectors(align(own, foreign, [1.0] * len(PAIRS), 10), english, ["a", "b", "c", "d", "e", "##ad"])
    for piece in range(4):
        assert int(vectors[piece].argmax()) == piece
        assert np.linalg.norm(vectors[piece]) == pytest.approx(3, rel=1e-3)
    # A piece that was never met begins between those that have its letters.
    assert np.linalg.norm(vectors[5]) > 0
    assert vectors[5] == pytest.approx((vectors[0] + vectors[3]) / 2)
