"""From scored rows to hits: subjects, best first, each with the passages that speak for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import compress
from typing import NamedTuple

import numpy as np

from index import fusion
from index.analysis import surfaces
from index.backend import Backend, Mask, Ranked, Rows, Scores
from index.columns import Columns
from index.neighbours import of_neighbours
from index.question import Question, worth_telling
from index.relevance import LEAST, is_answer, relevance

MOST_EVIDENCE = 5
"""Passages given for one hit."""
POOL = 1000
"""Subjects that each ranker puts forward: so many hits are counted."""
SHOWN = 200
"""Hits that are given, with their evidence, and relevant ones among them."""
DOCUMENT_WEIGHT = 0.8
"""Of the score of a document that no case claims: people look for cases, and a page that sets a task to the class names
as many of their words. Its relevance stays."""
NEIGHBOURS_SHARE = 0.2
"""Of a score, what the hit's neighbours among the best say; measured, see DECISIONS.md."""


@dataclass(frozen=True)
class RankedEvidence:
    """A passage that speaks for a hit. ``score`` (0 to 1) orders the evidence of one hit; ``lexical`` is the keyword
    score of its page, slide or section, ``meaning`` its own cosine; ``words`` the query's words found in it, and
    ``named`` the ids of the entries of the vocabularies that the query names and the passage names too, ``translated``
    the English words found that words of the query stand for."""

    passage_id: str
    score: float
    lexical: float
    meaning: float
    words: tuple[str, ...]
    named: tuple[str, ...]
    translated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """What a score is the sum of: the words, the meaning, and what hits that resemble it have of both."""

    words: float
    meaning: float
    neighbours: float


@dataclass(frozen=True)
class RankedHit:
    """A subject, ``case:ID`` or ``document:ID``; ``score`` (0 to 1) puts the hits of one question in order;
    ``relevance`` (0 to 1) estimates whether it answers. Best evidence first, at most MOST_EVIDENCE. ``copies``:
    near-identical documents that would be hits too, which this one stands for (index/copies.py)."""

    subject: str
    score: float
    evidence: tuple[RankedEvidence, ...]
    relevance: float = 1.0
    parts: Parts = Parts(0.0, 0.0, 0.0)
    copies: tuple["RankedHit", ...] = ()


@dataclass(frozen=True)
class Ranking:
    """The best SHOWN subjects and the best SHOWN relevant ones, best first; those of little relevance stand among
    them, so that the nearest can be shown where nothing answers. ``is_answered``: whether anything does, be it
    outside the filters. ``total`` is the number of relevant ones, shown or not, and ``facets`` count those per
    facet name and value; where nothing answers, none is. ``translated``: of the English words that the question was
    searched by too, those that the best hits hold, likeliest first."""

    hits: tuple[RankedHit, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    is_answered: bool = True
    translated: tuple[str, ...] = ()

    @property
    def relevant(self) -> tuple[RankedHit, ...]:
        """The hits that are relevant, where anything answers."""
        return tuple(hit for hit in self.hits if hit.relevance >= LEAST) if self.is_answered else ()


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
    weights: Scores
    whole: float
    meaning_weight: float


class Signals(NamedTuple):
    """What tells whether each subject answers: arguments of relevance.relevance."""

    coverage: Scores
    meaning: Scores
    in_one: Scores


@dataclass(frozen=True)
class Scored:
    """What a question found: the subjects' numbers, ascending, how relevant each is and by what signs, and what its
    score consists of."""

    question: Question
    candidates: _Candidates
    signals: Signals
    relevance: Scores
    words: Scores
    meaning: Scores
    neighbours: Scores

    @property
    def is_answered(self) -> bool:
        return is_answer(float(self.relevance.max()), self.question.reads)

    @property
    def relevant(self) -> list[int]:
        """The numbers of the relevant subjects."""
        numbers: list[int] = self.candidates.subjects[self.relevance >= LEAST].tolist()
        return numbers

    def judged_as(self, whole: "Scored") -> "Scored":
        """The same order, with the relevance that each subject has in ``whole``, where no filter hides what speaks for
        it. A subject that is not there keeps its own."""
        known = dict(zip(whole.candidates.subjects.tolist(), whole.relevance.tolist(), strict=True))
        own = zip(self.candidates.subjects.tolist(), self.relevance.tolist(), strict=True)
        return replace(self, relevance=np.array([known.get(subject, relevance) for subject, relevance in own]))

    def hits(self, columns: Columns) -> list[tuple[int, RankedHit]]:
        """The best SHOWN, and the best SHOWN of the relevant ones, with the numbers of their subjects, best first; ties
        by keyword score, then by subject. What has neither words nor meaning is no hit, unless what a filter hides of
        it is relevant."""
        found = self.candidates
        scores = self.words + self.meaning + self.neighbours
        ends = np.append(found.starts[1:], len(found.rows))
        # Subjects ascend, as their numbers do. The words decide between equals: an exact name is never behind a guess.
        order = np.lexsort((found.subjects, -self.words, -scores))
        is_relevant = self.relevance[order] >= LEAST
        order = order[(np.arange(len(order)) < SHOWN) | (is_relevant & (np.cumsum(is_relevant) <= SHOWN))]
        return [
            (
                int(found.subjects[place]),
                RankedHit(
                    subject=columns.subjects[int(found.subjects[place])],
                    score=float(scores[place]),
                    evidence=_evidence(self.question, found, slice(found.starts[place], ends[place]), columns),
                    relevance=float(self.relevance[place]),
                    parts=Parts(float(self.words[place]), float(self.meaning[place]), float(self.neighbours[place])),
                ),
            )
            for place in order
            if scores[place] > 0 or self.relevance[place] >= LEAST
        ]


def score(question: Question, backend: Backend, columns: Columns, mask: Mask) -> Scored | None:
    """All that the two rankers put forward, their best POOL subjects each; None where that is nothing.

    A subject's lexical score is that of its best unit, its meaning that of its best passage, both over the rows in
    ``mask``; the best fusion.DEPTH are then compared as whole records (index/neighbours.py). Whether a subject is
    relevant does not depend on the others, so not on ``mask`` either, as long as the rows that say so pass it.
    """
    by_words = _best_subjects(lambda k: backend.matching(question.terms, mask, k, question.boosts), columns)
    by_meaning = _best_subjects(lambda k: backend.nearest(question.vector, mask, k), columns)
    if not by_words and not by_meaning:
        return None
    found = _candidates(question, backend, columns, mask, by_words, by_meaning)
    words, meaning = fusion.fuse(
        np.maximum.reduceat(found.lexical, found.starts),
        np.maximum.reduceat(found.meaning, found.starts),
        found.meaning_weight,
    )
    is_case = np.array([columns.subjects[subject].startswith("case:") for subject in found.subjects.tolist()])
    weight = np.where(is_case, 1.0, DOCUMENT_WEIGHT)
    # What resembles what, the encoder says, which knows nothing of texts in a language that it does not read.
    share = 0.0 if question.is_plain else NEIGHBOURS_SHARE * question.reads
    signals = _signals(question, found, backend)
    return Scored(
        question=question,
        candidates=found,
        signals=signals,
        relevance=relevance(*signals),
        words=weight * (1 - share) * words,
        meaning=weight * (1 - share) * meaning,
        neighbours=weight * share * _neighbours(words + meaning, found, backend),
    )


def _neighbours(scores: Scores, found: _Candidates, backend: Backend) -> Scores:
    """What the records most like it have, for each of the best fusion.DEPTH; 0 for the others. A record is the mean of
    its passages."""
    means = np.zeros(len(scores))
    ends = np.append(found.starts[1:], len(found.rows))
    best = np.lexsort((found.subjects, -scores))[: fusion.DEPTH]
    vectors = np.stack([backend.mean(found.rows[found.starts[place] : ends[place]]) for place in best])
    means[best] = of_neighbours(scores[best], vectors)
    return means


def _signals(question: Question, found: _Candidates, backend: Backend) -> Signals:
    asked = max(question.weight(backend), 1e-9)
    own = slice(len(question.own_terms))
    held, weights = found.found[:, own], found.weights[own]
    anywhere = np.logical_or.reduceat(held, found.starts, axis=0) @ weights
    in_one = np.maximum.reduceat(held @ weights, found.starts)
    cosines = np.clip(np.maximum.reduceat(found.cosines, found.starts), 0.0, 1.0)
    return Signals(anywhere / asked, question.reads * cosines, in_one / asked)


def _best_subjects(fetch: Callable[[int], Ranked], columns: Columns) -> dict[int, float]:
    """The POOL best subjects by their best row, and its score: by score, then by subject.

    Many rows may belong to few subjects, so more are fetched until the last one fetched is worse than all that
    count: what ties at the edge is then decided here, not by the order in which a backend happens to return it.
    """
    k = 4 * POOL
    while True:
        ranked = fetch(k)
        scores: dict[int, float] = {}
        for subject, score in zip(columns.subject_of_row[ranked.rows].tolist(), ranked.scores.tolist(), strict=True):
            scores.setdefault(subject, score)
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:POOL]
        if len(ranked.rows) < k or (len(best) == POOL and ranked.scores[-1] < best[-1][1]):
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
    keyword_scores = backend.keyword_scores(question.terms, rows, question.boosts)
    has_term = backend.found(question.terms, rows)
    weights = backend.weights(question.terms) * question.boosts
    # Of the words that one word may stand for nobody says all: the passage that says most is the measure.
    whole = float((has_term @ weights).max() if question.translated else weights.sum())
    cosines = backend.cosines(question.vector, rows)
    return _Candidates(
        subjects=np.array(subjects, dtype=np.int64),
        starts=np.cumsum([0, *map(len, passing[:-1])]),
        rows=rows,
        lexical=fusion.lexical_scale(np.array(list(by_words.values())))(keyword_scores),
        meaning=fusion.meaning_scale(np.array(list(by_meaning.values())))(cosines),
        keyword_scores=keyword_scores,
        cosines=cosines,
        found=has_term,
        weights=weights,
        whole=max(whole, 1e-9),
        meaning_weight=question.meaning_weight(backend),
    )


def _evidence(question: Question, found: _Candidates, own: slice, columns: Columns) -> tuple[RankedEvidence, ...]:
    """The best of one subject's passages, of twins the better one. A page's keyword score counts for a passage by how
    much of the query it holds itself, so that of a long page the passage with the words is shown."""
    held = found.found[own] @ found.weights / found.whole
    scores = np.add(*fusion.fuse(found.lexical[own] * held, found.meaning[own], found.meaning_weight))
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
        names, english = len(question.tokens), len(question.own_terms)
        chosen.append(
            RankedEvidence(
                passage_id=columns.passage_ids[row],
                score=float(scores[place]),
                lexical=float(found.keyword_scores[own][place]),
                meaning=float(found.cosines[own][place]),
                words=surfaces(question.tokens, has_term[:names]),
                named=tuple(compress(question.named, has_term[names:english])),
                translated=worth_telling(dict(compress(question.translated.items(), has_term[english:]))),
            )
        )
        if len(chosen) == MOST_EVIDENCE:
            break
    return tuple(chosen)
