"""Cases that stand beside a case: those that a person tied to it, and computed contrasts."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from archive.model import Case, EvidenceLevel, Stage
from archive.vocabulary import Vocabulary
from search_api.portraits.case_schemas import Difference, RelationKind

__all__ = ["MOST_CONTRASTS", "Contrasted", "best_evidence", "contrasts", "related"]

MOST_CONTRASTS = 5
BACKWARDS: Mapping[str, RelationKind] = {
    "part of": "has part",
    "follows": "followed by",
    "adapted from": "adapted in",
    "replaces": "replaced by",
    "same policy in other city": "same policy in other city",
    "contrasts with": "contrasts with",
}
"""What a relation is called from its other end."""
GIVEN_UP = frozenset({Stage.ENDED, Stage.DROPPED})
_LEVELS = list(EvidenceLevel)
_WEAK = _LEVELS.index(EvidenceLevel.SELF_STATED)
_STRONG = _LEVELS.index(EvidenceLevel.EVALUATED)


class Contrasted(NamedTuple):
    """A case that tried something alike and fared otherwise."""

    case: Case
    themes: tuple[str, ...]
    instruments: tuple[str, ...]
    differences: tuple[Difference, ...]


def related(case: Case, cases: Iterable[Case]) -> list[tuple[RelationKind, Case]]:
    """Cases that the record of ``case`` names, in its order, and those whose records name it; each kind and case
    once."""
    known = {other.id: other for other in cases}
    found: dict[tuple[RelationKind, str], Case] = {
        (cast(RelationKind, relation.kind), relation.case_id): known[relation.case_id]
        for relation in case.relations
        if relation.case_id in known
    }
    for other in known.values():
        for relation in other.relations:
            if relation.case_id == case.id and other.id != case.id:
                found.setdefault((BACKWARDS[relation.kind], other.id), other)
    return [(kind, other) for (kind, _), other in found.items()]


def best_evidence(case: Case) -> EvidenceLevel:
    """The strongest evidence that any of its results has."""
    return max((result.evidence for result in case.results), key=_LEVELS.index, default=EvidenceLevel.NONE)


def contrasts(case: Case, cases: Iterable[Case], vocabulary: Vocabulary) -> list[Contrasted]:
    """Cases that share a sub-theme and whose fate (dropped or ended, or not) or evidence of results
    (independently evaluated, or at best self-stated) differs. Another fate comes first, then more themes and
    instruments in common, then another world region; at most MOST_CONTRASTS. Symmetric but for that cut."""
    found = [_contrast(case, other, vocabulary) for other in cases if other.id != case.id]
    kept = [one for one in found if one.themes and not {"fate", "evidence"}.isdisjoint(one.differences)]
    return sorted(kept, key=_rank)[:MOST_CONTRASTS]


def _rank(one: Contrasted) -> tuple[bool, int, bool, str]:
    shared = len(one.themes) + len(one.instruments)
    return "fate" not in one.differences, -shared, "region" not in one.differences, one.case.id


def _contrast(case: Case, other: Case, vocabulary: Vocabulary) -> Contrasted:
    differs: dict[Difference, bool] = {
        "fate": (case.stage in GIVEN_UP) != (other.stage in GIVEN_UP),
        "evidence": _is_stronger(case, other) or _is_stronger(other, case),
        "region": vocabulary.regions_of(case.country)[:1] != vocabulary.regions_of(other.country)[:1],
    }
    return Contrasted(
        other,
        tuple(theme for theme in case.themes if theme in other.themes and "." in theme),
        tuple(tag for tag in case.tags if tag in other.tags and tag.startswith("instrument.")),
        tuple(name for name, is_so in differs.items() if is_so),
    )


def _is_stronger(case: Case, other: Case) -> bool:
    return _LEVELS.index(best_evidence(case)) >= _STRONG and _LEVELS.index(best_evidence(other)) <= _WEAK
