"""The words by which the archive's vocabularies name a concept, a theme or a place, found in a question or a text.

What is found bridges words that do not meet: acronyms, synonyms, translations and proper names. A mention in a text
becomes a term of the keyword index, the same for every word and language that means it; a mention in a question asks
for that term. Forms of different length compete: the longest wins, and a word that an entry denies (its negative
label) wins over its own label inside it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from archive.language import language, likely_languages
from archive.model import Concept, Labels, Place, PlaceKind, Scheme, Theme, Words
from archive.vocabulary import Vocabulary, choose
from index.analysis import STOP_WORDS
from index.filler import FILLER
from index.units import CHARACTER, HANGUL, WORD, Unit, fold, units_of

__all__ = ["Gloss", "Lexicon", "Mention", "term_of"]

_MARK = "◆"  # stands in no word, so that no word of a text is ever taken for an entry
_STEMMERS = {
    "en": "english", "es": "spanish", "fr": "french", "pt": "portuguese", "id": "indonesian", "ru": "russian",
    "ar": "arabic",
}  # fmt: skip
_OWN_SCRIPT = frozenset({"ko", "zh", "ja", "ar", "ru"})
"""Languages whose letters the others do not share: their forms cannot be mistaken for words of another language."""
_INFLECTED = frozenset({"ar", "ru"})
_SAME_WORDS = {"ms": "id"}  # short Malay and Indonesian texts cannot be told apart
_LATIN = re.compile("[a-z0-9]")
_ACRONYM_LENGTH = 5
_EVERYDAY = frozenset(
    {"aids", "app", "bis", "caps", "dot", "fit", "led", "lid", "mice", "pad", "pug", "rep", "sea", "sit", "step"}
    | {"sump", "tad", "tot"}
)
"""Acronyms of the vocabulary that are another word when written small."""
_FEWEST_INSIDE = 3
"""A form of at least so many characters may begin inside a word: 공영주차장 holds 주차장, but 제2주차 no 주차."""
_FEWEST_INSIDE_HAN = 2
"""In Chinese and Japanese, where most words have two and none is parted from the next (漏水 in 東京の漏水対策)."""


_NO_ACRONYM = STOP_WORDS | FILLER | _EVERYDAY


class Mention(NamedTuple):
    """An entry that a text names. ``kind``: concept, name, theme, city or country. ``words``: as the text has it, from
    character ``start`` to ``end``. ``language``: of the form; empty for proper names, which have none."""

    kind: str
    id: str
    words: str
    start: int
    end: int
    language: str


class Gloss(NamedTuple):
    """A question said again in English as far as the vocabulary goes. ``share`` (0 to 1): how much of it that is."""

    text: str
    share: float


class _Form(NamedTuple):
    """``entry`` (kind and id) is None for a word that an entry denies."""

    units: tuple[str, ...]
    written: str
    language: str
    entry: tuple[str, str] | None


def term_of(entry_id: str) -> str:
    """The term by which the keyword index knows an entry."""
    return f"{_MARK}{entry_id}"


class Lexicon:
    """All forms of a vocabulary. Safe to share between threads."""

    def __init__(self, forms: Iterable[_Form], english: Mapping[tuple[str, str], str]) -> None:
        self._english = english
        self._by_first: dict[tuple[str, str], list[_Form]] = {}
        for form in sorted(forms, key=lambda form: -len(form.units)):
            self._by_first.setdefault((form.language, form.units[0]), []).append(form)
        self._languages = {tag for tag, _ in self._by_first}
        self._acronyms: dict[str, list[_Form]] = {}
        for form in (form for found in self._by_first.values() for form in found if _is_acronym(form)):
            self._acronyms.setdefault(form.written, []).append(form)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Lexicon":
        entries = _entries(vocabulary)
        return cls(_forms(entries), {(kind, entry.id): choose(entry.labels, "en") for kind, entry in entries})

    def in_question(self, text: str) -> tuple[Mention, ...]:
        """What a question names, in the order of its words. Capitals do not matter: people type "brt" and "seoul"."""
        own = language(text)
        tags = {own} if own in _OWN_SCRIPT else {_SAME_WORDS.get(tag, tag) for tag in likely_languages(text)}
        found = list(self._mentions(text, tags, is_question=True))
        # A theme and the concept or proper name of the same words are one thing to who asks.
        of_concepts = {(m.start, m.end) for m in found if m.kind in {Scheme.CONCEPT, Scheme.NAME}}
        return tuple(m for m in found if m.kind != "theme" or (m.start, m.end) not in of_concepts)

    def gloss(self, text: str, mentions: Iterable[Mention]) -> Gloss | None:
        """``text`` (a question) with what it names put in English; None where it says so already. What is left of it
        stays where its letters are Latin: an English encoder makes something of those, and nothing of others."""
        text = unicodedata.normalize("NFC", text)
        parts: list[str] = []
        place = told = 0
        for mention in mentions:
            if mention.start >= place:
                parts += [_latin(text[place : mention.start]), self._english[mention.kind, mention.id]]
                told += _length(mention.words)
                place = mention.end
        if not parts or _latin(" ".join([*parts, text[place:]])).casefold() == _latin(text).casefold():
            return None
        parts.append(_latin(text[place:]))
        return Gloss(" ".join(" ".join(parts).split()), told / max(_length(text), 1))

    def in_text(self, text: str, tag: str) -> tuple[Mention, ...]:
        """What a text in the language ``tag`` (BCP 47) names; "und" is read as English. Names count where they are
        written as names, acronyms in capitals."""
        return tuple(self._mentions(text, {tag.partition("-")[0]}, is_question=False))

    def _mentions(self, text: str, tags: set[str], *, is_question: bool) -> Iterator[Mention]:
        text = unicodedata.normalize("NFC", text)
        units = units_of(text)
        # English terms stand in every language, and names have none.
        stems = {
            tag: [_stem(unit.form, tag) for unit in units]
            for tag in sorted((tags | {"", "en"} | _OWN_SCRIPT) & self._languages)
        }
        place = 0
        while place < len(units):
            longest = self._longest(place, units, stems, text, tags, is_question=is_question)
            end = place + max((len(form.units) for form in longest), default=1)
            for entry, tag in {form.entry: form.language for form in reversed(longest) if form.entry}.items():
                start, stop = units[place].start, units[end - 1].end
                yield Mention(*entry, text[start:stop], start, stop, tag)
            place = end

    def _longest(
        self,
        place: int,
        units: list[Unit],
        stems: Mapping[str, list[str]],
        text: str,
        own: set[str],
        *,
        is_question: bool,
    ) -> list[_Form]:
        found: list[_Form] = []
        for tag, stemmed in stems.items():
            for form in self._by_first.get((tag, stemmed[place]), ()):
                if found and len(form.units) < len(found[0].units):
                    break
                if not _stands_at(form, place, units, stemmed):
                    continue
                written = text[units[place].start : units[place + len(form.units) - 1].end]
                # An English form in another language must be there letter for letter: "taxa" has the stem of "taxi".
                is_own = tag != "en" or "en" in own
                if _is_meant(form, written, is_question=is_question) and (is_own or _is_exact(form, written)):
                    found = [*(found if found and len(found[0].units) == len(form.units) else ()), form]
        # A few capitals tell no language: whoever types "ZFE" alone means the French zone, whatever it looks like.
        capitals = text[units[place].start : units[place].end] if is_question and not found else ""
        return found or self._acronyms.get(capitals, [])


def _stands_at(form: _Form, place: int, units: list[Unit], stemmed: list[str]) -> bool:
    if tuple(stemmed[place : place + len(form.units)]) != form.units:
        return False
    fewest = _FEWEST_INSIDE if HANGUL.match(form.units[0]) else _FEWEST_INSIDE_HAN
    return units[place].opens or len(form.units) >= fewest


def _is_meant(form: _Form, written: str, *, is_question: bool) -> bool:
    if is_question:
        # "its" asks for nothing, "ITS" and "brt" do; "aide" is no form of AIDS.
        return not _is_acronym(form) or (
            _is_exact(form, written) and (written.isupper() or written.casefold() not in _NO_ACRONYM)
        )
    if _is_acronym(form):
        return written == form.written
    return bool(form.language) or not written[0].islower()


def _is_acronym(form: _Form) -> bool:
    return form.written.isupper() and form.written.isascii() and len(form.written) <= _ACRONYM_LENGTH


def _is_exact(form: _Form, written: str) -> bool:
    return [unit.form for unit in units_of(written)] == [unit.form for unit in units_of(form.written)]


_Entries = list[tuple[str, Theme | Concept | Place]]


def _entries(vocabulary: Vocabulary) -> _Entries:
    entries: _Entries = [("theme", theme) for theme in vocabulary.themes.values()]
    entries += [(p.kind.value, p) for p in vocabulary.places.values() if p.kind is not PlaceKind.REGION]
    return entries + [(c.scheme.value, c) for c in vocabulary.concepts.values() if c.scheme is not Scheme.FACET]


def _forms(entries: _Entries) -> Iterator[_Form]:
    for kind, entry in entries:
        is_name = kind in {Scheme.NAME, PlaceKind.CITY, PlaceKind.COUNTRY}
        denied = {} if isinstance(entry, Place) else entry.negative_labels
        for tag, written in _all(entry.labels, entry.alt_labels):
            # Names have no language, but those of Cyrillic and Arabic letters have cases and prefixes.
            yield from _form(written, "" if is_name and tag not in _INFLECTED else tag, (kind, entry.id))
        for tag, written in _all({}, denied):
            yield from _form(written, "" if is_name else tag, None)


def _all(labels: Labels, more: Words) -> Iterator[tuple[str, str]]:
    yield from labels.items()
    yield from ((tag, form) for tag, forms in more.items() for form in forms)


def _form(written: str, tag: str, entry: tuple[str, str] | None) -> Iterator[_Form]:
    units = tuple(_stem(unit.form, tag) for unit in units_of(unicodedata.normalize("NFC", written)))
    # A single letter or character means too many things.
    if units and (len(units) > 1 or len(units[0]) > 1):
        yield _Form(units, written, tag, entry)


@lru_cache(1 << 17)
def _stem(word: str, tag: str) -> str:
    name = _STEMMERS.get(tag)
    # Made anew for each word, since a stemmer must not be shared by threads; the cache makes it rare.
    return str(Stemmer.Stemmer(name).stemWord(word)) if name else word


def _latin(text: str) -> str:
    return " ".join(word for word in WORD.findall(text) if _LATIN.match(fold(word)))


def _length(text: str) -> int:
    """Letters that carry meaning: a character of a script without words counts for about three letters."""
    words = [word for word in WORD.findall(text) if fold(word) not in STOP_WORDS | FILLER]
    return sum(3 if CHARACTER.match(letter) else 1 for word in words for letter in word)
