"""What a search would find without one of its filters, for a page that finds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.query import FILTERS
from search_api import asking_schemas
from search_api.narrowing import SearchLinks
from search_api.records import Records
from search_api.service import SearchService

__all__ = ["Relaxation", "relaxations"]

MOST_TRIED = 4
"""Each is a search of its own."""


@dataclass(frozen=True)
class Relaxation:
    """The filter of this name dropped: how many hits there are then."""

    name: str
    total: int


def relaxations(service: SearchService, links: SearchLinks, records: Records) -> Iterator[Relaxation]:
    """For each of the first MOST_TRIED filters, in their order, what the search finds without it, where that is
    anything. ``links``: the search, with what was typed as a filter among its filters (SearchLinks.settled)."""
    names = list(dict.fromkeys(name for name, _ in links.filters))
    for dropped in names[:MOST_TRIED]:
        kept = {name: [value for own, value in links.filters if own == name] for name in FILTERS if name != dropped}
        if not links.words and not any(kept.values()):
            continue  # nothing would be asked
        question = asking_schemas.Questioning.model_validate(
            {"q": links.words, "without": list(links.without_ids), **kept}
        )
        total = service.find(question, records).total
        if total:
            yield Relaxation(dropped, total)
