"""How good the results are: topics and judgements in, figures out, through the Searcher that everybody uses."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.errors import EmptyQuery
from index.query import Query
from index.searcher import Searcher

RESAMPLES = 2000
SEED = 20261122


@dataclass(frozen=True)
class TopicScore:
    """One topic's figures, 0 to 1, and the document ids found for it, best first."""

    ndcg_at_10: float
    recall_at_100: float
    ranked: tuple[str, ...]


@dataclass(frozen=True)
class Scores:
    """Means over the judged topics, 0 to 1, the number of those topics, and each topic's own figures."""

    ndcg_at_10: float
    recall_at_100: float
    queries: int
    per_topic: Mapping[str, TopicScore]


class Estimate(NamedTuple):
    """A mean over topics, and where it would lie in 95 of 100 draws of as many topics like these."""

    mean: float
    low: float
    high: float


def evaluate(
    searcher: Searcher,
    topics: Mapping[str, Query],
    qrels: Mapping[str, Mapping[str, int]],
    to_docid: Callable[[str], str] = lambda subject: subject.partition(":")[2],
) -> Scores:
    """Asks every topic (id -> query) that has a judgement above 0 (``qrels``: topic id -> document id -> relevance).

    ``to_docid`` turns a subject into the id that the judgements use; a document found twice counts where it stood
    first. Raises ValueError if no topic is judged.
    """
    counted = judged(topics, qrels)
    if not counted:
        raise ValueError("none of the topics has a judgement above 0")
    per_topic = {}
    for topic, grades in counted.items():
        ranked = tuple(dict.fromkeys(map(to_docid, _subjects(searcher, topics[topic]))))
        per_topic[topic] = TopicScore(ndcg(ranked, grades, 10), recall(ranked, grades, 100), ranked)
    return Scores(
        ndcg_at_10=math.fsum(score.ndcg_at_10 for score in per_topic.values()) / len(per_topic),
        recall_at_100=math.fsum(score.recall_at_100 for score in per_topic.values()) / len(per_topic),
        queries=len(per_topic),
        per_topic=per_topic,
    )


def estimate(values: Sequence[float]) -> Estimate:
    """The mean with its interval, by the bootstrap over topics (Sakai 2006, "Evaluating evaluation metrics based on
    the bootstrap"): RESAMPLES draws with a fixed seed. Of paired differences, an interval without 0 is a difference.
    Raises ValueError for no values."""
    if not values:
        raise ValueError("there is nothing to estimate from")
    drawn = np.random.default_rng(SEED).choice(np.asarray(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(drawn.mean(axis=1), [2.5, 97.5])
    return Estimate(math.fsum(values) / len(values), float(low), float(high))


def difference(ours: Scores, theirs: Scores) -> Estimate:
    """How much higher our nDCG@10 is than theirs, topic by topic."""
    topics = ours.per_topic.keys() & theirs.per_topic.keys()
    return estimate([ours.per_topic[t].ndcg_at_10 - theirs.per_topic[t].ndcg_at_10 for t in sorted(topics)])


def judged(topics: Mapping[str, Query], qrels: Mapping[str, Mapping[str, int]]) -> Mapping[str, Mapping[str, int]]:
    """The judgements that count: of the given topics, those with a grade above 0."""
    return {
        topic: grades
        for topic, grades in qrels.items()
        if topic in topics and any(grade > 0 for grade in grades.values())
    }


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain as trec_eval computes it and BEIR reports it: the gain is the grade
    itself, the discount log2 of rank + 1; 0 to 1."""
    gained = _discounted([max(grades.get(docid, 0), 0) for docid in ranked[:depth]])
    ideal = _discounted(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:depth])
    return gained / ideal if ideal else 0.0


def recall(ranked: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """The share of relevant documents (grade above 0) among the first ``depth``; 0 to 1."""
    relevant = {docid for docid, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else 0.0


def _subjects(searcher: Searcher, query: Query) -> list[str]:
    try:
        # A copy is found, below the hit that stands for it.
        return [one.subject for hit in searcher.search(query).hits for one in (hit, *hit.copies)]
    except EmptyQuery:
        # A topic without a word is a question that found nothing. Left out, it would make the mean better than it is;
        # let through, one topic would cost the figures of all others.
        return []


def _discounted(gains: Sequence[int]) -> float:
    return math.fsum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
