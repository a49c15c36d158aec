"""The default backend: an exact FAISS index, the only file that imports it, and ``Keywords`` over the same rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.backend import Mask, Ranked, Rows, Scores, Unit, best
from index.encoder import Vectors
from index.keywords import Keywords

VECTORS = "vectors.faiss"
GATHER_SHARE = 0.05
"""Under this share of passing rows, copying them out and multiplying is faster than FAISS asking a selector."""
DECIMALS = 6
"""FAISS adds up in another order with a selector than without: rounding makes equal what is equal."""


class FaissBackend:
    """See ``Backend`` for what the methods promise. Nothing is approximate: at 100 thousand rows a flat search takes
    some 10 ms, and an inverted or graph index loses most of its recall under a narrow filter."""

    def __init__(self, vectors: Any, keywords: Keywords) -> None:
        self._index = vectors
        self._keywords = keywords
        # A view of FAISS's own memory, valid as long as the index lives.
        self._rows: Vectors = faiss.rev_swig_ptr(vectors.get_xb(), vectors.ntotal * vectors.d).reshape(-1, vectors.d)
        self.matching = keywords.matching
        self.keyword_scores = keywords.keyword_scores
        self.found = keywords.found
        self.weights = keywords.weights
        self.row_counts = keywords.row_counts

    @classmethod
    def build(cls, vectors: Vectors, units: Sequence[Unit], row_terms: Sequence[Sequence[str]]) -> "FaissBackend":
        """``vectors``: float32 [rows, dimension], of length 1; ``row_terms``: each row's own terms."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index, Keywords.build(units, row_terms))

    @classmethod
    def open(cls, folder: Path) -> "FaissBackend":
        return cls(faiss.read_index(str(folder / VECTORS)), Keywords.open(folder))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def save(self, folder: Path) -> None:
        faiss.write_index(self._index, str(folder / VECTORS))
        self._keywords.save(folder)

    def nearest(self, vector: Vectors, mask: Mask, k: int) -> Ranked:
        passing = int(mask.sum())
        if passing <= GATHER_SHARE * len(mask):
            rows = np.flatnonzero(mask)
            return best(rows, self.cosines(vector, rows), k)
        faiss.omp_set_num_threads(1)  # several queries at a time are faster than several threads for one
        parameters = None
        if passing < len(mask):
            bits = np.packbits(mask, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(mask), faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # takes it; its stubs do not say so
        # Never more than pass: FAISS would pad with row -1.
        scores, rows = self._index.search(vector[np.newaxis, :], min(k, passing), params=parameters)
        return best(rows[0], _rounded(scores[0]), k)

    def cosines(self, vector: Vectors, rows: Rows) -> Scores:
        return _rounded(self._rows[rows] @ vector)

    def vectors(self, rows: Rows) -> Vectors:
        return self._rows[rows]

    def mean(self, rows: Rows) -> Vectors:
        total = self._rows[rows].sum(axis=0)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, dtype=np.float32)


def _rounded(scores: Vectors) -> Scores:
    return np.asarray(np.round(scores.astype(np.float64), DECIMALS), dtype=np.float64)
