"""Tables as CSV (RFC 4180), in the form that spreadsheets read rightly and safely.

UTF-8 with a byte order mark, since Excel takes a file without one for another encoding; every field in quotes, since
where the semicolon parts fields a comma would not. A text that a spreadsheet would compute gets an apostrophe in front
(CWE-1236); ``unguard`` takes it off again.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["MEDIA_TYPE", "guard", "to_csv", "unguard"]

MEDIA_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a formula begins with, also in the wide letters that East Asian editions take for the same, behind apostrophes
that are the text's own."""
_HALVES = re.compile(r"[\ud800-\udfff]")


def guard(text: str) -> str:
    """The text as a spreadsheet shows it and does not compute it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(field: str) -> str:
    """The text that ``guard`` was given."""
    return field[1:] if field.startswith("'") and _FORMULA.match(field) else field


def to_csv(heading: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> Iterator[str]:
    """Lines, the heading first, each ended by CR LF. Numbers are written as they are, None as an empty field; halves of
    UTF-16 pairs, which UTF-8 cannot hold, as U+FFFD."""
    yield BOM + _line(heading)
    for row in rows:
        yield _line(row)


def _line(row: Sequence[str | int | float | None]) -> str:
    written = io.StringIO()
    fields = [_HALVES.sub("\ufffd", guard(field)) if isinstance(field, str) else field for field in row]
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(fields)
    return written.getvalue()
