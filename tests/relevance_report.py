"""Ask everything that tests/relevance expects of the starter corpus, and write the answers down to be read:

    python tests/relevance_report.py FOLDER [ARCHIVE]

writes FOLDER/report.html and FOLDER/report.json. ARCHIVE is where the corpus is taken in and indexed (default:
var/relevance); a second run there embeds nothing. The exit code is 1 if anything fails that is not known to, or holds
that was.
"""

import sys
from pathlib import Path

from relevance.expected.categories import CATEGORIES
from relevance.report import LABELS, Examined, write
from relevance.starter import search_of, starter_archive


def main(folder: str, home: str = "var/relevance") -> int:
    with starter_archive(Path(home)) as catalogue:
        search = search_of(catalogue)
        examined = {
            category: [Examined(one, one.examine(search)) for one in expectations]
            for category, expectations in CATEGORIES.items()
        }
        manifest = search.searcher.manifest
        about = (
            f"{manifest.subject_count} cases and documents, {manifest.entry_count} passages, {manifest.encoder_name}."
        )
    write(Path(folder), examined, about)
    states = [one.state for rows in examined.values() for one in rows]
    print(", ".join(f"{states.count(state)} {label}" for state, label in LABELS.items()))
    return int("fails" in states or "mended" in states)


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
