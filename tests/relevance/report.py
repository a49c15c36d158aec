"""What became of expectations, as a page to read and as JSON: report.html needs nothing but itself."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from relevance.expectations import Expectation, Finding

__all__ = ["LABELS", "Examined", "State", "write"]

State = Literal["holds", "fails", "known", "mended"]
LABELS: dict[State, str] = {"holds": "holds", "fails": "FAILS", "known": "known to fail", "mended": "MENDED"}
_ORDER: tuple[State, ...] = ("fails", "mended", "known", "holds")


@dataclass(frozen=True)
class Examined:
    """An expectation and what was found."""

    expectation: Expectation
    finding: Finding

    @property
    def state(self) -> State:
        """``known``: fails as is known; ``mended``: was known to fail and holds."""
        if self.finding.holds:
            return "mended" if self.expectation.known else "holds"
        return "known" if self.expectation.known else "fails"


def write(folder: Path, examined: Mapping[str, Sequence[Examined]], about: str) -> None:
    """Write report.html and report.json into ``folder``, which is made where it is missing.

    ``examined``: by category. ``about``: what was searched, in a sentence. In each category failures come first, and
    what is known to fail before what holds.
    """
    categories = [
        {
            "name": name,
            "counts": _counts(rows),
            "rows": [_row(one) for one in sorted(rows, key=lambda one: _ORDER.index(one.state))],
        }
        for name, rows in examined.items()
    ]
    folder.mkdir(parents=True, exist_ok=True)
    written = json.dumps({"about": about, "categories": categories}, ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(written + "\n", encoding="utf-8")
    pages = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    page = pages.get_template("report.html").render(about=about, categories=categories, labels=LABELS)
    (folder / "report.html").write_text(page, encoding="utf-8")


def _counts(rows: Sequence[Examined]) -> dict[State, int]:
    counted = Counter(one.state for one in rows)
    return {state: counted[state] for state in LABELS}


def _row(one: Examined) -> dict[str, object]:
    expectation, finding = one.expectation, one.finding
    return {
        "state": one.state,
        "kind": type(expectation).__name__,
        "question": expectation.question,
        "filters": dict(expectation.filters),
        "wanted": expectation.wanted(),
        "known": expectation.known,
        "said": finding.said,
        "ranks": dict(finding.ranks),
        "places": finding.places(),
        "listings": [asdict(listing) for listing in finding.listings],
    }
