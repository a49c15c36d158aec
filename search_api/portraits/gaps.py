"""What is missing of a theme: each finding computed by a rule that can be said, and led to the search that shows it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from archive.model import NOT_STATED, Case, EvidenceLevel, Program, Theme
from archive.vocabulary import Vocabulary
from search_api.portraits.completeness import SECTIONS
from search_api.portraits.relations import best_evidence
from search_api.portraits.theme_schemas import GapCode

__all__ = ["LANGUAGES", "Found", "Holdings", "Part", "find_gaps"]

LANGUAGES = ("en", "ko", "fr", "es")
"""Languages in which officials are trained most."""
MOST_SECTIONS = 3
ALL_YEARS = "-..2100"
"""Excludes whatever has a year."""
_WEAK = frozenset({EvidenceLevel.NONE, EvidenceLevel.SELF_STATED})


@dataclass(frozen=True)
class Holdings:
    """What the archive has of one theme, its sub-themes included."""

    theme: Theme
    cases: Sequence[Case]
    programs: Sequence[Program]
    """Programs of the register on the theme."""
    languages: frozenset[str]
    """Languages of the documents that cover its cases."""
    taught: frozenset[str]
    """Cases that a program of the register taught, as a matter of fact."""
    waiting: Mapping[str, int]
    """Suggestions that nobody has accepted, by case."""
    regions: frozenset[str]
    """The smallest world regions from which the archive has cases of whatever theme."""
    vocabulary: Vocabulary
    day: dt.date


@dataclass(frozen=True)
class Part:
    """A value that something is missing for. ``facet``: of the value, or ``section`` or ``case``."""

    facet: str
    value: str
    count: int
    address: str


@dataclass(frozen=True)
class Found:
    code: GapCode
    count: int
    total: int
    parts: tuple[Part, ...] = ()
    address: str = ""


def find_gaps(holdings: Holdings) -> list[Found]:
    """All that is missing, in the order of GapCode; a rule that finds nothing says nothing."""
    rules = (_sub_themes, _regions, _last_taught, _never_taught, _not_stated, _not_measured, _languages, _waiting)
    return [found for rule in rules for found in rule(holdings)]


def _search(*filters: tuple[str, str], q: str = "") -> str:
    """The search that a finding leads to."""
    return "/?" + urlencode([*([("q", q)] if q else []), *filters])


def _cases(holdings: Holdings, *filters: tuple[str, str], q: str = "") -> str:
    """The search among the case records of the theme: documents that no case claims pass many an exclusion."""
    return _search(("theme", holdings.theme.id), *filters, ("kind", "case record"), q=q)


def _sub_themes(holdings: Holdings) -> Iterator[Found]:
    below = [theme.id for theme in holdings.vocabulary.themes.values() if theme.broader == holdings.theme.id]
    used = {theme for case in holdings.cases for theme in case.themes}
    empty = [theme for theme in below if theme not in used]
    if empty:
        parts = tuple(Part("theme", theme, 0, _search(("theme", theme), ("kind", "case record"))) for theme in empty)
        yield Found("sub-themes-without-case", len(empty), len(below), parts)


def _regions(holdings: Holdings) -> Iterator[Found]:
    vocabulary = holdings.vocabulary
    empty = sorted(holdings.regions - {vocabulary.above("country", case.country) for case in holdings.cases})
    if empty:
        parts = tuple(Part("region", region, 0, _cases(holdings, ("region", region))) for region in empty)
        yield Found("regions-without-case", len(empty), len(holdings.regions), parts)


def _last_taught(holdings: Holdings) -> Iterator[Found]:
    last = max((program.year for program in holdings.programs if program.year is not None), default=None)
    address = f"/themes/{holdings.theme.id}#programs"
    if last is None:
        yield Found("last-taught", 0, 0, address=address)
    elif holdings.day.year > last:
        yield Found("last-taught", holdings.day.year - last, last, address=address)


def _never_taught(holdings: Holdings) -> Iterator[Found]:
    never = [case for case in holdings.cases if case.id not in holdings.taught]
    if never:
        yield Found("never-taught", len(never), len(holdings.cases), address=_cases(holdings, ("year", ALL_YEARS)))


def _not_stated(holdings: Holdings) -> Iterator[Found]:
    counts = Counter(
        section.name
        for case in holdings.cases
        for section in case.sections
        if section.text == NOT_STATED and section.name in SECTIONS
    )
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    if ordered:
        address = _cases(holdings, q=f'"{NOT_STATED}"')
        parts = tuple(Part("section", name, count, address) for name, count in ordered[:MOST_SECTIONS])
        yield Found("not-stated", sum(counts.values()), len(holdings.cases) * len(SECTIONS), parts, address)


def _not_measured(holdings: Holdings) -> Iterator[Found]:
    weak = [case for case in holdings.cases if best_evidence(case) in _WEAK]
    if weak:
        stronger = (level for level in EvidenceLevel if level not in _WEAK)
        address = _cases(holdings, *(("evidence", f"-{level}") for level in stronger))
        yield Found("not-measured", len(weak), len(holdings.cases), address=address)


def _languages(holdings: Holdings) -> Iterator[Found]:
    absent = [tag for tag in LANGUAGES if tag not in holdings.languages]
    if absent:
        parts = tuple(Part("language", tag, 0, _documents(holdings, tag)) for tag in absent)
        yield Found("languages-without-document", len(absent), len(LANGUAGES), parts)


def _documents(holdings: Holdings, tag: str) -> str:
    return _search(("theme", holdings.theme.id), ("language", tag), ("kind", "-case record"))


def _waiting(holdings: Holdings) -> Iterator[Found]:
    parts = tuple(
        Part("case", case.id, count, f"/cases/{case.id}#taught")
        for case in holdings.cases
        if (count := holdings.waiting.get(case.id, 0))
    )
    if parts:
        yield Found("suggestions-waiting", sum(part.count for part in parts), len(holdings.cases), parts)
