"""Make the starter materials from content/: `python corpus/materials/make.py [folder]` (default: where this stands).

The same content gives the same bytes. Besides the files it writes materials.csv, whose column `cases` comes from
what each slide, page or section says it rests on, so that the two cannot differ.
"""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))  # the folder is no installed package

from press.content import ORGANISATION, RIGHTS, Deck, Material, Paper, read_contents  # noqa: E402
from press.coverage import spans, timed_spans  # noqa: E402
from press.handout import handout_bytes  # noqa: E402
from press.slides import deck_bytes  # noqa: E402
from press.transcript import cues_of, transcript_text  # noqa: E402
from press.worksheet import worksheet_bytes  # noqa: E402

COLUMNS = (
    "file",
    "program",
    "session",
    "session_kind",
    "title",
    "organisation",
    "date",
    "language",
    "rights",
    "access",
    "cases",
)


def make(folder: Path) -> list[str]:
    """Write every material and materials.csv into the folder; the names of the files, in order."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    writer.writeheader()
    names = []
    for material in read_contents(HERE / "content"):
        for name, content, cases in _made(material):
            (folder / name).write_bytes(content)
            writer.writerow(_row(material, name, cases))
            names.append(name)
    (folder / "materials.csv").write_text(table.getvalue(), encoding="utf-8")
    return names


def _made(material: Deck | Paper) -> Iterator[tuple[str, bytes, str]]:
    """Name, bytes and stated cases of each file that a material becomes."""
    if isinstance(material, Paper):
        if material.file.endswith(".pdf"):
            yield material.file, handout_bytes(material), spans("page", [part.cases for part in material.parts])
        else:
            # Section 1 is the title with the notice.
            yield (
                material.file,
                worksheet_bytes(material),
                spans("section", [(), *(part.cases for part in material.parts)]),
            )
        return
    yield material.file, deck_bytes(material), spans("slide", [(), *(slide.cases for slide in material.slides)])
    if material.transcript:
        cues = cues_of(material)
        yield material.transcript, transcript_text(cues).encode(), timed_spans(cues)


def _row(material: Material, name: str, cases: str) -> dict[str, str]:
    is_transcript = name.endswith(".vtt")
    return {
        "file": name,
        "program": material.program,
        "session": material.session,
        "session_kind": material.session_kind,
        "title": material.title + (_NOTES_OF[material.language] if is_transcript else ""),
        "organisation": ORGANISATION,
        "language": material.language,
        "rights": RIGHTS,
        "access": "public",
        "cases": cases,
    }


_NOTES_OF = {"en": " (notes, as read aloud)", "ko": " (낭독용 노트)", "fr": " (notes)", "es": " (notas)"}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for made in make(target):
        print(f"{made}  {(target / made).stat().st_size:,} bytes")
