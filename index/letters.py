"""Letters that look alike to a reader and not to a computer, made one."""

import re
import unicodedata

__all__ = ["INVISIBLE", "normal", "without_accents"]

INVISIBLE = {ord(character): None for character in "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"}
"""For ``str.translate``: soft hyphens, joiners and spaces of no width, and marks of direction. A word is one word with
them and without."""

# Letters of their own that are typed as another where the keyboard lacks them; NFD leaves them whole.
_TYPED_AS = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ŋ": "n", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ё": "е"}
)
_ACCENTED = re.compile("[a-z\u0370-\u03ff\u1f00-\u1fff]")
_FOREIGN_DIGIT = re.compile(r"[^\W\D0-9]")


def normal(text: str) -> str:
    """NFKC, without invisible characters and with every script's digits as 0 to 9."""
    text = unicodedata.normalize("NFKC", text.translate(INVISIBLE))
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.digit(digit.group())), text)


def without_accents(word: str) -> str:
    """``word``, in lower case, as somebody types it without accents: those of Latin and Greek letters, which are often
    left away, and Russian ё. A mark in other scripts is a letter (й, バ, vowels of Hindi) and stays."""
    word = word.translate(_TYPED_AS)
    decomposed = unicodedata.normalize("NFD", word)
    if _ACCENTED.search(decomposed) is None:
        return word
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
