"""Scores evened out among records that resemble one another.

What is relevant resembles what is relevant (van Rijsbergen's cluster hypothesis): a record whose nearest records score
high is raised, one that stands alone with its words by chance falls behind. After Diaz 2005, "Regularizing ad hoc
retrieval scores". tests/benchmarks and DECISIONS.md have the gain.
"""

import numpy as np

from index.backend import Scores
from index.encoder import Vectors

NEIGHBOURS = 5
"""The most similar of the compared records that speak for one."""


def of_neighbours(scores: Scores, vectors: Vectors) -> Scores:
    """For each record the mean score of its nearest NEIGHBOURS among these, weighted by cosine; its own where there are
    no others like it. ``vectors``: float32 [records, dimension], of length 1 or 0."""
    if len(scores) < 2:
        return scores
    alike = np.maximum(vectors @ vectors.T, 0.0).astype(np.float64)
    np.fill_diagonal(alike, 0.0)
    if len(scores) > NEIGHBOURS:
        alike[alike < np.partition(alike, -NEIGHBOURS, axis=1)[:, [-NEIGHBOURS]]] = 0.0
    total = alike.sum(axis=1)
    has_any = total > 0
    mean = np.where(has_any, (alike @ scores) / np.where(has_any, total, 1.0), scores)
    return np.asarray(mean, dtype=np.float64)
