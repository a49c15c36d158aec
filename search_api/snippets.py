"""The best part of a passage, with the words of the question marked (pure)."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from index.analysis import Token, analyse, surfaces, terms

__all__ = ["Span", "best_window", "joined", "mark_words"]

Span = tuple[int, int]
"""[start, end) in Unicode code points."""

LENGTH = 300  # about two lines and a half on a desk, six on a phone
_LEAD = 60  # characters kept before the first marked word, so that it is read in its sentence
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def mark_words(text: str, words: Iterable[str], languages: Collection[str] = ()) -> list[Span]:
    """Where the words stand in the text, in any form that the index holds for the same, also in one of these
    ``languages`` (BCP 47); in order, not overlapping.

    Of a run of Korean, Chinese, Japanese or Thai only the stretch that was found is marked.
    """
    wanted = {term for word in words for term in terms(word, languages)}
    spans: list[Span] = []
    for match in _WORD.finditer(text):
        end = match.start()
        tokens = _tokens(match.group(), tuple(languages))
        if wanted.isdisjoint(token.term for token in tokens):
            continue
        for surface in surfaces(tokens, [token.term in wanted for token in tokens]):
            start = text.find(surface, end, match.end())
            if start == -1:  # the index reads full-width and composed letters as plain ones: mark the whole word
                spans.append((end, match.end()))
                break
            end = start + len(surface)
            spans.append((start, end))
    return spans


def joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


@lru_cache(1 << 16)
def _tokens(word: str, languages: tuple[str, ...]) -> tuple[Token, ...]:
    # A page of results marks thousands of words, most of them again and again the same.
    return tuple(analyse(word, languages))


def best_window(text: str, spans: list[Span], length: int = LENGTH) -> tuple[str, list[Span]]:
    """At most about ``length`` characters of the text that hold the most different marked words, and their marks.

    Cut at spaces where there are any; "…" stands where text was left out.
    """
    if len(text) <= length:
        return text, spans
    start = _best_start(text, spans, length)
    start, end = _to_spaces(text, start, min(start + length, len(text)))
    head = "…" if start > 0 else ""
    tail = "…" if end < len(text) else ""
    shift = len(head) - start
    marks = [(left + shift, right + shift) for left, right in spans if start <= left and right <= end]
    return f"{head}{text[start:end]}{tail}", marks


def _best_start(text: str, spans: list[Span], length: int) -> int:
    candidates = [0, *(max(0, left - _LEAD) for left, _ in spans)]

    def worth(start: int) -> tuple[int, int, int]:
        inside = [text[left:right].casefold() for left, right in spans if start <= left and right <= start + length]
        return len(set(inside)), len(inside), -start

    return min(max(candidates, key=worth), len(text) - length)


def _to_spaces(text: str, start: int, end: int) -> Span:
    """The window drawn in to whole words; text without spaces (Korean, Chinese) is cut where it is."""
    if start > 0 and not text[start - 1].isspace():
        space = text.find(" ", start, start + _LEAD)
        start = space + 1 if space != -1 else start
    if end < len(text) and not text[end].isspace():
        space = text.rfind(" ", max(start, end - _LEAD), end)
        end = space if space > start else end
    return start, end
