"""Vectors kept between builds, so that no text meets the same model twice."""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index.encoder import Encoder, Progress, Vectors
from index.errors import SearchIndexError

COMMIT_EVERY = 512  # texts; what a killed build loses at most, some 20 seconds of work on two cores
SCHEMA = "CREATE TABLE IF NOT EXISTS embedding (text_sha256 BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"


def embed(texts: Sequence[str], encoder: Encoder, folder: Path, progress: Progress | None = None) -> Vectors:
    """One vector per text, in order: float32 [len(texts), encoder.dimension], rows of length 1.

    Only texts that this encoder has not met before are encoded; they are written to
    ``folder/<fingerprint>.sqlite`` as they come, so that a build that was stopped goes on where it was.
    ``progress`` counts the texts that had to be encoded. Raises SearchIndexError if the file cannot be used, and
    whatever the encoder raises if its model cannot be.
    """
    if not texts:
        return np.zeros((0, encoder.dimension), dtype=np.float32)
    path = folder / f"{encoder.fingerprint}.sqlite"
    if not path.exists():
        # Loads the model: one that cannot be loaded must leave no empty file under its fingerprint.
        encoder.encode_query(texts[0])
    folder.mkdir(parents=True, exist_ok=True)
    keys = [hashlib.sha256(text.encode()).digest() for text in texts]
    try:
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(SCHEMA)
            known = {row[0] for row in connection.execute("SELECT text_sha256 FROM embedding")}
            _encode_missing(dict(zip(keys, texts, strict=True)), known, encoder, connection, progress)
            return _read(keys, encoder.dimension, connection)
    except sqlite3.Error as error:
        raise SearchIndexError(
            f"The kept embeddings in '{path.name}' cannot be used ({error}). Delete the file to embed again.",
            file=path.name,
        ) from error


def _encode_missing(
    texts: dict[bytes, str],
    known: set[bytes],
    encoder: Encoder,
    connection: sqlite3.Connection,
    progress: Progress | None,
) -> None:
    # Longest first: an estimate of the time left errs on the safe side, and like lengths are encoded together.
    missing = sorted((key for key in texts if key not in known), key=lambda key: (-len(texts[key]), key))
    for start in range(0, len(missing), COMMIT_EVERY):
        batch = missing[start : start + COMMIT_EVERY]
        vectors = encoder.encode_passages([texts[key] for key in batch])
        with connection:
            connection.executemany(
                "INSERT OR IGNORE INTO embedding VALUES (?, ?)",
                [(key, vector.astype("<f4").tobytes()) for key, vector in zip(batch, vectors, strict=True)],
            )
        if progress:
            progress(start + len(batch), len(missing))


def _read(keys: list[bytes], dimension: int, connection: sqlite3.Connection) -> Vectors:
    rows: dict[bytes, list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    vectors = np.zeros((len(keys), dimension), dtype=np.float32)
    for key, stored in connection.execute("SELECT text_sha256, vector FROM embedding"):
        if key in rows:
            vector = np.frombuffer(stored, dtype="<f4")
            if vector.shape != (dimension,):
                raise sqlite3.DatabaseError(f"a vector has {vector.size} numbers, not {dimension}")
            vectors[rows[key]] = vector
    return vectors
