"""What a search engine must be able to do for this archive; tests/contract/test_backends.py holds each to it.

Everything is counted in rows: row i is the i-th entry the index was built from. A row's *meaning* is the cosine of
its vector with the query's. A row's *keyword score* is that of its unit, the page, slide or section it stands in.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.encoder import Vectors

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


class Unit(NamedTuple):
    """What keyword ranking counts: the rows that stand in it, and its terms (a title's counted twice)."""

    rows: Sequence[int]
    terms: Sequence[str]


class Ranked(NamedTuple):
    """Rows and their scores, best first; rows of equal score in ascending order."""

    rows: Rows
    scores: Scores


class Backend(Protocol):
    """Two rankers over the same rows. Masks are bool [rows]: only rows where it is True take part. Statistics of
    words stay those of the whole index, so a row's score does not depend on the mask. Safe for many threads."""

    def __len__(self) -> int:
        """The number of rows."""

    def nearest(self, vector: Vectors, mask: Mask, k: int) -> Ranked:
        """The k rows nearest in meaning: cosines, -1 to 1, rounded to six decimals. Fewer if fewer pass."""

    def matching(self, terms: Sequence[str], mask: Mask, k: int, boosts: Sequence[float] = ()) -> Ranked:
        """The k rows of highest keyword score (above 0). Rows that share no term are never among them. ``boosts``: how
        much each term counts, above 0; 1, where none are given."""

    def cosines(self, vector: Vectors, rows: Rows) -> Scores:
        """The meaning of each of these rows."""

    def vectors(self, rows: Rows) -> Vectors:
        """The vectors of these rows: float32 [rows, dimension], of length 1."""

    def mean(self, rows: Rows) -> Vectors:
        """Where these rows lie together: their vectors' mean, made of length 1 (or 0): float32 [dimension]."""

    def keyword_scores(self, terms: Sequence[str], rows: Rows, boosts: Sequence[float] = ()) -> Scores:
        """The keyword score of each of these rows, 0 where no term is shared; ``boosts`` as in ``matching``."""

    def found(self, terms: Sequence[str], rows: Rows) -> Mask:
        """Which term stands in which row's own text or title: bool [rows, terms]."""

    def weights(self, terms: Sequence[str]) -> Scores:
        """How telling each term is, above 0 (rare terms more); 0 for a term that no unit has."""

    def row_counts(self, terms: Sequence[str], mask: Mask) -> Rows:
        """In how many of the rows that pass each term stands, in their own text or title."""

    def save(self, folder: Path) -> None:
        """Writes everything into an existing folder; the same index gives the same bytes."""


def best(rows: Rows, scores: Scores, k: int) -> Ranked:
    """The k best of these rows, by score and then by row."""
    if 0 < k < len(rows):
        # Everything that ties with the k-th stays until the sort has the last word.
        keep = scores >= np.partition(scores, -k)[-k]
        rows, scores = rows[keep], scores[keep]
    order = np.lexsort((rows, -scores))[:k]
    return Ranked(rows[order], scores[order])
