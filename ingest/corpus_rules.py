"""What the records of a corpus must keep to, and what would make them better. Pure: nothing is read here."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from archive.model import NOT_STATED, Case
from ingest.corpus_judgements import check_checks, check_judgements
from ingest.corpus_links import Corpus, Finding, Severity, cited_in, links_that_lead_nowhere
from ingest.corpus_terms import check_terms
from ingest.materials import FILENAME, leads_inside

__all__ = ["LANGUAGES", "check"]

LANGUAGES = ("en", "ko", "fr", "es")
"""In which every case should have a title and a gist."""

GIST_CHARACTERS = 280
SECTION_WORDS = 250
_OPTIONAL = "objectives background actors resources obstacles success-factors transfer inclusion"
SECTIONS = frozenset(["problem", "solution", "lessons", *_OPTIONAL.split()])
_DATE = r"\d{4}(-\d{2}){0,2}[?~%]?"
_YEAR = re.compile(f"{_DATE}(/({_DATE}|\\.\\.)?)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def check(corpus: Corpus) -> tuple[Finding, ...]:
    """Every finding about records that could be read, in no order that means anything."""
    rules = (links_that_lead_nowhere, _entries, check_terms, _sources, _materials, check_checks, check_judgements)
    of_cases = (_texts, _places_and_dates, _evidence, _sections)
    return tuple(
        chain(
            chain.from_iterable(rule(corpus) for rule in rules),
            chain.from_iterable(_about(case, rule(case, corpus)) for rule in of_cases for case in corpus.cases),
        )
    )


Fault = tuple[Severity, str, str]
"""Severity, code and message of a finding about one case."""


def _about(case: Case, faults: Iterator[Fault]) -> Iterator[Finding]:
    for severity, code, message in faults:
        yield Finding(severity=severity, code=code, file=f"cases/{case.id}.md", record=case.id, message=message)


def _texts(case: Case, _: Corpus) -> Iterator[Fault]:
    texts = {"title": case.title, "gist": case.gist}
    lacking = [f"{name} in {tag}" for name, text in texts.items() for tag in LANGUAGES if not text.get(tag, "").strip()]
    if lacking:
        yield Severity.GAP, "translation-missing", f"lacks the {', the '.join(lacking)}"
    for tag, gist in case.gist.items():
        if len(gist) > GIST_CHARACTERS:
            message = f"has a gist of {len(gist)} characters in {tag}: at most {GIST_CHARACTERS}"
            yield Severity.ERROR, "gist-too-long", message


def _places_and_dates(case: Case, corpus: Corpus) -> Iterator[Fault]:
    places = corpus.vocabulary.places
    country = places[case.city].country if case.city in places else None
    if country in places and country != case.country:
        yield Severity.ERROR, "country-differs", f"stands in {case.country}, but its city in {country}"
    if case.start != NOT_STATED and case.end not in {"", NOT_STATED} and case.end[:4] < case.start[:4]:
        yield Severity.ERROR, "end-before-start", f"ends in {case.end}, before it starts in {case.start}"
    if any(relation.case_id == case.id for relation in case.relations):
        yield Severity.ERROR, "relation-to-itself", "is related to itself"


def _evidence(case: Case, _: Corpus) -> Iterator[Fault]:
    if len(cited := cited_in(case)) < 2:
        yield Severity.GAP, "single-source", f"rests on one source alone, {', '.join(cited)}"
    for result in case.results:
        if result.year == NOT_STATED:
            yield Severity.GAP, "result-without-year", f"has a result without a year: {result.indicator}"
        elif not _YEAR.fullmatch(result.year):
            message = f"has a result whose year '{result.year}' is no year or interval: {result.indicator}"
            yield Severity.ERROR, "result-year-unreadable", message


def _sections(case: Case, _: Corpus) -> Iterator[Fault]:
    for name, count in Counter(section.name for section in case.sections).items():
        if name not in SECTIONS:
            yield Severity.ERROR, "section-unknown", f"has the unknown section '{name}'"
        if count > 1:
            yield Severity.ERROR, "section-repeated", f"has the section '{name}' {count} times"
    for section in case.sections:
        words = len(section.text.split())
        if words > SECTION_WORDS:
            yield Severity.GAP, "section-long", f"has {words} words in '{section.name}': better {SECTION_WORDS} at most"
        if not section.source_ids and section.text != NOT_STATED:
            yield Severity.ERROR, "section-without-source", f"names no source for the section '{section.name}'"


def _entries(corpus: Corpus) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for file, entries in corpus.entries.items():
        for entry in entries:
            # Regions, countries and cities are one vocabulary: an id stands for one place.
            key = (type(entry).__name__, entry.id)
            if key in seen:
                yield _finding(Severity.ERROR, "id-repeated", file, entry.id, f"is there already, in {seen[key]}")
            seen.setdefault(key, file)


def _sources(corpus: Corpus) -> Iterator[Finding]:
    register = corpus.register
    tables = (register.sessions, register.participations, register.teachings, register.outcomes)
    cited = set(chain.from_iterable(record.source_ids for table in tables for record in table))
    cited |= {source_id for case in corpus.cases for source_id in cited_in(case)}
    cited |= {claim.source_id for claim in register.claims}
    # Remarks name their sources in the running text.
    cited |= {slug for _, program in corpus.programs() for r in program.remarks for slug in _SLUG.findall(r.note)}
    first_of: dict[str, str] = {}
    for source in register.sources:
        if source.id not in cited:
            yield _finding(Severity.GAP, "source-never-cited", "sources.csv", source.id, "is cited by no record")
        if source.url is not None:
            first = first_of.setdefault(_same_page(source.url), source.id)
            if first != source.id:
                message = f"has the address of {first}: {source.url}"
                yield _finding(Severity.GAP, "url-repeated", "sources.csv", source.id, message)


def _same_page(url: str) -> str:
    """Addresses that differ only in scheme, a leading www. or a last slash lead to one page."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def _materials(corpus: Corpus) -> Iterator[Finding]:
    for material in corpus.materials:
        for stated in material.row.cases:
            place, places = stated.locator, material.places
            if place is not None and places is not None and not leads_inside(place, places):
                message = f"treats {stated.case_id} at {place.label}, where the file has nothing"
                yield _finding(Severity.ERROR, "locator-unknown", f"materials/{FILENAME}", material.row.file, message)


def _finding(severity: Severity, code: str, file: str, record: str, message: str) -> Finding:
    return Finding(severity=severity, code=code, file=file, record=record, message=message)
