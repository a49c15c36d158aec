"""Tables of counts as CSV: long form, one line for each cell that is not empty."""

from collections.abc import Iterator

from archive.exchange.sheets import to_csv
from search_api.count_schemas import CountAnswer

__all__ = ["count_csv", "count_filename"]


def count_csv(answer: CountAnswer) -> Iterator[str]:
    """Lines. Columns: for each axis its name (ids) and its name with ``_label``, then what is counted."""
    labels = [{value.id: value.label for value in axis.values} for axis in answer.axes]
    heading = [*(column for axis in answer.axes for column in (axis.name, f"{axis.name}_label")), str(answer.of)]
    rows = (
        [
            *(part for value, own in zip(cell.values, labels, strict=True) for part in (value, own[value or ""])),
            cell.count,
        ]
        for cell in answer.cells
    )
    return to_csv(heading, rows)


def count_filename(answer: CountAnswer) -> str:
    """``miti-hits-by-theme-and-region-r12.csv``."""
    axes = "-and-".join(axis.name for axis in answer.axes)
    return f"miti-{answer.of}-by-{axes}-r{answer.revision}.csv"
