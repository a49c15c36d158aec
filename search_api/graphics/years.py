"""Dates as records have them (EDTF level 1: ``2004``, ``2004-07``, ``2004-07-01``, each with ``?``, ``~`` or ``%``) on
a line of years, and the ticks of that line."""

import datetime as dt
import re
from calendar import isleap
from dataclasses import dataclass

__all__ = ["Extent", "extent", "ticks"]

_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?$")


@dataclass(frozen=True)
class Extent:
    """What a date covers, in years: ``2004-07`` is 2004.497 to 2004.582. ``first`` is included, ``last`` is not."""

    first: float
    last: float
    is_about: bool
    """The record calls it uncertain or approximate."""


def extent(date: str) -> Extent | None:
    """None where the text is no date (``not stated``, an empty end, a 13th month): what is not known is not drawn."""
    found = _DATE.match(date)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups()[:3])
    if year is None or year < dt.MINYEAR:
        return None
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if month is None:
        return Extent(year, year + 1, bool(found[4]))
    start = _fraction(first)
    if day is not None:
        return Extent(start, start + 1 / _days(year), bool(found[4]))
    last = _fraction(dt.date(year, month + 1, 1)) if month < 12 else float(year + 1)
    return Extent(start, last, bool(found[4]))


def _days(year: int) -> int:
    return 366 if isleap(year) else 365


def _fraction(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / _days(day.year)


_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000)


def ticks(first: float, last: float, most: int = 7) -> list[int]:
    """Round years from ``first`` to ``last``, evenly apart, at most ``most`` (3 or more) of them."""
    rows = (list(range(-int(-first // step) * step, int(last) + 1, step)) for step in _STEPS)
    return next(years for years in rows if len(years) <= most)
