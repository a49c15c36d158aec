"""Pairs of an English text and its translation: those of a folder, and those of the archive's own vocabularies."""

import hashlib
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from archive.model import Concept, Organisation, Place, Theme
from archive.vocabulary import Vocabulary
from index.multilingual.alphabet import LANGUAGES

__all__ = ["Pair", "glossary", "hold_out", "read"]

_COLUMNS = ("english", "translation", "source", "kind")
_ASIDE = {"ntrex": 300, "sib200-flores": 200}
_LONGEST = 600  # characters: what is longer has lost its partner


class Pair(NamedTuple):
    """``language``: BCP 47. ``times``: how often it is learnt from."""

    language: str
    english: str
    translation: str
    source: str
    times: int = 1


def read(folder: Path) -> Iterator[Pair]:
    """The pairs of ``LANGUAGE.tsv.xz`` in the folder. A line without two texts of sensible length is left out.

    Raises FileNotFoundError for a language without its file, ValueError for a table of other columns.
    """
    for language in LANGUAGES:
        path = folder / f"{language}.tsv.xz"
        with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            if tuple(next(lines, "").rstrip("\n").split("\t")) != _COLUMNS:
                raise ValueError(f"The first line of '{path.name}' must name the columns {', '.join(_COLUMNS)}.")
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                if len(cells) == len(_COLUMNS) and 0 < len(cells[0]) <= _LONGEST and 0 < len(cells[1]) <= _LONGEST:
                    yield Pair(language, cells[0], cells[1], cells[2])


def hold_out(pairs: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Pairs to learn from, and those kept aside to measure: all that have one of 500 English sentences, which every
    language has, drawn by their hash. No language learns from a sentence that another one is measured by."""
    pairs = list(pairs)
    having: dict[tuple[str, str], set[str]] = {}
    for pair in pairs:
        if pair.source in _ASIDE:
            having.setdefault((pair.source, pair.english), set()).add(pair.language)
    shared = sorted((key for key, languages in having.items() if len(languages) == len(LANGUAGES)), key=_by_hash)
    counts: Counter[str] = Counter()
    aside = set()
    for source, english in shared:
        counts[source] += 1
        if counts[source] <= _ASIDE[source]:
            aside.add(english)
    return [pair for pair in pairs if pair.english not in aside], [pair for pair in pairs if pair.english in aside]


def glossary(vocabulary: Vocabulary, times: int) -> Iterator[Pair]:
    """Each label of a theme, concept, name or place with its English one, learnt ``times`` times; other words for it
    once."""
    entries: list[Theme | Concept | Place | Organisation] = [*vocabulary.themes.values(), *vocabulary.concepts.values()]
    entries += [*vocabulary.places.values(), *vocabulary.organisations.values()]
    for entry in entries:
        english = entry.labels.get("en")
        if english is None:
            continue
        for language in LANGUAGES:
            if label := entry.labels.get(language):
                yield Pair(language, english, label, "glossary", times)
            for word in entry.alt_labels.get(language, ()):
                yield Pair(language, english, word, "glossary")


def _by_hash(key: tuple[str, str]) -> str:
    return hashlib.sha256(key[1].encode()).hexdigest()
