"""From the catalogue's records to what an index is built from: each passage with the columns that filters ask for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from archive.model import (
    NOT_STATED,
    Access,
    Case,
    Coverage,
    Document,
    Entry,
    EvidenceLevel,
    Passage,
    Program,
    Teaching,
    Use,
)
from archive.vocabulary import Vocabulary, choose

__all__ = ["CASE_RECORD", "entries_of", "program_facets"]

CASE_RECORD = "case record"
"""The value of the ``kind`` facet for passages of a case record itself."""


class Records(Protocol):
    """What is read of the catalogue; archive/catalogue.py is the one that has it."""

    def vocabulary(self) -> Vocabulary: ...
    def programs(self) -> list[Program]: ...
    def cases(self, reader: Access) -> list[Case]: ...
    def documents(self, reader: Access) -> list[Document]: ...
    def teachings(self, *, reader: Access) -> list[Teaching]: ...
    def uses(self, *, reader: Access) -> list[Use]: ...
    def coverages(self, *, reader: Access) -> list[Coverage]: ...
    def passages_of(self, *, reader: Access) -> list[Passage]: ...


@dataclass(frozen=True)
class _Tables:
    vocabulary: Vocabulary
    programs: Mapping[str, Program]
    cases: Mapping[str, Case]
    documents: Mapping[str, Document]
    taught_in: Mapping[str, tuple[str, ...]]
    used_in: Mapping[str, tuple[str, ...]]
    coverages: Mapping[str, list[Coverage]]


def entries_of(records: Records) -> Iterator[Entry]:
    """All entries in order of passage id, then subject. A passage that two cases claim gives two."""
    known = _read(records)
    for passage in sorted(records.passages_of(reader=Access.STAFF), key=lambda passage: passage.id):
        yield from sorted(_entries(passage, known), key=lambda entry: entry.subject)


def _read(records: Records) -> _Tables:
    cases = {case.id: case for case in records.cases(Access.STAFF)}
    documents = {document.id: document for document in records.documents(Access.STAFF)}
    coverages: dict[str, list[Coverage]] = defaultdict(list)
    for coverage in records.coverages(reader=Access.STAFF):
        coverages[coverage.document_id].append(coverage)
    taught = [
        (teaching.case_id, teaching.program_id)
        for teaching in records.teachings(reader=Access.STAFF)
        if teaching.is_fact and _supports(teaching, cases, documents)
    ]
    used = [(use.document_id, use.program_id) for use in records.uses(reader=Access.STAFF)]
    return _Tables(
        vocabulary=records.vocabulary(),
        programs={program.id: program for program in records.programs()},
        cases=cases,
        documents=documents,
        taught_in=_group(taught),
        used_in=_group(used),
        coverages=coverages,
    )


def _supports(teaching: Teaching, cases: Mapping[str, Case], documents: Mapping[str, Document]) -> bool:
    # A public case must not tell, by its filters, of a program that only a hidden document knows of.
    if teaching.document_id is None:
        return True
    document = documents[teaching.document_id]
    return cases[teaching.case_id].access.may_read(document.access) and document.embargo_until is None


def _entries(passage: Passage, known: _Tables) -> Iterator[Entry]:
    if passage.case_id is not None:
        case = known.cases[passage.case_id]
        programs = known.taught_in.get(case.id, ())
        facets = {"kind": (CASE_RECORD,), "language": (case.language_of(passage.locator),)}
        yield _entry(passage, case.name, case, None, programs, facets, known)
        return
    document = known.documents[str(passage.document_id)]
    programs = known.used_in.get(document.id, ())
    facets = {"kind": (document.kind.value,), "language": (document.language,)}
    claimed = sorted(
        {
            coverage.case_id
            for coverage in known.coverages.get(document.id, ())
            if coverage.locator is None or coverage.locator.overlaps(passage.locator)
        }
    )
    # A file without a title of its own carries its name, which says nothing of what is in it.
    title = "" if document.title == document.filename else document.title
    for case_id in claimed:
        yield _entry(passage, title, known.cases[case_id], document, programs, facets, known)
    if not claimed:
        yield _entry(passage, title, None, document, programs, facets, known)


def _entry(
    passage: Passage,
    title: str,
    case: Case | None,
    document: Document | None,
    program_ids: tuple[str, ...],
    facets: Mapping[str, tuple[str, ...]],
    known: _Tables,
) -> Entry:
    programs = [known.programs[program_id] for program_id in program_ids]
    place = passage.locator
    owners: list[Case | Document] = [owner for owner in (case, document) if owner is not None]
    return Entry(
        passage_id=passage.id,
        subject=f"case:{case.id}" if case else f"document:{passage.document_id}",
        # The record of a case is one short text, ranked whole; a document is ranked by page, slide or section.
        unit=f"{passage.document_id}:{place.kind}:{place.start}" if document else f"case:{passage.case_id}",
        title=title,
        text=passage.text,
        headings=_headings(case, known.vocabulary) if case and document is None else (),
        facets={**facets, **program_facets(program_ids, programs), **_subject_facets(case, document, known)},
        years=tuple(sorted({program.year for program in programs if program.year and not program.is_sample})),
        period=_years_of(case),
        access=max((owner.access for owner in owners), key=list(Access).index),
        embargo_until=max((owner.embargo_until for owner in owners if owner.embargo_until), default=None),
    )


def program_facets(program_ids: tuple[str, ...], programs: Iterable[Program]) -> dict[str, tuple[str, ...]]:
    """What a passage has under ``program``, ``host`` and ``partner`` where these programs used or taught it."""
    hosts: set[str] = set()
    partners: set[str] = set()
    for program in programs:
        if program.host:
            hosts.add(program.host)
        partners.update([*program.partners, *program.audience.networks])
        if program.commissioner:
            partners.add(program.commissioner)
    return {"program": program_ids, "host": tuple(sorted(hosts)), "partner": tuple(sorted(partners))}


def _subject_facets(case: Case | None, document: Document | None, known: _Tables) -> dict[str, tuple[str, ...]]:
    themes: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    if case is not None:
        themes, cities, countries = case.themes, (case.city,), (case.country,)
    elif document is not None and document.description is not None:
        found = document.description
        themes, cities, countries = found.themes, found.places, found.countries
    regions = {region for country in countries for region in known.vocabulary.regions_of(country)}
    return {
        "theme": known.vocabulary.with_broader(themes),
        "city": cities,
        "country": countries,
        "region": tuple(sorted(regions)),
        **(_case_facets(case) if case is not None else {}),
    }


def _headings(case: Case, vocabulary: Vocabulary) -> tuple[str, ...]:
    entries = [vocabulary.entry(entry_id) for entry_id in (*case.themes, *case.tags)]
    return tuple(choose(entry.labels, "en") for entry in entries if entry)


def _case_facets(case: Case) -> dict[str, tuple[str, ...]]:
    facets: dict[str, tuple[str, ...]] = {"stage": (case.stage.value,), "scale": (case.scale,)}
    facets["evidence"] = tuple(sorted({result.evidence.value for result in case.results} or {EvidenceLevel.NONE.value}))
    for tag in case.tags:
        facet, _, term = tag.partition(".")
        facets[facet] = (*facets.get(facet, ()), term)
    return facets


def _years_of(case: Case | None) -> tuple[int, int] | None:
    if case is None or case.start == NOT_STATED:
        return None
    first = int(case.start[:4])
    # A policy that runs on has no last year yet: 9999 lets every later year of a filter pass.
    last = int(case.end[:4]) if case.end and case.end != NOT_STATED else 9999
    return first, last


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        grouped[key].add(value)
    return {key: tuple(sorted(values)) for key, values in grouped.items()}
