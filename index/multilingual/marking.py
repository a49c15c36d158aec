"""A text as the tokenizer takes it, when it is in one of the nine languages: folded, and its Latin words marked."""

import re
import unicodedata
from collections.abc import Container

from index.multilingual.alphabet import LATIN_WORD, marked

__all__ = ["folded", "with_marks"]

_SENTENCE_ENDS = re.compile(r"[.!?:;¿¡…•|\n]")


def folded(text: str) -> str:
    """Compatible forms made one (ＢＲＴ, ﷲ, ㈜): Unicode's NFKC."""
    return unicodedata.normalize("NFKC", text)


def with_marks(text: str, known: Container[str]) -> str:
    """``text``, folded and in Spanish, French, Portuguese or Indonesian, with each word marked. But a word with a
    capital inside a sentence that is none of the ``known`` marked words is a name, and stays as it is in English:
    TransMilenio is asked for in the letters that the documents write it in."""
    is_shouted = text.isupper()
    place = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal place
        between, place = text[place : found.start()], found.end()
        word, new = found.group(), marked(found.group())
        is_first = found.start() == len(between) or bool(_SENTENCE_ENDS.search(between))
        is_name = not is_shouted and not word.islower() and (not is_first or word[1:] != word[1:].lower())
        return word if is_name and new not in known else new

    return LATIN_WORD.sub(mark, text)
