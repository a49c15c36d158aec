"""Records in full, as they go over the wire: cases, programs, sessions, documents, vocabularies and findings."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from archive.model import EvidenceLevel, Mode, OutcomeKind
from search_api.asking_schemas import Wire
from search_api.schemas import (
    CaseSummary,
    DocumentSummary,
    Label,
    LocatorView,
    ParticipationView,
    Pictured,
    ProgramSummary,
    SessionSummary,
    SourceView,
)

__all__ = [
    "CaseView",
    "CoverageView",
    "CoveredCase",
    "DocumentView",
    "FindingView",
    "OutcomeView",
    "PassageView",
    "PeriodView",
    "ProgramView",
    "RelationView",
    "RemarkView",
    "ResultView",
    "SectionView",
    "SessionView",
    "TagView",
    "UsedIn",
    "Vocabulary",
    "VocabularyEntry",
]


class SectionView(Wire):
    """One part of a case record."""

    name: str = Field(description="Stable name: problem, objectives, solution, background, actors, lessons …")
    heading: str = Field(description="The name for a person.")
    text: str = Field(description="Paragraphs, parted by empty lines; or `not stated`.")
    sources: list[SourceView] = Field(description="What the part rests on.")


class ResultView(Wire):
    """One outcome of a case. Every number keeps its unit, year and source."""

    indicator: str = Field(description="What was measured.")
    before: str = Field(description="Value before the policy, or `not stated`.")
    after: str = Field(description="Value after it, or `not stated`.")
    unit: str = Field(description="Unit of both values, or `not stated`.")
    year: str = Field(description="Year or interval (EDTF) that the figure is for, or `not stated`.")
    evidence: EvidenceLevel = Field(description="none, self-stated, measured, or independently evaluated.")
    sources: list[SourceView] = Field(description="Who says so.")


class RelationView(Wire):
    kind: str = Field(
        description="part of, follows, adapted from, same policy in other city, replaces, contrasts with."
    )
    case: CaseSummary = Field(description="The other case.")


class OutcomeView(Wire):
    """What a city did after its officials were trained, where a public source says so."""

    city: Label | None = Field(description="The city; null where it was a matter of a country.")
    kind: OutcomeKind = Field(description="`action plan`: planned. `application`: done or tried. `dropped`: given up.")
    date: str = Field(description="When it was planned, done or reported (EDTF), or `not stated`.")
    note: str = Field(description="What happened, and how far the source ties it to the training.")
    program: ProgramSummary | None = Field(description="The program; null where the source names none.")
    case: CaseSummary | None = Field(description="The case that was taken up; null where the source names none.")
    sources: list[SourceView] = Field(description="Who says so.")


class CoverageView(Pictured):
    """A person stated that a part of a document is about a case."""

    document: DocumentSummary = Field(description="The document.")
    locator: LocatorView | None = Field(description="The part; null: the whole document.")


class TagView(Wire):
    """A term of one of the facets that cases are described by."""

    facet: Label = Field(description="The facet, and its name: `instrument`.")
    term: Label = Field(description="The term, as the filter of that name takes it: `pricing`.")


class CaseView(CaseSummary):
    """The whole record of a case."""

    titles: Mapping[str, str] = Field(description="Title by language (BCP 47).")
    gists: Mapping[str, str] = Field(description="Gist by language (BCP 47).")
    scale: str = Field(description="site, neighbourhood, district, whole city, metropolitan region, or national.")
    sdg: list[str] = Field(description="Targets of the Sustainable Development Goals, `11.2`.")
    tags: list[TagView] = Field(description="Instruments, lead actors, finance, obstacles, people served.")
    sections: list[SectionView] = Field(description="The record in prose.")
    results: list[ResultView] = Field(description="Outcomes in figures.")
    sources: list[SourceView] = Field(description="Everything the record rests on.")
    relations: list[RelationView] = Field(description="Other cases it is tied to.")
    documents: list[CoverageView] = Field(description="Documents of this archive that cover it.")
    outcomes: list[OutcomeView] = Field(description="What trained cities did with it afterwards.")
    written_in: str = Field(description="BCP 47 tag of the language of `sections`.")
    author: str = Field(description="Who wrote the record.")
    reviewer: str = Field(description="Who reviewed it, or `not yet reviewed`.")
    last_reviewed: dt.date | None = Field(description="Day of the last review; null: none yet.")
    licence: str = Field(description="Licence of the record's text.")


class PeriodView(Wire):
    start: dt.date | None = Field(description="First day, as far as `precision` goes.")
    end: dt.date | None = Field(description="Last day, as far as `precision` goes.")
    precision: Literal["day", "month", "year", "unknown"] = Field(description="How exact the days are.")
    recorded: str = Field(description="The source's own writing, kept also where it is wrong.")


class RemarkView(Wire):
    """Something that the source gets wrong or leaves open: shown, never silently corrected."""

    field: str = Field(description="Field of the program that it is about.")
    recorded: str = Field(description="What the source says.")
    normalised: str | None = Field(description="What we read it as; null: left as it is.")
    note: str = Field(description="Why it is read so, or what is open.")
    sources: list[SourceView] = Field(description="Pages that the note speaks of.")


class ProgramView(ProgramSummary):
    """The whole record of a training program."""

    title_recorded: str = Field(description="The title as the source writes it.")
    period: PeriodView = Field(description="When it was held.")
    commissioner: Label | None = Field(description="Who commissioned it; null: not stated.")
    partners: list[Label] = Field(description="Partner organisations.")
    cities: list[Label] = Field(description="Cities whose officials were trained, where named.")
    countries: list[Label] = Field(description="Countries whose officials were trained, where named.")
    networks: list[Label] = Field(description="Networks whose members were trained, where named.")
    themes: list[Label] = Field(description="Themes.")
    mode: Mode = Field(description="on site, online, or not stated.")
    row: int | None = Field(description="Position in the source's table, from 1; null: not from the table.")
    row_recorded: str = Field(description="That row in the source's own words.")
    remarks: list[RemarkView] = Field(description="What the source gets wrong or leaves open.")
    documents: list[DocumentSummary] = Field(description="Documents used in it.")
    took_part: list[ParticipationView] = Field(description="Cities and countries that other sources name.")
    outcomes: list[OutcomeView] = Field(description="What cities did afterwards.")


class SessionView(SessionSummary):
    """One part of a program."""

    program: ProgramSummary = Field(description="The program.")
    organisation: str | None = Field(description="Organisation of the person who held it; null: not stated.")
    city: Label | None = Field(description="City that presented itself; null: none, or not stated.")
    sources: list[SourceView] = Field(description="What says that it was held.")


class FindingView(Wire):
    """Something to know about one program, or about what a source claims of the register as a whole."""

    code: str = Field(description="Kind of finding, stable: `period-ends-before-start`, `claim-differs` …")
    message: str = Field(description="The finding in one sentence.")
    recorded: str = Field(description="What the source writes.")
    found: str = Field(description="What we made of it, or counted.")
    program_id: str | None = Field(description="Program that it is about; null: about a claim.")
    source: SourceView | None = Field(description="Source of the claim; null: about a program.")


class UsedIn(Wire):
    program: ProgramSummary = Field(description="The program.")
    session: SessionSummary | None = Field(description="The session, where known.")


class CoveredCase(Pictured):
    case: CaseSummary = Field(description="The case.")
    locator: LocatorView | None = Field(description="The part of the document; null: all of it.")


class DocumentView(DocumentSummary):
    """One file of the archive."""

    sha256: str = Field(description="SHA-256 of the original's bytes, hexadecimal.")
    byte_count: int = Field(description="Size of the original in bytes.")
    filename: str = Field(description="Name of the original.")
    organisation: str | None = Field(description="Organisation that made it; null: not stated.")
    rights: str = Field(description="What may be done with it, or `not stated`.")
    page_count: int = Field(description="How many pages, slides, sections or spans of time were read.")
    pages_without_text: list[LocatorView] = Field(description="Those that hold no text, pictures only for example.")
    accessioned_at: dt.datetime = Field(description="When it was taken in (UTC).")
    withdrawn_at: dt.datetime | None = Field(description="When it was withdrawn (UTC); null: it is here.")
    withdrawn_reason: str | None = Field(description="Why it was withdrawn; its text and file are served no more.")
    used_in: list[UsedIn] = Field(description="Programs and sessions in which it was used.")
    covers: list[CoveredCase] = Field(description="Cases that a person found in it.")


class PassageView(Pictured):
    """A piece of a document's text, at most about 110 words of one page, slide or section."""

    id: str = Field(description="Stable id of the passage.")
    locator: LocatorView = Field(description="Where it stands.")
    text: str = Field(description="The text.")


class VocabularyEntry(Wire):
    """An entry of a controlled vocabulary, in all its languages."""

    id: str = Field(description="Stable id, the one that filters take.")
    labels: Mapping[str, str] = Field(description="Name by language (BCP 47).")
    alt_labels: Mapping[str, list[str]] = Field(description="Other names by language.")
    negative_labels: Mapping[str, list[str]] = Field(description="Words that look like it and mean something else.")
    broader: list[str] = Field(description="Entries it belongs to: the wider theme, the country, the world regions.")
    related: list[str] = Field(description="Entries beside it.")
    note: str = Field(description="What belongs here and what does not; empty: plain.")


class Vocabulary(Wire):
    facet: str = Field(description="Name of the filter that takes these ids, or `concept`, `name`.")
    entries: list[VocabularyEntry] = Field(description="Its entries by id.")
