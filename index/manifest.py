"""What an index was made from and of what files it consists; how its folders are named, found and swapped.

``home/index/CURRENT`` holds the name of a folder beside it. It is replaced by renaming, so a reader finds the old index
or the new one and never half of either. The manifest is the last file written into a folder.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import IndexIncompatible, IndexMissing

FORMAT_VERSION = 5
"""Of the files in an index folder. An index of another format is built again, never converted."""
MANIFEST = "manifest.json"
CURRENT = "CURRENT"


class Manifest(BaseModel):
    """``revision`` is the catalogue's when its entries were read; ``analysis`` the version of the tokens;
    ``content_sha256`` stands for everything searched, so two builds of the same content can be told by it;
    ``files`` gives the SHA-256 of each file of the index by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format_version: int
    analysis: str
    revision: int
    encoder_name: str
    encoder_fingerprint: str
    dimension: int
    entry_count: int
    subject_count: int
    unit_count: int
    content_sha256: str
    built_at: dt.datetime
    files: Mapping[str, str]


def index_folder(home: Path) -> Path:
    """Where the generations of the index stand."""
    return home / "index"


def current(folder: Path) -> Path:
    """The generation to open in ``home/index``. Raises IndexMissing where none has been built, IndexIncompatible
    where what CURRENT names is not there."""
    name = _named(folder)
    while not name or name != Path(name).name or not (folder / name / MANIFEST).is_file():
        # A build swaps CURRENT before it removes the old generation: one that is gone was replaced meanwhile.
        newest = _named(folder)
        if newest == name:
            raise IndexIncompatible("The index is not whole: CURRENT names no complete generation. Run `miti index`.")
        name = newest
    return folder / name


def _named(folder: Path) -> str:
    try:
        return (folder / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexMissing("Nothing can be searched yet: no index has been built. Run `miti index`.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexIncompatible("The file CURRENT of the index cannot be read. Run `miti index`.") from error


def point_to(generation: Path) -> None:
    """Makes a complete generation the current one, in one step."""
    pointer = generation.parent / CURRENT
    waiting = pointer.with_suffix(".new")
    with waiting.open("w", encoding="utf-8") as file:
        file.write(generation.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(pointer)


def hash_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in a folder but the manifest, by name."""
    hashes = {}
    for path in sorted(folder.iterdir()):
        if path.name != MANIFEST:
            with path.open("rb") as file:
                hashes[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return hashes


def write(manifest: Manifest, generation: Path) -> None:
    """Writes the manifest, last of all files."""
    (generation / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")


def read(generation: Path, analysis: str) -> Manifest:
    """The manifest of a generation that is whole and readable by this version.

    Raises IndexIncompatible if its format or analysis is another one, or a file is missing, added or damaged.
    """
    try:
        manifest = Manifest.model_validate_json((generation / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise IndexIncompatible("The index's manifest cannot be read. Run `miti index` to build it again.") from error
    if (manifest.format_version, manifest.analysis) != (FORMAT_VERSION, analysis):
        raise IndexIncompatible("The index was built by another version. Run `miti index` to build it again.")
    if hash_files(generation) != dict(manifest.files):
        raise IndexIncompatible("The index on disk is damaged. Run `miti index` to build it again.")
    return manifest
