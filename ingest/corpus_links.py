"""The records of a corpus side by side, and whether what they name is there. Pure: nothing is read here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from archive.model import Case, Concept, Locator, Noun, Organisation, Place, PlaceKind, Program, Theme
from archive.vocabulary import Vocabulary
from ingest.checks import Check
from ingest.judgements import Judgements
from ingest.materials import FILENAME, MaterialRow
from ingest.programs import Register
from ingest.vocabularies import Term

__all__ = ["Corpus", "Finding", "Material", "Severity", "cited_in", "links_that_lead_nowhere"]


class Severity(StrEnum):
    """An error must be mended before the corpus is taken in; a gap is something that a reader will miss."""

    ERROR = "error"
    GAP = "gap"


class Finding(Noun):
    """Something wrong or missing in one record of one file (its path below the corpus folder). ``code`` is stable."""

    severity: Severity
    code: str
    file: str
    record: str = ""
    message: str


class Material(Noun):
    """A row of materials.csv, and where its file has something; None: the file could not be read."""

    row: MaterialRow
    places: tuple[Locator, ...] | None = None


@dataclass(frozen=True)
class Corpus:
    """All records that could be read. ``entries`` are those of the vocabularies by file. ``left_out`` are the ids of
    records that could not be read: each is complained of once, not again wherever it is named."""

    entries: Mapping[str, tuple[Term, ...]]
    register: Register
    cases: tuple[Case, ...]
    materials: tuple[Material, ...] = ()
    left_out: frozenset[str] = frozenset()
    checks: tuple[Check, ...] = ()
    judgements: Judgements = field(default_factory=Judgements)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        entries = tuple(chain.from_iterable(self.entries.values()))
        return Vocabulary(
            themes={entry.id: entry for entry in entries if isinstance(entry, Theme)},
            places={entry.id: entry for entry in entries if isinstance(entry, Place)},
            organisations={entry.id: entry for entry in entries if isinstance(entry, Organisation)},
            concepts={entry.id: entry for entry in entries if isinstance(entry, Concept)},
        )

    def programs(self) -> Iterator[tuple[str, Program]]:
        """Real and sample programs, each with the file that it stands in."""
        yield from (("programs.csv", program) for program in self.register.programs)
        yield from (("sample_programs.csv", program) for program in self.register.samples)


def cited_in(case: Case) -> frozenset[str]:
    """Ids of all sources that a case rests on: as a whole, in a section or in a result."""
    parts = (case.source_ids, *(s.source_ids for s in case.sections), *(r.source_ids for r in case.results))
    return frozenset(chain.from_iterable(parts))


class _Link(NamedTuple):
    file: str
    record: str
    kind: str
    ids: Iterable[str | None]


def links_that_lead_nowhere(corpus: Corpus) -> Iterator[Finding]:
    """Every id of another record that is not in the corpus. The tables' own readers see to programs and sources."""
    places = corpus.vocabulary.places
    known: dict[str, Iterable[str]] = {
        kind.value: {p.id for p in places.values() if p.kind is kind} for kind in PlaceKind
    }
    known |= {"place": places, "theme": corpus.vocabulary.themes, "organisation": corpus.vocabulary.organisations}
    known |= {"concept": corpus.vocabulary.concepts}
    known |= {"theme or concept": {*corpus.vocabulary.themes, *corpus.vocabulary.concepts}}
    known |= {"case": {case.id for case in corpus.cases}, "program": {program.id for _, program in corpus.programs()}}
    known |= {"source": {source.id for source in corpus.register.sources}}
    for link in chain(_of_entries(corpus), _of_tables(corpus), _of_cases(corpus), _of_materials(corpus)):
        for named in sorted({named for named in link.ids if named}):
            if named not in known[link.kind] and named not in corpus.left_out:
                message = f"names the {link.kind} '{named}', which is not in this corpus"
                yield Finding(
                    severity=Severity.ERROR, code="link-unknown", file=link.file, record=link.record, message=message
                )


def _of_entries(corpus: Corpus) -> Iterator[_Link]:
    for file, entries in corpus.entries.items():
        for entry in entries:
            if isinstance(entry, Theme):
                yield _Link(file, entry.id, "theme", (entry.broader,))
            elif isinstance(entry, Place):
                yield _Link(file, entry.id, "country", (entry.country,))
                yield _Link(file, entry.id, "region", entry.regions)
            elif isinstance(entry, Concept):
                yield _Link(file, entry.id, "theme or concept", entry.broader)
                yield _Link(file, entry.id, "concept", entry.related)


def _of_tables(corpus: Corpus) -> Iterator[_Link]:
    for file, program in corpus.programs():
        audience = program.audience
        organisations = (program.host, program.commissioner, *program.partners, *audience.networks)
        yield _Link(file, program.id, "organisation", organisations)
        yield _Link(file, program.id, "theme", program.themes)
        yield _Link(file, program.id, "city", audience.cities)
        yield _Link(file, program.id, "country", audience.countries)
    register = corpus.register
    for claim in register.claims:
        yield _Link("claims.csv", claim.id, "organisation", (*claim.hosts, *claim.networks))
    for session in register.sessions:
        yield _Link("sessions.csv", session.id, "city", (session.city,))
    for one in register.participations:
        yield _Link("participants.csv", f"{one.program_id}, {one.place_named}", "place", (one.place_id,))
    for teaching in register.teachings:
        yield _Link("teachings.csv", f"{teaching.program_id}, {teaching.case_id}", "case", (teaching.case_id,))
    for outcome in register.outcomes:
        record = f"{outcome.program_id or 'no program named'}, {outcome.city or outcome.case_id}"
        yield _Link("outcomes.csv", record, "city", (outcome.city,))
        yield _Link("outcomes.csv", record, "case", (outcome.case_id,))


def _of_cases(corpus: Corpus) -> Iterator[_Link]:
    for case in corpus.cases:
        file = f"cases/{case.id}.md"
        yield _Link(file, case.id, "city", (case.city,))
        yield _Link(file, case.id, "country", (case.country,))
        yield _Link(file, case.id, "theme", case.themes)
        yield _Link(file, case.id, "concept", case.tags)
        yield _Link(file, case.id, "source", cited_in(case))
        yield _Link(file, case.id, "case", (relation.case_id for relation in case.relations))


def _of_materials(corpus: Corpus) -> Iterator[_Link]:
    for material in corpus.materials:
        row = material.row
        yield _Link(f"materials/{FILENAME}", row.file, "program", (row.program,))
        yield _Link(f"materials/{FILENAME}", row.file, "case", (stated.case_id for stated in row.cases))
