"""Pages -> passages: the unit that is embedded and cited. Pure: the same pages give the same passages everywhere.

A passage holds at most about 110 words, the length that ranked best with the packaged encoder, and never more than
that encoder takes in (256 word pieces): scripts that it cuts finer get shorter passages.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.model import Passage, short_hash
from ingest.readers import Page

__all__ = ["FULL", "size", "split"]

FULL = 200
"""The size of a full passage in estimated word pieces; 56 below the cut, for a short tail and the title in front."""
_WORDS = 110
_TAIL = 25
_UNIT = FULL // 2
_SLICE = _UNIT // 2  # characters; no character is estimated at more than two word pieces
# From coarse to fine: paragraphs, sentences, lines, words. Each match is where a text may be cut.
_BOUNDARIES = tuple(
    re.compile(pattern)
    for pattern in (r"\n\s*\n", r"""(?<=[.!?…][)"'\]”’»])\s+|(?<=[.!?…؟।])\s+|(?<=[。！？])""", r"\n", r"\s+")
)


def split(
    pages: Iterable[Page],
    *,
    document_id: str | None = None,
    document_sha256: str | None = None,
    case_id: str | None = None,
) -> Iterator[Passage]:
    """The passages of a document (give its id and the hash of its bytes) or of a case, in order.

    A passage stays within one locator, no word is lost, nothing overlaps. Cuts fall on the end of a paragraph,
    sentence or line where one is near. The id depends on the owner (a document's bytes, a case's id), the locator
    and the ordinal alone.
    """
    owner = case_id if document_sha256 is None else document_sha256
    if owner is None:
        raise ValueError("passages need the document's hash or the case's id")
    ordinal = 0
    for page in pages:
        for text in cut(page.text):
            place = page.locator
            yield Passage(
                id=short_hash(owner, place.kind, place.start, place.end, ordinal),
                document_id=document_id,
                case_id=case_id,
                locator=place,
                ordinal=ordinal,
                text=text,
            )
            ordinal += 1


def size(text: str) -> float:
    """How much of a passage the text fills (``FULL``: all of it): estimated word pieces, or words where these are more.

    The weights are the means of MiniLM's tokenizer over the nine languages of the parallel sentences at hand.
    """
    return max(_pieces(text), _words(text))


def _pieces(text: str) -> float:
    return sum(_weight(character) * count for character, count in Counter(text).items())


def _words(text: str) -> float:
    return len(text.split()) * FULL / _WORDS


def cut(text: str) -> Iterator[str]:
    """The text in parts of at most ``FULL`` (the last may be a little longer: a few words never stand alone)."""
    parts: list[str] = []
    current, pieces, words = "", 0.0, 0.0
    for unit in _units(text, 0):
        unit_pieces, unit_words = _pieces(unit), _words(unit)
        if current.strip() and max(pieces + unit_pieces, words + unit_words) > FULL:
            parts.append(current)
            current, pieces, words = "", 0.0, 0.0
        current, pieces, words = current + unit, pieces + unit_pieces, words + unit_words
    if parts and max(pieces, words) <= _TAIL:
        parts[-1] += current
    else:
        parts.append(current)
    return (part.strip() for part in parts if part.strip())


def _units(text: str, level: int) -> Iterator[str]:
    """Parts no larger than half a passage, cut as coarsely as that allows; joined they are ``text``."""
    if size(text) <= _UNIT:
        yield text
    elif level == len(_BOUNDARIES):
        yield from _slices(text)
    else:
        start = 0
        for boundary in _BOUNDARIES[level].finditer(text):
            if text[start : boundary.end()]:
                yield from _units(text[start : boundary.end()], level + 1)
            start = boundary.end()
        if text[start:]:
            yield from _units(text[start:], level + 1)


def _slices(text: str) -> Iterator[str]:
    """A run without any space, in slices that leave letters and their marks together."""
    start = 0
    while start < len(text):
        end = start + _SLICE
        while end < min(len(text), start + 2 * _SLICE) and unicodedata.combining(text[end]):
            end += 1
        yield text[start:end]
        start = end


@lru_cache(maxsize=65536)
def _weight(character: str) -> float:
    """Estimated word pieces per character: a Hangul syllable is taken apart into its letters, other scripts than
    Latin go letter by letter, digits come about two to a piece."""
    if character.isspace():
        return 0.0
    if "\uac00" <= character <= "\ud7a3":
        return 2.0
    if character.isalpha() and character < "\u0250":
        return 0.34 if character.isascii() else 0.6
    if character.isdecimal():
        return 0.5
    if "\u0e00" <= character <= "\u0eff":
        return 0.5
    return 0.75 if character.isascii() else 1.0
