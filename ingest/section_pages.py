"""On which page of its PDF does each section of a Word document begin? Only where that is certain (pure)."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

__all__ = ["section_pages"]

LENGTHS = (160, 80, 40, 20)
"""Letters and digits of a section's beginning that are looked for. A footer, a number before a list's entry or a
column may stand in the middle of the longer ones."""
FEWEST = 8


def section_pages(sections: Mapping[int, str], pages: Sequence[Iterable[str]]) -> dict[int, int]:
    """``sections``: number -> text, as read; ``pages``: the words of each page in order, as drawn. Gives the number of
    the page (from 1) for each section whose beginning stands in the whole document exactly once, and after that of
    the section before."""
    letters = ["".join(map(_plain, words)) for words in pages]
    ends = list(accumulate(map(len, letters)))
    whole = "".join(letters)
    found: dict[int, int] = {}
    reached = -1
    for number, text in sorted(sections.items()):
        place = _only_place(_plain(text[: 4 * LENGTHS[0]]), whole)
        if place is not None and place > reached:
            reached = place
            found[number] = next(page for page, end in enumerate(ends, start=1) if place < end)
    return found


def _only_place(beginning: str, whole: str) -> int | None:
    for length in LENGTHS:
        start = beginning[:length]
        place = whole.find(start)
        if len(start) >= FEWEST and place != -1:
            return place if whole.find(start, place + 1) == -1 else None
    return None


def _plain(text: str) -> str:
    """Only what is a letter or a digit, in one form: spaces and marks fall differently on a page."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
