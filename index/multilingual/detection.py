"""Which letters a text is to be read by: those of other scripts, marked Latin ones, or as English and all others are.

Scripts tell themselves; of Latin letters py3langid tells the language, and for a few words a dictionary of English and
the table of new pieces too. Names are no witnesses: "Bogotá bus rapid transit" is English. So is what is in doubt, so
that no English text is read as another language for looking like one (how often it still is:
``python tests/benchmarks/multilingual.py detection``)."""

import unicodedata
from collections.abc import Container, Sequence
from enum import StrEnum
from typing import NamedTuple

from archive.language import latin_probabilities
from index.letters import without_accents
from index.multilingual.alphabet import LATIN, LATIN_WORD, OWN_LETTER, marked
from index.spelling import dictionary

__all__ = ["Letters", "letters_of"]

_OTHER_SHARE = 0.3  # of the letters in other scripts: Latin words beside them are names
_LATIN = LATIN | {"ms"}  # Malay and Indonesian share most of their words
_FEW_WORDS = 10  # more tell their language by themselves


class Letters(StrEnum):
    """How a text of one of the nine languages is read: by letters of its own script, or by marked Latin ones."""

    OWN = "own"
    LATIN = "Latin"


class _Signs(NamedTuple):
    """Of a text of Latin letters: shares of its letters in words that English and the new pieces know, and whether it
    has accents."""

    english: float
    known: float
    has_accents: bool


def letters_of(text: str, pieces: Container[str]) -> Letters | None:
    """None for English and languages other than the nine. ``text``: folded (marking.folded); ``pieces``: those of the
    tokenizer."""
    own = len(OWN_LETTER.findall(text))
    words = LATIN_WORD.findall(text)
    if own and own >= _OTHER_SHARE * (own + sum(map(len, words)) / 3):
        return Letters.OWN
    if not words:
        return None
    # A name says nothing of the language it stands in. Where there is nothing else, its accents do not either.
    plain = [word for word in words if not word[0].isupper()]
    is_named = not plain
    plain = plain or [without_accents(word.lower()) for word in words]
    ranked = latin_probabilities(text if len(words) > _FEW_WORDS else " ".join(plain))
    probability = sum(share for tag, share in ranked.items() if tag in _LATIN)
    english = ranked.get("en", 0.0)
    if len(words) > _FEW_WORDS:
        return Letters.LATIN if probability > max(english, 0.5) else None
    signs = _signs(plain, pieces)
    return Letters.LATIN if _is_another(probability, english, signs, len(plain), is_named=is_named) else None


def _is_another(probability: float, english: float, signs: _Signs, word_count: int, *, is_named: bool) -> bool:
    if signs.english > 0.99 and not signs.has_accents and (word_count <= 2 or probability - english < 0.6):
        return False
    if signs.english >= 0.6 and signs.english > signs.known:
        return False
    # The weights were chosen on the labels of the archive's own vocabularies, English ones against the others.
    score = probability - english + 0.3 * (signs.known - signs.english)
    score += 0.4 * signs.has_accents - 0.4 * is_named
    return (score > 0 and probability > 0.1) or signs.known - signs.english > 0.6


def _signs(words: Sequence[str], pieces: Container[str]) -> _Signs:
    letters = sum(map(len, words))
    return _Signs(
        sum(len(word) for word in words if word.isascii() and _is_english(word.lower(), pieces)) / letters,
        sum(len(word) for word in words if marked(word) in pieces) / letters,
        any(unicodedata.combining(letter) for word in words for letter in unicodedata.normalize("NFD", word)),
    )


def _is_english(word: str, pieces: Container[str]) -> bool:
    # The dictionary spells as Americans do; MiniLM's pieces know "centre" as well, but also "ciudad".
    return word in dictionary("en") or word in pieces
