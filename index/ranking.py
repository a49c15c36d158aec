"""From scored rows to hits: subjects, best first, each with the passages that speak for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np

from index import fusion
from index.analysis import Token, surfaces
from index.backend import Backend, Mask, Ranked, Rows, Scores
from index.columns import Columns
from index.encoder import Vectors
from index.lexicon import term_of

MOST_EVIDENCE = 5
"""Passages given for one hit."""
LEAST_NEARNESS = 0.5
"""A subject that shares no word with the query is a hit only if its cosine is at least this share of the nearest
one's: in a small archive the hundred nearest are nearly all there is, and most have nothing to do with the question."""
LEAST_COSINE = 0.2
"""And only if its cosine is above this. Where a filter leaves nothing to do with the question, the nearest is itself
far off, and a share of it rules nothing out. all-MiniLM-L6-v2 gives texts that have nothing in common cosines around 0;
a model whose cosines are all high is held by the share alone."""


@dataclass(frozen=True)
class RankedEvidence:
    """A passage that speaks for a hit. ``score`` (0 to 1) orders the evidence of one hit; ``lexical`` is the keyword
    score of its page, slide or section, ``meaning`` its own cosine; ``words`` the query's words found in it, and
    ``named`` the ids of the entries of the vocabularies that the query names and the passage names too."""

    passage_id: str
    score: float
    lexical: float
    meaning: float
    words: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True)
class RankedHit:
    """A subject, ``case:ID`` or ``document:ID``; ``score`` 0 to 1; best evidence first, at most MOST_EVIDENCE.
    ``copies``: near-identical documents that would be hits too, which this one stands for (index/copies.py)."""

    subject: str
    score: float
    evidence: tuple[RankedEvidence, ...]
    copies: tuple["RankedHit", ...] = ()


@dataclass(frozen=True)
class Ranking:
    """All hits, best first. ``total`` is their number; ``facets`` count them per facet name and value."""

    hits: tuple[RankedHit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Question:
    """A query as the rankers need it. ``named``: ids of the entries of the vocabularies that it names."""

    vector: Vectors
    reads: float
    tokens: Sequence[Token]
    named: tuple[str, ...] = ()

    @property
    def terms(self) -> list[str]:
        return [*(token.term for token in self.tokens), *map(term_of, self.named)]


@dataclass(frozen=True)
class _Candidates:
    """The passing rows of all candidates, subject by subject: those of ``subjects[i]`` begin at ``starts[i]``."""

    subjects: Rows
    starts: Rows
    rows: Rows
    lexical: Scores
    meaning: Scores
    keyword_scores: Scores
    cosines: Scores
    found: Mask
    share: Scores


def rank(question: Question, backend: Backend, columns: Columns, mask: Mask) -> list[tuple[int, RankedHit]]:
    """The hits with their subjects' numbers, best first; ties by keyword score, then by subject.

    Each ranker puts forward its best fusion.DEPTH subjects. A subject's lexical score is that of its best unit, its
    meaning that of its best passage, both over the rows in ``mask``. Who shares a word with the query stays; of the
    others only those whose meaning comes near the nearest one's (LEAST_NEARNESS) and is near in itself (LEAST_COSINE).
    """
    by_words = _best_subjects(lambda k: backend.matching(question.terms, mask, k), columns)
    by_meaning = _best_subjects(lambda k: backend.nearest(question.vector, mask, k), columns)
    if not by_words and not by_meaning:
        return []
    found = _candidates(question, backend, columns, mask, by_words, by_meaning)
    lexical = np.maximum.reduceat(found.lexical, found.starts)
    meaning = np.maximum.reduceat(found.meaning, found.starts)
    scores = fusion.fuse(lexical, meaning, question.reads)
    shares_word = np.maximum.reduceat(found.keyword_scores, found.starts) > 0
    cosines = np.maximum.reduceat(found.cosines, found.starts)
    is_near = (cosines > LEAST_COSINE) & (question.reads * cosines >= LEAST_NEARNESS * cosines.max())
    kept = np.flatnonzero(shares_word | is_near)
    ends = np.append(found.starts[1:], len(found.rows))
    hits = []
    # Subjects ascend, as their numbers do. The words decide between equals: an exact name is never behind a guess.
    for place in kept[np.lexsort((found.subjects[kept], -lexical[kept], -scores[kept]))]:
        subject = int(found.subjects[place])
        evidence = _evidence(question, found, slice(found.starts[place], ends[place]), columns)
        hits.append((subject, RankedHit(columns.subjects[subject], float(scores[place]), evidence)))
    return hits


def _best_subjects(fetch: Callable[[int], Ranked], columns: Columns) -> dict[int, float]:
    """The fusion.DEPTH best subjects by their best row, and its score: by score, then by subject.

    Many rows may belong to few subjects, so more are fetched until the last one fetched is worse than all that
    count: what ties at the edge is then decided here, not by the order in which a backend happens to return it.
    """
    k = 4 * fusion.DEPTH
    while True:
        ranked = fetch(k)
        scores: dict[int, float] = {}
        for subject, score in zip(columns.subject_of_row[ranked.rows].tolist(), ranked.scores.tolist(), strict=True):
            scores.setdefault(subject, score)
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[: fusion.DEPTH]
        if len(ranked.rows) < k or (len(best) == fusion.DEPTH and ranked.scores[-1] < best[-1][1]):
            return dict(best)
        k *= 4


def _candidates(
    question: Question,
    backend: Backend,
    columns: Columns,
    mask: Mask,
    by_words: Mapping[int, float],
    by_meaning: Mapping[int, float],
) -> _Candidates:
    subjects = sorted(by_words.keys() | by_meaning.keys())
    passing = [rows[mask[rows]] for rows in map(columns.rows_of, subjects)]
    rows = np.concatenate(passing)
    keyword_scores = backend.keyword_scores(question.terms, rows)
    cosines = backend.cosines(question.vector, rows)
    found = backend.found(question.terms, rows)
    weights = backend.weights(question.terms)
    return _Candidates(
        subjects=np.array(subjects, dtype=np.int64),
        starts=np.cumsum([0, *map(len, passing[:-1])]),
        rows=rows,
        lexical=fusion.lexical_scale(np.array(list(by_words.values())))(keyword_scores),
        meaning=fusion.meaning_scale(np.array(list(by_meaning.values())))(cosines),
        keyword_scores=keyword_scores,
        cosines=cosines,
        found=found,
        share=found @ weights / max(float(weights.sum()), 1e-9),
    )


def _evidence(question: Question, found: _Candidates, own: slice, columns: Columns) -> tuple[RankedEvidence, ...]:
    """The best of one subject's passages, of twins the better one. A page's keyword score counts for a passage by how
    much of the query it holds itself, so that of a long page the passage with the words is shown."""
    scores = fusion.fuse(found.lexical[own] * found.share[own], found.meaning[own], question.reads)
    scores *= columns.substance[found.rows[own]]
    chosen: list[RankedEvidence] = []
    shown: set[int] = set()
    for place in np.argsort(-scores, kind="stable"):
        row = int(found.rows[own][place])
        twin = int(columns.twin_of_row[row])
        if twin in shown:
            continue
        shown.add(twin)
        has_term = found.found[own][place].tolist()
        chosen.append(
            RankedEvidence(
                passage_id=columns.passage_ids[row],
                score=float(scores[place]),
                lexical=float(found.keyword_scores[own][place]),
                meaning=float(found.cosines[own][place]),
                words=surfaces(question.tokens, has_term[: len(question.tokens)]),
                named=tuple(compress(question.named, has_term[len(question.tokens) :])),
            )
        )
        if len(chosen) == MOST_EVIDENCE:
            break
    return tuple(chosen)
