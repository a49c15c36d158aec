"""The tokenizer: WordPiece as MiniLM has it, over its own pieces and those of the nine languages.

English is taken apart as before, piece by piece. Words of other scripts keep their letters (BERT's tokenizer takes
Hangul apart into strokes and strips Japanese of its voicing marks), and are matched greedily, longest piece first, as
all WordPiece (Wu et al. 2016, "Google's Neural Machine Translation System", section 4.1).
"""

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import WordPiece
from tokenizers.processors import TemplateProcessing

from index.multilingual.alphabet import MARKED, is_marked

__all__ = ["CONTINUES", "build", "normalizer", "pieces_of", "words"]

CONTINUES = "##"
_LONGEST_WORD = 100  # characters, as in MiniLM's own
_SCRIPTS = {
    r"\p{Han}\p{Hiragana}\p{Katakana}ー": ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC"),
    r"\p{Hangul}": ("HANGUL",),
    r"\p{Arabic}": ("ARABIC",),
    r"\p{Cyrillic}": ("CYRILLIC",),
}
"""Classes of letters for the Oniguruma expressions that tokenizers take, with how Unicode's names of them begin."""
_ARTICLE = r"(?<!\p{Arabic})[وف]?[بك]?(?:ال|لل)(?=\p{Arabic}{3})"
"""The Arabic article, with what is written together with it (Larkey, Ballesteros and Connell 2002, "Improving stemming
for Arabic information retrieval", "light8"): without it a noun would be two pieces, each seen half as often."""
_LONGEST_RUN = 60
_UNKNOWN = "[UNK]"


def pieces_of(model: Path) -> dict[str, int]:
    """The pieces of the tokenizer in a model's folder, with their numbers."""
    pieces: dict[str, int] = json.loads((model / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return pieces


def normalizer() -> Any:
    """Small letters without accents, but for the marks that make another letter (й, が); ى counts as ي."""
    plain = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False
    )
    return normalizers.Sequence(
        [
            plain,
            normalizers.NFD(),
            normalizers.Replace(Regex(r"(?<![\u0418\u0438])\u0306|[\p{Mn}&&[^\u0306\u3099\u309a]]"), ""),
            normalizers.Lowercase(),
            normalizers.NFC(),
            normalizers.Replace("\u0640", ""),
            normalizers.Replace("\u0649", "\u064a"),
            # MiniLM has these vowels of Bengali and Tamil in two parts.
            normalizers.Replace("\u09cb", "\u09c7\u09be"),
            normalizers.Replace("\u0bcb", "\u0bc7\u0bbe"),
        ]
    )


def words(known: Iterable[str] | None = None) -> Any:
    """Takes a text apart into words. ``known``: the letters of other scripts that there are pieces for, None for all;
    any other letter of theirs is a word of its own, so that it does not make the words beside it unknown."""
    runs = [_ARTICLE]
    for script, named in _SCRIPTS.items():
        own = script
        if known is not None:
            own = "".join(letter for letter in sorted(set(known)) if unicodedata.name(letter, "").startswith(named))
        runs += [rf"[{own}]{{1,{_LONGEST_RUN}}}"] if own else []
        runs.append(f"[{script}]")
    runs.append(f"[{MARKED}]+")
    return pre_tokenizers.Sequence(
        [pre_tokenizers.BertPreTokenizer(), pre_tokenizers.Split(Regex("|".join(runs)), "isolated")]
    )


def build(base: dict[str, int], pieces: Iterable[str], longest: int) -> Tokenizer:
    """``base``: MiniLM's pieces. ``pieces``: those of the nine languages in all their forms; those that MiniLM has not
    are numbered on from its own. ``longest``: pieces of a text at most, special ones counted."""
    vocabulary = dict(base)
    for piece in pieces:
        vocabulary.setdefault(piece, len(vocabulary))
    letters = {
        letter for piece in vocabulary for letter in piece.removeprefix(CONTINUES)
        if CONTINUES + letter in vocabulary and letter in vocabulary and not is_marked(letter)
    }  # fmt: skip
    model = WordPiece(
        vocabulary,
        unk_token=_UNKNOWN,
        continuing_subword_prefix=CONTINUES,
        max_input_chars_per_word=_LONGEST_WORD,
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = words(letters)
    tokenizer.decoder = decoders.WordPiece(prefix=CONTINUES)
    special = [(name, base[name]) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=special
    )
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    tokenizer.enable_truncation(longest)
    return tokenizer
