"""What a table of counts costs beside a plain search, in an archive of today's size and in larger ones.

    python tests/benchmarks/tables.py var [--times 1 10]

Larger ones hold each passage of the archive several times, under other subjects with the same facets, halves crossed
with another passage's so that no two are twins. Vectors are random: an encoder's share would only make a search dearer.
Prints the median of twenty, in milliseconds of the processor, and how many searches each is worth.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from index_size import RandomEncoder

from archive.catalogue import Catalogue
from archive.model import Entry
from index.build import build
from index.crosstab import Axis
from index.errors import QueryError
from index.query import Query
from index.searcher import Searcher

QUESTION = "how did cities pay for bus rapid transit"
TABLES = (
    ("theme",),
    ("theme", "region"),
    ("theme", "region", "year"),
    ("city", "program", "partner"),
    ("theme", "instrument", "challenge"),
)
"""Axes with all their values, whatever their level: more than one can ask for over HTTP."""
REPEATED = 20


def larger(entries: Sequence[Entry], times: int) -> Iterator[Entry]:
    yield from entries
    dice = random.Random(1)  # noqa: S311 the same on every run
    for copy in range(1, times):
        for entry in entries:
            own, other = entry.text.split(), dice.choice(entries).text.split()
            yield entry.model_copy(
                update={
                    "passage_id": f"{entry.passage_id}-{copy}",
                    "subject": f"{entry.subject}-{copy}",
                    "unit": f"{entry.unit}-{copy}",
                    "text": " ".join(own[: len(own) // 2] + other[len(other) // 2 :]) or entry.text,
                }
            )


def median(asked: Callable[[], object]) -> float:
    """Milliseconds of the processor: other work on the machine does not count."""
    taken = []
    for _ in range(REPEATED):
        begun = time.process_time()
        asked()
        taken.append(1000 * (time.process_time() - begun))
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("home", type=Path)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10])
    arguments = parser.parse_args()
    with Catalogue.open(arguments.home) as catalogue:
        own = list(catalogue.entries())
    for times in arguments.times:
        with tempfile.TemporaryDirectory() as folder:
            build(larger(own, times), 1, RandomEncoder(), Path(folder))
            searcher = Searcher.open(Path(folder) / "index", RandomEncoder())
            question, everything = Query(QUESTION), Query()
            plain = median(lambda: searcher.search(question))  # noqa: B023  called at once
            print(f"{times * len(own)} passages: a search {plain:.0f} ms")
            for names in TABLES:
                axes = [Axis(name) for name in names]
                try:
                    cells = len(searcher.cross(everything, axes).counts)
                    whole = median(lambda: searcher.cross(everything, axes))  # noqa: B023  called at once
                    found = median(lambda: searcher.cross(question, axes))  # noqa: B023  called at once
                except QueryError as error:
                    print(f"  {' × '.join(names)}: {error.message}")
                    continue
                print(
                    f"  {' × '.join(names)}: {cells} cells and margins, of everything {whole:.0f} ms"
                    f" ({whole / plain:.2f} searches), of the question {found:.0f} ms ({found / plain:.2f})"
                )


if __name__ == "__main__":
    main()
