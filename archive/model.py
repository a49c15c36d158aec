"""The nouns of the archive: frozen pydantic models, no input or output.

Two values are kept apart everywhere: ``NOT_STATED`` (we read the sources, they do not say) and an absent value
(nobody has looked yet).
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

NOT_STATED = "not stated"

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=120)]
"""A stable, readable id: ``seoul-bus-reform``."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
"""One line of text that must not be empty."""
Date = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?[?~%]?|not stated)$")]
"""A year, month or day in EDTF (level 1: a trailing ``~`` is "about", ``?`` is "uncertain"), or "not stated"."""
TermId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)?$")]
"""Id of a concept: a slug, or a facet and its term, ``stage.pilot``."""
Labels = Mapping[str, str]
"""A text per language, keyed by BCP 47 tag: ``{"en": "Seoul", "ko": "서울"}``."""


class Noun(BaseModel):
    """Base of all nouns: never changed after it was made, and nothing unnamed slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Access(StrEnum):
    """Who may read a record. Levels are nested: staff read all, members read public and members."""

    PUBLIC = "public"
    MEMBERS = "members"
    STAFF = "staff"

    def may_read(self, record: "Access") -> bool:
        """Whether a reader of this level may see a record of level ``record``."""
        order = list(Access)
        return order.index(record) <= order.index(self)


class LocatorKind(StrEnum):
    PAGE = "page"
    SLIDE = "slide"
    SECTION = "section"
    TIME = "time"


class Locator(Noun):
    """Where in a document a text stands. ``start`` and ``end`` are both included; pages, slides and sections
    count from 1; times are whole seconds from the beginning. ``label`` is what a person reads: "slide 12"."""

    kind: LocatorKind
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    label: Line

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"a locator must not end ({self.end}) before it starts ({self.start})")
        return self

    def overlaps(self, other: "Locator") -> bool:
        """Whether both name a common place in one document."""
        if self.kind is not other.kind:
            return False
        if self.kind is LocatorKind.TIME:
            # Where one span ends the next begins: a shared second is no shared place, but for a span of one moment.
            return max(self.start, other.start) < min(max(place.end, place.start + 1) for place in (self, other))
        return self.start <= other.end and other.start <= self.end


class Passage(Noun):
    """The unit that is embedded and cited: at most about 110 words of one locator of one document or case.

    Exactly one of ``document_id`` and ``case_id`` is set. ``ordinal`` counts from 0 within the owner.
    """

    id: str
    document_id: str | None = None
    case_id: str | None = None
    locator: Locator
    ordinal: int = Field(ge=0)
    text: Annotated[str, StringConstraints(min_length=1)]

    @model_validator(mode="after")
    def _one_owner(self) -> Self:
        if (self.document_id is None) == (self.case_id is None):
            raise ValueError("a passage belongs to a document or to a case, to exactly one of them")
        return self


class Period(Noun):
    """When something took place. ``recorded`` is the source's own writing, kept also where it is wrong."""

    start: dt.date | None
    end: dt.date | None
    precision: Literal["day", "month", "year", "unknown"]
    recorded: str


class Audience(Noun):
    """Who was trained, as far as the register names them: ids of places, ids of organisations."""

    cities: tuple[Slug, ...] = ()
    countries: tuple[str, ...] = Field(default=(), description="ISO 3166-1 alpha-2 codes")
    networks: tuple[Slug, ...] = ()


class ProgramKind(StrEnum):
    COURSE = "course"
    WORKSHOP = "workshop"
    DEGREE = "degree"
    FORUM = "forum"
    SAMPLE = "sample"


class Mode(StrEnum):
    ON_SITE = "on site"
    ONLINE = "online"
    NOT_STATED = "not stated"


class Remark(Noun):
    """Something the source gets wrong or leaves open. It is shown, never silently corrected."""

    field: str
    recorded: str
    normalised: str | None = None
    note: Line


class Program(Noun):
    """One training program (an edition). ``title_recorded`` and ``row_recorded`` are the source's own words;
    ``title`` is the normalised one. Programs of kind ``sample`` hold this archive's own starter materials and
    stand outside the register and its counts."""

    id: Slug
    title: Line
    title_recorded: str
    host: Slug | None = Field(default=None, description="organisation that ran it; None: not stated")
    period: Period
    head_count: int | None = Field(default=None, ge=0, description="participants, as recorded")
    commissioner: Slug | None = None
    partners: tuple[Slug, ...] = ()
    audience: Audience = Audience()
    themes: tuple[str, ...] = ()
    mode: Mode = Mode.NOT_STATED
    kind: ProgramKind
    row: int | None = Field(default=None, ge=1, description="position in the source's table, from 1")
    year_recorded: int | None = Field(default=None, description="the year heading the row stands under")
    location_recorded: str = Field(default="", description="the row's own 'Location', where it has one")
    row_recorded: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def year(self) -> int | None:
        return self.period.start.year if self.period.start else None

    @property
    def is_sample(self) -> bool:
        return self.kind is ProgramKind.SAMPLE


class Claim(Noun):
    """What a source says of the register as a whole, kept beside what the register itself adds up to."""

    id: Slug
    source_id: Slug
    quantity: Literal["programs", "participants"]
    value: int = Field(ge=0)
    first_year: int | None = None
    last_year: int | None = None
    kinds: tuple[ProgramKind, ...] = Field(default=(), description="only programs of these kinds; empty: all")
    hosts: tuple[Slug, ...] = Field(default=(), description="only programs of these hosts; empty: all")
    networks: tuple[Slug, ...] = Field(default=(), description="only programs for these networks; empty: all")
    nature: Literal["count", "plan"] = Field(default="count", description="what was, or what was meant to be")
    statement: Line = Field(description="the claim in our own words")


class SessionKind(StrEnum):
    LECTURE = "lecture"
    CITY_PRESENTATION = "city presentation"
    SITE_VISIT = "site visit"
    DISCUSSION = "discussion"
    ACTION_PLAN = "action plan"
    NOT_STATED = "not stated"


class Session(Noun):
    """One part of a program."""

    id: Slug
    program_id: Slug
    kind: SessionKind
    title: Line
    date: dt.date | None = None
    organisation: str | None = None
    city: Slug | None = Field(default=None, description="the presenting city, for a city presentation")
    source_ids: tuple[Slug, ...] = ()


class Participation(Noun):
    """A city, country or other place that took part in a program, as a source names it. Counts only, never names of
    people; ``place_id`` is None where the place is not in the vocabulary (a province, say)."""

    id: str
    program_id: Slug
    place_named: Line
    place_id: str | None = None
    head_count: int | None = Field(default=None, ge=0)
    source_ids: tuple[Slug, ...] = Field(min_length=1)


class OutcomeKind(StrEnum):
    ACTION_PLAN = "action plan"
    APPLICATION = "application"
    DROPPED = "dropped"


class Outcome(Noun):
    """What came of training, as public sources say: a city planned something, did it, or gave it up. ``program_id``,
    ``city`` and ``case_id`` (the case that it is about) are None where the sources name none, or none that is here."""

    id: str
    program_id: Slug | None = None
    city: Slug | None = None
    case_id: Slug | None = None
    kind: OutcomeKind
    date: Date = NOT_STATED
    source_ids: tuple[Slug, ...] = Field(min_length=1)
    note: str = ""


class Source(Noun):
    """What supports a statement: a public web page (with a note in our own words), or a span of an accessioned
    document (with a quote)."""

    id: Slug
    kind: Literal["web", "document"] = "web"
    title: Line
    publisher: str = NOT_STATED
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    published: Date = NOT_STATED
    seen: dt.date | None = Field(default=None, description="the day we last looked")
    language: str = "en"
    note: str = Field(default="", description="what the page says, in our own words")
    document_id: str | None = None
    locator: Locator | None = None
    quote: str = ""

    @model_validator(mode="after")
    def _addressable(self) -> Self:
        if self.kind == "web" and self.url is None:
            raise ValueError("a web source needs its address")
        if self.kind == "document" and self.document_id is None:
            raise ValueError("a document source needs the document's id")
        return self


class DocumentState(StrEnum):
    """How far a document has come. A refused file never becomes a document."""

    DESCRIBED = "described"
    WITHDRAWN = "withdrawn"


class Withdrawal(Noun):
    """The tombstone of a document: it was here, and why it is not any more."""

    reason: Line
    at: dt.datetime


class Description(Noun):
    """What the words of a document name, found by program and never shown as a fact stated by a person."""

    method: str
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    cases: tuple[Slug, ...] = ()


class Document(Noun):
    """One accessioned file."""

    id: str
    sha256: Sha256
    byte_count: int = Field(ge=0)
    media_type: str
    filename: str
    title: Line
    language: str = Field(default="und", description="BCP 47 tag; 'und' where it could not be told")
    kind: SessionKind = SessionKind.NOT_STATED
    organisation: str | None = None
    rights: str = NOT_STATED
    access: Access = Access.PUBLIC
    embargo_until: dt.date | None = None
    state: DocumentState = DocumentState.DESCRIBED
    page_count: int = Field(default=0, ge=0, description="pages, slides, sections or spans of time read")
    pages_without_text: tuple[Locator, ...] = ()
    description: Description | None = None
    withdrawal: Withdrawal | None = None
    accessioned_at: dt.datetime


class Use(Noun):
    """A document was used in a program (and session, where known)."""

    document_id: str
    program_id: Slug
    session_id: Slug | None = None


class Coverage(Noun):
    """A person stated that a span of a document is about a case; without a locator, the whole document is."""

    document_id: str
    case_id: Slug
    locator: Locator | None = None


class EvidenceLevel(StrEnum):
    NONE = "none"
    SELF_STATED = "self-stated"
    MEASURED = "measured"
    EVALUATED = "independently evaluated"


class Result(Noun):
    """One outcome of a case. Every number keeps its unit, year and source."""

    indicator: Line
    before: str = NOT_STATED
    after: str = NOT_STATED
    unit: str = NOT_STATED
    year: str = Field(default=NOT_STATED, description="EDTF year or interval the figure is for")
    evidence: EvidenceLevel
    source_ids: tuple[Slug, ...] = Field(min_length=1)


class Stage(StrEnum):
    PROPOSED = "proposed"
    PILOT = "pilot"
    IMPLEMENTING = "implementing"
    RUNNING = "running"
    SCALED = "scaled"
    ENDED = "ended"
    DROPPED = "dropped"


class Section(Noun):
    """One field of a case record in prose, with the sources it rests on."""

    name: Slug
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    source_ids: tuple[Slug, ...] = ()


class Relation(Noun):
    kind: Literal["part of", "follows", "adapted from", "same policy in other city", "replaces", "contrasts with"]
    case_id: Slug


TAG_FACETS = ("instrument", "actor", "finance", "challenge", "people")
"""The facets whose terms a case is tagged with; the others follow from its fields."""


class Case(Noun):
    """One urban policy case: what people look for, and what results count."""

    id: Slug
    title: Labels
    gist: Labels
    city: Slug
    country: str = Field(pattern=r"^[A-Z]{2}$")
    scale: Literal["site", "neighbourhood", "district", "whole city", "metropolitan region", "national"]
    themes: tuple[str, ...] = Field(min_length=1, max_length=4, description="main theme first")
    sdg: tuple[str, ...] = ()
    stage: Stage
    start: Date
    end: Date | Literal[""] = Field(default="", description="empty while it runs")
    sections: tuple[Section, ...]
    tags: tuple[TermId, ...] = Field(default=(), description="terms of the facets: instrument.pricing, people.women")
    results: tuple[Result, ...] = ()
    source_ids: tuple[Slug, ...] = Field(min_length=1)
    relations: tuple[Relation, ...] = ()
    language: str = "en"
    author: str = "archive editors"
    reviewer: str = "not yet reviewed"
    last_reviewed: dt.date | None = None
    licence: str = "CC BY 4.0"
    access: Access = Access.PUBLIC
    embargo_until: dt.date | None = None

    @field_validator("tags")
    @classmethod
    def _of_tag_facets(cls, tags: tuple[str, ...]) -> tuple[str, ...]:
        for tag in tags:
            if tag.partition(".")[0] not in TAG_FACETS:
                raise ValueError(f"the tag '{tag}' is not a term of {', '.join(TAG_FACETS)}")
        return tags

    @property
    def name(self) -> str:
        """The title to show where no language was asked for."""
        return self.title.get("en") or next(iter(self.title.values()))

    def language_of(self, place: Locator) -> str:
        """The language of a section of the record: its first sections are title and gist in one language each, all
        others are in the record's own."""
        tags = list(self.title)
        return tags[place.start - 1] if place.start <= len(tags) else self.language


class Basis(StrEnum):
    """Why we say that a program taught a case. Only the first two are facts."""

    MATERIAL = "material"
    RECORD = "record"
    SUGGESTED = "suggested"


class Acceptance(Noun):
    """A person turned a suggestion into a fact."""

    by: Line
    at: dt.datetime


class Suggestion(Noun):
    """How a suggestion was computed. ``score`` lies in 0 to 1."""

    method: Line
    score: float = Field(ge=0, le=1)


class Teaching(Noun):
    """A program taught a case: the link this archive exists for."""

    id: str
    case_id: Slug
    program_id: Slug
    session_id: Slug | None = None
    document_id: str | None = None
    locator: Locator | None = None
    basis: Basis
    source_ids: tuple[Slug, ...] = ()
    note: str = ""
    suggestion: Suggestion | None = None
    acceptance: Acceptance | None = None

    @model_validator(mode="after")
    def _supported(self) -> Self:
        supported = {
            Basis.MATERIAL: self.document_id is not None,
            Basis.RECORD: bool(self.source_ids),
            Basis.SUGGESTED: self.suggestion is not None,
        }
        if not supported[self.basis]:
            raise ValueError(f"a teaching of basis '{self.basis}' lacks what supports it")
        return self

    @property
    def is_fact(self) -> bool:
        """Whether it may be shown and counted as a fact."""
        return self.basis is not Basis.SUGGESTED or self.acceptance is not None


Words = Mapping[str, tuple[Line, ...]]
"""Further words for an entry of a vocabulary, by language (BCP 47)."""


class Theme(Noun):
    """A theme of the two-level list; sub-themes name their ``broader`` theme. ``negative_labels``: words that look
    like it and mean something else."""

    id: Annotated[str, StringConstraints(pattern=r"^T\d{2}(?:\.[a-z0-9-]+)?$")]
    labels: Labels
    alt_labels: Words = {}
    negative_labels: Words = {}
    scope_note: str = ""
    broader: str | None = None
    sdg: tuple[str, ...] = ()


class Scheme(StrEnum):
    """Which vocabulary a concept stands in (SKOS: concept scheme)."""

    CONCEPT = "concept"
    NAME = "name"
    FACET = "facet"


class Concept(Noun):
    """A term of urban policy below the themes, a proper name that officials meet (Arisu, TOPIS), or a facet and its
    terms (``stage``, ``stage.pilot``). The fields are those of SKOS: ``labels`` its prefLabel, ``alt_labels`` its
    altLabel, ``scope_note``, ``broader`` (ids of themes or concepts) and ``related``; ``negative_labels``, which SKOS
    lacks, are words that look like it and mean something else."""

    id: TermId
    scheme: Scheme
    labels: Labels
    alt_labels: Words = {}
    negative_labels: Words = {}
    scope_note: str = ""
    broader: tuple[str, ...] = ()
    related: tuple[TermId, ...] = ()


class Population(Noun):
    """How many people live in a city, in its year (EDTF), as one source has it; ``area`` says of what: the city
    within its boundary, or the urban agglomeration."""

    count: int = Field(ge=1)
    year: Date
    area: Literal["city", "agglomeration"]
    source: Line


class PlaceKind(StrEnum):
    REGION = "region"
    COUNTRY = "country"
    CITY = "city"


class Place(Noun):
    """A world region (UN M49 code), a country (ISO 3166-1 alpha-2 code) or a city (slug)."""

    id: str
    kind: PlaceKind
    labels: Labels
    alt_labels: Words = {}
    country: str | None = None
    regions: tuple[str, ...] = Field(default=(), description="UN M49 codes, widest first")
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    population: Population | None = None
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9]\d*$")] | None = None
    geonames: int | None = Field(default=None, ge=1, description="geonameId")


class Organisation(Noun):
    """A host, commissioner, partner or network."""

    id: Slug
    labels: Labels
    alt_labels: Words = {}
    kind: Literal["host", "network", "donor", "university", "institute", "government", "company"]
    url: str | None = None


class Entry(Noun):
    """A passage as the index sees it: evidence for one subject, with the columns that filters ask for.

    A passage that two cases claim gives two entries, so that a filter on one case never lets the other through.
    """

    passage_id: str
    subject: str = Field(description="'case:ID', or 'document:ID' while no case claims the passage")
    unit: str = Field(description="owner and locator: the page, slide or section that keyword ranking counts")
    title: str
    text: str
    facets: Mapping[str, tuple[str, ...]] = Field(description="filter name -> ids")
    headings: tuple[str, ...] = Field(default=(), description="what the record is catalogued under, in English")
    years: tuple[int, ...] = Field(default=(), description="years in which it was taught")
    period: tuple[int, int] | None = Field(default=None, description="first and last year the policy ran")
    access: Access
    embargo_until: dt.date | None = None


class Version(Noun):
    """One state of a program, case or teaching: ``content`` is the record as JSON text. Old ones stay."""

    noun: Literal["program", "case", "teaching"]
    record_id: str
    number: int = Field(ge=1)
    at: dt.datetime
    actor: Line
    note: str
    content: str


def short_hash(*parts: object) -> str:
    """16 hexadecimal digits of the SHA-256 over the parts: the same on every machine, for ids."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]
