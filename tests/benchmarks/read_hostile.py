"""Read every file of the hostile collection and count how it ended.

python tests/benchmarks/read_hostile.py [--json] [--folder ../shared/data/hostile]
"""

import argparse
import csv
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ingest.errors import IngestError  # noqa: E402
from ingest.isolation import read_isolated  # noqa: E402
from ingest.sniff import media_type  # noqa: E402


def read_one(path: Path, row: dict[str, str]) -> dict[str, Any]:
    started = time.perf_counter()
    outcome: dict[str, Any] = {
        "path": row["path"],
        "type": row["type"],
        "opens": row["opens"],
        "chars": row["text_chars"],
    }
    try:
        outcome["sniffed"] = media_type(path)
        document = read_isolated(path, outcome["sniffed"])
        outcome["outcome"] = "read"
        outcome["title"] = document.title
        outcome["pages"] = len(document.pages)
        outcome["without_text"] = len(document.pages_without_text)
        outcome["characters"] = sum(len(page.text) for page in document.pages)
    except IngestError as error:
        outcome["outcome"] = error.code
        outcome["message"] = error.message
    outcome["seconds"] = round(time.perf_counter() - started, 4)
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print every file's outcome as JSON")
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "data" / "hostile")
    arguments = parser.parse_args()
    with (arguments.folder / "manifest.csv").open(newline="", encoding="utf-8") as manifest:
        rows = [row for row in csv.DictReader(manifest) if (arguments.folder / row["path"]).is_file()]
    started = time.perf_counter()
    outcomes = [read_one(arguments.folder / row["path"], row) for row in rows]
    seconds = time.perf_counter() - started
    slowest = sorted(outcomes, key=lambda outcome: -outcome["seconds"])[:10]
    counts = Counter(outcome["outcome"] for outcome in outcomes)
    if arguments.json:
        print(json.dumps({"counts": counts, "seconds": seconds, "files": outcomes}, ensure_ascii=False, indent=1))
        return
    print(f"{len(outcomes)} files in {seconds:.1f} s")
    for name, count in counts.most_common():
        print(f"{count:5d}  {name}")
    for outcome in slowest:
        print(f"{outcome['seconds']:7.2f} s  {outcome['outcome']:20s}  {outcome['path']}")


if __name__ == "__main__":
    main()
