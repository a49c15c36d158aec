"""Which texts say nearly the same, and which documents are made of such texts. Pure, and the same for any order.

Slides are taught again with another date, number or city in the header. Two texts are twins if of the words that
either has 85 % stand in both, numbers aside (Broder 1997, "On the resemblance and containment of documents"). They are
found by prefix filtering (Chaudhuri, Ganti and Kaushik 2006, "A primitive operator for similarity joins in data
cleaning"): sets so much alike share three of their few rarest members, so only those are looked up. Nothing is left to
chance, as it would be with MinHash.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

from index.units import CHARACTER, units_of

__all__ = ["families_of", "twins_of"]

Members = npt.NDArray[np.uint64]
"""A set: different numbers in ascending order."""
Ranks = npt.NDArray[np.int64]
"""The same with its members numbered by how many sets have them, the rarest first."""

LEAST_ALIKE = 85
"""Per cent of the words of both. A slide of twenty words is still a twin with one of them changed, which with pairs of
words it would not be; a full passage with five."""
LEAST_COPIED = 80
"""Per cent of the passages of the smaller document that have a twin in the larger."""
LEAST_DECK = 3
"""Groups of passages below which a document is a copy only of one that is a copy of it too: a slide that says thank
you stands in every deck."""
FIGURES = 0.25
"""Share of numbers from which they are what a text says. Below, one number is as good as another: a table is no twin
of the next year's table, a paragraph is."""
ANY_NUMBER = "0"
RARE_SHARED = 3
"""Rare members that two sets must share before they are compared: with one, common words bring up a hundred in vain."""
MOST_COMPARED = 1000
"""Sets looked up under one rare member. More would take quadratic time over forms filled in by the thousand."""


def twins_of(texts: Sequence[str]) -> list[int]:
    """For each text the number of its group, counted from 0 in order of appearance. The texts of a group are twins of
    its longest one. Texts that are equal but for case, punctuation or the accents of Latin letters are always in one
    group."""
    return _leaders([_members(text) for text in texts], LEAST_ALIKE, _are_alike, in_all=False)


def families_of(documents: Sequence[Collection[int]]) -> list[int]:
    """For each document, given as the groups of its passages, the number of its family: those that are copies of the
    largest."""
    sets = [np.unique(np.array(list(groups), dtype=np.uint64)) for groups in documents]
    return _leaders(sets, LEAST_COPIED, _is_copied, in_all=True)


def _are_alike(shared: int, smaller: int, larger: int) -> bool:
    return 100 * shared >= LEAST_ALIKE * (smaller + larger - shared)


def _is_copied(shared: int, smaller: int, larger: int) -> bool:
    return 100 * shared >= LEAST_COPIED * (larger if smaller < LEAST_DECK else smaller)


def _members(text: str) -> Members:
    """What is compared, as hashes: the words of a text, each as often as it stands there, and, where a script has no
    spaces or loose ones, the pairs of neighbouring characters. A text with neither is its own."""
    forms = [unit.form for unit in units_of(text)]
    if sum(form.isdecimal() for form in forms) < FIGURES * len(forms):
        forms = [ANY_NUMBER if form.isdecimal() else form for form in forms]
    found: Counter[str] = Counter()
    for are_characters, run in groupby(forms, lambda form: CHARACTER.match(form) is not None):
        known = list(run)
        found.update(map("".join, pairwise(known)) if are_characters and len(known) > 1 else known)
    numbered = [f"{form} {number}" for form, count in found.items() for number in range(count)]
    return np.sort(np.array([_hash(form) for form in numbered or [text.strip()]], dtype=np.uint64))


@lru_cache(1 << 16)
def _hash(form: str) -> int:
    # Python's own hash differs from run to run.
    return int.from_bytes(hashlib.blake2b(form.encode(errors="surrogatepass"), digest_size=8).digest())


def _leaders(sets: Sequence[Members], least: int, holds: Callable[[int, int, int], bool], *, in_all: bool) -> list[int]:
    """For each set the number of its group: that of the leader which shares most with it and ``holds`` for (number of
    members shared, of its own, of the leader's); or a new one, which it leads.

    The larger lead the smaller, and between equals the one with the rarer members, so the order in which sets are given
    changes nothing. Whatever holds must take ``least`` per cent of the smaller set; with ``in_all`` that is all it
    takes, otherwise of the larger one too, and then the rarest members of a leader are enough to find it.
    """
    ranked = _ranked(sets)
    keys = [ranks.astype(">u4").tobytes() for ranks in ranked]
    in_own = np.zeros(sum(map(len, ranked)), dtype=np.bool_)
    leader_of: dict[bytes, int] = {}
    found_under: dict[int, list[int]] = {}
    for place in sorted(range(len(sets)), key=lambda place: (-len(ranked[place]), keys[place])):
        if keys[place] in leader_of:
            continue
        own = ranked[place]
        # Of two sets that share s members in one order, the first of each but for s - n have n members in common.
        must_share = -(-least * len(own) // 100)
        rare_shared = min(RARE_SHARED, must_share)
        rarest = own[: len(own) - must_share + rare_shared].tolist()
        sharing = Counter(leader for rank in rarest for leader in found_under.get(rank, ()))
        leader, most = place, -1
        in_own[own] = True
        for candidate, count in sharing.items():
            other = ranked[candidate]
            if count < rare_shared or not holds(len(own), len(own), len(other)):  # too large, whatever is shared
                continue
            shared = int(in_own[other].sum())
            if shared > most and holds(shared, len(own), len(other)):
                leader, most = candidate, shared
        in_own[own] = False
        leader_of[keys[place]] = leader
        if leader == place:
            for rank in own.tolist() if in_all else rarest:
                under = found_under.setdefault(rank, [])
                if len(under) < MOST_COMPARED:
                    under.append(place)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(leader_of[key], len(numbers)) for key in keys]


def _ranked(sets: Sequence[Members]) -> list[Ranks]:
    if not sets:
        return []
    values, places, counts = np.unique(np.concatenate(sets), return_inverse=True, return_counts=True)
    rank = np.empty(len(values), dtype=np.int64)
    rank[np.lexsort((values, counts))] = np.arange(len(values))
    ends = np.cumsum([len(members) for members in sets])
    return [np.sort(ranks) for ranks in np.split(rank[places], ends[:-1])]
