"""Which English pieces a piece of another language stands for: how probable each is, learnt from pairs of texts.

IBM model 1 (Brown et al. 1993, "The mathematics of statistical machine translation", section 4.2) in both directions at
once, which agree on each link by the product of their posteriors (Liang, Taskar and Klein 2006, "Alignment by
agreement", section 4), and a preference for the diagonal (Dyer, Chahuneau and Smith 2013, "A simple, fast and effective
reparameterization of IBM model 2", section 2). All links of all pairs are in one array, so that a round of expectation
and maximisation is a few sums over it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Links", "align"]

Ids = npt.NDArray[np.int32]
_DIAGONAL = 4.0
_FEWEST = 1.2e-3  # expected links: fewer are noise


class Links(NamedTuple):
    """``pieces[i]`` stands for ``english[i]`` with probability ``probability[i]``, which sum to 1 for each piece. In
    order of the pieces."""

    pieces: Ids
    english: Ids
    probability: npt.NDArray[np.float32]


class _Cells(NamedTuple):
    """All links that there may be. ``kind``: which couple of pieces; ``own`` and ``other``: which place of all texts;
    ``near``: how much the diagonal speaks for it."""

    kind: npt.NDArray[np.int32]
    own: npt.NDArray[np.int32]
    other: npt.NDArray[np.int32]
    near: npt.NDArray[np.float32]
    weight: npt.NDArray[np.float32]


def align(
    texts: Sequence[Sequence[int]],
    english: Sequence[Sequence[int]],
    weights: Sequence[float],
    rounds: int = 5,
    report: Callable[[int], None] = lambda done: None,
) -> Links:
    """``texts[n]`` and ``english[n]``: the pieces of a pair; ``weights[n]``: how often it counts. ``report`` is told
    how many rounds are done."""
    cells, couples = _cells(texts, english, weights)
    report(0)
    pieces, partners = (couples >> 32).astype(np.int32), (couples & 0xFFFFFFFF).astype(np.int32)
    of_piece = np.full(len(couples), 1e-3, np.float32)
    of_partner = of_piece.copy()
    count: npt.NDArray[np.float64] = np.zeros(len(couples))
    for number in range(rounds):
        forward = _posterior(of_piece, cells, cells.other)
        forward *= _posterior(of_partner, cells, cells.own)
        forward *= cells.weight
        count = np.bincount(cells.kind, forward, len(couples)).astype(np.float64)
        of_piece, of_partner = _shares(count, pieces), _shares(count, partners)
        report(number + 1)
    kept = count >= _FEWEST
    pieces, partners, count = pieces[kept], partners[kept], count[kept]
    return Links(pieces, partners, _shares(count, pieces))


def _posterior(table: npt.NDArray[np.float32], cells: _Cells, place: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
    mass = table[cells.kind]
    mass *= cells.near
    total = np.bincount(place, mass)
    scale = 1 / np.maximum(total, 1e-30)
    mass *= scale.astype(np.float32)[place]
    return mass


def _shares(count: npt.NDArray[np.float64], of: Ids) -> npt.NDArray[np.float32]:
    total = np.bincount(of, count)
    return (count / np.maximum(total[of], 1e-30)).astype(np.float32)


def _cells(
    texts: Sequence[Sequence[int]], english: Sequence[Sequence[int]], weights: Sequence[float]
) -> tuple[_Cells, npt.NDArray[np.int64]]:
    lengths = np.array([len(text) for text in texts], np.int64)
    others = np.array([len(text) for text in english], np.int64)
    sizes = lengths * others
    pair = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    inside = np.arange(sizes.sum(), dtype=np.int64) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    across = others[pair]
    row, column = (inside // across).astype(np.int32), (inside % across).astype(np.int32)
    del inside, across
    near = np.abs((row + 0.5) / lengths[pair] - (column + 0.5) / others[pair]).astype(np.float32)
    np.exp(-_DIAGONAL * near, out=near)
    own = (row + (np.cumsum(lengths) - lengths)[pair]).astype(np.int32)
    other = (column + (np.cumsum(others) - others)[pair]).astype(np.int32)
    del row, column
    flat = np.fromiter((piece for text in texts for piece in text), np.int64, int(lengths.sum()))
    flat_english = np.fromiter((piece for text in english for piece in text), np.int64, int(others.sum()))
    couples, kind = np.unique((flat[own] << 32) | flat_english[other], return_inverse=True)
    weight = np.asarray(weights, np.float32)[pair]
    return _Cells(kind.astype(np.int32), own, other, near, weight), couples
