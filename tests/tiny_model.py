"""A whole sentence-transformers model that is made in a moment: what a person may put in place of the packaged one."""

from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, BertTokenizerFast

__all__ = ["make_tiny_model", "put_into_hub_cache"]

WORDS = ["bus", "water", "park", "waste", "city", "query", "passage", "lane", "leak", "pipe", "the", "of", "in", "s"]
REVISION = "0123456789abcdef0123456789abcdef01234567"


def make_tiny_model(folder: Path, *, dimension: int = 32, seed: int = 7) -> Path:
    """Save a random BERT of two layers into ``folder`` (new) and give it back: WORDS are whole for it, every other word
    of Latin letters is spelled out, other scripts are unknown. The same seed gives the same vectors."""
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    pieces = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        ":",
        *WORDS,
        *letters,
        *(f"##{letter}" for letter in letters),
    ]
    bare = folder.with_name(f"{folder.name}-bare")
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    BertTokenizerFast(vocab=vocabulary, model_max_length=64).save_pretrained(bare)
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=dimension,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=2 * dimension,
        max_position_embeddings=64,
        initializer_range=1.0,  # so that random words are far apart
    )
    BertModel(config).save_pretrained(bare)
    transformer = Transformer(str(bare))
    SentenceTransformer(modules=[transformer, Pooling(dimension), Normalize()]).save(str(folder))
    return folder


def put_into_hub_cache(cache: Path, name: str, model: Path) -> None:
    """Lay ``model`` down in ``cache`` as a download of ``name`` (owner/model) would have left it."""
    home = cache / f"models--{name.replace('/', '--')}"
    (home / "refs").mkdir(parents=True)
    (home / "refs" / "main").write_text(REVISION)
    (home / "snapshots").mkdir()
    (home / "snapshots" / REVISION).symlink_to(model)
