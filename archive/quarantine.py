"""Files of readers until a worker has read them: bytes that are trusted in nothing, and never served."""

import os
import re
import shutil
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

__all__ = ["Quarantine"]

GRACE_SECONDS = 60
"""A file is written before its row: one as young as this may still get it."""
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Quarantine:
    """A folder that only its owner can look into. A file is called by the id of its job, never by what its reader
    called it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, job_id: str) -> Path:
        """Where the bytes of this job are, or would be."""
        if _ID.fullmatch(job_id) is None:
            raise ValueError(f"{job_id!r} is no id of a job")
        return self.folder / job_id

    def add(self, job_id: str, file: BinaryIO) -> None:
        """Copy the rest of ``file`` in; nothing stays where that fails. Raises OSError."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.path(job_id)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "wb") as kept:
                shutil.copyfileobj(file, kept, 1 << 20)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def remove(self, job_id: str) -> None:
        """Delete the bytes, if they are there."""
        self.path(job_id).unlink(missing_ok=True)

    def sweep(self, needed: Collection[str]) -> None:
        """Delete what no unfinished job needs: what a killed program left behind."""
        oldest_kept = time.time() - GRACE_SECONDS
        for path in self.folder.glob("*"):
            with suppress(FileNotFoundError):  # another worker sweeps too
                if path.name not in needed and path.stat().st_mtime < oldest_kept:
                    path.unlink()
