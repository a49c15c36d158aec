"""Text to tokens, the same for every backend.

What is done is decided by script: runs of Hangul, Han, Kana and Thai become overlapping pairs of characters, so that
a word is found inside a longer one; every other script is taken word by word, and stemmed (index/stems.py). A word in
a known language gets that language's stem beside the English one where they differ: Spanish words are found in all
their forms, and names in Spanish texts by English questions. Numbers are kept, and stand apart from a unit and from a
word of three letters or more: 27km is 27 km, COVID19 is COVID-19, but CO2 and B2B are words. Texts and queries are
treated alike but for two things: a question's Korean words lose their closing particle (DECISIONS.md has the gain),
and its filler words are left out.
"""

import re
import sys
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.filler import FILLER
from index.letters import normal, without_accents
from index.stems import own_stem, stem

VERSION = "4"
"""Changes whenever the tokens would: an index made with other tokens must not be searched with these."""

# The stop words of Lucene's English analyser: few enough that "not", "will" and "for" are all that a title may lose.
STOP_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not"}
    | {"of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was"}
    | {"will", "with"}
)
WORDS_KEPT = 100_000  # words whose terms are remembered: a text is mostly words that were met before
LONGEST_WORD = 64  # characters; longer "words" are broken extraction or noise, their beginning is enough

_MARKS = "".join(
    character for character in map(chr, range(min(sys.maxunicode, 0xFFFF))) if unicodedata.category(character)[0] == "M"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{re.escape(_MARKS)}])*")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_PAIRED = re.compile(
    "[\u0e00-\u0e7f\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=[^\W\d_])", re.IGNORECASE)  # d'eau, l’État
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNITS = "km2?|kg|ha|kwh?|mwh?|gwh?|bn|mn|mm|cm|min"
_NUMBER_MEETS_WORD = re.compile(rf"(?<=[A-Za-z]{{3}})(?=\d)|(?<=\d)(?=(?:{_UNITS})(?![A-Za-z]))", re.IGNORECASE)

# Case and topic particles and the commonest postpositions. Only queries lose them: a text keeps every pair, so that
# nothing which happens to end like a particle (고속도로) can be lost from it.
_PARTICLE = re.compile(
    "(?<=[가-힣]{2})(?:은|는|이|가|을|를|의|에|로|와|과|도|만|에서|으로|에게|까지|부터|에는|에도|으로써|으로서|이나|이란|라는|이라는)$"
)


@dataclass(frozen=True)
class Token:
    """A term as the index holds it, the stretch of normalised text it stands for, and the number of its run:
    pairs of characters from one run have the same number, every other token has its own."""

    term: str
    surface: str
    run: int


def analyse(text: str, languages: Collection[str] = ()) -> list[Token]:
    """The tokens of a text in one of these languages (BCP 47), in order, stop words left out."""
    return [
        Token(term, surface, run)
        for run, stretch in enumerate(stretch for word in _words(text) for stretch in _stretches(word))
        for term, surface in [*stretch, *_own_stems(stretch, languages)]
    ]


def analyse_query(text: str, languages: Collection[str] = ()) -> list[Token]:
    """As ``analyse``, but for a question: without the particles that close its Korean words, and without its filler
    words unless it has no others."""
    words = _WORD.sub(lambda word: _PARTICLE.sub("", word.group()), normal(text))
    tokens = analyse(words, languages)
    return [token for token in tokens if without_accents(token.surface.casefold()) not in FILLER] or tokens


def has_word(text: str) -> bool:
    """Whether there is any letter or digit to search for."""
    return _WORD.search(normal(text)) is not None


def terms(text: str, languages: Collection[str] = ()) -> list[str]:
    """Only the terms of ``analyse``, for the many texts of an index."""
    return [
        term
        for word in _words(text)
        for stretch in _stretches(word)
        for term, _ in [*stretch, *_own_stems(stretch, languages)]
    ]


def surfaces(tokens: Sequence[Token], found: Sequence[bool]) -> tuple[str, ...]:
    """The words of a query, as they were written, whose tokens were found; each once, in order.

    Of a run of pairs the longest unbroken stretches are given: 예산은 whose 예산 was found gives 예산.
    """
    words: list[str] = []
    previous = None
    for token, is_found in zip(tokens, found, strict=True):
        if not is_found:
            previous = None
        elif token.run == previous:
            words[-1] += token.surface[-1]
        else:
            words.append(token.surface)
            previous = token.run
    return tuple(dict.fromkeys(words))


def _words(text: str) -> list[str]:
    text = _THOUSANDS.sub("", _ELISION.sub("", _POSSESSIVE.sub("", normal(text))))
    return _WORD.findall(_NUMBER_MEETS_WORD.sub(" ", text))


@lru_cache(WORDS_KEPT)
def _stretches(word: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The word's stretches of one kind of script, each as its terms and their surfaces: "B2B시장" has two."""
    stretches: list[tuple[tuple[str, str], ...]] = []
    start = 0
    for run in _PAIRED.finditer(word):
        stretches.append(_single(word[start : run.start()]))
        stretches.append(tuple((pair, pair) for pair in _pairs(run.group())))
        start = run.end()
    stretches.append(_single(word[start:]))
    return tuple(stretch for stretch in stretches if stretch)


def _own_stems(stretch: tuple[tuple[str, str], ...], languages: Collection[str]) -> list[tuple[str, str]]:
    """What a stretch of Latin letters gives beside its English stem; the language stands in the term, since "cobr" of
    one language is not that of another."""
    if len(stretch) != 1 or not languages:
        return []
    [(term, surface)] = stretch
    stems = ((tag, own_stem(surface, tag)) for tag in languages)
    return [(f"{tag}:{stem}", surface) for tag, stem in stems if stem and stem != term]


def _single(word: str) -> tuple[tuple[str, str], ...]:
    word = word[:LONGEST_WORD]
    return ((stem(word), word),) if word and word.casefold() not in STOP_WORDS else ()


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]
