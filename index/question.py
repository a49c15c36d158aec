"""A question as the rankers need it: its words, what they name, and the English ones that they stand for."""

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index import fusion
from index.analysis import Token, terms
from index.backend import Backend
from index.encoder import Translation, Vectors
from index.filler import FILLER
from index.lexicon import Mention, term_of
from index.multilingual.alphabet import LATIN_WORD

__all__ = ["Question", "by_terms", "worth_telling"]

MOST_TRANSLATED = 80
"""English words by which one question is searched: a long one has hundreds, and each is looked up in every row."""
WORTH_TELLING = 0.15
"""The share of a translation that who asks is told of: searched by are less likely ones too."""


@dataclass(frozen=True)
class Question:
    """A query as the rankers need it. ``mentions``: the entries of the vocabularies that it names; ``english``: the
    words that its own stand for, None where it is English or nothing is known of that; ``is_plain``: asked of one
    ranker alone, whose order is then left as it is."""

    vector: Vectors
    reads: float
    tokens: Sequence[Token]
    mentions: Sequence[Mention] = ()
    english: Sequence[Translation] | None = None
    is_plain: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of what it names, each once."""
        return tuple(dict.fromkeys(mention.id for mention in self.mentions))

    @cached_property
    def own_terms(self) -> list[str]:
        return [*(token.term for token in self.tokens), *map(term_of, self.named)]

    @cached_property
    def translated(self) -> dict[str, Translation]:
        """The English words that it stands for, by the terms that they add to its own."""
        return by_terms(self.english or (), without=self.own_terms)

    @cached_property
    def terms(self) -> list[str]:
        """All that is asked of the keyword index: its own terms, then those of the words that it stands for."""
        return [*self.own_terms, *self.translated]

    @cached_property
    def boosts(self) -> list[float]:
        """How much each of the terms counts. Of a word that stands for several, each is asked for: the root of the
        share finds more than the share does (DECISIONS.md). In tenths: terms of one boost are counted together."""
        return [1.0] * len(self.own_terms) + [round(math.sqrt(one.share), 1) for one in self.translated.values()]

    def meaning_weight(self, backend: Backend) -> float:
        """The meaning's share of a score, 0 to 1."""
        if self.english is None:
            return fusion.meaning_weight(self.reads)
        held, missing = _weigh(_foreign(self.tokens), self._told(), backend)
        return fusion.meaning_weight(self.reads, held / max(held + missing, 1e-9))

    def weight(self, backend: Backend) -> float:
        """Of all that is asked, as ``backend.weights`` counts it. A word that nothing here has weighs as much as the
        rarest, unless the vocabularies know what it names."""
        held, missing = _weigh(self.tokens, self._told(), backend)
        return held + float(backend.weights([*map(term_of, self.named)]).sum()) + missing

    def _told(self) -> set[str]:
        return {term for mention in self.mentions for term in terms(mention.words)}


def by_terms(english: Iterable[Translation], without: Container[str] = ()) -> dict[str, Translation]:
    """The likeliest English words, likeliest first, by the terms of the keyword index that they are searched by."""
    found: dict[str, Translation] = {}
    for one in sorted(english, key=lambda one: -one.share)[:MOST_TRANSLATED]:
        for term in terms(one.word) if one.word not in FILLER else ():
            if term not in without:
                found.setdefault(term, one)
    return found


def worth_telling(english: Mapping[str, Translation]) -> tuple[str, ...]:
    """Of words by their terms, those that who asks is told of, each once, likeliest first."""
    return tuple(dict.fromkeys(one.word for one in english.values() if one.share >= WORTH_TELLING))


def _weigh(tokens: Iterable[Token], told: Container[str], backend: Backend) -> tuple[float, float]:
    """The weight of the words that the index has, and of those that it has not and that are not ``told`` either."""
    runs: dict[int, list[Token]] = {}
    for token in tokens:
        runs.setdefault(token.run, []).append(token)
    held = missing = 0.0
    for run in runs.values():
        weights = backend.weights([token.term for token in run])
        held += float(weights.sum())
        new = [token for token, weight in zip(run, weights, strict=True) if not weight and token.term not in told]
        # Pairs of characters make up a word together; of a word's stems one is enough.
        missing += len(new) / len(run) if len({token.surface for token in run}) > 1 or not weights.any() else 0.0
    return held, missing * math.log1p(2 * len(backend) + 1)


def _foreign(tokens: Sequence[Token]) -> list[Token]:
    """The words of a question in another language by which that language is known: Latin words among others are
    English, and capitals and digits names, wherever they stand."""
    of_own_letters = [token for token in tokens if not token.surface.isascii() and not LATIN_WORD.match(token.surface)]
    return of_own_letters or [token for token in tokens if token.surface.islower()] or list(tokens)
