"""How long a completion takes, over every name in an archive.

    python tests/benchmarks/completions.py var [--names 300]

Types names of the archive letter by letter, as people do, drawn by lot in the four languages of the pages, and prints
how many forms there are, seconds to prepare them, and milliseconds for each letter at the median and at the 95th
percentile: in all, without the shaping and HTTP of an answer; then whole answers as the API gives them.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive.catalogue import Catalogue
from index.completion import CompletionIndex, mixed
from search_api import asking_schemas, completions
from search_api.completion_schemas import CompletionParameters
from search_api.reference import ReferenceShelf

LANGUAGES = get_args(asking_schemas.Language)
LIMIT = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("home", type=Path)
    parser.add_argument("--names", type=int, default=300)
    arguments = parser.parse_args()
    with Catalogue.open(arguments.home) as catalogue:
        shelf = ReferenceShelf(catalogue)
        forms = list(completions.forms_of(shelf.newest()))
        start = time.process_time()
        index = CompletionIndex(forms)
        print(f"{len(index):,} forms, prepared in {time.process_time() - start:.1f} s of one processor")
        dice = random.Random(1)  # noqa: S311 the same on every run
        names = dice.sample([form for form in forms if form.language in LANGUAGES], arguments.names)
        typed = [(form.text[:end], form.language) for form in names for end in range(1, len(form.text) + 1)]
        completer = completions.Completer(shelf)
        completer.warm()
        report("found", typed, lambda text, tag: mixed(index.find(text, tag, LIMIT), LIMIT))
        report(
            "not found, a slip looked for",
            [(f"{t}q", g) for t, g in typed],
            lambda text, tag: index.find_near(text, tag, LIMIT),
        )
        asked = {one: CompletionParameters.model_validate({"q": one[0], "lang": one[1]}) for one in typed}
        report("whole answer", typed, lambda text, tag: completer.complete(asked[text, tag]))


def report(name: str, typed: Iterable[tuple[str, str]], act: Callable[[str, str], object]) -> None:
    taken = []
    for text, tag in typed:
        start = time.perf_counter()
        act(text, tag)
        taken.append(1000 * (time.perf_counter() - start))
    cuts = statistics.quantiles(taken, n=20)
    print(f"{name}: {len(taken):,} letters, p50 {statistics.median(taken):.1f} ms, p95 {cuts[-1]:.1f} ms", flush=True)


if __name__ == "__main__":
    main()
