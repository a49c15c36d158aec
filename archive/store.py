"""Original files, addressed by the SHA-256 of their bytes and never changed."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archive.errors import FixityError

__all__ = ["Store", "sha256_of"]

_BLOCK = 1 << 20


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Store:
    """A folder of originals: ``ab/abcdef…`` for the bytes whose hash begins with ab."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes of this hash are, or would be."""
        return self.folder / sha256[:2] / sha256

    def add(self, source: Path, sha256: str) -> None:
        """Copy ``source`` in. Whole or not at all, on disk when this returns; present bytes are left alone.

        Raises FixityError where the file is not, or is no longer, the one that was hashed; OSError.
        """
        target = self.path(sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self.folder, prefix=".incoming-")
        partial = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as out, source.open("rb") as file:
                shutil.copyfileobj(file, out, _BLOCK)
                out.flush()
                os.fsync(out.fileno())
            self._compare(partial, sha256, f"{source.name} changed while it was being taken in. Ingest it again.")
            partial.chmod(0o444)
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)

    def check(self, sha256: str) -> None:
        """Raises FixityError unless the stored bytes still have this hash."""
        path = self.path(sha256)
        if not path.exists():
            raise FixityError("The stored original is missing.", expected_sha256=sha256, found_sha256=None)
        self._compare(path, sha256, "The stored original has changed.")

    @staticmethod
    def _compare(path: Path, sha256: str, message: str) -> None:
        found = sha256_of(path)
        if found != sha256:
            raise FixityError(message, expected_sha256=sha256, found_sha256=found)

    def __iter__(self) -> Iterator[str]:
        """Hashes of all files in the store, in order."""
        return iter(sorted(path.name for path in self.folder.glob("??/*") if path.is_file()))

    def leftovers(self) -> list[Path]:
        """Half-copied files of a killed process: safe to delete."""
        return sorted(self.folder.glob(".incoming-*"))


def _sync_folder(folder: Path) -> None:
    # The new name itself must survive a power cut.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
