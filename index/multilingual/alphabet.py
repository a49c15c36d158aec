"""Letters of the nine languages, and the marked letters by which foreign words of Latin letters are told from English.

One tokenizer takes all text. Korean, Chinese, Japanese, Arabic and Russian it tells from English by their scripts; a
word of Spanish, French, Portuguese or Indonesian is handed to it in mathematical monospace letters (U+1D68A to U+1D6A3:
𝚊𝚐𝚞𝚊), a script that no text is written in. So the words of English stay as they were, whatever is learnt of others.
"""

import re
import unicodedata

__all__ = [
    "ALONE",
    "LANGUAGES",
    "LATIN",
    "LATIN_WORD",
    "MARKED",
    "OWN_LETTER",
    "OWN_LETTERS",
    "fold_marks",
    "is_marked",
    "marked",
    "unmarked",
]

LANGUAGES = ("ar", "es", "fr", "id", "ja", "ko", "pt", "ru", "zh")
LATIN = frozenset({"es", "fr", "id", "pt"})

ALONE = "\u3005\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Letters of Chinese and Japanese, which write no spaces between words, for a class of a regular expression."""
OWN_LETTERS = f"{ALONE}\uac00-\ud7a3\u0621-\u06ff\u0750-\u077f\u0400-\u052f"
"""Letters of the nine languages that are not Latin."""
OWN_LETTER = re.compile(f"[{OWN_LETTERS}]")
LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]+")

_FIRST_MARKED = 0x1D68A
_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_MARKED = "".join(chr(_FIRST_MARKED + place) for place in range(len(_PLAIN)))
MARKED = f"{_MARKED[0]}-{_MARKED[-1]}"
_ANY_MARKED = re.compile(f"[{MARKED}]")
_TO_MARKED = str.maketrans(_PLAIN, _MARKED)
_TO_PLAIN = str.maketrans(_MARKED, _PLAIN)
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


def marked(word: str) -> str:
    """A word of Latin letters in marked ones: small, without accents ("Água" is 𝚊𝚐𝚞𝚊). A letter that is none of the
    26 with an accent or without stays as it is (ł)."""
    plain = unicodedata.normalize("NFD", word.lower().translate(_LIGATURES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_TO_MARKED)


def unmarked(text: str) -> str:
    """``text`` with plain letters for marked ones."""
    return text.translate(_TO_PLAIN)


def is_marked(piece: str) -> bool:
    return bool(_ANY_MARKED.search(piece))


def fold_marks(text: str) -> str:
    """Marked letters that came from outside, made plain: nobody may ask in them."""
    return unmarked(text) if is_marked(text) else text
