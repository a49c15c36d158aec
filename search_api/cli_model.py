"""The part of the command line that makes the archive's own model: the table of nine languages."""

import lzma
import time
from pathlib import Path
from typing import Annotated

import typer

from archive.errors import InvalidRecord
from index.encoder import SentenceTransformerEncoder
from index.multilingual import MultilingualEncoder
from index.multilingual.alphabet import LANGUAGES
from index.multilingual.table import SHIPPED, write_table
from index.multilingual.training.card import Measured, card
from index.multilingual.training.loop import Plan
from index.multilingual.training.measures import kept_aside
from index.multilingual.training.measures import names as names_found
from index.multilingual.training.pairs import glossary, hold_out, read
from index.multilingual.training.steps import run
from ingest.corpus_check import read_corpus
from search_api.terminal import JsonOption, note, say, show_json, show_table

__all__ = ["model"]

_GLOSSARY_COUNT = 3  # how often a label of the vocabularies is learnt from
_SECONDS_BETWEEN = 30
CARD = "TRAINING.md"

model = typer.Typer(help="The archive's own model of nine languages.", no_args_is_help=True)


@model.callback()
def group() -> None:
    """The archive's own model of nine languages."""


class _Told:
    """The steps of a run, told on standard error: its name when a step begins, and where it is twice a minute."""

    def __init__(self) -> None:
        self._begun = self._said = time.monotonic()

    def begin(self, name: str) -> None:
        self._said = time.monotonic()
        note(f"{self._minutes()}  {name}")

    def progress(self, done: int, total: int, remark: str = "") -> None:
        if time.monotonic() - self._said >= _SECONDS_BETWEEN:
            self._said = time.monotonic()
            note(f"{self._minutes()}    {done:,} of {total:,} {remark}")

    def _minutes(self) -> str:
        seconds = int(time.monotonic() - self._begun)
        return f"{seconds // 60:3}:{seconds % 60:02}"


@model.command("train")
def train(
    pairs: Annotated[Path, typer.Argument(help="A folder with LANGUAGE.tsv.xz for each of the nine languages.")],
    corpus: Annotated[Path, typer.Option(help="The corpus folder whose vocabularies are the glossary.")] = Path(
        "corpus"
    ),
    out: Annotated[Path, typer.Option(help="Where the table is written.")] = SHIPPED,
    work: Annotated[Path, typer.Option(help="Where each step leaves its result.")] = Path("var/model"),
    epochs: Annotated[float, typer.Option(min=0, help="How often training sees each pair; 0: alignment alone.")] = 1.0,
    json: JsonOption = False,
) -> None:
    """Make the table of nine languages from pairs of sentences and the corpus's own glossary, and measure it.

    A run that is broken off goes on where it was when it is started again. The same inputs give the same table, on the
    same kind of machine. What it was made from and how well it reads is written beside it, into TRAINING.md.
    """
    held, _ = read_corpus(corpus)
    if not held.vocabulary.concepts:
        raise InvalidRecord(f"'{corpus}' holds no vocabularies to learn the terms of the field from.")
    try:
        learnt, aside = hold_out(read(pairs))
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise InvalidRecord(f"The pairs in '{pairs}' cannot be read: {error}") from error
    if missing := sorted(set(LANGUAGES) - {pair.language for pair in learnt}):
        raise InvalidRecord(f"The pairs in '{pairs}' hold nothing in {', '.join(missing)}.")
    out.mkdir(parents=True, exist_ok=True)  # told before hours of work, if it cannot be
    learnt += glossary(held.vocabulary, _GLOSSARY_COUNT)
    note(f"{len(learnt):,} pairs to learn from, {len(aside):,} kept aside")
    told = _Told()
    result = run(learnt, Plan(epochs=epochs), work, told)
    sha256 = write_table(out, result.pieces, result.vectors, result.english)
    told.begin("measuring")
    encoders = MultilingualEncoder(out, cache=work), SentenceTransformerEncoder()
    sentences = Measured(*(kept_aside(encoder, aside, told.progress) for encoder in encoders))
    names = Measured(*(names_found(encoder, held.vocabulary, told.progress) for encoder in encoders))
    (out / CARD).write_text(card(sha256, epochs, learnt, aside, sentences, names), "utf-8")
    answer = {
        "folder": str(out),
        "pieces": len(result.pieces),
        "pairs": len(learnt),
        "sha256": sha256,
        "kept_aside": sentences._asdict(),
        "names": names._asdict(),
    }
    if json:
        show_json(answer)
        return
    say(f"{len(result.pieces):,} pieces in '{out}', {sha256[:16]}. nDCG@10 (more in {CARD}):")
    columns = ("", "sentences kept aside", "MiniLM", "names of concepts", "MiniLM")
    figures = (*sentences, *names)
    shown = [(tag, *(f"{by[tag]:.3f}" if tag in by else "" for by in figures)) for tag in ("en", *LANGUAGES)]
    show_table(columns, [row for row in shown if any(row[1:])], "There was nothing to measure with.")
