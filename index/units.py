"""A text as the words that a reader sees: what phrases and names are compared by, letter for letter but for case and
accents. Unlike terms (index/analysis.py) they are not stemmed, and nothing is left out."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from index.letters import INVISIBLE, without_accents

__all__ = ["CHARACTER", "HANGUL", "WORD", "Unit", "fold", "units_of"]

_LETTERS = rf"[^\W_]+(?:[{''.join(map(chr, INVISIBLE))}]+[^\W_]+)*"
WORD = re.compile(rf"{_LETTERS}(?:['’](?!s\b){_LETTERS})*")  # a possessive is no part of the word
# Written without spaces, or with spaces that come and go (쓰레기종량제, 쓰레기 종량제): taken character by character.
_CHARACTERS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
HANGUL = re.compile("[\uac00-\ud7a3]")
CHARACTER = re.compile(f"[{_CHARACTERS}]")
_PIECE = re.compile(f"[{_CHARACTERS}]|[^{_CHARACTERS}]+")


class Unit(NamedTuple):
    """A word, or one character of a script without words: ``form`` is how it is compared, ``start`` and ``end`` say
    where it stands. ``opens``: a word begins here."""

    form: str
    start: int
    end: int
    opens: bool


def units_of(text: str) -> list[Unit]:
    """The units of a text in Unicode's composed form (NFC), in order."""
    return [
        Unit(fold(piece.group()), word.start() + piece.start(), word.start() + piece.end(), piece.start() == 0)
        for word in WORD.finditer(text)
        for piece in _PIECE.finditer(word.group())
        if fold(piece.group())
    ]


@lru_cache(1 << 16)
def fold(word: str) -> str:
    """Without case, without accents, which are often left away, and without what cannot be seen."""
    word = unicodedata.normalize("NFKC", word.translate(INVISIBLE))
    return without_accents(word.casefold().replace("’", "'"))
