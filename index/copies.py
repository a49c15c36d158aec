"""Of near-identical documents only the best is a hit; the others stand below it (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.columns import Columns
from index.ranking import RankedHit

__all__ = ["fold", "hits_of"]


def hits_of(subjects: Iterable[int], columns: Columns) -> list[list[int]]:
    """The numbers of these subjects, hit by hit: a document with its copies and other parts of its deck, everything
    else alone. Which belong together does not depend on the question, so that what is counted is what is shown. Cases
    are never copies."""
    groups: dict[tuple[bool, int], list[int]] = {}
    for subject in subjects:
        groups.setdefault(_group(subject, columns), []).append(subject)
    return list(groups.values())


def fold(ranked: Sequence[tuple[int, RankedHit]], columns: Columns) -> tuple[RankedHit, ...]:
    """The hits (best first, with the numbers of their subjects) without the documents that are copies of a better one,
    which that one has among its ``copies``."""
    groups: dict[tuple[bool, int], list[RankedHit]] = {}
    for subject, hit in ranked:
        groups.setdefault(_group(subject, columns), []).append(hit)
    return tuple(replace(best, copies=tuple(others)) for best, *others in groups.values())


def _group(subject: int, columns: Columns) -> tuple[bool, int]:
    is_document = columns.subjects[subject].startswith("document:")
    return is_document, int(columns.family_of_subject[subject]) if is_document else subject
