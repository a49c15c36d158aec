"""Misspelt words of a question, set right by the words that the archive itself holds."""

from collections.abc import Mapping, Sequence
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from index.units import CHARACTER, fold

__all__ = ["Speller", "dictionary", "has_dictionary"]

_SHORTEST = 5
"""Letters of the shortest word that is set right: of four, nearly every one is a letter away from another word."""
_LONG = 8
"""Letters from which two slips are forgiven instead of one."""
DICTIONARIES = ("en", "es", "fr", "pt")
"""Languages whose words are known: "basement" is no slip of "bâtiment", though the archive holds only the latter."""
_FEW_WORDS = 2
"""Words of a question of which nobody can tell the language."""


class Speller:
    """Knows how often each word (index/units.py) stands in the archive. A word that stands there is never changed."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self._by_first: dict[str, list[str]] = {}
        for form in counts:
            if len(form) >= _SHORTEST - 1 and form.isalpha() and not CHARACTER.match(form):
                self._by_first.setdefault(form[0], []).append(form)

    def correction(self, word: str, languages: Sequence[str] = ("en",)) -> str | None:
        """The word of the archive that was meant: it begins with the same letter, is one slip away (a letter more,
        less, other, or two changed round), or two where the word is long; of several the nearest, then the commonest.
        None where the word is there already, is a word of English or one of these ``languages``, is too short, or like
        no other."""
        form = fold(word)
        if form in self._counts or len(form) < _SHORTEST or not form.isalpha() or CHARACTER.search(form):
            return None
        if any(word.casefold() in dictionary(tag) for tag in {"en", *languages}.intersection(DICTIONARIES)):
            return None
        slips = 2 if len(form) >= _LONG else 1
        choices: Sequence[str] = self._by_first.get(form[0], ())
        near = process.extract(form, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return min(near, key=lambda found: (found[1], -self._counts[found[0]], found[0]))[0] if near else None


def has_dictionary(word_count: int, languages: Sequence[str]) -> bool:
    """Whether words of a question can be told from slips: it is in a language of a dictionary (``languages``: the
    likely ones, likeliest first), or too short to tell."""
    return word_count <= _FEW_WORDS or not languages or languages[0] in DICTIONARIES


@cache
def dictionary(tag: str) -> SpellChecker:
    """The words of a language, small letters: ``word in dictionary("en")``."""
    return SpellChecker(language=tag)
