"""How well a table reads: what an encoder finds by cosine alone, on sentences that were kept aside from training and on
the names of the field."""

from collections.abc import Mapping, Sequence

import numpy as np

from archive.vocabulary import Vocabulary
from index.encoder import Encoder, Progress, Vectors
from index.evaluation import ndcg
from index.multilingual.alphabet import LANGUAGES
from index.multilingual.training.pairs import Pair

__all__ = ["found_by_cosine", "kept_aside", "names"]

_DEPTH = 10


def found_by_cosine(
    asked: Vectors, held: Vectors, names: Sequence[str], grades: Sequence[Mapping[str, int]]
) -> list[float]:
    """nDCG@10 of each row of ``asked`` [questions, dimension] against ``held`` [texts, dimension], whose ids are
    ``names``. ``grades``: of each question, what answers it."""
    order = np.argsort(-(asked @ held.T), axis=1, kind="stable")[:, :_DEPTH]
    return [ndcg([names[place] for place in row], wanted, _DEPTH) for row, wanted in zip(order, grades, strict=True)]


def kept_aside(encoder: Encoder, aside: Sequence[Pair], progress: Progress | None = None) -> dict[str, float]:
    """By language, mean nDCG@10 of a sentence finding its English one among all that were kept aside."""
    asked = {tag: [(pair.translation, pair.english) for pair in aside if pair.language == tag] for tag in LANGUAGES}
    return _means(encoder, {pair.english: pair.english for pair in aside}, asked, progress)


def names(encoder: Encoder, vocabulary: Vocabulary, progress: Progress | None = None) -> dict[str, float]:
    """By language, English first, mean nDCG@10 of the name of a concept finding its English definition. Concepts with a
    definition and a name in every language count, so that the figures can be set side by side. The names are part of
    what a table learns from, the definitions are not."""
    tags = ("en", *LANGUAGES)
    counted = [one for one in vocabulary.concepts.values() if one.scope_note and {*tags} <= set(one.labels)]
    held = {one.id: one.scope_note for one in counted}
    return _means(encoder, held, {tag: [(one.labels[tag], one.id) for one in counted] for tag in tags}, progress)


def _means(
    encoder: Encoder,
    held: Mapping[str, str],
    asked: Mapping[str, Sequence[tuple[str, str]]],
    progress: Progress | None,
) -> dict[str, float]:
    """``asked``: by language, texts and the id of the one that each should find."""
    if not held:
        return {}
    texts = [*held.values(), *(text for own in asked.values() for text, _ in own)]
    vectors = encoder.encode_passages(texts, progress)
    known, rest = vectors[: len(held)], vectors[len(held) :]
    means = {}
    for tag, own in asked.items():
        mine, rest = rest[: len(own)], rest[len(own) :]
        if own:
            means[tag] = float(np.mean(found_by_cosine(mine, known, list(held), [{wanted: 1} for _, wanted in own])))
    return means
