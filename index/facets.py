"""How many of the hits have each value of each facet."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.backend import Mask
from index.columns import Columns

NO_HIT = -1


def count(columns: Columns, mask: Mask, subjects: Sequence[Sequence[int]]) -> dict[str, Mapping[str, int]]:
    """Facet name -> value -> number of hits with a passing row that has the value. A hit is given by its subjects: one,
    or a document and its copies.

    Hits are counted, not passages, and only rows in ``mask`` speak: a row that the reader may not see must not
    betray its values. Most frequent first, then by value; values without a hit are left out.
    """
    hit_of_subject = np.full(len(columns.subjects), NO_HIT, dtype=np.int64)
    for hit, its_subjects in enumerate(subjects):
        hit_of_subject[list(its_subjects)] = hit
    hit_of_row = hit_of_subject[columns.subject_of_row]
    speaks = mask & (hit_of_row != NO_HIT)
    counted: dict[str, Mapping[str, int]] = {}
    for name, facet in columns.facets.items():
        counts = {}
        for place, value in enumerate(facet.values):
            rows = facet.having(place)
            if having := len(np.unique(hit_of_row[rows[speaks[rows]]])):
                counts[value] = having
        counted[name] = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return counted
