"""What is new in the archive: the cases and programs that were taken in or changed last."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from archive.catalogue import Catalogue
from search_api import schemas
from search_api.records import Records

__all__ = ["News", "news"]


@dataclass(frozen=True)
class News:
    """A case or a program of the register, and when its present state was recorded (UTC). ``is_changed``: it was here
    before, in another state."""

    record: schemas.CaseSummary | schemas.ProgramSummary
    at: dt.datetime
    is_changed: bool

    @property
    def is_case(self) -> bool:
        return isinstance(self.record, schemas.CaseSummary)


class _State(NamedTuple):
    """When a record came to be as it is; ``of``: the day that it speaks of, last review or first day of the program."""

    at: dt.datetime
    of: dt.date
    noun: str
    record_id: str
    number: int


def news(catalogue: Catalogue, records: Records, most: int) -> tuple[list[News], int]:
    """The newest, at most ``most``, and how many more came on the day of the last of them. What came in one moment, as
    a whole folder does, is in order of the day that it speaks of, after what was changed."""
    states = sorted(_states(catalogue, records), key=lambda state: (state.noun, state.record_id))
    states.sort(key=lambda state: (state.at, state.number > 1, state.of), reverse=True)
    shown = [News(_summary(state, records), state.at, state.number > 1) for state in states[:most]]
    more = sum(state.at.date() == shown[-1].at.date() for state in states[most:]) if shown else 0
    return shown, more


def _states(catalogue: Catalogue, records: Records) -> Iterator[_State]:
    cases = records.reference.cases
    for case_id, version in catalogue.newest_versions("case", cases).items():
        yield _State(version.at, cases[case_id].last_reviewed or dt.date.min, "case", case_id, version.number)
    programs = {program.id: program for program in records.register_programs()}
    for program_id, version in catalogue.newest_versions("program", programs).items():
        first_day = programs[program_id].period.start or dt.date.min
        yield _State(version.at, first_day, "program", program_id, version.number)


def _summary(state: _State, records: Records) -> schemas.CaseSummary | schemas.ProgramSummary:
    if state.noun == "case":
        return records.case_summary(records.reference.cases[state.record_id])
    return records.program_summary(records.reference.programs[state.record_id])
