"""Fakes that keep the whole promise of what they stand for, simply enough to be computed in one's head."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from index.backend import Mask, Ranked, Rows, Scores, Unit
from index.encoder import Progress, Translation, Vectors

TOPICS = ("bus", "water", "park", "waste")


class FakeEncoder:
    """A vector counts how often each topic is named, in order, and is then brought to length 1; a text that names none
    points along a last axis of its own. So "bus" and "bus water" have the cosine 1 / √2, "bus" and "park" 0."""

    def __init__(
        self,
        topics: Sequence[str] = TOPICS,
        name: str = "fake",
        reads: float = 1.0,
        english: Mapping[str, tuple[Translation, ...]] | None = None,
    ) -> None:
        self.name = name
        self.fingerprint = f"fake{len(topics)}{name}"
        self.dimension = len(topics) + 1
        self.encoded: list[str] = []
        self._topics = topics
        self._reads = reads
        self._english = dict(english or {})

    def reads(self, text: str) -> float:
        return self._reads

    def in_english(self, text: str) -> tuple[Translation, ...] | None:
        return self._english.get(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded.extend(texts)
        if progress:
            progress(len(texts), len(texts))
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        words = re.findall(r"\w+", text.lower())
        counts = np.array([words.count(topic) for topic in self._topics], dtype=np.float32)
        vector = np.append(counts, np.float32(0 if counts.any() else 1))
        return (vector / np.linalg.norm(vector)).astype(np.float32)


class BruteForceBackend:
    """Looks at every row, one by one, with the formulas as they stand in the books."""

    K1 = 1.2
    B = 0.75

    def __init__(self, vectors: Vectors, units: Sequence[Unit], row_terms: Sequence[Sequence[str]]) -> None:
        self._vectors = vectors
        self._units = units
        self._row_terms = row_terms
        self._unit_of_row = {row: unit for unit in units for row in unit.rows}

    @classmethod
    def build(cls, vectors: Vectors, units: Sequence[Unit], row_terms: Sequence[Sequence[str]]) -> "BruteForceBackend":
        return cls(vectors, units, row_terms)

    def __len__(self) -> int:
        return len(self._vectors)

    def nearest(self, vector: Vectors, mask: Mask, k: int) -> Ranked:
        rows = np.flatnonzero(mask)
        return self._best(rows, self.cosines(vector, rows), k)

    def matching(self, terms: Sequence[str], mask: Mask, k: int, boosts: Sequence[float] = ()) -> Ranked:
        rows = np.flatnonzero(mask)
        scores = self.keyword_scores(terms, rows, boosts)
        return self._best(rows[scores > 0], scores[scores > 0], k)

    def mean(self, rows: Rows) -> Vectors:
        total = np.sum([self._vectors[row] for row in rows], axis=0)
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length else total, dtype=np.float32)

    def cosines(self, vector: Vectors, rows: Rows) -> Scores:
        return np.array([round(float(np.dot(self._vectors[row], vector)), 6) for row in rows])

    def keyword_scores(self, terms: Sequence[str], rows: Rows, boosts: Sequence[float] = ()) -> Scores:
        asked = list(zip(terms, boosts or [1.0] * len(terms), strict=True))
        return np.array([self._bm25(asked, self._unit_of_row[int(row)]) for row in rows])

    def found(self, terms: Sequence[str], rows: Rows) -> Mask:
        table = [[term in self._row_terms[row] for term in terms] for row in rows]
        return np.array(table, dtype=np.bool_).reshape(len(rows), len(terms))

    def weights(self, terms: Sequence[str]) -> Scores:
        having = [sum(term in row for row in self._row_terms) for term in terms]
        return np.array([np.log(1 + (len(self) - count + 0.5) / (count + 0.5)) if count else 0 for count in having])

    def vectors(self, rows: Rows) -> Vectors:
        return np.stack([self._vectors[row] for row in rows]) if len(rows) else self._vectors[:0]

    def row_counts(self, terms: Sequence[str], mask: Mask) -> Rows:
        passing = [self._row_terms[row] for row in np.flatnonzero(mask)]
        return np.array([sum(term in row for row in passing) for term in terms], dtype=np.int64)

    def save(self, folder: Path) -> None:
        raise NotImplementedError("the fake lives in memory")

    def _bm25(self, asked: Sequence[tuple[str, float]], unit: Unit) -> float:
        mean = sum(len(other.terms) for other in self._units) / len(self._units)
        score = 0.0
        for term, boost in asked:
            frequency = unit.terms.count(term)
            having = sum(term in other.terms for other in self._units)
            rarity = float(np.log(1 + (len(self._units) - having + 0.5) / (having + 0.5)))
            length = self.K1 * (1 - self.B + self.B * len(unit.terms) / mean) if mean else 1
            score += boost * rarity * frequency / (frequency + length)
        return score

    def _best(self, rows: Rows, scores: Scores, k: int) -> Ranked:
        order = sorted(range(len(rows)), key=lambda place: (-scores[place], rows[place]))[:k]
        return Ranked(rows[order], scores[order])
