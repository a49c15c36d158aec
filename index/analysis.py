"""Text to tokens, the same for every backend.

What is done is decided by script: words of Latin script are stripped of accents and stemmed (English Snowball), runs
of Hangul, Han, Kana and Thai become overlapping pairs of characters, so that a word is found inside a longer one; every
other script is taken word by word. Numbers are kept. A word in a known language gets that language's stem beside the
English one where they differ: Spanish words are found in all their forms, and names in Spanish texts by English
questions. Texts and queries are treated alike but for two things: a question's Korean words lose their closing particle
(DECISIONS.md has the gain), and its filler words are left out.
"""

import re
import sys
import threading
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from index.filler import FILLER

VERSION = "3"
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
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")

# What Snowball leaves apart: irregular forms of the daily words of this archive ("who paid", "cities that built"), and
# British and American spelling of -ise and -isation (both sides are mapped, so that "rise" becomes an odd but equal
# "rize"). Forms that are words of their own ("found", "left", "saw") stay as they are.
IRREGULAR = {
    form: word
    for word, forms in {
        "analysis": "analyses", "begin": "began begun", "build": "built", "bus": "buses busses", "buy": "bought",
        "child": "children", "choose": "chose chosen", "crisis": "crises", "drive": "drove driven",
        "fall": "fell fallen", "gas": "gases", "give": "gave given", "grow": "grew grown", "hold": "held",
        "keep": "kept", "lead": "led", "lend": "lent", "lose": "lost", "make": "made", "man": "men", "pay": "paid",
        "rise": "rose risen", "run": "ran", "sell": "sold", "spend": "spent", "take": "took taken", "teach": "taught",
        "woman": "women", "write": "wrote written",
    }.items()
    for form in forms.split()
}  # fmt: skip
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")

# Case and topic particles and the commonest postpositions. Only queries lose them: a text keeps every pair, so that
# nothing which happens to end like a particle (고속도로) can be lost from it.
_PARTICLE = re.compile(
    "(?<=[가-힣]{2})(?:은|는|이|가|을|를|의|에|로|와|과|도|만|에서|으로|에게|까지|부터|에는|에도|으로써|으로서|이나|이란|라는|이라는)$"
)

_SNOWBALL = {
    "ca": "catalan", "da": "danish", "de": "german", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "id": "indonesian", "it": "italian", "ms": "indonesian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip

_stemmers = threading.local()  # a Stemmer keeps a cache in itself and must not be shared by threads


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
    words = _WORD.sub(lambda word: _PARTICLE.sub("", word.group()), unicodedata.normalize("NFKC", text))
    tokens = analyse(words, languages)
    return [token for token in tokens if _plain(token.surface.casefold()) not in FILLER] or tokens


def has_word(text: str) -> bool:
    """Whether there is any letter or digit to search for."""
    return _WORD.search(unicodedata.normalize("NFKC", text)) is not None


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
    return _WORD.findall(_POSSESSIVE.sub("", unicodedata.normalize("NFKC", text)))


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
    stems = ((tag, _own_stem(surface, tag)) for tag in languages if tag in _SNOWBALL)
    return [(f"{tag}:{stem}", surface) for tag, stem in stems if stem and stem != term]


@lru_cache(WORDS_KEPT)
def _own_stem(word: str, tag: str) -> str:
    folded = word.casefold()
    return _plain(_stemmer(_SNOWBALL[tag]).stemWord(folded)) if _LATIN.search(folded) else ""


def _single(word: str) -> tuple[tuple[str, str], ...]:
    word = word[:LONGEST_WORD]
    return ((_term(word), word),) if word and word.casefold() not in STOP_WORDS else ()


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]


def _term(word: str) -> str:
    folded = word.casefold()
    if _LATIN.search(folded) is None:
        return folded
    plain = _plain(folded)
    return str(_stemmer().stemWord(_BRITISH.sub("iz", IRREGULAR.get(plain, plain))))


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


def _stemmer(name: str = "english") -> "Stemmer.Stemmer":
    if not hasattr(_stemmers, name):
        setattr(_stemmers, name, Stemmer.Stemmer(name))
    stemmer: Stemmer.Stemmer = getattr(_stemmers, name)
    return stemmer
