"""From the archive's entries to a new index folder, swapped in whole."""

import datetime as dt
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from archive.model import Entry
from index import manifest as manifests
from index.analysis import VERSION, terms
from index.backend import Unit
from index.columns import Columns
from index.embeddings import embed
from index.encoder import Encoder, Progress, Vectors
from index.errors import SearchIndexError
from index.faiss_backend import FaissBackend
from index.lexicon import Lexicon, term_of
from index.manifest import Manifest
from index.phrases import Phrases

TITLE_WEIGHT = 2
"""A title's terms count as often: measured, see DECISIONS.md."""
BUILDING = ".building-"


def build(
    entries: Iterable[Entry],
    revision: int,
    encoder: Encoder,
    home: Path,
    progress: Progress | None = None,
    lexicon: Lexicon | None = None,
    embeddings: Path | None = None,
) -> Manifest:
    """Builds an index of these entries in ``home/index`` and makes it the current one; the same entries in the same
    order give the same files. Whoever has the old index open goes on reading it.

    Vectors are kept in ``embeddings`` (``home/embeddings``): what was embedded before, also by a build that was
    stopped, is not embedded again. ``progress`` counts the texts that have to be. With a ``lexicon``, what an entry's
    text or title names is a term of it beside its words. Raises SearchIndexError if another build runs or what is kept
    cannot be used.
    """
    known = list(entries)
    folder = manifests.index_folder(home)
    vectors = embed([embedded_text(entry) for entry in known], encoder, embeddings or home / "embeddings", progress)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_build(folder):
            unfinished = folder / f"{BUILDING}{os.getpid()}"
            unfinished.mkdir()
            manifest = _write(known, vectors, revision, encoder, unfinished, lexicon)
            generation = unfinished.rename(folder / _free_name(folder, manifest))
            manifests.point_to(generation)
            _remove(path for path in folder.iterdir() if path.is_dir() and path != generation)
    except OSError as error:
        raise SearchIndexError(
            f"The index cannot be written ({error.strerror}). Make room or mend the folder's rights, then run"
            " `miti index` again; the old index stays as it was.",
        ) from error
    return manifest


def _write(
    known: Sequence[Entry],
    vectors: Vectors,
    revision: int,
    encoder: Encoder,
    folder: Path,
    lexicon: Lexicon | None,
) -> Manifest:
    text_terms = [_terms(entry.text, entry, lexicon) for entry in known]
    title_terms = {entry.title: _terms(entry.title, entry, lexicon) for entry in known}
    row_terms = [title_terms[entry.title] + own for entry, own in zip(known, text_terms, strict=True)]
    units = _units(known, text_terms, title_terms, lexicon)
    columns = Columns.of(known)
    columns.save(folder)
    Phrases.build((entry.title, entry.text) for entry in known).save(folder)
    FaissBackend.build(vectors, units, row_terms).save(folder)
    files = manifests.hash_files(folder)
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
    manifests.write(manifest, folder)
    return manifest


def _terms(text: str, entry: Entry, lexicon: Lexicon | None) -> list[str]:
    tag = next(iter(entry.facets.get("language", ())), "und").partition("-")[0]
    return terms(text, (tag,)) + _named(text, tag, lexicon)


def _named(text: str, tag: str, lexicon: Lexicon | None) -> list[str]:
    """The terms of what a text names, each once: naming a thing twice in a passage does not make it twice as much
    about it, as a word of its own would be."""
    mentions = lexicon.in_text(text, tag) if lexicon else ()
    return list(dict.fromkeys(term_of(mention.id) for mention in mentions))


def embedded_text(entry: Entry) -> str:
    """What the encoder reads of an entry: the passage with its title in front."""
    return f"{entry.title}. {entry.text}" if entry.title else entry.text


def _units(
    entries: Sequence[Entry],
    text_terms: Sequence[list[str]],
    title_terms: Mapping[str, list[str]],
    lexicon: Lexicon | None,
) -> list[Unit]:
    rows_of: dict[str, list[int]] = {}
    for row, entry in enumerate(entries):
        rows_of.setdefault(entry.unit, []).append(row)
    units = []
    for rows in rows_of.values():
        titles = dict.fromkeys(entries[row].title for row in rows)
        # Two cases that claim one passage give two rows of it: its words count once.
        passages = {entries[row].passage_id: row for row in rows}
        in_titles = [term for title in titles for term in title_terms[title]]
        in_texts = [term for row in passages.values() for term in text_terms[row]]
        headings = dict.fromkeys(heading for row in rows for heading in entries[row].headings)
        in_headings = [term for heading in headings for term in terms(heading) + _named(heading, "en", lexicon)]
        units.append(Unit(rows, TITLE_WEIGHT * in_titles + in_headings + in_texts))
    return units


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


def _remove(folders: Iterable[Path]) -> None:
    for path in folders:
        # A reader on another machine may hold a file for a moment; the next build tries again.
        shutil.rmtree(path, ignore_errors=True)
