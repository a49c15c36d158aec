"""What is asked: words, and filters that a subject's passage has to pass."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from archive.model import TAG_FACETS, Access
from index.errors import UnknownFilter
from index.lexicon import Gloss, Mention

CASE_FILTERS = ("stage", "scale", "evidence", *TAG_FACETS)
ID_FILTERS = ("theme", "city", "country", "region", "program", "kind", "language", "host", "partner", *CASE_FILTERS)
YEAR_FILTERS = ("year", "period")
FILTERS = ID_FILTERS + YEAR_FILTERS
LONGEST_QUERY = 2000  # characters; more adds nothing that an encoder reads
ENDLESS = 9999
"""The last year of what has no end yet."""
MOST_VALUES = 200  # values in one request's filters

_ID = re.compile(r"[^\W_][\w .:/-]{0,119}")
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dots>\.\.)?(?P<last>\d{4})?", re.ASCII)


@dataclass(frozen=True, order=True)
class Years:
    """A span of years, both ends included."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> "Years":
        """``2015``, ``2010..2016``, ``..2012``, ``2010..``. Raises ValueError for anything else."""
        match = _YEARS.fullmatch(text)
        if match is None or (match["first"] is None and match["last"] is None):
            raise ValueError(text)
        if match["dots"] is None and match["last"] is not None:
            raise ValueError(text)
        first = int(match["first"] or 0)
        last = int(match["last"] or ENDLESS) if match["dots"] else first
        if last < first:
            raise ValueError(text)
        return cls(first, last)

    def __str__(self) -> str:
        """As ``parse`` takes it, one way for each span: ``2015``, ``2010..2016``, ``..2012``, ``2010..``."""
        if self.first == self.last:
            return f"{self.first:04}"
        last = f"{self.last:04}" if self.last < ENDLESS else ""
        return f"{self.first:04}..{last}" if self.first or not last else f"..{last}"


@dataclass(frozen=True)
class Clause:
    """One filter name: a row passes if it has any of ``wanted`` (where that is not empty) and none of ``excluded``.

    Values are ids, or spans of years for the filters ``year`` (one of the row's years lies within) and ``period``
    (the row's period overlaps). A row that states nothing under the name passes exclusions and no wanted value.
    """

    name: str
    wanted: tuple[str | Years, ...] = ()
    excluded: tuple[str | Years, ...] = ()


@dataclass(frozen=True)
class Filter:
    """Clauses that all have to hold; without clauses everything passes.

    They hold for a row, not for a subject as a whole: a subject is found if one of its rows passes all of them. So
    ``kind=lecture`` with ``language=ko`` asks for a lecture in Korean, not for a case that has an English lecture and a
    Korean gist, and whatever is shown as evidence passes all that was asked for.
    """

    clauses: tuple[Clause, ...] = ()

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> "Filter":
        """From names and values as they come in a request: ``[("theme", "T01"), ("city", "-seoul")]``.

        A leading "-" excludes. Raises UnknownFilter for a name that is not one of FILTERS or a value that cannot be.
        """
        wanted: dict[str, list[str | Years]] = {}
        excluded: dict[str, list[str | Years]] = {}
        for count, (name, text) in enumerate(pairs, start=1):
            if count > MOST_VALUES:
                raise UnknownFilter(f"A search takes at most {MOST_VALUES} filter values.")
            values = excluded if text.startswith("-") else wanted
            values.setdefault(name, []).append(_value(name, text.removeprefix("-")))
        return cls(
            tuple(
                Clause(name, tuple(dict.fromkeys(wanted.get(name, ()))), tuple(dict.fromkeys(excluded.get(name, ()))))
                for name in FILTERS
                if name in wanted or name in excluded
            )
        )

    def beside(self, name: str) -> "Filter":
        """All clauses but that of this name."""
        return Filter(tuple(clause for clause in self.clauses if clause.name != name))

    def __bool__(self) -> bool:
        return bool(self.clauses)


class By(StrEnum):
    """Which rankers are asked: both, as everybody does, or one alone, to compare with."""

    BOTH = "both"
    WORDS = "words"
    MEANING = "meaning"


@dataclass(frozen=True)
class Query:
    """A search: words, filters, and who asks on which day (what is under embargo after ``today`` is not there).

    ``phrases`` stand word for word in the evidence of every hit, and each subject holds all of them; a passage that
    holds one of the ``excluded`` words or phrases, or whose title does, is no evidence.
    ``mentions``: entries of the vocabularies that the words name, which are then asked for by whatever words name
    them; ``gloss``: the words in English as far as those go."""

    text: str = ""
    filters: Filter = Filter()
    reader: Access = Access.PUBLIC
    today: dt.date = field(default_factory=lambda: dt.datetime.now(dt.UTC).date())
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    by: By = By.BOTH
    mentions: tuple[Mention, ...] = ()
    gloss: Gloss | None = None

    @property
    def words(self) -> str:
        """The text without surrounding space, cut at LONGEST_QUERY characters."""
        return " ".join(self.text.split())[:LONGEST_QUERY]


def _value(name: str, text: str) -> str | Years:
    if name in YEAR_FILTERS:
        try:
            return Years.parse(text)
        except ValueError:
            raise UnknownFilter(
                f"'{text[:40]}' is not a {name}: write a year (2015), a span (2010..2016), or one open end (2010.. or"
                " ..2016).",
                name=name,
            ) from None
    if name not in ID_FILTERS:
        raise UnknownFilter(f"There is no filter '{name[:40]}'. The filters are: {', '.join(FILTERS)}.", name=name[:40])
    if _ID.fullmatch(text) is None:
        raise UnknownFilter(f"'{text[:40]}' cannot be a value of the filter '{name}': give an id.", name=name)
    return text
