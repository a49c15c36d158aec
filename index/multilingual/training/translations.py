"""What new pieces stand for, as English words, by which a question is asked of the keyword index too (Darwish and Oard
2003, "Probabilistic structured query methods")."""

from collections.abc import Iterable, Mapping, Sequence

from index.encoder import Translation
from index.multilingual.alphabet import unmarked
from index.multilingual.tokenizer import CONTINUES
from index.multilingual.training.alignment import Links

__all__ = ["translations", "whole_words"]

_LEAST_SHARE = 0.04
_MOST = 8  # of a piece
_SHORTEST = 3  # letters: shorter ones are articles, prepositions and parts


def whole_words(texts: Iterable[Sequence[int]], pieces: Mapping[int, str]) -> tuple[list[list[int]], list[str]]:
    """English texts, of ``pieces`` by number, as numbers of whole words, and these words: what MiniLM takes apart
    ("gent", "##rification") is one word again. Punctuation is left out."""
    numbers: dict[str, int] = {}
    found = []
    for text in texts:
        words: list[str] = []
        for piece in map(pieces.__getitem__, text):
            if piece.startswith(CONTINUES) and words:
                words[-1] += piece.removeprefix(CONTINUES)
            else:
                words.append(piece)
        found.append([numbers.setdefault(word, len(numbers)) for word in words if any(map(str.isalnum, word))])
    return found, list(numbers)


def translations(links: Links, words: Sequence[str], pieces: Sequence[str]) -> list[list[Translation]]:
    """For each of the ``pieces`` the English ``words`` that it is linked to, likeliest first, ties by the alphabet. A
    piece that is mostly the same word in English, as names are, stands for nothing else."""
    found: list[list[Translation]] = [[] for _ in pieces]
    telling = links.probability >= _LEAST_SHARE
    columns = (column[telling].tolist() for column in links)
    for row, number, share in zip(*columns, strict=True):
        if _is_word(word := words[number]):
            found[row].append(Translation(word, share))
    for row, piece in enumerate(pieces):
        found[row].sort(key=lambda one: (-one.share, one.word))
        is_same = bool(found[row]) and found[row][0].word == unmarked(piece)
        del found[row][1 if is_same else _MOST :]
    return found


def _is_word(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) >= _SHORTEST
