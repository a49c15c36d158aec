"""The first vectors of new pieces: what MiniLM has for the English pieces that they stand for."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.multilingual.tokenizer import CONTINUES
from index.multilingual.training.alignment import Links

__all__ = ["first_vectors"]

_SHARPENING = 1.5
_PART = 1 << 18  # links at a time: their vectors have to fit into memory
Matrix = npt.NDArray[np.float32]


def first_vectors(links: Links, english: Matrix, pieces: Sequence[str]) -> Matrix:
    """float32 [pieces, dimension]: for each piece the mean of the ``english`` vectors [English pieces, dimension] that
    it is linked to, weighted by probability to the power 1.5, at the length that those vectors have. A piece without a
    link (rare letters, and parts that are always inside larger pieces) begins at the mean of the pieces that share its
    letters, letter by letter; at zero if there is none."""
    weights = links.probability**_SHARPENING
    vectors = np.zeros((len(pieces), english.shape[1]), np.float32)
    wanted = np.zeros((len(pieces), 1), np.float32)
    sizes = np.linalg.norm(english, axis=1)
    for start in range(0, len(weights), _PART):
        part = slice(start, start + _PART)
        np.add.at(vectors, links.pieces[part], weights[part, None] * english[links.english[part]])
        np.add.at(wanted, links.pieces[part], (links.probability[part] * sizes[links.english[part]])[:, None])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    has = lengths[:, 0] > 0
    vectors[has] *= wanted[has] / lengths[has]
    _fill(vectors, has, pieces)
    return vectors


def _fill(vectors: Matrix, has: npt.NDArray[np.bool_], pieces: Sequence[str]) -> None:
    having: dict[str, list[int]] = {}
    for row in np.flatnonzero(has).tolist():
        for letter in set(pieces[row].removeprefix(CONTINUES)):
            having.setdefault(letter, []).append(row)
    means = {letter: vectors[rows].mean(axis=0) for letter, rows in having.items()}
    for row in np.flatnonzero(~has).tolist():
        found = [means[letter] for letter in pieces[row].removeprefix(CONTINUES) if letter in means]
        if found:
            vectors[row] = np.mean(found, axis=0)
