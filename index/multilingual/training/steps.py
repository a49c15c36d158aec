"""From pairs to the finished table, step by step. Each step leaves its result in a folder, so that a run that was
broken off goes on where it was; results of other inputs are not taken up."""

import hashlib
import pickle
import tempfile
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from index.encoder import PACKAGED_SHA256, SentenceTransformerEncoder, Translation, packaged_minilm
from index.multilingual.alphabet import LATIN
from index.multilingual.assembly import EMBEDDINGS, LONGEST
from index.multilingual.marking import folded, with_marks
from index.multilingual.table import both_forms
from index.multilingual.tokenizer import build, normalizer, pieces_of, words
from index.multilingual.training.alignment import Links, align
from index.multilingual.training.first_vectors import first_vectors
from index.multilingual.training.loop import Example, Plan, train
from index.multilingual.training.pairs import Pair
from index.multilingual.training.translations import translations, whole_words
from index.multilingual.training.vocabulary import GROUPS, learn, own_words

__all__ = ["Result", "Steps", "run"]

T = TypeVar("T")
_FORM = 3  # of what the steps do: results of another one are not taken up
_LONGEST_ALIGNED = 48  # pieces of a side: links of longer texts are many and weak
_LONGEST_TRAINED = 44  # pieces: a step costs as much as its longest text
_ROUNDS = 5
_GLOSSARY_WEIGHT = 10  # of the glossary's words when pieces are learnt: a term of the field should be one piece
_TRAINED_SHARE = {"python-docs": 0.15, "mozilla-www": 0.5, "osm-id": 0.5, "omw": 0.0}
"""Manuals of programs are many and like no question of an official; single words of a dictionary have several meanings,
which the alignment can weigh and a target vector cannot."""
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


class Steps(Protocol):
    """What is told of the run: the name of a step that begins, and how far it is."""

    def begin(self, name: str) -> None: ...

    def progress(self, done: int, total: int, remark: str = "") -> None: ...


class Result(NamedTuple):
    """As index.multilingual.table keeps them; ``vectors``: float32 [pieces, dimension]."""

    pieces: list[str]
    vectors: npt.NDArray[np.float32]
    english: list[list[Translation]]


class _Texts(NamedTuple):
    """The pairs as numbers of pieces: ``own`` in the tokenizer's, ``english`` in MiniLM's."""

    own: list[list[int]]
    english: list[list[int]]


def run(pairs: Sequence[Pair], plan: Plan, folder: Path, steps: Steps) -> Result:
    """``plan.epochs`` of 0 leaves the table as the alignment gives it. Raises IndexIncompatible without MiniLM, OSError
    if ``folder`` cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    minilm = packaged_minilm()
    kept = _Kept(folder, _hash_of(pairs))
    pieces = kept("pieces", lambda: _pieces(pairs, steps))
    rows = dict(both_forms(pieces))
    tokenizer = build(pieces_of(minilm), rows, LONGEST)
    vocabulary = tokenizer.get_vocab()
    row_of = np.full(len(vocabulary), -1, np.int64)
    for piece, row in rows.items():
        row_of[vocabulary[piece]] = row
    texts = kept("texts", lambda: _texts(pairs, tokenizer, minilm, steps))
    links = kept("links", lambda: _links(pairs, texts, row_of, vocabulary, steps))
    first = kept("first", lambda: first_vectors(links, _english_vectors(minilm), pieces))
    words_linked, names = kept("words", lambda: _word_links(pairs, texts, row_of, vocabulary, steps))
    english = translations(words_linked, names, pieces)
    if not plan.epochs:
        return Result(pieces, first, english)
    chosen = [
        place for place, pair in enumerate(pairs)
        if len(texts.own[place]) <= _LONGEST_TRAINED and _is_trained(pair)
    ]  # fmt: skip
    wanted = sorted({pairs[place].english for place in chosen})
    targets = kept("targets", lambda: _targets(wanted, steps))
    target_of = {text: row for row, text in enumerate(wanted)}
    around = vocabulary["[CLS]"], vocabulary["[SEP]"]
    examples = [
        Example([around[0], *texts.own[place], around[1]], target_of[pairs[place].english])
        for place in chosen
        if texts.own[place]
        for _ in range(pairs[place].times)
    ]
    steps.begin(f"training on {len(examples):,} pairs")

    def report(done: int, total: int, cosine: float) -> None:
        steps.progress(done, total, f"cosine {cosine:.3f}")

    trained = kept(f"trained-{plan}", lambda: train(minilm, row_of, first, examples, targets, plan, report))
    return Result(pieces, trained, english)


class _Kept:
    """Results in a folder, under a name that holds what they were made from."""

    def __init__(self, folder: Path, inputs: str) -> None:
        self._folder = folder
        self._inputs = inputs

    def __call__(self, name: str, make: Callable[[], T]) -> T:
        digest = hashlib.sha256(f"{_FORM} {PACKAGED_SHA256} {GROUPS} {self._inputs} {name}".encode()).hexdigest()[:16]
        path = self._folder / f"{name.partition('-')[0]}-{digest}.pickle"
        if path.is_file():
            with path.open("rb") as file:
                held: T = pickle.load(file)  # noqa: S301  # this command's own: the user's folder, as its code is
                return held
        made = make()
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as aside:
            pickle.dump(made, aside, protocol=pickle.HIGHEST_PROTOCOL)
        Path(aside.name).rename(path)  # whole, or not there
        return made


def _hash_of(pairs: Iterable[Pair]) -> str:
    digest = hashlib.sha256()
    for pair in pairs:
        digest.update(repr(pair).encode())
    return digest.hexdigest()


def _pieces(pairs: Sequence[Pair], steps: Steps) -> list[str]:
    steps.begin("taking the texts apart into words")
    normal, apart = normalizer(), words()
    counts: dict[str, Counter[str]] = {}
    for done, pair in enumerate(pairs):
        text = normal.normalize_str(_prepared(pair, ()))
        weight = _GLOSSARY_WEIGHT if pair.source == "glossary" else 1
        for word in own_words(word for word, _ in apart.pre_tokenize_str(text)):
            counts.setdefault(pair.language, Counter())[word] += weight
        if done % 1000 == 0:
            steps.progress(done, len(pairs))
    steps.begin("learning the pieces")
    return learn(counts)


def _prepared(pair: Pair, known: Container[str]) -> str:
    text = folded(pair.translation)
    return with_marks(text, known) if pair.language in LATIN else text


def _texts(pairs: Sequence[Pair], tokenizer: Any, minilm: Path, steps: Steps) -> _Texts:
    from tokenizers import Tokenizer

    steps.begin("taking the texts apart into pieces")
    known = tokenizer.get_vocab()
    own = [_prepared(pair, known) for pair in pairs]
    of_english = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    of_english.no_padding()
    of_english.no_truncation()
    return _Texts(
        [found.ids for found in tokenizer.encode_batch_fast(own, add_special_tokens=False)],
        [
            found.ids
            for found in of_english.encode_batch_fast([pair.english for pair in pairs], add_special_tokens=False)
        ],
    )


def _links(
    pairs: Sequence[Pair],
    texts: _Texts,
    row_of: npt.NDArray[np.int64],
    vocabulary: dict[str, int],
    steps: Steps,
) -> Links:
    steps.begin("aligning")
    punctuation = {vocabulary[mark] for mark in _PUNCTUATION}
    return _aligned(pairs, texts.own, texts.english, row_of, punctuation, steps)


def _word_links(
    pairs: Sequence[Pair],
    texts: _Texts,
    row_of: npt.NDArray[np.int64],
    vocabulary: dict[str, int],
    steps: Steps,
) -> tuple[Links, list[str]]:
    steps.begin("aligning with whole English words")
    of_words, names = whole_words(texts.english, {number: piece for piece, number in vocabulary.items()})
    return _aligned(pairs, texts.own, of_words, row_of, (), steps), names


def _aligned(
    pairs: Sequence[Pair],
    texts: Sequence[Sequence[int]],
    english: Sequence[Sequence[int]],
    row_of: npt.NDArray[np.int64],
    left_out: Container[int],
    steps: Steps,
) -> Links:
    own, others, weights = [], [], []
    for pair, of_own, of_english in zip(pairs, texts, english, strict=True):
        rows = [int(row_of[piece]) for piece in of_own if row_of[piece] >= 0]
        words_of_english = [piece for piece in of_english if piece not in left_out]
        if rows and words_of_english:
            own.append(rows[:_LONGEST_ALIGNED])
            others.append(words_of_english[:_LONGEST_ALIGNED])
            weights.append(pair.times)
    return align(own, others, weights, _ROUNDS, lambda done: steps.progress(done, _ROUNDS))


def _english_vectors(minilm: Path) -> npt.NDArray[np.float32]:
    from safetensors.numpy import load_file

    vectors: npt.NDArray[np.float32] = load_file(minilm / "model.safetensors")[EMBEDDINGS]
    return vectors


def _is_trained(pair: Pair) -> bool:
    share = _TRAINED_SHARE.get(pair.source, 1.0)
    drawn = int.from_bytes(hashlib.sha256(f"{pair.english}\t{pair.translation}".encode()).digest()[:4])
    return drawn < share * 2**32


def _targets(english: Sequence[str], steps: Steps) -> npt.NDArray[np.float16]:
    steps.begin("encoding the English sides")
    return SentenceTransformerEncoder().encode_passages(english, steps.progress).astype(np.float16)
