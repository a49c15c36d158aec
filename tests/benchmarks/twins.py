"""What finding near-identical passages and documents adds to a rebuild, in one run.

    python tests/benchmarks/twins.py [--entries 10000]

Passages of 60 to 110 words are drawn from 20 thousand made-up words by Zipf's law, ten to a document; every fifth
document is an earlier one taught again, its numbers and one word in thirty changed. Vectors are random and already
kept. Prints seconds of a rebuild without and with the grouping, their ratio, and how many of the documents taught again
are in the family of the earlier one.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from index_size import RandomEncoder

from archive.model import Access, Entry
from index import columns
from index.build import build
from index.columns import Columns

PASSAGES = 10
EDITION_EVERY = 5
CHANGED = 30


def documents(count: int) -> Iterator[list[str]]:
    """The texts of each document; every fifth is another edition of the one before."""
    dice = random.Random(1)  # noqa: S311 the same on every run
    words = [f"{dice.choice('bcdfghklmnprst')}{place:x}" for place in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    texts: list[str] = []
    for number in range(count):
        if number % EDITION_EVERY or not number:
            drawn = [dice.choices(words, weights, k=dice.randint(60, 110)) for _ in range(PASSAGES)]
            texts = [" ".join([*one, str(dice.randrange(1990, 2020))]) for one in drawn]
        else:
            texts = [
                " ".join(word if dice.randrange(CHANGED) else dice.choice(words) for word in text.split())
                for text in texts
            ]
        yield texts


def entries(count: int) -> list[Entry]:
    return [
        Entry(
            passage_id=f"p{number:06}-{place}",
            subject=f"document:{number:06}",
            unit=f"{number:06}:slide:{place}",
            title="",
            text=text,
            facets={},
            access=Access.PUBLIC,
        )
        for number, texts in enumerate(documents(count // PASSAGES))
        for place, text in enumerate(texts)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=10_000)
    made = entries(parser.parse_args().entries)
    with tempfile.TemporaryDirectory() as folder:
        home, encoder = Path(folder), RandomEncoder()
        build(made, 1, encoder, home)  # keeps the vectors
        with (
            mock.patch.object(columns, "twins_of", lambda texts: list(range(len(texts)))),
            mock.patch.object(columns, "families_of", lambda groups: list(range(len(groups)))),
        ):
            without = rebuilt(made, home, encoder)
        grouped = rebuilt(made, home, encoder)
    families = Columns.of(made).family_of_subject
    editions = range(EDITION_EVERY, len(families), EDITION_EVERY)
    found = sum(families[number] == families[number - 1] for number in editions)
    print(f"{len(made)} passages: {without:.1f} s without, {grouped:.1f} s with, ratio {grouped / without:.2f}")
    print(f"{found} of {len(editions)} documents taught again are found, {len(set(families))} families")


def rebuilt(made: list[Entry], home: Path, encoder: RandomEncoder) -> float:
    start = time.perf_counter()
    build(made, 2, encoder, home)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
