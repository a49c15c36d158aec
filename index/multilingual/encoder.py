"""The encoder of English and nine languages: all-MiniLM-L6-v2 with the archive's own table of tokens before it."""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from archive.model import short_hash
from index.encoder import (
    PACKAGED_DIMENSION,
    PACKAGED_MODEL,
    PACKAGED_SHA256,
    SentenceTransformerEncoder,
    Translation,
    packaged_minilm,
    well_formed,
)
from index.errors import IndexIncompatible
from index.multilingual.alphabet import fold_marks
from index.multilingual.assembly import FORM, assemble, cache_folder
from index.multilingual.detection import Letters, letters_of
from index.multilingual.marking import folded, with_marks
from index.multilingual.table import SHIPPED, read_english, read_table, table_sha256
from index.multilingual.tokenizer import CONTINUES, pieces_of
from index.units import CHARACTER, HANGUL

__all__ = ["MultilingualEncoder", "encoder_of", "part_of_word"]

_PREPARED = 1  # how a text is prepared: another way gives other vectors
_LONGEST_PREPARED = 8_000  # characters: 256 pieces, which is all that counts, have rarely a third of them
_THAI = re.compile("[\u0e00-\u0e7f]")
_LEAST_PART = 0.5
"""Of a word's letters: so large a piece speaks for it."""


class MultilingualEncoder(SentenceTransformerEncoder):
    """Reads English as all-MiniLM-L6-v2 does, to the bit for a text by itself, and Arabic, Chinese, French, Indonesian,
    Japanese, Korean, Portuguese, Russian and Spanish by the vectors of ``table`` (the shipped one, unless another
    folder is given). The assembled model is kept in ``cache``, by default the user's cache folder.

    Raises IndexIncompatible, when it is first needed, if the table or MiniLM is missing or not what it should be.
    """

    def __init__(self, table: Path = SHIPPED, cache: Path | None = None) -> None:
        super().__init__()
        self._table_folder = table
        self._cache = cache

    @property
    def name(self) -> str:
        return f"{PACKAGED_MODEL} with nine languages"

    @property
    def fingerprint(self) -> str:
        return short_hash(PACKAGED_SHA256, table_sha256(self._table_folder), str(FORM), str(_PREPARED))

    @property
    def dimension(self) -> int:
        return PACKAGED_DIMENSION

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Of the tokenizer."""
        return frozenset(pieces_of(self.folder))

    @property
    def folder(self) -> Path:
        """Of the assembled model, for other tools over sentence-transformers; made if it is not there."""
        folder = self._table_folder
        cache = self._cache or cache_folder()
        return assemble(packaged_minilm, lambda: read_table(folder), table_sha256(folder), cache)

    def _folder(self) -> Path:
        return self.folder

    def _knows(self, piece: str, letters: int, *, is_word: bool) -> bool:
        # A single character of Chinese, Japanese or Korean is a word, or much of one.
        is_character = bool(CHARACTER.match(piece)) and not _THAI.match(piece)
        return is_character or super()._knows(piece, letters, is_word=is_word)

    def in_english(self, text: str) -> tuple[Translation, ...] | None:
        """As the alignment has it that the table began with. A word that the tokenizer takes apart stands for what its
        large pieces do, by their share of its letters; None for a text that is read as English."""
        text = fold_marks(well_formed(text))
        if (prepared := self._prepared(text)) is None:
            return None
        tokenizer = self._model().tokenizer
        with self._tokenizing:
            found = tokenizer(prepared, add_special_tokens=False, truncation=True, return_offsets_mapping=True)
        pieces = zip(tokenizer.convert_ids_to_tokens(found["input_ids"]), found["offset_mapping"], strict=True)
        shares: dict[str, float] = {}
        for word in _joined(pieces):
            first, last = word[0][1][0], word[-1][1][1]
            for piece, (start, end) in word:
                part = part_of_word(prepared[first:last], start - first, end - first)
                for english, share in self._english.get(piece, ()) if part >= _LEAST_PART else ():
                    shares[english] = max(shares.get(english, 0.0), share * part)
        return tuple(Translation(english, share) for english, share in shares.items())

    @cached_property
    def _english(self) -> dict[str, tuple[Translation, ...]]:
        return read_english(self._table_folder)

    def _as_read(self, text: str) -> str:
        text = fold_marks(text)
        return text if (prepared := self._prepared(text)) is None else prepared

    def _prepared(self, text: str) -> str | None:
        """What the tokenizer is given for a text in one of the nine languages; None for any other."""
        plain = folded(text[:_LONGEST_PREPARED])
        letters = letters_of(plain, self.pieces)
        if letters is None:
            return None
        return with_marks(plain, self.pieces) if letters is Letters.LATIN else plain


_IDEOGRAPHS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_SAME_KANA = re.compile("[\u30a1-\u30ff]+|[\u3041-\u309f]+")


def part_of_word(word: str, start: int, end: int) -> float:
    """How much of its word a piece is, 0 to 1. In runs of letters without spaces, Chinese pieces and Korean ones of
    two syllables are words by themselves; of Japanese syllables, those of one kind that stand together are a word."""
    piece = word[start:end]
    if _IDEOGRAPHS.search(piece) or (len(piece) > 1 and HANGUL.match(piece)):
        return 1.0
    around = next((found for found in _SAME_KANA.finditer(word) if found.start() <= start < found.end()), None)
    return len(piece) / (around.end() - around.start() if around else len(word))


_Piece = tuple[str, tuple[int, int]]


def _joined(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    """Pieces with their places, word by word."""
    words: list[list[_Piece]] = []
    end = -1
    for piece in pieces:
        name, (start, stop) = piece
        if words and name.startswith(CONTINUES) and start == end:
            words[-1].append(piece)
        else:
            words.append([piece])
        end = stop
    return words


def encoder_of(model: str | None, query_prefix: str = "", passage_prefix: str = "") -> SentenceTransformerEncoder:
    """The encoder that the settings name: None is the archive's own, which takes no prefixes.

    Raises IndexIncompatible for prefixes without a model that wants them."""
    if model is not None:
        return SentenceTransformerEncoder(None if model == PACKAGED_MODEL else model, query_prefix, passage_prefix)
    if query_prefix or passage_prefix:
        raise IndexIncompatible(
            "MITI_QUERY_PREFIX and MITI_PASSAGE_PREFIX belong to a model: name it in MITI_MODEL, or leave them empty."
        )
    return MultilingualEncoder()
