"""checks.csv: what somebody who did not write a case found on reading its claims again against the cited pages."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from archive.model import Noun, Slug
from ingest.rows import Complain, Row, read_each, read_rows_if_there, refuse

__all__ = ["GIST", "Check", "Verdict", "read_checks"]

COLUMNS = ("draw", "case", "part", "verdict", "seen", "note")
GIST = "gist"
"""The part that is a case's title and gist; others are a section's name, or ``result: `` and its indicator."""


class Verdict(StrEnum):
    BORNE_OUT = "borne out"
    GOES_TOO_FAR = "goes too far"
    WRONG = "wrong"
    NOT_SEEN = "not seen"


class Check(Noun):
    """One part of one case, checked. ``draw``: which drawing of cases by lot it belongs to, from 1. ``not seen``: no
    cited page could be seen far enough to tell."""

    draw: int = Field(ge=1)
    case_id: Slug
    part: str
    verdict: Verdict
    seen: dt.date
    note: str = ""


def read_checks(path: Path, complain: Complain = refuse) -> Iterator[Check]:
    """The rows of checks.csv; none where the file is absent. Complains with InvalidRecord."""
    seen: set[tuple[str, str]] = set()

    def make(row: Row) -> Check:
        check = row.make(
            Check,
            {"case_id": "case"},
            draw=row.number("draw"),
            case_id=row.text("case"),
            part=row.text("part"),
            verdict=row.text("verdict"),
            seen=row.date("seen"),
            note=row.text("note"),
        )
        if (check.case_id, check.part) in seen:
            raise row.refusal("part", f"'{check.part}' of {check.case_id} was checked in an earlier line")
        if check.verdict is not Verdict.BORNE_OUT and not check.note:
            raise row.refusal("note", f"must say what the page says, where the verdict is '{check.verdict}'")
        seen.add((check.case_id, check.part))
        return check

    yield from read_each(read_rows_if_there(path, COLUMNS, complain=complain), make, complain)
