"""How long the pages of a corpus take to draw, and how large their pictures are.

    python tests/benchmarks/derivatives.py MITI_HOME [COUNT]

Draws the first COUNT documents (default: all) of an archive again, into a folder that is deleted at the end.
"""

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from archive.catalogue import Catalogue
from archive.derivatives import Derivatives
from archive.model import Access
from ingest.derivation import derive, has_pages

HITS = 10


def spread(name: str, sizes: list[int]) -> str:
    ordered = sorted(sizes)
    at_95 = ordered[int(0.95 * (len(ordered) - 1))]
    return f"{name:<12} median {statistics.median(ordered):>8,.0f}   95 % {at_95:>8,}   most {ordered[-1]:>8,} bytes"


def main(home: Path, count: int | None) -> None:
    seconds: dict[str, list[float]] = defaultdict(list)
    pages: dict[str, int] = defaultdict(int)
    sizes: dict[str, list[int]] = {"page": [], "thumbnail": [], "words": []}
    with Catalogue.open(home) as catalogue, tempfile.TemporaryDirectory() as folder:
        derivatives = Derivatives(Path(folder))
        documents = [document for document in catalogue.documents(Access.STAFF) if has_pages(document)][:count]
        for document in documents:
            kind = Path(document.filename).suffix
            started = time.perf_counter()
            manifest = derive(catalogue, derivatives, document)
            seconds[kind].append(time.perf_counter() - started)
            pages[kind] += len(manifest.pages) if manifest else 0
            if manifest and manifest.reason:
                print(f"no pictures of {document.filename}: {manifest.message}")
        for path in derivatives.folder.glob("??/*/*-*.*"):
            sizes[path.name.partition("-")[0]].append(path.stat().st_size)
    for kind, taken in seconds.items():
        print(
            f"{kind:<6} {len(taken):>3} documents, {pages[kind]:>4} pages: {sum(taken) / len(taken):.1f} s a document, "
            f"{sum(taken) / max(1, pages[kind]):.2f} s a page"
        )
    for name, found in sizes.items():
        print(spread(name, found))
    largest = sum(sorted(sizes["thumbnail"])[-HITS:])
    print(f"the {HITS} largest thumbnails together: {largest:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
