"""What a page of results can be narrowed to: addresses of searches that differ in one filter, and the lists of them.

A page repeats its question as seldom as it can: what adds one filter is a button of one form, and only what takes
filters away, or puts one in the place of others, is an address of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from index.query import FILTERS
from index.syntax import without_fields
from search_api import asking_schemas, schemas
from search_api.facets import PLACES, Branch, canonical, grow

__all__ = ["FIRST_SHOWN", "MOST_REMOVABLE", "Choice", "ChoiceList", "SearchLinks", "choice_lists"]

Pair = tuple[str, str]

FIRST_SHOWN = 8
"""Values of a list, and of what stands below one of them, that are shown before one asks for all."""
MOST_REMOVABLE = 24
"""Filters that can each be taken away: more would make a page whose size grows with their square."""


@dataclass(frozen=True)
class SearchLinks:
    """Addresses of searches that differ from the present one in one filter. ``filters``: names and values, a leading
    "-" excludes. ``shown``: how the hits are shown, such as their order."""

    words: str
    filters: tuple[Pair, ...]
    without_ids: tuple[str, ...]
    chosen_language: str | None
    shown: tuple[Pair, ...] = ()

    @classmethod
    def of(
        cls, asked: asking_schemas.Questioning, chosen_language: str | None = None, shown: Iterable[Pair] = ()
    ) -> "SearchLinks":
        """The search as it was asked for; ``chosen_language``: the one that its address names."""
        filters = tuple((name, value) for name in FILTERS for value in getattr(asked, name) if value)
        return cls(asked.q, filters, tuple(filter(None, asked.without)), chosen_language, tuple(shown))

    def settled(self, query: schemas.QuestionEcho) -> "SearchLinks":
        """The same search with the filters that were typed among the words taken out of them, so that each can be
        taken away like any other. What was typed as a filter and is none stays a word."""
        filters = [(name, canonical(name, value)) for name, values in query.filters.items() for value in values]
        words = " ".join(filter(None, [without_fields(self.words, FILTERS), *query.unknown]))
        return replace(self, words=words, filters=tuple(dict.fromkeys(filters)))

    def asking(self) -> list[Pair]:
        """What is asked, without how it is shown."""
        words = [("q", self.words)] if self.words else []
        return [*words, *self.filters, *(("without", entry_id) for entry_id in self.without_ids)]

    def pairs(self, *left_out: str) -> list[Pair]:
        """Everything but the words, for the hidden fields of a form, without what has one of the names ``left_out``."""
        language = [("lang", self.chosen_language)] if self.chosen_language else []
        without = (("without", entry_id) for entry_id in self.without_ids)
        return [pair for pair in (*self.filters, *without, *language, *self.shown) if pair[0] not in left_out]

    @property
    def address(self) -> str:
        """Of this search."""
        return self._address(self.pairs())

    def adding(self, name: str, value: str, instead_of: Iterable[str] = ()) -> str:
        """``instead_of``: values of the name that would keep this one from narrowing anything."""
        dropped = {(name, f"-{value}"), *((name, other) for other in instead_of)}
        return self._address([*(pair for pair in self.pairs() if pair not in dropped), (name, value)])

    def removing(self, name: str, value: str) -> str:
        return self._address([pair for pair in self.pairs() if pair != (name, value)])

    def without_filter(self, name: str) -> str:
        """The same search without any filter of this name."""
        return self._address(self.pairs(name))

    def clearing(self) -> str:
        return self._address([pair for pair in self.pairs(*FILTERS) if pair[0] != "without"])

    def showing(self, name: str, value: str) -> str:
        """The same search, shown in another way; an empty value is the usual way."""
        return self._address([*self.pairs(name), *([(name, value)] if value else [])])

    def saying(self, words: str) -> str:
        """The same search with other words."""
        return replace(self, words=words)._address(self.pairs())

    def resuming(self, cursor: str) -> str:
        return self._address([*self.pairs(), ("cursor", cursor)])

    def of_program(self, language: str) -> str:
        """The same search, for programs."""
        return f"/api/search?{urlencode([*self.asking(), *self._order(), ('lang', language)])}"

    def canonical(self) -> str:
        """What this search is called, in whatever language it is read."""
        return f"/?{urlencode([*self.asking(), *self.shown])}"

    def _order(self) -> list[Pair]:
        return [pair for pair in self.shown if pair[0] == "sort"]

    def _address(self, pairs: Iterable[Pair]) -> str:
        words = [("q", self.words)] if self.words else []
        return f"/?{urlencode([*words, *pairs])}"


@dataclass(frozen=True)
class Choice:
    """A value of a facet on a page. ``can_choose``: a button may add it; ``instead``: the address that puts it in the
    place of others, where it has to; neither, where it is here only for what stands below it. ``remove`` is set where
    the search asks for it or excludes it."""

    name: str
    value: str
    label: str
    count: int
    is_asked: bool
    is_excluded: bool
    is_open: bool
    can_choose: bool
    instead: str | None
    remove: str | None
    below: tuple["Choice", ...]


@dataclass(frozen=True)
class ChoiceList:
    """A facet on a page, or the tree of several: the heading, whether something in it is chosen, how many values it
    has, and whether all of them are here."""

    name: str
    choices: tuple[Choice, ...]
    is_open: bool
    count: int
    is_whole: bool


def choice_lists(
    facets: Mapping[str, Sequence[schemas.FacetCount]], names: Iterable[str], links: SearchLinks, whole: str = ""
) -> Iterator[ChoiceList]:
    """The lists of these facets that have anything to choose; all places make one, where the first of them stands.
    ``whole``: the name of the list that is given whole; of the others, what is chosen and the FIRST_SHOWN values."""
    grown: set[str] = set()
    for name in names:
        together = PLACES if name in PLACES else (name,)
        branches = () if name in grown else tuple(grow(facets, together))
        grown.update(together)
        if branches:
            called = "place" if name in PLACES else name
            kept = branches if called == whole else _first(branches)
            count = _size(branches)
            is_open = any(branch.is_open for branch in branches) or called == whole
            yield ChoiceList(called, _choices(kept, links, ()), is_open, count, _size(kept) == count)


def _first(branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """The first of these and the open ones; below an open one likewise, below the others nothing."""
    is_alone = len(branches) == 1
    return tuple(
        replace(branch, below=_first(branch.below) if branch.is_open or is_alone else ())
        for place, branch in enumerate(branches)
        if place < FIRST_SHOWN or branch.is_open
    )


def _size(branches: Iterable[Branch]) -> int:
    return sum(1 + _size(branch.below) for branch in branches)


def _choices(branches: Sequence[Branch], links: SearchLinks, above: tuple[Pair, ...]) -> tuple[Choice, ...]:
    return tuple(_choice(branch, links, above, is_alone=len(branches) == 1) for branch in branches)


def _choice(branch: Branch, links: SearchLinks, above: tuple[Pair, ...], *, is_alone: bool) -> Choice:
    name, value = branch.name, branch.value
    is_asked = value.chosen or value.excluded
    can_choose = value.count > 0 and not is_asked
    # A theme beside one of its own sub-themes would not narrow: one takes the other's place.
    related = [own for facet, own in (*above, *_ids(branch.below)) if facet == name]
    has_rival = any((name, own) in links.filters for own in related)
    can_remove = is_asked and len(links.filters) <= MOST_REMOVABLE
    return Choice(
        name=name,
        value=value.id,
        label=value.label,
        count=value.count,
        is_asked=is_asked,
        is_excluded=value.excluded,
        is_open=branch.is_open or is_alone,
        can_choose=can_choose,
        instead=links.adding(name, value.id, related) if can_choose and has_rival else None,
        remove=links.removing(name, f"-{value.id}" if value.excluded else value.id) if can_remove else None,
        below=_choices(branch.below, links, (*above, (name, value.id))),
    )


def _ids(branches: Iterable[Branch]) -> Iterator[Pair]:
    for branch in branches:
        yield branch.name, branch.value.id
        yield from _ids(branch.below)
