"""Vocabulary files in: YAML lists shaped like the nouns (corpus/README.md describes them)."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from archive.errors import InvalidRecord
from archive.model import Concept, Noun, Organisation, Place, Theme
from ingest.rows import Complain, refuse

__all__ = ["CONCEPTS", "FILES", "Term", "read_vocabulary", "vocabulary_files"]

Term = Theme | Place | Organisation | Concept

FILES: dict[str, type[Term]] = {
    "regions.yaml": Place,
    "countries.yaml": Place,
    "cities.yaml": Place,
    "themes.yaml": Theme,
    "organisations.yaml": Organisation,
    "facets.yaml": Concept,
}
"""Which file holds which entries, in the order in which they refer to each other."""
CONCEPTS = "concepts"
"""The folder of the concepts: a file per theme, and names.yaml."""

N = TypeVar("N", bound=Noun)


def vocabulary_files(folder: Path) -> dict[str, type[Term]]:
    """What FILES says, and the files of concepts that are in ``folder``; names are paths below it."""
    concepts = sorted(path.name for path in (folder / CONCEPTS).glob("*.yaml"))
    return {**FILES, **{f"{CONCEPTS}/{name}": Concept for name in concepts}}


def read_vocabulary(path: Path, noun: type[N], complain: Complain = refuse) -> Iterator[N]:
    """The entries of one file. Complains with InvalidRecord naming the entry that is wrong."""
    try:
        # The C loader reads the country list ten times as fast as the Python one.
        listed = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:  # ValueError: not UTF-8, or no such date
        complain(InvalidRecord(f"{path.name} cannot be read as YAML: {str(error).splitlines()[0]}."))
        return
    if not isinstance(listed, list):
        complain(InvalidRecord(f"{path.name} must be a list of entries."))
        return
    for number, entry in enumerate(listed, start=1):
        try:
            made = noun.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            record = entry.get("id") if isinstance(entry, dict) else None
            complain(InvalidRecord(f"{path.name}, entry {number}: '{field}': {first['msg']}.", record=record))
        else:
            yield made
