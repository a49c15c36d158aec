"""What a person may be about to type: the forms whose words begin as the typed ones do.

Every beginning of a word stands in one sorted list with the form it belongs to, so that all forms with a word that
begins in a certain way lie side by side and two bisections find them. In scripts without words every character begins
one: 버스 finds 간선급행버스. Forms are numbered in the order of their folded text: those that begin with what was typed
are one range of numbers.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.keystrokes import keystrokes
from index.units import CHARACTER, units_of

__all__ = ["CompletionIndex", "Form", "Match", "mixed"]

_LONGEST = 200
"""Letters of the longest text that is completed: titles end before."""
_SHORTEST = 2
"""Letters of the shortest; one character suffices in scripts where a character is a syllable or a word."""
_SHORTEST_MISSPELT = 5
"""Letters of the shortest word in which a slip is forgiven: of four, nearly every one is a letter away from another."""
_SYLLABIC = re.compile(
    f"{CHARACTER.pattern}|[\u3131-\u318e]"
)  # Hangul as keystrokes, and its like: no slip is forgiven
_MOST_READINGS = 16
"""How many combinations of forgiven words are looked up: beyond them a text is noise."""
_LAST = chr(0x10FFFF)  # stands after every letter: what begins with x lies between x and x + _LAST

_Numbers = NDArray[np.int32]


class Form(NamedTuple):
    """One way to write an entry. ``is_label``: it is what the entry is called in that language (BCP 47 tag), not one of
    its other names. ``beside``: further words by which it may be asked for, such as the city of a case."""

    kind: str
    id: str
    text: str
    language: str
    is_label: bool = True
    beside: tuple[str, ...] = ()


class _Piece(NamedTuple):
    """A word, or one character of a script without words, as it is compared. ``opens``: a word begins here."""

    letters: str
    opens: bool
    is_character: bool


class Match(NamedTuple):
    """A form that fits. The fields, compared in their order, say how well: ``place`` is 0 for the whole form, 1 for
    its beginning, 2 for later words; ``foreign`` 0 for what the entry is called in the reader's language, 1 for its
    other names there, 2 for English, 3 for the other languages."""

    place: int
    foreign: int
    length: int
    folded: str
    form: Form


_Turn = tuple[int, int, int, Match]
"""Place, foreign, and how many equally good matches of its kind come before."""


class CompletionIndex:
    """All forms of some entries. Never changed once made: safe to share between threads."""

    def __init__(self, forms: Iterable[Form]) -> None:
        read = [(form, pieces) for form in set(forms) if (pieces := _pieces(form.text))]
        keyed = sorted(((_key(pieces), form, pieces) for form, pieces in read), key=lambda one: one[:2])
        self._forms = [form for _, form, _ in keyed]
        self._keys = [key for key, _, _ in keyed]
        postings = sorted(
            {
                (word, number)
                for number, (_, form, pieces) in enumerate(keyed)
                for part in (pieces, *map(_pieces, form.beside))
                for word in _beginnings(part)
            }
        )
        self._words = [word for word, _ in postings]
        self._numbers: _Numbers = np.array([number for _, number in postings], dtype=np.int32)
        self._lengths: _Numbers = np.array([len(form.text) for form in self._forms], dtype=np.int32)
        tags = sorted({form.language for form in self._forms})
        self._tags = {tag: place for place, tag in enumerate(tags)}
        self._languages: _Numbers = np.array([self._tags[form.language] for form in self._forms], dtype=np.int32)
        self._are_labels = np.array([form.is_label for form in self._forms], dtype=np.bool_)

    def __len__(self) -> int:
        """How many forms there are."""
        return len(self._forms)

    def find(self, text: str, language: str = "en", limit: int | None = None) -> list[Match]:
        """The best form of each entry that fits ``text``, best first; of each kind at most ``limit`` entries. Each
        typed word begins a word of the form, in any order."""
        pieces = _typed(text)
        return self._fitting(_key(pieces), _words(pieces), language, limit)

    def find_near(self, text: str, language: str = "en", limit: int | None = None) -> list[Match]:
        """The same with one slip forgiven in each word of five letters and more that begins no word here."""
        readings = islice(product(*self._readings(_words(_typed(text)))), _MOST_READINGS)
        found = [match for reading in readings for match in self._fitting(" ".join(reading), reading, language, limit)]
        return list(_best_of_each(sorted(found), limit))

    def _fitting(self, key: str, words: Sequence[str], language: str, limit: int | None) -> list[Match]:
        """``key``: the words as one text; it decides which forms begin with it, or are it."""
        if not words:
            return []
        fitting = [np.unique(self._numbers[slice(*self._range(word))]) for word in dict.fromkeys(words)]
        numbers = reduce(np.intersect1d, sorted(fitting, key=len))
        start, end = bisect_left(self._keys, key), bisect_left(self._keys, key + _LAST)
        places = np.where((numbers >= start) & (numbers < end), 1, 2)
        places[(numbers >= start) & (numbers < bisect_right(self._keys, key))] = 0
        languages = self._languages[numbers]
        foreign = np.where(languages == self._tags.get("en", -1), 2, 3)
        is_own = languages == self._tags.get(language, -1)
        foreign[is_own] = np.where(self._are_labels[numbers[is_own]], 0, 1)
        lengths = self._lengths[numbers]
        order = np.lexsort((numbers, lengths, foreign, places))
        ranked = (
            Match(int(places[row]), int(foreign[row]), int(lengths[row]), self._keys[number], self._forms[number])
            for row, number in zip(order.tolist(), numbers[order].tolist(), strict=True)
        )
        return list(_best_of_each(ranked, limit))

    def _range(self, word: str) -> tuple[int, int]:
        return bisect_left(self._words, word), bisect_left(self._words, word + _LAST)

    def _readings(self, words: Iterable[str]) -> list[list[str]]:
        """For each word what it may be read as; ends with an empty list at the first that cannot be read."""
        readings = []
        for word in words:
            readings.append(self._readings_of(word))
            if not readings[-1]:
                break
        return readings

    def _readings_of(self, word: str) -> list[str]:
        """The word itself where a word here begins so; else the beginnings that are one slip away and share its first
        letter: a letter more, less, other, or two changed round."""
        start, end = self._range(word)
        if start < end:
            return [word]
        if len(word) < _SHORTEST_MISSPELT or not word.isalpha() or _SYLLABIC.search(word):
            return []
        near = self._words[slice(*self._range(word[0]))]
        beginnings = sorted({one[:length] for one in near for length in range(len(word) - 1, len(word) + 2)})
        found = process.extract(word, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
        return [beginning for beginning, _, _ in found]


def mixed(matches: Iterable[Match], limit: int) -> list[Match]:
    """The ``limit`` best, mixed fairly: among equally good ones the kinds take turns, and none fills more than half of
    the list while another has something to offer."""
    turns: Counter[tuple[int, int, str]] = Counter()
    ranked: list[_Turn] = []
    for match in sorted(matches):
        group = (match.place, match.foreign, match.form.kind)
        turns[group] += 1
        ranked.append((match.place, match.foreign, turns[group], match))
    ranked.sort()
    counts: Counter[str] = Counter()
    within: list[_Turn] = []
    beyond: list[_Turn] = []
    for one in ranked:
        kind = one[-1].form.kind
        counts[kind] += 1
        (within if counts[kind] <= (limit + 1) // 2 else beyond).append(one)
    return [one[-1] for one in sorted([*within, *beyond][:limit])]


def _best_of_each(matches: Iterable[Match], limit: int | None) -> Iterator[Match]:
    """The first match of each entry, and of each kind the first ``limit`` entries."""
    seen: set[tuple[str, str]] = set()
    counts: Counter[str] = Counter()
    for match in matches:
        kind, entry = match.form.kind, (match.form.kind, match.form.id)
        if entry not in seen and (limit is None or counts[kind] < limit):
            seen.add(entry)
            counts[kind] += 1
            yield match


def _typed(text: str) -> list[_Piece]:
    """The pieces of what was typed; none where it is too short or too long to be completed."""
    pieces = _pieces(text) if len(text) <= _LONGEST else []
    is_enough = sum(len(piece.letters) for piece in pieces) >= _SHORTEST or any(one.is_character for one in pieces)
    return pieces if is_enough else []


def _pieces(text: str) -> list[_Piece]:
    return [
        _Piece(keystrokes(unit.form), unit.opens, CHARACTER.match(unit.form) is not None)
        for unit in units_of(unicodedata.normalize("NFC", text))
    ]


def _words(pieces: Iterable[_Piece]) -> list[str]:
    """The words as they are spaced."""
    return "".join(f" {piece.letters}" if piece.opens else piece.letters for piece in pieces).split()


def _key(pieces: Sequence[_Piece]) -> str:
    """The text as it is compared as a whole: between two characters of a script without words spaces do not count."""
    key, was_character = "", False
    for piece in pieces:
        is_spaced = key and piece.opens and not (was_character and piece.is_character)
        key += f" {piece.letters}" if is_spaced else piece.letters
        was_character = piece.is_character
    return key


def _beginnings(pieces: Sequence[_Piece]) -> Iterator[str]:
    """What may be typed of a text so that a word, or a character of a script without words, begins with it: from there
    to the end of the word; what is written without spaces goes on while it is."""
    for place, piece in enumerate(pieces):
        letters = piece.letters
        for following in pieces[place + 1 :]:
            if following.opens and not (piece.is_character and following.is_character):
                break
            letters += following.letters
        yield letters
        while "'" in letters:  # "eau" finds "l'eau"
            letters = letters.partition("'")[2]
            yield letters
