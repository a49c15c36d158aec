"""Keyword ranking with bm25s, the only file that imports it.

Lucene's BM25 (Kamphuis et al. 2020, "Which BM25 do you mean?") over units. bm25s keeps the score of every term in
every unit, so that a query is a sum over a few columns. Beside it stand, for each term, the rows whose own text or
title has it: they say which of a unit's passages to show, and which words were found.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from index.backend import Mask, Ranked, Rows, Scores, Unit, best

K1 = 1.2
B = 0.75

ARRAYS = ("data", "indices", "indptr", "posting_rows", "posting_starts", "unit_of_row")


class Keywords:
    """See ``Backend`` for what the methods promise."""

    def __init__(self, vocabulary: dict[str, int], arrays: dict[str, npt.NDArray[np.generic]], unit_count: int) -> None:
        self._vocabulary = vocabulary
        self._arrays = arrays
        self._unit_count = unit_count
        self._unit_of_row = arrays["unit_of_row"].astype(np.int64)
        self._posting_rows = arrays["posting_rows"]
        self._posting_starts = arrays["posting_starts"].astype(np.int64)
        self._bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
        self._bm25.scores = {name: arrays[name] for name in ("data", "indices", "indptr")} | {"num_docs": unit_count}
        self._bm25.nonoccurrence_array = None

    @classmethod
    def build(cls, units: Sequence[Unit], row_terms: Sequence[Sequence[str]]) -> "Keywords":
        """``row_terms``: for each row, the terms of its own text and title."""
        # Sorted, since a set's order differs from run to run and the index must not.
        vocabulary = {term: number for number, term in enumerate(sorted({t for unit in units for t in unit.terms}))}
        numbers = [[vocabulary[term] for term in unit.terms] for unit in units]
        scores = _score_matrix(numbers, len(vocabulary))
        unit_of_row = np.zeros(len(row_terms), dtype=np.int32)
        for number, unit in enumerate(units):
            unit_of_row[list(unit.rows)] = number
        posting_rows, posting_starts = _postings(row_terms, vocabulary)
        arrays = scores | {
            "posting_rows": posting_rows,
            "posting_starts": posting_starts,
            "unit_of_row": unit_of_row,
        }
        return cls(vocabulary, arrays, len(units))

    def matching(self, terms: Sequence[str], mask: Mask, k: int, boosts: Sequence[float] = ()) -> Ranked:
        scores = self._unit_scores(terms, boosts)[self._unit_of_row]
        rows = np.flatnonzero(mask & (scores > 0))
        return best(rows, scores[rows], k)

    def keyword_scores(self, terms: Sequence[str], rows: Rows, boosts: Sequence[float] = ()) -> Scores:
        scores: Scores = self._unit_scores(terms, boosts)[self._unit_of_row[rows]]
        return scores

    def found(self, terms: Sequence[str], rows: Rows) -> Mask:
        table = np.zeros((len(rows), len(terms)), dtype=np.bool_)
        for column, term in enumerate(terms):
            if (number := self._vocabulary.get(term)) is not None:
                postings = self._posting_rows[self._posting_starts[number] : self._posting_starts[number + 1]]
                table[:, column] = np.isin(rows, postings)
        return table

    def weights(self, terms: Sequence[str]) -> Scores:
        weights = np.zeros(len(terms))
        row_count = len(self._unit_of_row)
        for place, term in enumerate(terms):
            if (number := self._vocabulary.get(term)) is not None:
                having = self._posting_starts[number + 1] - self._posting_starts[number]
                weights[place] = np.log(1 + (row_count - having + 0.5) / (having + 0.5))
        return weights

    def row_counts(self, terms: Sequence[str], mask: Mask) -> Rows:
        counts = np.zeros(len(terms), dtype=np.int64)
        for place, term in enumerate(terms):
            if (number := self._vocabulary.get(term)) is not None:
                postings = self._posting_rows[self._posting_starts[number] : self._posting_starts[number + 1]]
                counts[place] = mask[postings].sum()
        return counts

    def save(self, folder: Path) -> None:
        for name in ARRAYS:
            np.save(folder / f"keywords.{name}.npy", self._arrays[name], allow_pickle=False)
        vocabulary = {"terms": list(self._vocabulary), "unit_count": self._unit_count}
        (folder / "keywords.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> "Keywords":
        stored = json.loads((folder / "keywords.json").read_text(encoding="utf-8"))
        arrays = {name: np.load(folder / f"keywords.{name}.npy", allow_pickle=False) for name in ARRAYS}
        vocabulary = {term: number for number, term in enumerate(stored["terms"])}
        return cls(vocabulary, arrays, stored["unit_count"])

    def _unit_scores(self, terms: Sequence[str], boosts: Sequence[float]) -> Scores:
        boosted: dict[float, list[int]] = {}
        for term, boost in zip(terms, boosts or [1.0] * len(terms), strict=True):
            if term in self._vocabulary:
                boosted.setdefault(boost, []).append(self._vocabulary[term])
        scores = np.zeros(self._unit_count)
        for boost, numbers in boosted.items():
            scores += boost * np.asarray(self._bm25.get_scores_from_ids(numbers), dtype=np.float64)
        return scores


def _score_matrix(numbers: list[list[int]], vocabulary_size: int) -> dict[str, npt.NDArray[np.generic]]:
    if vocabulary_size == 0:  # bm25s divides by the mean length
        return {
            "data": np.zeros(0, dtype=np.float32),
            "indices": np.zeros(0, dtype=np.int32),
            "indptr": np.zeros(1, dtype=np.int64),
        }
    retriever = bm25s.BM25(k1=K1, b=B, method="lucene")
    scores = retriever.build_index_from_ids(list(range(vocabulary_size)), numbers, show_progress=False)
    return {name: scores[name] for name in ("data", "indices", "indptr")}


def _postings(
    row_terms: Sequence[Sequence[str]], vocabulary: dict[str, int]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    rows_of: list[list[int]] = [[] for _ in vocabulary]
    for row, terms in enumerate(row_terms):
        for term in set(terms):
            rows_of[vocabulary[term]].append(row)
    starts = np.zeros(len(vocabulary) + 1, dtype=np.int64)
    np.cumsum([len(rows) for rows in rows_of], out=starts[1:])
    return np.array([row for rows in rows_of for row in rows], dtype=np.int32), starts
