"""The encoder of English and nine languages: all-MiniLM-L6-v2 with the archive's own table of tokens before it."""

import re
from functools import cached_property
from pathlib import Path

from archive.model import short_hash
from index.encoder import (
    PACKAGED_DIMENSION,
    PACKAGED_MODEL,
    PACKAGED_SHA256,
    SentenceTransformerEncoder,
    packaged_minilm,
)
from index.errors import IndexIncompatible
from index.multilingual.alphabet import fold_marks
from index.multilingual.assembly import FORM, assemble, cache_folder
from index.multilingual.detection import Letters, letters_of
from index.multilingual.marking import folded, with_marks
from index.multilingual.table import SHIPPED, read_table, table_sha256
from index.multilingual.tokenizer import pieces_of
from index.units import CHARACTER

__all__ = ["MultilingualEncoder", "encoder_of"]

_PREPARED = 1  # how a text is prepared: another way gives other vectors
_LONGEST_PREPARED = 8_000  # characters: 256 pieces, which is all that counts, have rarely a third of them
_THAI = re.compile("[\u0e00-\u0e7f]")


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

    def _as_read(self, text: str) -> str:
        text = fold_marks(text)
        plain = folded(text[:_LONGEST_PREPARED])
        letters = letters_of(plain, self.pieces)
        if letters is None:
            return text
        return with_marks(plain, self.pieces) if letters is Letters.LATIN else plain


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
