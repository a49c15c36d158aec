"""The model of ten languages as a folder that every tool over sentence-transformers loads: MiniLM's body and English
tokens as they are, a longer tokenizer and a longer table of token vectors."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from archive.model import short_hash
from index.errors import IndexIncompatible
from index.multilingual.table import Table, both_forms
from index.multilingual.tokenizer import build, pieces_of

__all__ = ["EMBEDDINGS", "FORM", "LONGEST", "assemble", "cache_folder"]

LONGEST = 256
"""Pieces of a text, as MiniLM was trained."""
EMBEDDINGS = "embeddings.word_embeddings.weight"
FORM = 3
"""Of the tokenizer and the folder: another one gives other vectors."""
_STAMP = "assembled.json"  # the size of each file, written last
_TAKEN_OVER = ("modules.json", "config_sentence_transformers.json", "sentence_bert_config.json", "1_Pooling")


def cache_folder() -> Path:
    """Where assembled models are kept: ``$XDG_CACHE_HOME/miti``, else ``~/.cache/miti``.

    Raises IndexIncompatible where neither is known."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "miti"
    except RuntimeError as error:
        raise IndexIncompatible(
            "There is no home folder to assemble the embedding model in. Set XDG_CACHE_HOME to a folder that may be"
            " written to."
        ) from error


def assemble(minilm: Callable[[], Path], table: Callable[[], Table], sha256: str, cache: Path) -> Path:
    """The folder of the assembled model in ``cache``, made from MiniLM's folder and the table of this hash if it is not
    there or not whole. Safe to call from several processes at once: it is written aside and moved to its place.

    Raises IndexIncompatible when it cannot be written.
    """
    folder = cache / f"nine-languages-{short_hash(str(FORM), sha256)}"
    aside = None
    try:
        if _is_whole(folder):
            return folder
        cache.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix="assembling-", dir=cache))
        _write(minilm(), table(), aside)
        if folder.exists() and not _is_whole(folder):  # it gives way, whatever is left of it
            folder.rename(damaged := aside.with_name(f"{aside.name}-damaged"))
            shutil.rmtree(damaged, ignore_errors=True)
        aside.rename(folder)
    except (OSError, SafetensorError) as error:
        if not _is_whole(folder):  # else another process was first
            raise IndexIncompatible(
                f"The embedding model cannot be assembled in '{cache}' ({error}). It takes 200 MB; set"
                " XDG_CACHE_HOME to another folder if this one may not be written to.",
                folder=str(cache),
            ) from error
    finally:
        if aside:
            shutil.rmtree(aside, ignore_errors=True)
    return folder


def _is_whole(folder: Path) -> bool:
    """Whether every file has the size that it was written with."""
    try:
        sizes = json.loads((folder / _STAMP).read_text("utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False


def _write(minilm: Path, table: Table, folder: Path) -> None:
    rows = dict(both_forms(table.pieces))
    tokenizer = build(pieces_of(minilm), rows, LONGEST)
    tokenizer.save(str(folder / "tokenizer.json"))
    vocabulary = tokenizer.get_vocab()
    weights = load_file(minilm / "model.safetensors")
    english = weights[EMBEDDINGS]
    vectors = np.zeros((len(vocabulary), english.shape[1]), np.float32)
    vectors[: len(english)] = english
    for piece, row in rows.items():
        vectors[vocabulary[piece]] = table.vectors[row]
    weights[EMBEDDINGS] = vectors
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    config = json.loads((minilm / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"vocab_size": len(vocabulary)}, indent=1), "utf-8")
    # Named as the general class: BERT's own would put its normalizer in the place of ours.
    special = {"unk": "[UNK]", "sep": "[SEP]", "pad": "[PAD]", "cls": "[CLS]", "mask": "[MASK]"}
    about: dict[str, object] = {f"{name}_token": token for name, token in special.items()}
    about |= {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512}
    (folder / "tokenizer_config.json").write_text(json.dumps(about, indent=1), "utf-8")
    for name in _TAKEN_OVER:
        source = minilm / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copyfile(source, folder / name)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in [*files, *(path.parent for path in files)]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    sizes = {str(path.relative_to(folder)): path.stat().st_size for path in files}
    (folder / _STAMP).write_text(json.dumps(sizes, indent=1), "utf-8")
