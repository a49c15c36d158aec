"""What is wrong or open in the register: computed from it, never listed by hand."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations

from archive.errors import InvalidRecord
from archive.model import Claim, Noun, Program, ProgramKind
from archive.periods import WrittenPeriod, read_period

__all__ = ["Finding", "check"]

_MARKUP = re.compile(r"</?[a-z][^>]*>|/[a-z]+\d?>|<[a-z]+|&(?:[a-z]+|#\d+);", re.IGNORECASE)


class Finding(Noun):
    """Something a person should know about one program or claim. ``code`` is stable; ``recorded`` is what the source
    writes, ``found`` what we made of it or counted."""

    code: str
    subject: str
    recorded: str
    found: str
    message: str


def check(programs: Iterable[Program], claims: Iterable[Claim]) -> tuple[Finding, ...]:
    """Every finding: by kind, in the order of the table within a kind, claims last. Sample programs stand outside."""
    register = sorted((program for program in programs if not program.is_sample), key=lambda p: (p.row or 0, p.id))
    checks: tuple[Callable[[list[Program]], Iterator[Finding]], ...] = (
        _periods,
        _titles,
        _unstated,
        _repetitions,
        _overlaps,
        _unexplained,
    )
    found = chain.from_iterable(one(register) for one in checks)
    return (*found, *_claims(claims, register))


def _periods(register: list[Program]) -> Iterator[Finding]:
    for program in register:
        recorded = program.period.recorded
        found = f"{program.period.start or 'open'} to {program.period.end or 'open'}"
        try:
            written = read_period(recorded)
        except InvalidRecord as error:
            yield _finding("period-unreadable", program, recorded, found, error.message)
            continue
        if not written.is_possible:
            message = f"ends ({written.end}) before it starts ({written.start})"
            yield _finding("period-ends-before-start", program, recorded, found, message)
        elif not _follows(program, written):
            message = f"is kept as {found}, but {recorded} reads {written.start} to {written.end}"
            yield _finding("period-changed", program, recorded, found, message)
        if program.year_recorded is not None and written.start.year != program.year_recorded:
            message = f"starts in {written.start.year} but stands under the heading {program.year_recorded}"
            yield _finding("period-outside-heading", program, recorded, str(program.year_recorded), message)


def _follows(program: Program, written: WrittenPeriod) -> bool:
    return (program.period.start, program.period.end, program.period.precision) == (
        written.start,
        written.end,
        written.precision,
    )


def _titles(register: list[Program]) -> Iterator[Finding]:
    for program in register:
        recorded = program.title_recorded
        if _MARKUP.search(recorded):
            message = "has debris of HTML in its title"
            yield _finding("title-markup", program, recorded, program.title, message)
        elif " ".join(recorded.split()) != program.title:
            yield _finding("title-mended", program, recorded, program.title, f"is given as '{recorded}'")
        elif recorded != program.title:
            yield _finding("title-spacing", program, recorded, program.title, "has stray spaces in its title")


def _unstated(register: list[Program]) -> Iterator[Finding]:
    for program in register:
        if program.host is None:
            told = f"its row has '{program.location_recorded}'" if program.location_recorded else "its row has none"
            message = f"has no host: the source names no place there ({told})"
            yield _finding("host-not-stated", program, program.location_recorded, "not stated", message)
        if program.head_count is None:
            yield _finding("head-count-missing", program, program.row_recorded, "not stated", "has no head count")


def _repetitions(register: list[Program]) -> Iterator[Finding]:
    for earlier, later in combinations(register, 2):
        if earlier.period.recorded == later.period.recorded and earlier.title.casefold() == later.title.casefold():
            message = f"repeats {earlier.id}: same title, same period"
            yield _finding("row-repeated", later, later.row_recorded, earlier.id, message)


def _overlaps(register: list[Program]) -> Iterator[Finding]:
    # Degree courses run for years beside all others: only short programs can be in each other's way. Ids begin with
    # the date, so that their order is that of time.
    short = [program for program in register if program.host and program.kind is not ProgramKind.DEGREE]
    for one, other in combinations(short, 2):
        earlier, later = sorted((one, other), key=lambda p: p.id)
        if one.host == other.host and _share_a_day(earlier, later):
            message = f"runs at the same time and host as {earlier.id}: both may be right"
            yield _finding("periods-overlap", later, later.period.recorded, earlier.period.recorded, message)


def _share_a_day(one: Program, other: Program) -> bool:
    periods = (one.period.start, one.period.end, other.period.start, other.period.end)
    if None in periods:
        return False
    first, last, other_first, other_last = (day for day in periods if day is not None)
    return first <= other_last and other_first <= last


def _unexplained(register: list[Program]) -> Iterator[Finding]:
    for program in register:
        explained = {remark.field for remark in program.remarks}
        try:
            literal = _follows(program, read_period(program.period.recorded))
        except InvalidRecord:
            literal = False
        changed = {"title": program.title != program.title_recorded, "period": not literal, "host": not program.host}
        for field in (name for name, is_changed in changed.items() if is_changed and name not in explained):
            message = f"has a {field} that differs from the source, and no remark says why"
            yield _finding("change-without-remark", program, program.row_recorded, field, message)


def _claims(claims: Iterable[Claim], register: list[Program]) -> Iterator[Finding]:
    for claim in claims:
        meant = [program for program in register if _concerns(claim, program)]
        whole = _count(claim, meant)
        without_degrees = _count(claim, [program for program in meant if program.kind is not ProgramKind.DEGREE])
        if claim.value in {whole, without_degrees}:
            continue
        found = f"{whole:,}"
        if whole != without_degrees and not claim.kinds:
            found += f", or {without_degrees:,} without degree cohorts"
        if claim.hosts:
            anywhere = claim.model_copy(update={"hosts": ()})
            found += f", or {_count(claim, [p for p in register if _concerns(anywhere, p)]):,} at all hosts"
        said = "planned" if claim.nature == "plan" else "claimed"
        message = f"{claim.value:,} {claim.quantity} are {said}, the register holds {found}. {claim.statement}"
        yield Finding(
            code=f"{claim.nature}-differs", subject=claim.id, recorded=str(claim.value), found=found, message=message
        )


def _concerns(claim: Claim, program: Program) -> bool:
    year = program.year
    return (
        (claim.first_year is None or (year is not None and year >= claim.first_year))
        and (claim.last_year is None or (year is not None and year <= claim.last_year))
        and (not claim.kinds or program.kind in claim.kinds)
        and (not claim.hosts or program.host in claim.hosts)
        and (not claim.networks or not set(claim.networks).isdisjoint(program.audience.networks))
    )


def _count(claim: Claim, programs: list[Program]) -> int:
    if claim.quantity == "programs":
        return len(programs)
    return sum(program.head_count or 0 for program in programs)


def _finding(code: str, program: Program, recorded: str, found: str, message: str) -> Finding:
    where = f"{program.id} (row {program.row})" if program.row else program.id
    return Finding(code=code, subject=program.id, recorded=recorded, found=found, message=f"{where} {message}.")
