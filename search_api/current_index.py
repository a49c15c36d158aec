"""The index that answers now: opened when first needed, and again whenever a build has swapped it."""

from pathlib import Path
from threading import Lock

from index import manifest as manifests
from index.encoder import Encoder
from index.searcher import Searcher

__all__ = ["CurrentIndex"]


class CurrentIndex:
    """Gives the newest ``Searcher`` of ``home``. Safe to share between threads; each call reads one small file."""

    def __init__(self, home: Path, encoder: Encoder) -> None:
        self._folder = manifests.index_folder(home)
        self._encoder = encoder
        self._opening = Lock()
        self._opened: tuple[str, Searcher] | None = None

    def __call__(self) -> Searcher:
        """Raises IndexMissing or IndexIncompatible."""
        generation = manifests.current(self._folder).name
        opened = self._opened
        if opened is not None and opened[0] == generation:
            return opened[1]
        # While one thread opens the new index, the others go on answering from the old one.
        if not self._opening.acquire(blocking=opened is None):
            return opened[1] if opened else self()
        try:
            if self._opened is None or self._opened[0] != generation:
                self._opened = (generation, Searcher.open(self._folder, self._encoder))
            return self._opened[1]
        finally:
            self._opening.release()

    @property
    def is_open(self) -> bool:
        """Whether it answers without a wait."""
        return self._opened is not None

    def generation(self) -> str:
        """The name of the index that answers now; empty where there is none."""
        pointer = self._folder / manifests.CURRENT
        return pointer.read_text(encoding="utf-8", errors="replace").strip() if pointer.is_file() else ""

    def warm(self) -> None:
        """Load the model, so that the first question does not wait for it. Raises SearchIndexError."""
        self._encoder.encode_query("warm")
        self._encoder.in_english("예산")
        self()
