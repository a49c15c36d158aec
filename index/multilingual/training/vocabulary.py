"""Which pieces the words of the nine languages are made of: byte-pair merges (Sennrich, Haddow and Birch 2016, "Neural
machine translation of rare words with subword units"), one run for each group of languages that share letters, as the
library tokenizers learns them. Frequent words stay whole, so that each has a vector of its own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

from index.multilingual.alphabet import MARKED, OWN_LETTERS
from index.multilingual.table import is_strung
from index.multilingual.tokenizer import CONTINUES

__all__ = ["GROUPS", "learn", "own_words"]

GROUPS: Mapping[tuple[str, ...], int] = {
    ("es", "fr", "id", "pt"): 17_500,
    ("ja", "zh"): 12_000,
    ("ko",): 7_500,
    ("ru",): 8_000,
    ("ar",): 7_000,
}
"""Languages that share letters, and how many pieces they get together."""
_LONGEST_PIECE = 16
_RAREST_LETTER = 3  # a letter seen less often stays unknown
_BALANCE = 500_000  # words that each language counts for
_OWN_LETTER = re.compile(f"[{OWN_LETTERS}{MARKED}]")


def own_words(words: Iterable[str]) -> Iterator[str]:
    """The words that are made of letters of the nine languages, marked ones among them."""
    return (word for word in words if _OWN_LETTER.match(word))


def learn(words: Mapping[str, Counter[str]]) -> list[str]:
    """The pieces of all groups, as index.multilingual.table has them. ``words``: for each language its words, as the
    tokenizer takes text apart, with how often they stand in the texts. Each language of a group counts as much as the
    others."""
    pieces: dict[str, None] = {}
    for languages, size in GROUPS.items():
        counts = _balanced([words[language] for language in languages])
        letters = Counter[str]()
        for word, count in counts.items():
            for letter in word:
                letters[letter] += count
        kept = sorted(letter for letter, count in letters.items() if count >= _RAREST_LETTER)
        pieces |= dict.fromkeys(kept)
        pieces |= dict.fromkeys(CONTINUES + letter for letter in kept if not is_strung(letter))
        prefix = "" if any(map(is_strung, kept)) else CONTINUES
        for piece in _merged(counts, kept, size, prefix):
            if _OWN_LETTER.match(piece.removeprefix(CONTINUES)):
                pieces[piece] = None
    return list(pieces)


def _balanced(languages: list[Counter[str]]) -> Counter[str]:
    together = Counter[str]()
    for counts in languages:
        weight = _BALANCE / counts.total()
        for word, count in counts.items():
            together[word] += max(1, round(count * weight))
    return together


def _merged(counts: Counter[str], letters: list[str], size: int, prefix: str) -> list[str]:
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = BpeTrainer(
        vocab_size=size,
        initial_alphabet=letters,
        limit_alphabet=len(letters),
        continuing_subword_prefix=prefix,
        max_token_length=_LONGEST_PIECE,
        show_progress=False,
    )
    tokenizer.train_from_iterator((" ".join([word] * count) for word, count in sorted(counts.items())), trainer)
    return sorted(tokenizer.get_vocab())
