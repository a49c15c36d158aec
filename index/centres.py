"""Where the vectors of each language lie, so that being in one language is not taken for being alike.

An encoder puts texts of a language that it half knows near each other whatever they are about: a Spanish deck was close
to every Spanish passage. Moving each language's mean onto that of all takes most of this away (Libovický, Rosa and
Fraser 2020, "On the language neutrality of pre-trained multilingual representations"). Of a language with few passages
nothing is known: it stays where it is.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from index.backend import Backend, Rows
from index.columns import Columns, ValueRows
from index.encoder import Vectors

__all__ = ["LEAST_ROWS", "Centres", "rows_by_language"]

LEAST_ROWS = 100
"""Passages from which on a language has a mean, and words that are common in it."""


@dataclass(frozen=True)
class Centres:
    """``shifts`` [languages + 1, dimension]: from each language's mean to that of all; the last is none at all.
    ``of_row``: which of them is a row's."""

    languages: tuple[str, ...]
    shifts: Vectors
    of_row: Rows

    @classmethod
    def of(cls, backend: Backend, columns: Columns) -> Self:
        known = rows_by_language(columns)
        of_row = np.full(len(columns), len(known), dtype=np.int64)
        means = []
        for place, rows in enumerate(known.values()):
            of_row[rows] = place
            means.append(backend.vectors(rows).mean(axis=0))
        sizes = [len(rows) for rows in known.values()]
        shifts = [np.average(means, axis=0, weights=sizes) - mean for mean in means]
        nothing = np.zeros(backend.vectors(np.zeros(0, dtype=np.int64)).shape[1])
        return cls(tuple(known), np.array([*shifts, nothing], dtype=np.float32), of_row)

    def of_language(self, tag: str) -> Vectors:
        """The shift of a text in the language ``tag``."""
        shift: Vectors = self.shifts[self.languages.index(tag) if tag in self.languages else -1]
        return shift


def rows_by_language(columns: Columns) -> dict[str, Rows]:
    """The rows of each language that has LEAST_ROWS of them."""
    facet = columns.facets.get("language", ValueRows.group(()))
    rows = {tag: facet.having(place).astype(np.int64) for place, tag in enumerate(facet.values)}
    return {tag: own for tag, own in rows.items() if len(own) >= LEAST_ROWS}
