"""Of near-identical documents only the best is a hit; the others stand below it (pure)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.columns import Columns
from index.ranking import RankedHit
from index.twins import is_copy

__all__ = ["Standing", "stand_for_copies"]


class Standing(NamedTuple):
    """A hit with its copies, and the numbers of the subjects of both."""

    hit: RankedHit
    subjects: tuple[int, ...]


def stand_for_copies(ranked: Sequence[tuple[int, RankedHit]], columns: Columns) -> list[Standing]:
    """The hits (best first, with the numbers of their subjects) without the documents that are copies of a better one,
    which that one has among its ``copies``. Cases are never copies."""
    groups: list[list[tuple[int, RankedHit]]] = []
    of_family: dict[int, list[list[tuple[int, RankedHit]]]] = {}
    for subject, hit in ranked:
        family = of_family.setdefault(int(columns.family_of_subject[subject]), [])
        own = columns.twins_in(subject)
        is_document = hit.subject.startswith("document:")
        group = next((one for one in family if is_document and is_copy(own, columns.twins_in(one[0][0]))), None)
        if group is not None:
            group.append((subject, hit))
            continue
        groups.append([(subject, hit)])
        if is_document:
            family.append(groups[-1])
    return [_standing(group) for group in groups]


def _standing(group: Sequence[tuple[int, RankedHit]]) -> Standing:
    (_, best), *others = group
    return Standing(replace(best, copies=tuple(hit for _, hit in others)), tuple(subject for subject, _ in group))
