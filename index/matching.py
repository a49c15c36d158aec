"""What a query matches, whatever is then made of it: hits, facets, a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.backend import Mask
from index.columns import Columns
from index.copies import hits_of
from index.query import Filter, Query
from index.question import Question
from index.ranking import Scored

__all__ = ["Matched"]


@dataclass(frozen=True)
class Matched:
    """``allowed``: the rows that hold nothing excluded; ``held``: for each phrase the rows that hold it. ``question``:
    the words, if there are any; ``judged``: what they find without any filter."""

    columns: Columns
    query: Query
    allowed: Mask
    held: Sequence[Mask]
    question: Question | None
    judged: Scored | None = None

    def passing(self, filters: Filter) -> Mask:
        """The rows that the reader may see and these filters let through; of a question with phrases, those that hold
        one of them, where their subject has such rows of every phrase."""
        mask: Mask = self.allowed & self.columns.mask(filters, self.query.reader, self.query.today)
        if not self.held:
            return mask
        subjects = self.columns.subject_of_row
        having_all = np.ones(len(self.columns.subjects), dtype=np.bool_)
        for rows in self.held:
            having = np.zeros_like(having_all)
            having[subjects[mask & rows]] = True
            having_all &= having
        kept: Mask = mask & np.logical_or.reduce(self.held) & having_all[subjects]
        return kept

    @cached_property
    def answering(self) -> Mask:
        """Which subjects are relevant, whatever the filters: bool [subjects]. Without words all are that have a row to
        show."""
        answering = np.zeros(len(self.columns.subjects), dtype=np.bool_)
        if self.question is None:
            answering[self.columns.subject_of_row[self.passing(Filter())]] = True
        elif self.judged is not None and self.judged.is_answered:
            answering[self.judged.relevant] = True
        return answering

    def relevant(self, rows: Mask) -> list[list[int]]:
        """The relevant hits that have one of these rows, each by its subjects."""
        has_row = np.zeros_like(self.answering)
        has_row[self.columns.subject_of_row[rows]] = True
        return hits_of(np.flatnonzero(self.answering & has_row).tolist(), self.columns)
