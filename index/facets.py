"""How many of the hits have each value of each facet."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.backend import Mask
from index.columns import Columns


def count(columns: Columns, mask: Mask, subjects: Sequence[int]) -> dict[str, Mapping[str, int]]:
    """Facet name -> value -> number of these subjects with a passing row that has the value.

    Subjects are counted, not passages, and only rows in ``mask`` speak: a row that the reader may not see must not
    betray its values. Most frequent first, then by value; values without a subject are left out.
    """
    is_hit = np.zeros(len(columns.subjects), dtype=np.bool_)
    is_hit[list(subjects)] = True
    speaks = mask & is_hit[columns.subject_of_row]
    counted: dict[str, Mapping[str, int]] = {}
    for name, facet in columns.facets.items():
        counts = {}
        for place, value in enumerate(facet.values):
            rows = facet.having(place)
            if having := len(np.unique(columns.subject_of_row[rows[speaks[rows]]])):
                counts[value] = having
        counted[name] = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return counted
