"""Facets on the command line: what a search can be narrowed to, as trees with ids, names and counts."""

from collections.abc import Iterable, Iterator

from search_api import schemas
from search_api.facets import PLACES, Branch, grow
from search_api.terminal import say

__all__ = ["facet_lines", "show_facets"]


def show_facets(answer: schemas.SearchAnswer) -> None:
    """Every facet with its values, each with what `-f` takes and with the number that choosing it finds."""
    for line in facet_lines(answer):
        say(line)


def facet_lines(answer: schemas.SearchAnswer) -> Iterator[str]:
    """``+`` stands before what the search asks for, ``-`` before what it excludes."""
    for names in (PLACES, *((name,) for name in answer.facets if name not in PLACES)):
        branches = grow(answer.facets, names)
        if branches:
            yield f"\n{' / '.join(names)}"
            yield from _lines(branches, 1)


def _lines(branches: Iterable[Branch], depth: int) -> Iterator[str]:
    for branch in branches:
        value = branch.value
        sign = "+" if value.chosen else "-" if value.excluded else " "
        # What is only here for what stands below it has no number: choosing it finds nothing.
        number = str(value.count) if sign != " " or value.count else ""
        name = "" if value.label == value.id else f"  {value.label}"
        yield f"{sign}{'  ' * depth}{number:>4}  {branch.name}={value.id}{name}"
        yield from _lines(branch.below, depth + 1)
