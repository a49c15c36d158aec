"""How well the archive's own model reads its nine languages, beside the packaged English one. The encoder alone ranks,
by cosine, without keywords. Data that is not there is left out, and said so.

    python tests/benchmarks/multilingual.py questions    nDCG@10: questions in a language, texts in English
    python tests/benchmarks/multilingual.py documents    nDCG@10: questions and texts both in other languages
    python tests/benchmarks/multilingual.py kept-aside   nDCG@10: 500 sentences of each language, never learnt from
    python tests/benchmarks/multilingual.py terms        nDCG@10: the name of a concept finds its English definition
    python tests/benchmarks/multilingual.py detection    shares of texts whose language is told right
    python tests/benchmarks/multilingual.py english      how many English vectors differ from MiniLM's by a bit
    python tests/benchmarks/multilingual.py load         seconds to load and to the first vector, and memory

``--table FOLDER`` measures another table than the shipped one, ``--data FOLDER`` names where the collections lie.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from beir import documents, qrels, topics

from index.encoder import SentenceTransformerEncoder, Vectors
from index.multilingual import MultilingualEncoder
from index.multilingual.alphabet import LANGUAGES, LATIN
from index.multilingual.detection import letters_of
from index.multilingual.marking import folded
from index.multilingual.table import SHIPPED
from index.multilingual.training.measures import found_by_cosine, kept_aside, names
from index.multilingual.training.pairs import Pair, hold_out, read
from ingest.corpus_check import read_corpus

ROOT = Path(__file__).parents[2]
QUESTIONS = (
    "xquad-es-en", "xquad-zh-en", "xquad-ru-en", "xquad-ar-en", "sdg-es-en", "sdg-fr-en", "sdg-zh-Hans-en", "sdg-ca-en",
    "sdg-ro-en", "xquad-de-en", "xquad-ro-en", "xquad-tr-en", "xquad-hi-en", "xquad-th-en",
)  # fmt: skip
ENGLISH = ("scifact", "cranfield", "cisi", "med", "cacm", "xquad-en")


class Encoder(Protocol):
    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...


class Bench:
    """Ours and MiniLM, and the vectors of what both encode."""

    def __init__(self, table: Path, data: Path) -> None:
        self.data = data
        self.table = table.resolve()
        self.ours = MultilingualEncoder(table)
        self.plain = SentenceTransformerEncoder()
        self._held: list[Pair] = []
        self._kept: dict[tuple[int, tuple[str, ...]], Vectors] = {}

    def both(self, asked: Sequence[str], held: Mapping[str, str], grades: Sequence[Mapping[str, int]]) -> list[float]:
        """nDCG@10 of ours and of MiniLM: each ``asked`` text against the ``held`` ones by id."""
        return [self.score(encoder, asked, held, grades) for encoder in (self.ours, self.plain)]

    def score(
        self, encoder: Encoder, asked: Sequence[str], held: Mapping[str, str], grades: Sequence[Mapping[str, int]]
    ) -> float:
        vectors = encoder.encode_passages(list(asked))
        return float(
            np.mean(found_by_cosine(vectors, self._encoded(encoder, tuple(held.values())), list(held), grades))
        )

    def _encoded(self, encoder: Encoder, texts: tuple[str, ...]) -> Vectors:
        key = id(encoder), texts
        if key not in self._kept:  # many questions are asked of the same texts
            self._kept[key] = encoder.encode_passages(texts)
        return self._kept[key]

    def collection(self, folder: Path) -> tuple[list[str], dict[str, str], list[Mapping[str, int]]]:
        judged = qrels(folder)
        asked = {topic: text for topic, text in topics(folder).items() if topic in judged}
        held = {name: f"{title} {text}".strip() for name, title, text in documents(folder)}
        return list(asked.values()), held, [judged[topic] for topic in asked]

    def held_out(self) -> list[Pair]:
        if not self._held and (self.data / "parallel").is_dir():
            self._held = hold_out(read(self.data / "parallel"))[1]
        return self._held


def questions(bench: Bench) -> dict[str, list[float]]:
    return {
        name: bench.both(*bench.collection(folder))
        for name in QUESTIONS
        if _is_there(folder := bench.data / "ir" / name)
    }


def in_documents(bench: Bench) -> dict[str, list[float]]:
    found = {
        name: bench.both(*bench.collection(folder))
        for name in ("korean-autorag", "xquad-zh", "xquad-ar")
        if _is_there(folder := bench.data / "ir" / name)
    }
    sentences = {
        tag: {pair.english: pair.translation for pair in bench.held_out() if pair.language == tag} for tag in LANGUAGES
    }
    for asked, held in (("ko", "es"), ("es", "ko"), ("fr", "ar"), ("zh", "ru"), ("id", "pt"), ("ja", "fr")):
        if sentences[asked]:
            wanted = [{english: 1} for english in sentences[asked]]
            found[f"{asked} on {held}"] = bench.both(list(sentences[asked].values()), sentences[held], wanted)
    return found


def of_sentences(bench: Bench) -> dict[str, list[float]]:
    return _beside(kept_aside(bench.ours, bench.held_out()), kept_aside(bench.plain, bench.held_out()))


def of_names(bench: Bench) -> dict[str, list[float]]:
    """The first figure is ours, the second MiniLM's; of English both are the ceiling."""
    vocabulary = read_corpus(ROOT / "corpus")[0].vocabulary
    return _beside(names(bench.ours, vocabulary), names(bench.plain, vocabulary))


def _beside(ours: Mapping[str, float], minilm: Mapping[str, float]) -> dict[str, list[float]]:
    return {tag: [figure, minilm[tag]] for tag, figure in ours.items()}


def detection(bench: Bench) -> dict[str, list[float]]:
    """The share told right, and of how many texts."""
    pieces = bench.ours.pieces
    texts: dict[str, tuple[list[str], bool]] = {}
    for name in ENGLISH:
        if _is_there(folder := bench.data / "ir" / name):
            texts[f"English: {name}"] = list(topics(folder).values()), False
    for tag in sorted(LATIN):
        texts[f"sentences: {tag}"] = [pair.translation for pair in bench.held_out() if pair.language == tag], True
    texts["sentences: en"] = sorted({pair.english for pair in bench.held_out()}), False
    vocabulary = read_corpus(ROOT / "corpus")[0].vocabulary
    for tag in ("en", *sorted(LATIN)):
        labels = [one.labels[tag] for one in vocabulary.concepts.values() if tag in one.labels]
        texts[f"terms: {tag}"] = labels, tag != "en"
    return {
        name: [
            sum((letters_of(folded(text), pieces) is not None) == wanted for text in own) / len(own),
            float(len(own)),
        ]
        for name, (own, wanted) in texts.items()
        if own
    }


def english(bench: Bench) -> dict[str, list[float]]:
    """How many vectors differ, and of how many. Texts are encoded one by one, since company changes rounding."""
    differing = {}
    for name in ENGLISH:
        if _is_there(folder := bench.data / "ir" / name):
            asked = list(topics(folder).values())
            pairs = [(bench.ours.encode_query(text), bench.plain.encode_query(text)) for text in asked]
            differing[name] = [float(sum(not np.array_equal(*pair) for pair in pairs)), float(len(pairs))]
    return differing


def load(bench: Bench) -> dict[str, list[float]]:
    """Seconds and MiB in a process of its own, ours and MiniLM; the folder is assembled before."""
    bench.ours.encode_query("bus")
    found = []
    for encoder, argument in (
        ("from index.multilingual import MultilingualEncoder as Encoder", f"Path({str(bench.table)!r})"),
        ("from index.encoder import SentenceTransformerEncoder as Encoder", ""),
    ):
        code = (
            "import resource, time; from pathlib import Path; begun = time.perf_counter();"
            f"{encoder}; Encoder({argument}).encode_query('bus lanes');"
            "print(time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        runs = [
            subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
            for _ in range(3)
        ]
        found.append(np.median([[float(figure) for figure in run.stdout.split()] for run in runs], axis=0))
    return {"seconds": [float(run[0]) for run in found], "MiB": [float(run[1]) for run in found]}


MEASURES = {
    "questions": questions,
    "documents": in_documents,
    "kept-aside": of_sentences,
    "terms": of_names,
    "detection": detection,
    "english": english,
    "load": load,
}


def _is_there(folder: Path) -> bool:
    if not folder.is_dir():
        print(f"Not there, left out: {folder}", file=sys.stderr)
    return folder.is_dir()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measures", nargs="+", choices=MEASURES, metavar="measure")
    parser.add_argument("--table", type=Path, default=SHIPPED)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    bench = Bench(asked.table, asked.data)
    for name in asked.measures:
        begun = time.perf_counter()
        figures = MEASURES[name](bench)
        if asked.json:
            print(json.dumps({name: figures}, ensure_ascii=False))
            continue
        print(f"{name}, {time.perf_counter() - begun:.0f} s")
        for row, values in figures.items():
            print(f"  {row:24}" + "".join(f"{value:10.3f}" for value in values))


if __name__ == "__main__":
    main()
