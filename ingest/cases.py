"""Case files in: Markdown with front matter, one file a case (corpus/README.md describes the fields)."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from archive.errors import InvalidRecord
from archive.model import NOT_STATED, Case, Locator, LocatorKind, Passage, Result
from archive.vocabulary import Vocabulary
from ingest.passages import split
from ingest.readers import Page, locator

__all__ = ["case_passages", "load_case", "parse_case", "read_case"]

REQUIRED = ("problem", "solution", "lessons")
_SOURCES = re.compile(r"\n+Sources:[ \t]*(?P<ids>[^\n]+)\s*$")
_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)


def read_case(path: Path, vocabulary: Vocabulary) -> Case:
    """The case of one file; what it names of the vocabularies must be in them. Raises InvalidRecord."""
    case = load_case(path)
    unknown = [theme for theme in case.themes if theme not in vocabulary.themes]
    unknown += [place for place in (case.city, case.country) if place not in vocabulary.places]
    unknown += [tag for tag in case.tags if tag not in vocabulary.concepts]
    if unknown:
        raise InvalidRecord(f"{path.name}: not in the vocabularies: {', '.join(unknown)}.")
    return case


def load_case(path: Path) -> Case:
    """The case of one file, which is named after it. Raises InvalidRecord."""
    if not path.is_file():
        raise InvalidRecord(f"{path.name} is no plain file.")
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRecord(f"{path.name} cannot be read as UTF-8 text.") from error
    case = parse_case(text, path.name)
    if case.id != path.stem:
        raise InvalidRecord(f"{path.name} holds the case '{case.id}'. Name the file {case.id}.md.")
    return case


def parse_case(text: str, name: str) -> Case:
    """The case that ``text`` describes; ``name`` says in messages where it comes from.

    Raises InvalidRecord, which tells all faults of the fields and sections at once."""
    parts = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise InvalidRecord(f"{name} must begin with front matter between two lines of three hyphens.")
    try:
        # The C loader reads front matter ten times as fast as the Python one.
        front = yaml.load(parts[1], Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: a date such as 2004-13-01
        raise InvalidRecord(f"{name}: the front matter is not valid YAML: {_first_line(error)}.") from error
    if not isinstance(front, dict):
        raise InvalidRecord(f"{name}: the front matter must be a list of 'name: value' lines.")
    sections = tuple(_sections(parts[2]))
    missing = [section for section in REQUIRED if section not in {found["name"] for found in sections}]
    faults = [f"lacks the section {', '.join(missing)}"] if missing else []
    try:
        case = Case.model_validate({**_renamed(front), "sections": sections})
    except ValidationError as error:
        faults += [f"'{'.'.join(str(part) for part in fault['loc'])}': {fault['msg']}" for fault in error.errors()]
        raise _refusal(name, faults) from error
    if faults:
        raise _refusal(name, faults)
    return case


def _refusal(name: str, faults: list[str]) -> InvalidRecord:
    return InvalidRecord(f"{name}: {'; '.join(faults)}.", faults=faults)


def case_passages(case: Case) -> tuple[Passage, ...]:
    """What is searched of a case record: title and gist in each language, each section, the results."""
    return tuple(split(_pages(case), case_id=case.id))


def _pages(case: Case) -> Iterator[Page]:
    number = 0
    for language, title in case.title.items():
        number += 1
        heading = "title and gist" if language == case.language else f"title and gist ({language})"
        yield Page(_section(number, heading), f"{title}\n{case.gist.get(language, '')}")
    for section in case.sections:
        number += 1
        if section.text != NOT_STATED:
            yield Page(_section(number, section.name.replace("-", " ")), section.text)
    if case.results:
        number += 1
        yield Page(_section(number, "results"), "\n".join(_sentence(result) for result in case.results))


def _section(number: int, heading: str) -> Locator:
    return locator(LocatorKind.SECTION, number, heading)


def _sentence(result: Result) -> str:
    change = f"{result.before} → {result.after}" if result.before != NOT_STATED else result.after
    unit = "" if result.unit == NOT_STATED else f" {result.unit}"
    year = "" if result.year == NOT_STATED else f" ({result.year})"
    return f"{result.indicator}: {change}{unit}{year}."


def _renamed(front: dict[str, Any]) -> dict[str, Any]:
    fields = {name: _text_of_dates(value) for name, value in front.items()}
    if "sources" in fields:
        fields["source_ids"] = fields.pop("sources")
    for field, written, meant in (("results", "sources", "source_ids"), ("relations", "case", "case_id")):
        listed = fields.get(field)
        for entry in listed if isinstance(listed, list) else ():
            if isinstance(entry, dict) and written in entry:
                entry[meant] = entry.pop(written)
    return {name: value for name, value in fields.items() if value is not None}


def _text_of_dates(value: Any) -> Any:
    # YAML turns an unquoted 2004 or 2004-07-01 into a number or a date; the record wants what was written.
    if isinstance(value, dict):
        return {key: _text_of_dates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_text_of_dates(inner) for inner in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _sections(body: str) -> Iterator[dict[str, Any]]:
    pieces = _HEADING.split(body)
    for heading, content in zip(pieces[1::2], pieces[2::2], strict=True):
        text = content.strip()
        cited = _SOURCES.search(text)
        ids = [part.strip() for part in cited["ids"].split(",")] if cited else []
        yield {
            "name": re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-"),
            "text": text[: cited.start()] if cited else text,
            "source_ids": [source_id for source_id in ids if source_id],
        }


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
