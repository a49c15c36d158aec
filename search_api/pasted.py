"""A pasted text taken apart into passages, as slides and pages are: the unit that is compared (pure)."""

import re
from collections.abc import Iterator

from archive.model import Locator, LocatorKind
from index.units import units_of

__all__ = ["parts"]

FULL = 110
"""Words, or characters of a script without words, of a full part: about the size of a passage of the archive."""
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+|\n+|(?<=[。！？])")


def parts(text: str) -> list[tuple[Locator, str]]:
    """Whole sentences or lines, about FULL words at a time, in order; a new paragraph begins a new part where the one
    before is half full. A sentence is never cut. No word is lost."""
    found = list(_joined(text))
    return [
        (
            Locator(kind=LocatorKind.SECTION, start=n, end=n, label=f"part {n}" if len(found) > 1 else "the text"),
            part,
        )
        for n, part in enumerate(found, start=1)
    ]


def _joined(text: str) -> Iterator[str]:
    current: list[str] = []
    length = 0
    for paragraph in re.split(r"\n\s*\n", text):
        if length >= FULL / 2:
            yield " ".join(current)
            current, length = [], 0
        for sentence in filter(None, (piece.strip() for piece in _SENTENCE_END.split(paragraph))):
            size = len(units_of(sentence))
            if current and length + size > FULL:
                yield " ".join(current)
                current, length = [], 0
            current.append(sentence)
            length += size
    if current:
        yield " ".join(current)
