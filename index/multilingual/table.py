"""The shipped table of new pieces: for each one line of ``pieces.txt``, one row of ``table.safetensors``, and one line
of ``english.txt`` with the English words that it stands for, each with its share in hundredths."""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from index.encoder import Translation
from index.errors import IndexIncompatible
from index.multilingual.alphabet import ALONE
from index.multilingual.tokenizer import CONTINUES

__all__ = ["SHIPPED", "Table", "both_forms", "is_strung", "read_english", "read_table", "table_sha256", "write_table"]

SHIPPED = Path(__file__).parent.parent / "models" / "nine-languages"
_PIECES, _ROWS, _ENGLISH, _CARD = "pieces.txt", "table.safetensors", "english.txt", "model.json"
_STRUNG = re.compile(f"[{ALONE}\uac00-\ud7a3]+")
_MOST = 127


class Table(NamedTuple):
    """``pieces``: as WordPiece has them, ``##`` before one that continues a word; one of Chinese, Japanese or Korean
    stands for both its forms. ``vectors``: float32 [pieces, dimension]. ``sha256``: of the three files."""

    pieces: list[str]
    vectors: npt.NDArray[np.float32]
    sha256: str


def is_strung(piece: str) -> bool:
    """Whether a piece is of a script that strings words together, so that it means the same wherever it stands in a run
    of letters: 예산 is a budget in 주민참여예산 too."""
    return bool(_STRUNG.fullmatch(piece))


def both_forms(pieces: list[str]) -> Iterator[tuple[str, int]]:
    """Each piece that the tokenizer knows, with its row."""
    for row, piece in enumerate(pieces):
        yield piece, row
        if is_strung(piece):
            yield CONTINUES + piece, row


def write_table(
    folder: Path, pieces: list[str], vectors: npt.NDArray[np.float32], english: Sequence[Sequence[Translation]]
) -> str:
    """Keeps each row as whole numbers from -127 to 127 and the factor that they are multiplied by; ``english``: what
    each piece stands for. Gives the hash. The
    files are written aside first: a table that is there is replaced when the new one is whole.

    Raises OSError or SafetensorError when they cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-8) / _MOST
    rows = np.rint(vectors / scales[:, None]).astype(np.int8)
    with tempfile.TemporaryDirectory(prefix="table-", dir=folder) as name:
        aside = Path(name)
        save_file({"rows": rows, "scales": scales.astype(np.float32)}, aside / _ROWS)
        (aside / _PIECES).write_text("".join(f"{piece}\n" for piece in pieces), "utf-8")
        lines = [" ".join(f"{one.word}:{round(100 * one.share)}" for one in of_piece) for of_piece in english]
        (aside / _ENGLISH).write_text("".join(f"{line}\n" for line in lines), "utf-8")
        sha256 = _hash_of(aside)
        (aside / _CARD).write_text(json.dumps({"sha256": sha256}, indent=1) + "\n", "utf-8")
        for path in sorted(aside.iterdir()):
            path.chmod(0o644)
            path.replace(folder / path.name)
    return sha256


def table_sha256(folder: Path = SHIPPED) -> str:
    """The hash that the table in ``folder`` says it has. Raises IndexIncompatible when it says none."""
    try:
        return str(json.loads((folder / _CARD).read_text("utf-8"))["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(folder, error) from error


def read_table(folder: Path = SHIPPED) -> Table:
    """Raises IndexIncompatible when a file is missing or is not the one that was shipped."""
    try:
        found = _checked(folder)
        held = load_file(folder / _ROWS)
        pieces = _lines(folder / _PIECES)
        vectors = held["rows"].astype(np.float32) * held["scales"][:, None]
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise _unreadable(folder, error) from error
    if len(pieces) != len(vectors):
        raise _unreadable(folder, ValueError(f"{len(pieces)} pieces, {len(vectors)} rows"))
    return Table(pieces, vectors, found)


def read_english(folder: Path = SHIPPED) -> dict[str, tuple[Translation, ...]]:
    """What each piece stands for, in both its forms. Raises IndexIncompatible as ``read_table`` does."""
    try:
        _checked(folder)
        pieces = _lines(folder / _PIECES)
        english = [tuple(map(_translation, line.split())) for line in _lines(folder / _ENGLISH)]
    except (OSError, ValueError) as error:
        raise _unreadable(folder, error) from error
    if len(pieces) != len(english):
        raise _unreadable(folder, ValueError(f"{len(pieces)} pieces, {len(english)} lines of English"))
    return {piece: english[row] for piece, row in both_forms(pieces) if english[row]}


def _checked(folder: Path) -> str:
    wanted = table_sha256(folder)
    if (found := _hash_of(folder)) != wanted:
        raise IndexIncompatible(
            "The table of the nine languages is not the one that belongs here: install the archive again.",
            expected_sha256=wanted,
            found_sha256=found,
        )
    return found


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").removesuffix("\n").split("\n")


def _translation(written: str) -> Translation:
    word, _, hundredths = written.rpartition(":")
    return Translation(word, int(hundredths) / 100)


def _unreadable(folder: Path, error: Exception) -> IndexIncompatible:
    return IndexIncompatible(
        f"The table of the nine languages in '{folder.name}' cannot be read ({error}): install the archive again.",
        folder=folder.name,
    )


def _hash_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (_PIECES, _ROWS, _ENGLISH):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
