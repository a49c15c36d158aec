"""What a question asks for, found in a text and on the picture of a page: by the very analysis that the search uses."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.derivatives import Word
from index.analysis import analyse_query, surfaces, terms
from index.lexicon import Lexicon, Mention
from search_api.snippets import Span, joined, mark_words
from search_api.understanding import Understanding

__all__ = ["Box", "Sought", "boxes_of", "marks", "strength"]

LEAST_WIDTH = 0.003
"""Share of a page's width: what is marked can be seen."""


class Sought(NamedTuple):
    """The words of a question in the forms that were typed, the English ones that those stand for, and the ids of what
    they name in the vocabularies."""

    words: tuple[str, ...]
    named: frozenset[str]

    @classmethod
    def of(cls, asks: Understanding, english: Iterable[str] = ()) -> "Sought":
        tokens = analyse_query(" ".join([asks.words, *asks.typed.phrases]))
        words = dict.fromkeys([*surfaces(tokens, [True] * len(tokens)), *english])
        return cls(tuple(words), frozenset(mention.id for mention in asks.mentions))


class Box(NamedTuple):
    """A rectangle of a page: shares (0 to 1) of its width and height."""

    left: float
    top: float
    width: float
    height: float


def marks(text: str, language: str, sought: Sought, lexicon: Lexicon) -> list[Span]:
    """Where the text, in ``language`` (BCP 47), says what is sought; in order, not overlapping."""
    named = ((one.start, one.end) for one in _named(text, language, sought, lexicon))
    return joined([*mark_words(text, sought.words, (language,)), *named])


def strength(text: str, language: str, sought: Sought, lexicon: Lexicon) -> float:
    """How much of what is sought the text says: one for each word, or the part of it that is there (of a run of Korean,
    Chinese, Japanese or Thai), and one for each name."""
    there = set(terms(text, (language,)))
    named = {mention.id for mention in _named(text, language, sought, lexicon)}
    return sum(_share(word, language, there) for word in sought.words) + len(named)


def boxes_of(words: Sequence[Word], language: str, sought: Sought, lexicon: Lexicon) -> list[Box]:
    """Where the picture of a page says what is sought. A part of a word is taken to be as wide as its share of the
    word's letters, which is exact where all are equally wide."""
    boxes: list[Box] = []
    text = " ".join(word.text for word in words)
    spans = iter(marks(text, language, sought, lexicon))
    span = next(spans, None)
    start = 0
    for word in words:
        end = start + len(word.text)
        while span is not None and span[1] <= start:
            span = next(spans, None)
        while span is not None and span[0] < end:
            boxes.append(_part(word, max(span[0], start) - start, min(span[1], end) - start))
            if span[1] > end:
                break  # it goes on in the next word
            span = next(spans, None)
        start = end + 1
    return boxes


def _part(word: Word, first: int, last: int) -> Box:
    width = (word.right - word.left) / len(word.text)
    left = word.left + first * width
    return Box(
        round(left, 4),
        word.top,
        round(max(LEAST_WIDTH, (last - first) * width), 4),
        round(word.bottom - word.top, 4),
    )


def _share(word: str, language: str, there: set[str]) -> float:
    # One word has several terms where it has a stem of its own language, and in scripts that are taken by pairs.
    own = terms(word)
    wanted = own if len(own) > 1 else terms(word, (language,))
    found = sum(term in there for term in wanted)
    return found / len(wanted) if len(own) > 1 else float(found > 0)


def _named(text: str, language: str, sought: Sought, lexicon: Lexicon) -> Iterable[Mention]:
    if not sought.named:
        return ()
    return (mention for mention in _mentions(lexicon, text, language) if mention.id in sought.named)


@lru_cache(1 << 10)
def _mentions(lexicon: Lexicon, text: str, language: str) -> tuple[Mention, ...]:
    # Who looks through a document asks the same question of the same pages again and again.
    return tuple(lexicon.in_text(text, language))
