"""Tables of counts as CSV: long form, one line for each cell that is not empty."""

import csv
import io

from search_api.count_schemas import CountAnswer

__all__ = ["count_csv", "count_filename"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def count_csv(answer: CountAnswer) -> str:
    """RFC 4180, with a byte order mark, without which spreadsheets take UTF-8 for something else. Columns: for each
    axis its name (ids) and its name with ``_label``, then what is counted."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)
    labels = [{value.id: value.label for value in axis.values} for axis in answer.axes]
    writer.writerow([*(column for axis in answer.axes for column in (axis.name, f"{axis.name}_label")), answer.of])
    for cell in answer.cells:
        pairs = zip(cell.values, labels, strict=True)
        writer.writerow(
            [*(_safe(part) for value, own in pairs for part in (value or "", own[value or ""])), cell.count]
        )
    return text.getvalue()


def count_filename(answer: CountAnswer) -> str:
    """``miti-hits-by-theme-and-region-r12.csv``."""
    axes = "-and-".join(axis.name for axis in answer.axes)
    return f"miti-{answer.of}-by-{axes}-r{answer.revision}.csv"


def _safe(text: str) -> str:
    """A label that a spreadsheet would take for a formula is put in quotes."""
    return f"'{text}" if text.startswith(_FORMULA) else text
