"""What a good answer means, as data: each kind of expectation asks the very same search as everybody, says whether the
answer is as it should be, and where not, at which rank the expected record really was.

Ids are those of hits: of a case, or of a document that no case claims. Ranks count from 1.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search_api import schemas

__all__ = ["Agree", "Before", "Every", "Expectation", "Finding", "Listing", "Search", "Shown", "Unanswered", "Within"]

FIRST = 5
"""Hits shown where an expectation fails."""

Filters = Mapping[str, list[str]]


@dataclass(frozen=True)
class Shown:
    """A hit as a reader of a report needs it. ``score`` (0 to 1) is comparable within one answer only."""

    id: str
    score: float


class Search(Protocol):
    """The search as everybody has it."""

    def answer(self, question: str, filters: Filters, limit: int) -> schemas.SearchAnswer:
        """The first ``limit`` hits, as a page or the API gives them."""

    def ranked(self, question: str, filters: Filters) -> Sequence[Shown]:
        """Every hit of that question, best first."""


@dataclass(frozen=True)
class Listing:
    """What came first for a question (at most FIRST), and how many hits it has in all."""

    question: str
    total: int
    first: tuple[Shown, ...]


@dataclass(frozen=True)
class Finding:
    """What became of an expectation. ``said``: what is wrong, empty where it holds. Where something is, ``ranks`` tells
    where each id in question really was (None: nowhere), and ``listings`` what came first instead."""

    said: str = ""
    ranks: Mapping[str, int | None] = field(default_factory=dict)
    listings: tuple[Listing, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.said

    def places(self) -> dict[str, str]:
        """``ranks`` in words."""
        total = self.listings[0].total if self.listings else 0
        return {
            name: f"rank {rank} of {total}" if rank else f"not found among {total}" for name, rank in self.ranks.items()
        }

    def __str__(self) -> str:
        lines = [self.said, *(f"  {name}: {place}" for name, place in self.places().items())]
        for listing in self.listings:
            lines.append(f"  ‘{listing.question}’ has {listing.total}, first:")
            lines += [f"    {rank}. {hit.id} ({hit.score:.3f})" for rank, hit in enumerate(listing.first, start=1)]
        return "\n".join(lines)


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """``question`` is asked with ``filters``. ``known``: why this is known to fail; empty where it must hold."""

    question: str
    filters: Filters = field(default_factory=dict)
    known: str = ""

    def wanted(self) -> str:
        """The expectation in words."""
        raise NotImplementedError

    def examine(self, search: Search) -> Finding:
        """Ask, and say what was found."""
        raise NotImplementedError

    def _first(self, search: Search, k: int) -> list[str]:
        return [id_of(hit) for hit in search.answer(self.question, self.filters, k).hits]

    def _wrong(self, search: Search, said: str, ids: Sequence[str] = (), others: Sequence[str] = ()) -> Finding:
        listings = [
            Listing(question, len(ranked), tuple(ranked[:FIRST]))
            for question in (self.question, *others)
            for ranked in [search.ranked(question, self.filters)]
        ]
        return Finding(said, _ranks(search.ranked(self.question, self.filters), ids), tuple(listings))


@dataclass(frozen=True, kw_only=True)
class Within(Expectation):
    """At least ``least`` of ``ids`` (0: all of them) are among the first ``k``, and none of ``never``."""

    ids: Sequence[str]
    k: int = 3
    least: int = 0
    never: Sequence[str] = ()

    def wanted(self) -> str:
        some = f"{self.least} of " if self.least else ""
        without = f"; never {', '.join(self.never)}" if self.never else ""
        return f"within the first {self.k}: {some}{', '.join(self.ids)}{without}"

    def examine(self, search: Search) -> Finding:
        answer = search.answer(self.question, self.filters, self.k)
        found = [id_of(hit) for hit in answer.hits]
        right = sum(name in found for name in self.ids)
        needed = self.least or len(self.ids)
        wrong = [name for name in self.never if name in found]
        said = [f"{right} of the {needed} needed are within the first {self.k}"] if right < needed else []
        said += [f"{', '.join(wrong)} must not be there"] if wrong else []
        said += ["the question is said to have no answer"] if said and not answer.answered else []
        return self._wrong(search, "; ".join(said), [*self.ids, *wrong]) if said else Finding()


@dataclass(frozen=True, kw_only=True)
class Before(Expectation):
    """``better`` is found, and each of ``worse`` stands behind it or is not found at all."""

    better: str
    worse: Sequence[str]

    def wanted(self) -> str:
        return f"{self.better} before {', '.join(self.worse)}"

    def examine(self, search: Search) -> Finding:
        ranks = _ranks(search.ranked(self.question, self.filters), [self.better, *self.worse])
        own = ranks[self.better]
        if own is None:
            return self._wrong(search, f"{self.better} is not found", [*ranks])
        ahead = [name for name in self.worse if (ranks[name] or own) < own]
        return self._wrong(search, f"{', '.join(ahead)} ahead of {self.better}", [*ranks]) if ahead else Finding()


@dataclass(frozen=True, kw_only=True)
class Every(Expectation):
    """Something is found, and ``rule`` holds for each of the first ``k`` hits; ``says`` is the rule in words."""

    rule: Callable[[schemas.Hit], bool]
    says: str
    k: int = 10

    def wanted(self) -> str:
        return f"each of the first {self.k}: {self.says}"

    def examine(self, search: Search) -> Finding:
        hits = search.answer(self.question, self.filters, self.k).hits
        wrong = [id_of(hit) for hit in hits if not self.rule(hit)]
        if hits and not wrong:
            return Finding()
        return self._wrong(search, f"not so for {', '.join(wrong)}" if hits else "nothing is found", wrong)


@dataclass(frozen=True, kw_only=True)
class Agree(Expectation):
    """``others`` ask for the same as ``question``: of the first ``k`` ids at least ``share`` (0 to 1) are in both, of
    the longer list where fewer are found."""

    others: Sequence[str]
    share: float
    k: int = 5

    def wanted(self) -> str:
        others = ", ".join(f"‘{other}’" for other in self.others)
        return f"{self.share:.0%} of the first {self.k} also for {others}"

    def examine(self, search: Search) -> Finding:
        own = set(self._first(search, self.k))
        said = []
        for other in self.others:
            theirs = {id_of(hit) for hit in search.answer(other, self.filters, self.k).hits}
            shared = len(own & theirs) / max(len(own), len(theirs), 1)
            if shared < self.share:
                said.append(f"only {shared:.0%} of the first {self.k} also for ‘{other}’")
        return self._wrong(search, "; ".join(said), others=self.others) if said else Finding()


@dataclass(frozen=True, kw_only=True)
class Unanswered(Expectation):
    """Nothing here answers this, and the search says so."""

    def wanted(self) -> str:
        return "no answer"

    def examine(self, search: Search) -> Finding:
        answered = search.answer(self.question, self.filters, FIRST).answered
        return self._wrong(search, "it is said to be answered") if answered else Finding()


def id_of(hit: schemas.Hit) -> str:
    """The id of a hit's case, or of its document where no case claims it."""
    return hit.case.id if hit.case else hit.document.id if hit.document else ""


def _ranks(ranked: Sequence[Shown], ids: Sequence[str]) -> dict[str, int | None]:
    found = {hit.id: rank for rank, hit in enumerate(ranked, start=1)}
    return {name: found.get(name) for name in ids}
