"""From the archive's entries to a new index folder, swapped in whole."""

import datetime as dt
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from archive.model import Entry
from index import manifest as manifests
from index.analysis import VERSION, terms
from index.backend import Unit
from index.columns import Columns
from index.embeddings import embed
from index.encoder import Encoder, Progress
from index.errors import SearchIndexError
from index.faiss_backend import FaissBackend
from index.manifest import Manifest

TITLE_WEIGHT = 2
"""A title's terms count as often: measured, see DECISIONS.md."""
BUILDING = ".building-"


def build(
    entries: Iterable[Entry], revision: int, encoder: Encoder, home: Path, progress: Progress | None = None
) -> Manifest:
    """Builds an index of these entries in ``home/index`` and makes it the current one; the same entries in the same
    order give the same files. Whoever has the old index open goes on reading it.

    Vectors are kept in ``home/embeddings``: what was embedded before, also by a build that was stopped, is not
    embedded again. ``progress`` counts the texts that have to be. Raises SearchIndexError if another build runs or
    what is kept cannot be used.
    """
    known = list(entries)
    folder = manifests.index_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    with _only_build(folder):
        vectors = embed([embedded_text(entry) for entry in known], encoder, home / "embeddings", progress)
        units = list(_units(known))
        columns = Columns.of(known)
        backend = FaissBackend.build(vectors, units, [terms(f"{entry.title} {entry.text}") for entry in known])

        unfinished = folder / f"{BUILDING}{os.getpid()}"
        unfinished.mkdir()
        columns.save(unfinished)
        backend.save(unfinished)
        files = manifests.hash_files(unfinished)
        manifest = Manifest(
            format_version=manifests.FORMAT_VERSION,
            analysis=VERSION,
            revision=revision,
            encoder_name=encoder.name,
            encoder_fingerprint=encoder.fingerprint,
            dimension=encoder.dimension,
            entry_count=len(known),
            subject_count=len(columns.subjects),
            unit_count=len(units),
            content_sha256=hashlib.sha256("".join(files.values()).encode()).hexdigest(),
            built_at=dt.datetime.now(dt.UTC),
            files=files,
        )
        manifests.write(manifest, unfinished)
        generation = unfinished.rename(folder / _free_name(folder, manifest))
        manifests.point_to(generation)
        _remove_others(folder, generation)
    return manifest


def embedded_text(entry: Entry) -> str:
    """What the encoder reads of an entry: the passage with its title in front."""
    return f"{entry.title}. {entry.text}" if entry.title else entry.text


def _units(entries: Sequence[Entry]) -> Iterator[Unit]:
    rows_of: dict[str, list[int]] = {}
    for row, entry in enumerate(entries):
        rows_of.setdefault(entry.unit, []).append(row)
    for rows in rows_of.values():
        # Two cases that claim one passage give two rows of it: its words count once.
        passages = {entries[row].passage_id: entries[row].text for row in rows}
        titles = dict.fromkeys(entries[row].title for row in rows)
        yield Unit(
            rows, TITLE_WEIGHT * [t for title in titles for t in terms(title)] + terms("\n".join(passages.values()))
        )


@contextmanager
def _only_build(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SearchIndexError("Another build of this index is running: wait for it to end.") from error
        _remove(folder.glob(f"{BUILDING}*"))  # what a killed build left behind
        yield


def _free_name(folder: Path, manifest: Manifest) -> str:
    name = f"{manifest.revision:08d}-{manifest.content_sha256[:12]}"
    return next(f"{name}-{number}" for number in range(1, 1_000_000) if not (folder / f"{name}-{number}").exists())


def _remove_others(folder: Path, generation: Path) -> None:
    _remove(path for path in folder.iterdir() if path.is_dir() and path != generation)


def _remove(folders: Iterable[Path]) -> None:
    for path in folders:
        # A reader on another machine may hold a file for a moment; the next build tries again.
        shutil.rmtree(path, ignore_errors=True)
