"""A time line: one bar for each thing that ran for some years, in the order in which they began.

``timeline`` gives shares of the line in per cent, 0 at its beginning: they are drawn as percentages, so that one
drawing fits every width and can be turned round for a script that runs from right to left. A thing whose beginning no
source states is never drawn: it stands in ``unplaced``. Drawn by ``timeline`` in ``templates/graphics.html``.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from archive.model import NOT_STATED
from search_api.graphics.years import Extent, extent, ticks

__all__ = ["Bar", "BarGroup", "Span", "Tick", "Timeline", "timeline"]


@dataclass(frozen=True)
class Span:
    """Something that ran from ``start`` to ``end``: EDTF dates, "not stated", or for ``end`` "" while it runs."""

    label: str
    address: str
    start: str
    end: str
    note: str = ""
    """A few words beside the label: the city."""
    language: str = ""
    """BCP 47 tag of the label, where it is not the page's own."""


@dataclass(frozen=True)
class Bar:
    """A span on the line: ``left`` and ``width`` in per cent."""

    span: Span
    left: float
    width: float
    is_running: bool
    """It has not ended: the bar reaches the end of the line."""
    is_end_unknown: bool
    """It has ended or not, no source says: only its first year is drawn, and a trace behind it."""
    is_about: bool
    """One of its dates is uncertain."""
    is_earlier: bool
    """It began before the line does."""


@dataclass(frozen=True)
class Tick:
    year: int
    left: float


@dataclass(frozen=True)
class BarGroup:
    """Bars that began in one decade; ``decade`` is None for all of a line that is short enough to need no groups."""

    decade: int | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Timeline:
    first: int
    last: int
    """The years at which the line begins and ends."""
    ticks: tuple[Tick, ...]
    groups: tuple[BarGroup, ...]
    unplaced: tuple[Span, ...]

    @property
    def count(self) -> int:
        return sum(len(group.bars) for group in self.groups) + len(self.unplaced)


_UNGROUPED = 25
"""Bars that still make one list."""
_LONE = 0.05
"""Share of the bars that may begin before the line does, where otherwise most of it would stand empty."""


def timeline(spans: Iterable[Span], today: dt.date) -> Timeline:
    """The line from the first year to the end of the year of ``today``, or of the last year named if that is later."""
    known: list[tuple[Span, Extent]] = []
    unplaced: list[Span] = []
    for span in spans:
        start, end = extent(span.start), extent(span.end)
        if start is None or (end is not None and end.last <= start.first):
            unplaced.append(span)
        else:
            known.append((span, start))
    known.sort(key=lambda one: (one[1].first, one[0].label))
    last = max([today.year + 1, *(ceil(_end(span, start)) for span, start in known)])
    first = _beginning([start.first for _, start in known], last)
    bars = [_bar(span, start, first, last) for span, start in known]
    return Timeline(
        first=first,
        last=last,
        ticks=tuple(Tick(year, _share(year, first, last)) for year in ticks(first, last)),
        groups=tuple(_groups(bars)),
        unplaced=tuple(sorted(unplaced, key=lambda span: span.label)),
    )


def _beginning(starts: Sequence[float], last: int) -> int:
    """The decade of the first start; of the first after the few lone ones where these would take most of the line.

    ``starts`` in order.
    """
    if not starts:
        return last - 10
    all_of_them, most_of_them = (int(start) // 10 * 10 for start in (starts[0], starts[int(len(starts) * _LONE)]))
    return most_of_them if last - all_of_them > 1.5 * (last - most_of_them) else all_of_them


def _end(span: Span, start: Extent) -> float:
    end = extent(span.end)
    return end.last if end else start.last


def _bar(span: Span, start: Extent, first: int, last: int) -> Bar:
    end = extent(span.end)
    is_end_unknown = span.end == NOT_STATED
    is_running = end is None and not is_end_unknown
    to = float(last) if is_running else _end(span, start)
    left = _share(max(start.first, first), first, last)
    return Bar(
        span=span,
        left=left,
        width=round(max(_share(max(to, first), first, last) - left, 0), 2),
        is_running=is_running,
        is_end_unknown=is_end_unknown,
        is_about=start.is_about or bool(end and end.is_about),
        is_earlier=start.first < first,
    )


def _share(year: float, first: int, last: int) -> float:
    return round(100 * (year - first) / (last - first), 2)


def _groups(bars: Sequence[Bar]) -> list[BarGroup]:
    if not bars:
        return []
    if len(bars) <= _UNGROUPED:
        return [BarGroup(None, tuple(bars))]
    return [
        BarGroup(decade, tuple(group))
        for decade, group in groupby(bars, key=lambda bar: int(bar.span.start[:4]) // 10 * 10)
    ]
