"""Which passages hold a phrase, word for word: the sequence of units of every row, kept beside the two rankers."""

import json
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.backend import Mask
from index.units import units_of

__all__ = ["FILES", "Phrases"]

FILES = ("phrases.json", "phrases.npz")
_GAP = -1  # between a title and its passage, and between rows: no phrase crosses it
_UNKNOWN = -2


class Phrases:
    """The rows' titles and texts as numbers of units. A phrase takes one look at every unit."""

    def __init__(self, vocabulary: dict[str, int], flat: npt.NDArray[np.int32], starts: npt.NDArray[np.int64]) -> None:
        self._vocabulary = vocabulary
        self._flat = flat
        self._starts = starts

    @classmethod
    def build(cls, rows: Iterable[tuple[str, str]]) -> "Phrases":
        """``rows``: the title and the text of each, in order."""
        vocabulary: dict[str, int] = {}
        flat: list[int] = []
        starts = [0]
        for texts in rows:
            for text in texts:
                flat += [vocabulary.setdefault(form, len(vocabulary)) for form in _forms(text)]
                flat.append(_GAP)
            starts.append(len(flat))
        return cls(vocabulary, np.array(flat, dtype=np.int32), np.array(starts, dtype=np.int64))

    def holding(self, phrase: str) -> Mask:
        """Which rows hold the phrase, in their title or their text; a phrase without a word stands everywhere."""
        wanted = [self._vocabulary.get(form, _UNKNOWN) for form in _forms(phrase)]
        holding = np.zeros(len(self._starts) - 1, dtype=np.bool_)
        if not wanted:
            return ~holding
        places = np.flatnonzero(self._flat == wanted[0])
        for distance, number in enumerate(wanted[1:], start=1):
            # Every row ends with a gap, so that one step past what matched is still inside.
            places = places[self._flat[places + distance] == number]
        holding[np.searchsorted(self._starts, places, side="right") - 1] = True
        return holding

    def copies(self, texts: Iterable[str]) -> Mask:
        """Which rows say just the same as one of the texts, word for word, whatever their titles."""
        wanted = {key for key in map(self._key, texts) if key}
        copied = np.zeros(len(self._starts) - 1, dtype=np.bool_)
        if wanted:
            copied[[row for row, key in enumerate(self._text_keys) if key in wanted]] = True
        return copied

    def _key(self, text: str) -> bytes:
        return np.array([self._vocabulary.get(form, _UNKNOWN) for form in _forms(text)], dtype=np.int32).tobytes()

    @cached_property
    def _text_keys(self) -> list[bytes]:
        gaps = np.flatnonzero(self._flat == _GAP).tolist()  # two a row: behind its title, and behind its text
        return [self._flat[start + 1 : end].tobytes() for start, end in zip(gaps[::2], gaps[1::2], strict=True)]

    def counts(self) -> dict[str, int]:
        """How often each unit stands in the rows."""
        counted = np.bincount(self._flat[self._flat >= 0], minlength=len(self._vocabulary)).tolist()
        return dict(zip(self._vocabulary, counted, strict=True))

    def save(self, folder: Path) -> None:
        """Writes FILES into an existing folder."""
        words, arrays = FILES
        (folder / words).write_text(json.dumps(list(self._vocabulary), ensure_ascii=False), encoding="utf-8")
        np.savez(folder / arrays, allow_pickle=False, flat=self._flat, starts=self._starts)

    @classmethod
    def open(cls, folder: Path) -> "Phrases":
        words, arrays = FILES
        forms = json.loads((folder / words).read_text(encoding="utf-8"))
        with np.load(folder / arrays, allow_pickle=False) as stored:
            return cls({form: number for number, form in enumerate(forms)}, stored["flat"], stored["starts"])


def _forms(text: str) -> list[str]:
    return [unit.form for unit in units_of(unicodedata.normalize("NFC", text))]
