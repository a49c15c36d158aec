"""Periods as the register writes them: "2014.4.6~4.13", "2012.7.26-27", "2017.4.21", "2008.8.~2010.2."."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from archive.errors import InvalidRecord

__all__ = ["WrittenPeriod", "read_period"]

_DAY = re.compile(r"(\d{4})\.\s*(\d{1,2})\.\s*(\d{1,2})")
_MONTH = re.compile(r"(\d{4})\.\s*(\d{1,2})\.?")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})\.\s*(\d{1,2})")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})")


@dataclass(frozen=True)
class WrittenPeriod:
    """What the writing says, taken literally: ``end`` may lie before ``start`` where the writer made a mistake.

    Months count from their first to their last day.
    """

    start: dt.date
    end: dt.date
    precision: Literal["day", "month"]

    @property
    def is_possible(self) -> bool:
        return self.start <= self.end


def read_period(recorded: str) -> WrittenPeriod:
    """The period that ``recorded`` writes. An end without year (or month) has the year (and month) of the start:
    nothing is guessed beyond that, not even across New Year. Raises InvalidRecord."""
    sides = [side.strip() for side in re.split("[~-]", recorded)]
    try:
        if len(sides) <= 2 and (first := _DAY.fullmatch(sides[0])):
            start = _date(*first.groups())
            return WrittenPeriod(start, _end_day(sides[1], start) if len(sides) == 2 else start, "day")
        if len(sides) == 2 and (months := [_MONTH.fullmatch(side) for side in sides]) and all(months):
            (year, month), (last_year, last_month) = (map(int, side.groups()) for side in months if side)
            last_day = calendar.monthrange(last_year, last_month)[1]
            return WrittenPeriod(dt.date(year, month, 1), dt.date(last_year, last_month, last_day), "month")
    except ValueError as error:
        raise InvalidRecord(f"'{recorded}' names a day that no calendar has.") from error
    raise InvalidRecord(f"'{recorded}' is not a period: write it as 2014.4.6~4.13 or 2008.8.~2010.2.")


def _end_day(written: str, start: dt.date) -> dt.date:
    if full := _DAY.fullmatch(written):
        return _date(*full.groups())
    if in_year := _DAY_OF_YEAR.fullmatch(written):
        return _date(start.year, *in_year.groups())
    if in_month := _DAY_OF_MONTH.fullmatch(written):
        return _date(start.year, start.month, *in_month.groups())
    raise InvalidRecord(f"'{written}' is not the end of a period: write it as 4.13, or 13 within one month.")


def _date(year: int | str, month: int | str, day: int | str) -> dt.date:
    return dt.date(int(year), int(month), int(day))
