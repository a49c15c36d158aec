"""Blocks of running text -> pages of kind section: what HTML, Markdown, Word and plain text have in common."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archive.model import LocatorKind
from ingest.readers import Page, locator

# A locator should lead to a place a person can take in at a glance: about a printed page.
_WORDS_PER_SECTION = 400
_CHARACTERS_PER_SECTION = 2800  # the same for scripts that put no spaces between words


class Block(NamedTuple):
    """A paragraph, a list entry, a table row, or a heading."""

    text: str
    is_heading: bool = False


def sections(blocks: Iterable[Block]) -> Iterator[Page]:
    """A new section at every heading, and at a paragraph's end once a section has grown to about 400 words.

    The heading stands in the section's text and in its label. Headings with nothing under them go with what
    follows, so that no section is a bare heading.
    """
    number, heading, lines, length, has_body = 1, "", list[str](), 0, False
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        if lines and has_body and (block.is_heading or length >= _WORDS_PER_SECTION):
            yield Page(locator(LocatorKind.SECTION, number, heading), "\n".join(lines))
            number, lines, length, has_body = number + 1, [], 0, False
        if block.is_heading:
            heading = text
        lines.append(text)
        length += _length(text)
        has_body = has_body or not block.is_heading
    if lines:
        yield Page(locator(LocatorKind.SECTION, number, heading), "\n".join(lines))


def _length(text: str) -> int:
    """The length in words; text without spaces counts by characters."""
    return max(len(text.split()), len(text) * _WORDS_PER_SECTION // _CHARACTERS_PER_SECTION)
