"""Which library reads PDF first: seconds over all files, and words found of those that docling's authors expect.

python tests/benchmarks/pdf_readers.py [--folder ../shared/data/hostile]
"""

import argparse
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2

ROOT = Path(__file__).resolve().parents[2]
SECONDS_PER_FILE = 20
_WORD = re.compile(r"\w+")


def by_pypdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def by_pdfium(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def recall(found: str, expected: str) -> float:
    """The share of expected words that are found, each as often as it is expected. Runs of Han, Kana and Hangul,
    which have no reliable spaces, are compared by character."""
    wanted, had = Counter(_units(expected)), Counter(_units(found))
    return sum(min(count, had[word]) for word, count in wanted.items()) / max(wanted.total(), 1)


def _units(text: str) -> list[str]:
    units = []
    for word in _WORD.findall(text):
        units.extend(word if re.search("[\u3040-\u9fff\uac00-\ud7a3]", word) else [word])
    return units


def timed(read: Callable[[bytes], str], path: Path) -> tuple[float, str]:
    started, text = time.perf_counter(), ""
    signal.alarm(SECONDS_PER_FILE)
    with suppress(Exception, TimeoutError):  # hostile files: whatever a library raises counts as no text
        text = read(path.read_bytes())
    signal.alarm(0)
    return time.perf_counter() - started, text


def _too_long(_signal: int, _frame: object) -> None:
    raise TimeoutError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "data" / "hostile")
    folder = parser.parse_args().folder
    signal.signal(signal.SIGALRM, _too_long)
    # Without the bombs: they are cut off by the limits of the reading process, not by the library.
    files = [path for path in sorted(folder.rglob("*.pdf")) if "synthetic" not in path.parts]
    expected = {
        path.stem: path.read_text() for path in folder.glob("docling-groundtruth/tests/data/pdf/groundtruth/*.md")
    }
    for name, read in (("pypdf", by_pypdf), ("pypdfium2", by_pdfium)):
        outcomes = {path: timed(read, path) for path in files}
        print(f"{name}: {sum(seconds for seconds, _ in outcomes.values()):.1f} s for {len(files)} files,", end=" ")
        print(f"text in {sum(bool(text.strip()) for _, text in outcomes.values())}")
        for path, (_, text) in outcomes.items():
            if path.stem in expected:
                print(f"  {path.stem}: {recall(text, expected[path.stem]):.2f} of the expected words")


if __name__ == "__main__":
    main()
