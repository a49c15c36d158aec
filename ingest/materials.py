"""materials.csv: what a folder of teaching materials says of its files."""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError, field_validator

from archive.errors import ArchiveError, InvalidRecord
from archive.model import NOT_STATED, Access, Locator, LocatorKind, Noun, SessionKind, Slug, short_hash

__all__ = ["FILENAME", "MaterialRow", "StatedCoverage", "leads_inside", "read_locator", "read_materials", "session_id"]

FILENAME = "materials.csv"
_SPAN = re.compile(r"^(page|slide|section)s?\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$")
_TIMES = re.compile(r"^time\s*(\d{1,3}):(\d{2}):(\d{2})\s*[-–]\s*(\d{1,3}):(\d{2}):(\d{2})$")


class StatedCoverage(Noun):
    """One part of the ``cases`` column: a case, and where in the file it is treated (nowhere named: throughout)."""

    case_id: Slug
    locator: Locator | None = None


class MaterialRow(Noun):
    """One row: a file and what is known of it. Empty columns are not stated."""

    file: str = Field(min_length=1)
    program: Slug | None = None
    session: str = ""
    session_kind: SessionKind = SessionKind.NOT_STATED
    title: str = ""
    organisation: str | None = None
    date: dt.date | None = None
    language: str = ""
    rights: str = NOT_STATED
    access: Access = Access.PUBLIC
    cases: tuple[StatedCoverage, ...] = ()

    @field_validator("cases", mode="before")
    @classmethod
    def _parse_cases(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(_coverage(part.strip()) for part in value.split(";") if part.strip())


@dataclass(frozen=True)
class UnusableRow:
    """A row that breaks a rule: its file is reported as refused, the others go on."""

    file: str
    error: ArchiveError


def read_materials(path: Path) -> Iterator[MaterialRow | UnusableRow]:
    """The rows of a materials.csv. Raises InvalidRecord where the file is no such table at all."""
    if not path.is_file():
        raise InvalidRecord(f"{path.name} is no plain file.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRecord(f"{path.name} cannot be read as UTF-8 text: save it as 'CSV UTF-8'.") from error
    # Strict: after an unclosed quote no row means what it seems to mean, so the table is refused as a whole.
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        names = list(reader.fieldnames or ())
        rows = list(reader)
    except csv.Error as error:
        raise InvalidRecord(f"{path.name}, line {reader.line_num}: {error} (is a quote not closed?).") from error
    if set(names) - set(MaterialRow.model_fields) or "file" not in names:
        raise InvalidRecord(
            f"{path.name} needs a header with the column 'file' and may have "
            f"{', '.join(name for name in MaterialRow.model_fields if name != 'file')}; "
            f"it has {', '.join(names)[:300] or 'none'}."
        )
    for line, row in enumerate(rows, start=2):
        yield _parse(row, f"{path.name}, line {line}")


def session_id(program_id: str, title: str) -> str:
    """The id of a session by its title: readable where the title has Latin letters, else a short hash."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
    return f"{program_id}-{words or short_hash(title)}"[:120].strip("-")


def leads_inside(place: Locator, places: tuple[Locator, ...]) -> bool:
    """Whether a file whose pages are ``places`` has something at ``place``, and does not end before it does."""
    of_kind = [known for known in places if known.kind is place.kind]
    # A span of time may end in silence; a page, slide or section that is named must be there.
    last = max((known.end for known in of_kind), default=0)
    return any(known.overlaps(place) for known in of_kind) and (place.kind is LocatorKind.TIME or place.end <= last)


def _parse(row: dict[str | None, str | list[str] | None], where: str) -> MaterialRow | UnusableRow:
    stated = {name: value.strip() for name, value in row.items() if name and isinstance(value, str) and value.strip()}
    file = stated.get("file", where)
    if None in row:
        return UnusableRow(file, InvalidRecord(f"{where}: more values than columns. Quote texts that hold a comma."))
    try:
        return MaterialRow.model_validate(stated)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(str(part) for part in first["loc"])
        return UnusableRow(file, InvalidRecord(f"{where}: column '{column}': {first['msg']}."))


def _coverage(part: str) -> StatedCoverage:
    case_id, _, place = part.partition(":")
    return StatedCoverage(case_id=case_id.strip(), locator=read_locator(place.strip()) if place.strip() else None)


def read_locator(place: str) -> Locator:
    """The place that is written ``slide 3-12``, ``page 4`` or ``time 00:10:00-00:12:30``. Raises ValueError."""
    if span := _SPAN.match(place):
        kind, start, end = span[1], int(span[2]), int(span[3] or span[2])
        label = f"{kind} {start}" if start == end else f"{kind}s {start}–{end}"
        return Locator(kind=LocatorKind(kind), start=start, end=end, label=label)
    if times := _TIMES.match(place):
        start, end = _seconds(*times.groups()[:3]), _seconds(*times.groups()[3:])
        return Locator(kind=LocatorKind.TIME, start=start, end=end, label=place.removeprefix("time").strip())
    raise ValueError(f"'{place}' names no place; write it like 'slide 3-12', 'page 4' or 'time 00:10:00-00:12:30'")


def _seconds(hours: str, minutes: str, seconds: str) -> int:
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)
