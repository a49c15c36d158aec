"""How well the form of a passage is told: precision and recall on passages that a person has read and labelled.

    python tests/benchmarks/substance.py [../shared/data/urban] [--half measuring]

The labels are those of tests/files/substance.csv: passages of the starter corpus with their text, and of the real
decks, plans and pages in the folder by hash alone (left out where the folder is missing). They were drawn so that
lists, headings and short passages are frequent. The rules were tuned on one half; ``mixed`` passages count nowhere.
"""

import argparse
import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from index.substance import Form, form_of
from ingest.isolation import Limits, read_isolated
from ingest.passages import split
from ingest.sniff import media_type

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "tests" / "files" / "substance.csv"
FORMS = {"figures": Form.STATEMENT, "closing": Form.HEADING}
NO_FORM = ("title", "names")
"""Labels that no rule of form tells apart: only how they come out is told."""


def texts(folder: Path, files: set[str]) -> Iterator[tuple[str, str]]:
    """The passages of these files, by the beginning of their hash."""
    for name in sorted(files):
        path = folder / name
        if path.is_file():
            reading = read_isolated(path, media_type(path), Limits())
            for passage in split(reading.pages, document_id="doc-0000000000000000", document_sha256="0" * 64):
                yield hashlib.sha256(passage.text.encode()).hexdigest()[:16], passage.text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "data" / "urban")
    parser.add_argument("--half", choices=("tuning", "measuring"), default="measuring")
    arguments = parser.parse_args()
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == arguments.half and row["label"] != "mixed"]
    found = dict(texts(arguments.folder, {row["file"] for row in rows if row["file"]}))
    known = [(row["label"], row["text"] or found.get(row["sha256"], "")) for row in rows]
    counts = Counter((label, form_of(text)) for label, text in known if text)
    print(f"{sum(counts.values())} of {len(rows)} labelled passages of the {arguments.half} half")
    told = Counter[tuple[Form, Form]]()
    for (label, form), count in counts.items():
        if label not in NO_FORM:
            told[FORMS.get(label) or Form(label), form] += count
    for form in Form:
        right = told[form, form]
        called = sum(count for (_, other), count in told.items() if other is form)
        wanted = sum(count for (other, _), count in told.items() if other is form)
        print(f"{form:10}  precision {right} of {called}, recall {right} of {wanted}")
    for label in NO_FORM:
        came_out = {form.value: count for (other, form), count in counts.items() if other == label}
        print(f"{label:10}  comes out as {came_out}")


if __name__ == "__main__":
    main()
