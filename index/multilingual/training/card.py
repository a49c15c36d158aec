"""What a table was made from and how well it reads, in Markdown: written beside it by the command that makes it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from index.multilingual.alphabet import LANGUAGES
from index.multilingual.training.pairs import Pair

__all__ = ["Measured", "card"]

_NONE = "Not measured: there was nothing to measure with."


class Measured(NamedTuple):
    """nDCG@10 by language, of the table and of MiniLM alone; both empty where there was nothing to measure with."""

    ours: Mapping[str, float]
    minilm: Mapping[str, float]


def card(
    sha256: str, epochs: float, pairs: Sequence[Pair], aside: Sequence[Pair], sentences: Measured, names: Measured
) -> str:
    """``pairs`` were learnt from, ``aside`` were not. The same inputs give the same text: it holds neither a date nor a
    place."""
    counts = Counter((pair.source, pair.language) for pair in pairs)
    sources = sorted({source for source, _ in counts}, key=lambda source: (-_of(counts, source), source))
    kept = Counter(pair.language for pair in aside)
    return "\n".join(
        [
            "# How this table was made",
            "",
            f"Written by `miti model train` with `--epochs {epochs:g}`, of the table with SHA-256 `{sha256[:16]}`.",
            "",
            f"**Learnt from** {len(pairs):,} pairs of an English text and its translation, by the source that they name"
            " (`glossary`: the vocabularies of the corpus):",
            "",
            *_table(
                ("", *LANGUAGES),
                ((source, *(f"{counts[source, tag]:,}" for tag in LANGUAGES)) for source in sources),
            ),
            "",
            "**Sentences kept aside** find their English one by cosine, nDCG@10:",
            "",
            *(_figures(sentences, {tag: f"{kept[tag]:,}" for tag in LANGUAGES}, "sentences") or [_NONE]),
            "",
            "**Names of concepts** find their English definition by cosine, nDCG@10. The names were learnt from, the"
            " definitions were not; English is what the nine can hope for:",
            "",
            *(_figures(names) or [_NONE]),
            "",
        ]
    )


def _of(counts: Counter[tuple[str, str]], source: str) -> int:
    return sum(counts[source, tag] for tag in LANGUAGES)


def _figures(measured: Measured, counts: Mapping[str, str] | None = None, counted: str = "") -> list[str]:
    if not measured.ours:
        return []
    rows = (
        (tag, *([counts[tag]] if counts else []), f"{figure:.3f}", f"{measured.minilm[tag]:.3f}")
        for tag, figure in measured.ours.items()
    )
    return list(_table(("", *([counted] if counts else []), "ours", "MiniLM"), rows))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|---|{'---:|' * (len(columns) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
