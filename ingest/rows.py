"""Tables of the corpus (CSV), read strictly: every complaint names the file, the line and the column."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from archive.errors import InvalidRecord
from archive.model import Noun

__all__ = ["Complain", "Row", "read_each", "read_rows", "read_rows_if_there", "refuse"]

_NUMBER = re.compile(r"[0-9]{1,9}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
N = TypeVar("N", bound=Noun)
T = TypeVar("T")

Complain = Callable[[InvalidRecord], None]
"""Told what is wrong with a row. Where it raises nothing, the row is left out and reading goes on."""


def refuse(error: InvalidRecord) -> None:
    """The strict way to hear a complaint: the first one refuses the whole table."""
    raise error


@dataclass(frozen=True)
class Row:
    """One line of a table. Cells that the table lacks read as empty."""

    file: str
    line: int
    cells: Mapping[str, str]

    def recorded(self, column: str) -> str:
        """The cell as it stands, with its spaces: what a source wrote."""
        return self.cells.get(column, "")

    def text(self, column: str) -> str:
        return self.recorded(column).strip()

    def optional(self, column: str) -> str | None:
        """The cell's text, or None where it is empty."""
        return self.text(column) or None

    def ids(self, column: str) -> tuple[str, ...]:
        """Ids separated by semicolons. Raises InvalidRecord where one is named twice."""
        found = tuple(part.strip() for part in self.text(column).split(";") if part.strip())
        if len(set(found)) != len(found):
            raise self.refusal(column, "names the same id twice")
        return found

    def number(self, column: str) -> int | None:
        """A whole number, or None where the cell is empty. Raises InvalidRecord."""
        text = self.text(column)
        if text and not _NUMBER.fullmatch(text):
            raise self.refusal(column, f"'{_short(text)}' is not a whole number")
        return int(text) if text else None

    def date(self, column: str) -> dt.date | None:
        """A day written 2015-04-07, or None where the cell is empty. Raises InvalidRecord."""
        text = self.text(column)
        try:
            return (dt.date.fromisoformat(text) if _DATE.fullmatch(text) else _no_date()) if text else None
        except ValueError:
            raise self.refusal(column, f"'{_short(text)}' is not a day: write it as 2015-04-07") from None

    def refusal(self, column: str, why: str) -> InvalidRecord:
        """The error that says what is wrong here, to be raised."""
        return InvalidRecord(
            f"{self.file}, line {self.line}, column '{column}': {why}.",
            file=self.file,
            line=self.line,
            column=column,
            record=self.text("id"),
        )

    def note_id(self, record_id: str, seen: set[str]) -> None:
        """Add the id of this row's record to those ``seen``. Raises InvalidRecord where it is there already."""
        if record_id in seen:
            raise self.refusal("id", f"'{record_id}' is there already")
        seen.add(record_id)

    def make(self, noun: type[N], columns: Mapping[str, str], **fields: Any) -> N:
        """The noun of these fields. ``columns`` names the column of each field that is not called like it.
        Raises InvalidRecord."""
        try:
            return noun.model_validate(fields)
        except ValidationError as error:
            faults = []
            for fault in error.errors(include_url=False):
                field = str(fault["loc"][0]) if fault["loc"] else "id"
                faults.append((columns.get(field, field), f"{fault['msg']} (found '{_short(fault['input'])}')"))
            others = "".join(f"; column '{column}': {why}" for column, why in faults[1:])
            raise self.refusal(faults[0][0], faults[0][1] + others) from error


def read_rows(
    path: Path, required: tuple[str, ...], optional: tuple[str, ...] = (), complain: Complain = refuse
) -> Iterator[Row]:
    """The lines of a table below its header. ``required`` columns must be there, ``optional`` ones may, no others.

    Complains with InvalidRecord where the file is no such table. Line numbers are those of an editor, from 1.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError):
        complain(InvalidRecord(f"{path.name} cannot be read as UTF-8 text.", file=path.name))
        return
    # newline="" on both sides: spaces and line breaks inside a cell are the source's own.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if complaint := _header_complaint(header, required, optional):
            complain(InvalidRecord(f"{path.name}, line 1: the header {complaint}.", file=path.name, line=1))
            return
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header):
                message = f"{path.name}, line {line}: {len(cells)} cells where the header names {len(header)} columns."
                complain(InvalidRecord(message, file=path.name, line=line))
            else:
                yield Row(path.name, line, dict(zip(header, cells, strict=True)))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"{path.name}, line {reader.line_num}: not valid CSV: {error}."
        complain(InvalidRecord(message, file=path.name, line=reader.line_num))


def read_rows_if_there(
    path: Path, required: tuple[str, ...], optional: tuple[str, ...] = (), complain: Complain = refuse
) -> Iterator[Row]:
    """As ``read_rows``, but an absent file is an empty table."""
    if path.exists():
        yield from read_rows(path, required, optional, complain)


def read_each(rows: Iterator[Row], make: Callable[[Row], T], complain: Complain) -> Iterator[T]:
    """What ``make`` makes of each row; a row that it refuses is complained of."""
    for row in rows:
        try:
            made = make(row)
        except InvalidRecord as error:
            complain(error)
        else:
            yield made


def _header_complaint(header: list[str], required: tuple[str, ...], optional: tuple[str, ...]) -> str:
    missing = [column for column in required if column not in header]
    unknown = [column for column in header if column not in {*required, *optional}]
    repeated = sorted({column for column in header if header.count(column) > 1})
    for complaint, columns in (("lacks", missing), ("has the unknown", unknown), ("repeats", repeated)):
        if columns:
            named = ", ".join(f"'{_short(column)}'" for column in columns[:20])
            return f"{complaint} column {named}"
    return ""


def _no_date() -> dt.date:
    raise ValueError


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
