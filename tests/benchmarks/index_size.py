"""How long a whole rebuild and a search take as the archive grows, without the encoder's share.

    python tests/benchmarks/index_size.py ../shared/data/ir/scifact [--entries 10000 100000]

Entries are passages of the folder's documents with halves crossed, four to a subject; vectors are random and already
kept, as they are when little is new. Prints seconds to build and open, then median milliseconds of a search under
filters that let through all, a half, a tenth, a hundredth and a thousandth of the entries.
"""

import argparse
import hashlib
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from beir import entries, topics

from archive.model import Access, Entry
from index.build import build
from index.encoder import Progress, Vectors
from index.query import Filter, Query
from index.searcher import Searcher

SHARES = {"half": 2, "tenth": 10, "hundredth": 100, "thousandth": 1000}


class RandomEncoder:
    """The same random vector for the same text: the size of all-MiniLM-L6-v2's, at no cost."""

    name = "random"
    fingerprint = "random"
    dimension = 384

    def reads(self, text: str) -> float:
        return 1.0

    def in_english(self, text: str) -> None:
        return None

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        return vector / np.linalg.norm(vector)


def crossed(folder: Path, count: int) -> Iterator[Entry]:
    texts = [(entry.title, entry.text.split()) for entry in entries(folder)]
    dice = random.Random(1)  # noqa: S311 the same on every run
    for number in range(count):
        (title, one), (_, other) = dice.choice(texts), dice.choice(texts)
        text = " ".join(one[: len(one) // 2] + other[len(other) // 2 :])
        yield Entry(
            passage_id=f"p{number:07}",
            subject=f"case:{number // 4}",
            unit=f"page {number // 2}",
            title=title,
            text=text,
            facets={"theme": tuple(name for name, share in SHARES.items() if number % share == 0)},
            access=Access.PUBLIC,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000, 100_000])
    arguments = parser.parse_args()
    asked = list(itertools.islice(topics(arguments.folder).values(), 50))
    print("entries  rebuild s  open s   all", *SHARES, sep="  ")
    for count in arguments.entries:
        made = list(crossed(arguments.folder, count))
        with tempfile.TemporaryDirectory() as folder:
            home, encoder = Path(folder), RandomEncoder()
            build(made, 1, encoder, home)  # keeps the vectors
            rebuilt = seconds(lambda made=made, home=home, encoder=encoder: build(made, 2, encoder, home))
            start = time.perf_counter()
            searcher = Searcher.open(home / "index", encoder)
            opened = time.perf_counter() - start
            times = []
            for theme in (None, *SHARES):
                chosen = Filter.parse([("theme", theme)]) if theme else Filter()
                queries = [Query(text, chosen) for text in asked]
                taken = [seconds(lambda q=query, s=searcher: s.search(q)) for query in queries]
                times.append(f"{1000 * statistics.median(taken):.1f}")
        print(f"{count:7}  {rebuilt:9.1f}  {opened:6.2f}", *times, sep="  ", flush=True)


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
