"""What is new in a case since a program last taught it."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from archive.model import Case, Program, Session, Source, Teaching, Version

__all__ = ["Taught", "changed_fields", "last_taught", "newer_results", "newer_sources", "version_at"]

Change = Literal["added", "changed", "removed"]
_NAMED = {"sections": ("section", "name"), "results": ("result", "indicator")}
"""Lists of a record whose members have a name of their own: how a member is called, and by which of its fields."""
_YEAR = re.compile(r"\d{4}")


class Taught(NamedTuple):
    """The last day, as far as it is known, on which a program taught a case."""

    day: dt.date
    precision: Literal["day", "month", "year"]
    program: Program


def last_taught(
    teachings: Iterable[Teaching], programs: Mapping[str, Program], sessions: Mapping[str, Session]
) -> Taught | None:
    """By the programs of the register that taught it as a matter of fact: the day of the session, else the last day of
    the program; None where there is no such program or none that has a day."""
    found = [
        taught
        for link in teachings
        if link.is_fact and not programs[link.program_id].is_sample
        if (taught := _taught(programs[link.program_id], sessions.get(link.session_id or "")))
    ]
    return max(found, key=lambda taught: (taught.day, taught.program.id), default=None)


def _taught(program: Program, session: Session | None) -> Taught | None:
    if session is not None and session.date is not None:
        return Taught(session.date, "day", program)
    period = program.period
    day = period.end or period.start
    if day is None:
        return None
    # A period of unknown precision still stands under a year.
    return Taught(day, "year" if period.precision == "unknown" else period.precision, program)


def version_at(versions: Sequence[Version], day: dt.date) -> Version | None:
    """The version that was there at the end of a day (UTC); None where the record was begun later. ``versions``: oldest
    first."""
    return next((version for version in reversed(versions) if version.at.date() <= day), None)


def changed_fields(then: str, now: str) -> list[tuple[str, Change]]:
    """The fields that differ between two versions' contents (JSON), sections and results each by their own name; by
    name."""
    before, after = _fields(json.loads(then)), _fields(json.loads(now))
    return [
        (name, "added" if name not in before else "removed" if name not in after else "changed")
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]


def _fields(content: Mapping[str, Any]) -> dict[str, list[Any]]:
    fields = {name: [value] for name, value in content.items() if name not in _NAMED}
    for name, (called, by) in _NAMED.items():
        for part in content.get(name, ()):
            # Two results may have one indicator.
            fields.setdefault(f"{called}:{part[by]}", []).append(part)
    return fields


def newer_sources(sources: Iterable[Source], day: dt.date) -> list[Source]:
    """Sources that were surely published after a day, newest first: a year counts only where it is a later one."""
    written = day.isoformat()
    newer = [source for source in sources if _is_after(source.published, written)]
    return sorted(newer, key=lambda source: (source.published, source.id), reverse=True)


def _is_after(published: str, day: str) -> bool:
    date = published.rstrip("?~%")
    return bool(_YEAR.match(date)) and date > day[: len(date)]


def newer_results(case: Case, year: int) -> list[str]:
    """Indicators of a case that have a figure for a later year."""
    later = [
        result.indicator
        for result in case.results
        if any(int(written) > year for written in _YEAR.findall(result.year))
    ]
    return list(dict.fromkeys(later))
