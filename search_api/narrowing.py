"""What a page of results can be narrowed to: addresses of searches that differ in one filter, and the lists of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from index.query import FILTERS
from index.syntax import without_fields
from search_api import schemas
from search_api.facets import PLACES, Branch, canonical, grow

__all__ = ["Choice", "ChoiceList", "SearchLinks", "choice_lists"]

Pair = tuple[str, str]


@dataclass(frozen=True)
class SearchLinks:
    """Addresses of searches that differ from the present one in one filter. ``filters``: names and values, a leading
    "-" excludes."""

    words: str
    filters: tuple[Pair, ...]
    without_ids: tuple[str, ...]
    chosen_language: str | None

    @classmethod
    def of(cls, asked: schemas.Questioning, chosen_language: str | None = None) -> "SearchLinks":
        """The search as it was asked for; ``chosen_language``: the one that its address names."""
        filters = tuple((name, value) for name in FILTERS for value in getattr(asked, name) if value)
        return cls(asked.q, filters, tuple(filter(None, asked.without)), chosen_language)

    def settled(self, query: schemas.QuestionEcho) -> "SearchLinks":
        """The same search with the filters that were typed among the words taken out of them, so that each can be
        taken away like any other. What was typed as a filter and is none stays a word."""
        filters = [(name, canonical(name, value)) for name, values in query.filters.items() for value in values]
        words = " ".join(filter(None, [without_fields(self.words, FILTERS), *query.unknown]))
        return replace(self, words=words, filters=tuple(dict.fromkeys(filters)))

    def pairs(self) -> list[Pair]:
        """Everything but the words, for the hidden fields of a form."""
        language = [("lang", self.chosen_language)] if self.chosen_language else []
        return [*self.filters, *(("without", entry_id) for entry_id in self.without_ids), *language]

    @property
    def address(self) -> str:
        """Of this search."""
        return self._address(self.pairs())

    def adding(self, name: str, value: str, instead_of: Iterable[str] = ()) -> str:
        """``instead_of``: values of the name that would keep this one from narrowing anything."""
        dropped = {(name, f"-{value}"), *((name, other) for other in instead_of)}
        return self._address([*(pair for pair in self.pairs() if pair not in dropped), (name, value)])

    def excluding(self, name: str, value: str) -> str:
        kept = [pair for pair in self.pairs() if pair != (name, value)]
        return self._address([*kept, (name, f"-{value}")])

    def removing(self, name: str, value: str) -> str:
        return self._address([pair for pair in self.pairs() if pair != (name, value)])

    def without(self, entry_id: str) -> str:
        """The same search, the words no longer understood as this entry."""
        return self._address([*self.pairs(), ("without", entry_id)])

    def clearing(self) -> str:
        return self._address([pair for pair in self.pairs() if pair[0] == "lang"])

    def resuming(self, cursor: str) -> str:
        return self._address([*self.pairs(), ("cursor", cursor)])

    def _address(self, pairs: Iterable[Pair]) -> str:
        words = [("q", self.words)] if self.words else []
        return f"/?{urlencode([*words, *pairs])}"


@dataclass(frozen=True)
class Choice:
    """A value of a facet on a page. ``choose`` and ``exclude`` are None where it is here only for what stands below it;
    ``remove`` is set where the search asks for it or excludes it."""

    label: str
    count: int
    is_excluded: bool
    is_open: bool
    choose: str | None
    exclude: str | None
    remove: str | None
    below: tuple["Choice", ...]


@dataclass(frozen=True)
class ChoiceList:
    """A facet on a page, or the tree of several: the heading, and whether something in it is chosen."""

    name: str
    choices: tuple[Choice, ...]
    is_open: bool


def choice_lists(
    facets: Mapping[str, Sequence[schemas.FacetCount]], names: Iterable[str], links: SearchLinks
) -> Iterator[ChoiceList]:
    """The lists of these facets that have anything to choose; all places make one, where the first of them stands."""
    grown: set[str] = set()
    for name in names:
        together = PLACES if name in PLACES else (name,)
        branches = () if name in grown else tuple(grow(facets, together))
        grown.update(together)
        if branches:
            is_open = any(branch.is_open for branch in branches)
            yield ChoiceList("place" if name in PLACES else name, _choices(branches, links, ()), is_open)


def _choices(branches: Sequence[Branch], links: SearchLinks, above: tuple[Pair, ...]) -> tuple[Choice, ...]:
    return tuple(_choice(branch, links, above, is_alone=len(branches) == 1) for branch in branches)


def _choice(branch: Branch, links: SearchLinks, above: tuple[Pair, ...], *, is_alone: bool) -> Choice:
    name, value = branch.name, branch.value
    is_asked = value.chosen or value.excluded
    can_choose = value.count > 0 and not is_asked
    # A theme beside one of its own sub-themes would not narrow: one takes the other's place.
    related = [own for facet, own in (*above, *_ids(branch.below)) if facet == name]
    return Choice(
        label=value.label,
        count=value.count,
        is_excluded=value.excluded,
        is_open=branch.is_open or is_alone,
        choose=links.adding(name, value.id, related) if can_choose else None,
        exclude=links.excluding(name, value.id) if can_choose else None,
        remove=links.removing(name, f"-{value.id}" if value.excluded else value.id) if is_asked else None,
        below=_choices(branch.below, links, (*above, (name, value.id))),
    )


def _ids(branches: Iterable[Branch]) -> Iterator[Pair]:
    for branch in branches:
        yield branch.name, branch.value.id
        yield from _ids(branch.below)
