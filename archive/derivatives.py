"""Pictures of pages, made from stored originals: disposable, and made again when they are gone.

A document's pictures are addressed by the hash of its bytes and the number of the page: ``ab/abcdef…/page-12.webp``,
beside ``thumbnail-12.webp``, the page's words in ``words-12.json`` and one ``manifest.json``, without which nothing is
there. Whether a reader may see them is never decided here: it is the document's own access, asked for in the catalogue.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field, field_validator

from archive.model import Line, Locator, LocatorKind, Noun

__all__ = ["Derivatives", "Draft", "Manifest", "Picture", "PictureSize", "Word"]

MANIFEST = "manifest.json"
STALE_SECONDS = 900
"""A draft as old as this was left by a program that died: longer than making one may take."""
_MARKER = ".changed"
_DRAFT = ".making-"
_SHA256 = re.compile("[0-9a-f]{64}")
_PIXELS = 4000


class Word(NamedTuple):
    """A word of a page, and its box: shares (0 to 1) of the page's width and height, from its top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class PictureSize(Noun):
    """A page that has a picture, and the pixels of that picture."""

    number: int = Field(ge=1)
    width: int = Field(ge=1, le=_PIXELS)
    height: int = Field(ge=1, le=_PIXELS)


class Picture(PictureSize):
    """``image`` and ``thumbnail`` are WebP."""

    image: bytes
    thumbnail: bytes
    words: tuple[Word, ...]

    @field_validator("image", "thumbnail")
    @classmethod
    def _is_webp(cls, content: bytes) -> bytes:
        if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
            raise ValueError("a picture must be WebP")
        return content


class Manifest(Noun):
    """What was made of one document, by which version of the ``renderer``. ``reason`` (a code) and ``message`` tell why
    there are no pictures. ``section_pages``: on which page a section begins, as far as that is certain."""

    renderer: str
    pages: tuple[PictureSize, ...] = ()
    section_pages: Mapping[int, int] = {}
    reason: str | None = None
    message: Line | None = None

    def page_of(self, locator: Locator | None) -> PictureSize | None:
        """The page that shows the beginning of a place (``locator`` None: of the document); None where no picture of
        it is certain."""
        number: int | None = 1
        if locator is not None:
            number = self.section_pages.get(locator.start) if locator.kind is LocatorKind.SECTION else locator.start
        is_timed = locator is not None and locator.kind is LocatorKind.TIME
        return None if is_timed else next((page for page in self.pages if page.number == number), None)


class Draft:
    """The pictures of one document while they are made: pages first, then the manifest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pages: list[PictureSize] = []

    @property
    def pages(self) -> tuple[PictureSize, ...]:
        return tuple(self._pages)

    def add(self, picture: Picture) -> None:
        (self.folder / _name("page", picture.number)).write_bytes(picture.image)
        (self.folder / _name("thumbnail", picture.number)).write_bytes(picture.thumbnail)
        words = json.dumps(picture.words, ensure_ascii=False, separators=(",", ":"))
        (self.folder / f"words-{picture.number}.json").write_text(words, encoding="utf-8")
        self._pages.append(PictureSize(number=picture.number, width=picture.width, height=picture.height))

    def drop(self) -> None:
        """Forget the pages so far: a document has all of its pictures or none."""
        for path in self.folder.iterdir():
            path.unlink()
        self._pages.clear()

    def close(self, manifest: Manifest) -> None:
        (self.folder / MANIFEST).write_text(manifest.model_dump_json(exclude_defaults=True), encoding="utf-8")


class Derivatives:
    """A folder of pictures. Several processes may make and read them side by side."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, sha256: str) -> Manifest | None:
        """What was made of these bytes; None: nothing yet (or by a program that is gone: it is made anew)."""
        path = self._of(sha256) / MANIFEST
        try:
            return _read_manifest(path, path.stat().st_mtime_ns)
        except (OSError, ValueError):
            return None

    def page(self, sha256: str, number: int) -> Path:
        """Where the picture for reading is, or would be."""
        return self._of(sha256) / _name("page", number)

    def thumbnail(self, sha256: str, number: int) -> Path:
        return self._of(sha256) / _name("thumbnail", number)

    def words(self, sha256: str, number: int) -> list[Word]:
        """The words of a page in the order of its text; none where nothing was made of it."""
        path = self._of(sha256) / f"words-{number}.json"
        try:
            return [Word(*found) for found in json.loads(path.read_text(encoding="utf-8"))]
        except (OSError, ValueError, TypeError):
            return []

    @contextmanager
    def drafting(self, sha256: str) -> Iterator[Draft | None]:
        """A draft that becomes what is kept of these bytes once it was closed, whole; dropped where the block raises.
        None: another process is at it. Raises OSError."""
        folder = self.folder / f"{_DRAFT}{sha256}"
        if not self._claim(folder):
            yield None
            return
        try:
            yield Draft(folder)
            if (folder / MANIFEST).exists():
                target = self._of(sha256)
                target.parent.mkdir(exist_ok=True)
                shutil.rmtree(target, ignore_errors=True)
                folder.replace(target)
                self._mark()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def remove(self, sha256: str) -> None:
        """Delete what was made of these bytes, if anything was."""
        folder = self._of(sha256)
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
            self._mark()

    def sweep(self, kept: Collection[str]) -> None:
        """Delete what belongs to none of the hashes ``kept``, and what a killed program left."""
        for folder in self.folder.glob("??/*"):
            if folder.name not in kept:
                self.remove(folder.name)
        for folder in self.folder.glob(f"{_DRAFT}*"):
            if _age(folder) > STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)

    def state(self) -> str:
        """Changes whenever pictures come or go."""
        try:
            return str((self.folder / _MARKER).stat().st_mtime_ns)
        except OSError:
            return "none"

    def _claim(self, folder: Path) -> bool:
        self.folder.mkdir(parents=True, exist_ok=True)
        if folder.exists() and _age(folder) > STALE_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir()
        except FileExistsError:
            return False
        return True

    def _of(self, sha256: str) -> Path:
        if _SHA256.fullmatch(sha256) is None:
            raise ValueError(f"{sha256!r} is no hash")
        return self.folder / sha256[:2] / sha256

    def _mark(self) -> None:
        marker = self.folder / _MARKER
        marker.touch()
        # Two changes within one tick of the file system's clock must differ, too.
        os.utime(marker, ns=(time.time_ns(), time.time_ns()))


@lru_cache(1024)
def _read_manifest(path: Path, _changed_at: int) -> Manifest:
    # A page of results asks for the manifests of its documents again and again.
    return Manifest.model_validate_json(path.read_bytes())


def _name(kind: str, number: int) -> str:
    return f"{kind}-{number}.webp"


def _age(folder: Path) -> float:
    with suppress(FileNotFoundError):
        return time.time() - folder.stat().st_mtime
    return 0.0
