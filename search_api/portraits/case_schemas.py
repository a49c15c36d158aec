"""What hangs together with one case, as it goes over the wire."""

import datetime as dt
from typing import Literal

from pydantic import Field

from search_api.asking_schemas import Wire
from search_api.schemas import (
    CaseSummary,
    DocumentSummary,
    Label,
    LocatorView,
    ProgramSummary,
    SessionSummary,
    SourceView,
)

__all__ = [
    "CaseContext",
    "Changes",
    "Completeness",
    "Contrast",
    "FieldChange",
    "FieldState",
    "Level",
    "RelatedCase",
    "State",
    "TrainedOn",
    "TrainedPlace",
    "TrainedYear",
    "Visit",
]

Level = Literal["required", "wanted", "optional"]
State = Literal["filled", "not stated", "missing"]
RelationKind = Literal[
    "part of",
    "has part",
    "follows",
    "followed by",
    "adapted from",
    "adapted in",
    "same policy in other city",
    "replaces",
    "replaced by",
    "contrasts with",
]
Difference = Literal["fate", "evidence", "region"]


class TrainedPlace(Wire):
    """A city or country whose officials were trained on the case: counts only, never names of people."""

    place: Label = Field(description="The city or country.")
    country: Label | None = Field(description="Country of a city; null for a country.")
    years: list[int] = Field(description="Years of the programs, oldest first.")
    program_count: int = Field(description="In how many programs that taught the case.")
    in_register: bool = Field(description="True: the register itself names it, or one of a country's cities.")
    sources: list[SourceView] = Field(description="Other sources that name it, or one of a country's cities.")


class TrainedYear(Wire):
    """One year in which the case was taught."""

    year: int = Field(description="The year.")
    program_count: int = Field(description="Programs that taught the case.")
    city_count: int = Field(description="Cities that are named for them.")
    country_count: int = Field(description="Countries that are named for them, those of the named cities among them.")
    head_count: int = Field(description="Participants as recorded, of the programs that record them.")


class TrainedOn(Wire):
    """Who else was trained on a case: from the programs of the register that taught it as a matter of fact. Suggested
    links and sample courses count for nothing here."""

    program_count: int = Field(description="Programs that taught the case.")
    head_count: int | None = Field(
        description="Participants of these programs as recorded, added up; null where none records them."
    )
    counted_program_count: int = Field(description="How many of the programs record their participants.")
    cities: list[TrainedPlace] = Field(description="Cities that are named, those of most programs first.")
    countries: list[TrainedPlace] = Field(
        description="Countries that are named, and those of the named cities; those of most programs first."
    )
    networks: list[Label] = Field(description="Networks whose members were trained, where only these are named.")
    others: list[str] = Field(description="Places that a source names and the vocabulary does not have.")
    years: list[TrainedYear] = Field(description="By year, oldest first.")
    not_stated: list[ProgramSummary] = Field(description="Programs for which nothing says where people came from.")


class Visit(Wire):
    """A site visit of a program that went to see the case."""

    session: SessionSummary = Field(description="The visit.")
    program: ProgramSummary = Field(description="The program.")
    sources: list[SourceView] = Field(description="What says so.")
    document: DocumentSummary | None = Field(description="The document that says so, where one does.")
    locator: LocatorView | None = Field(description="Where in that document.")


class RelatedCase(Wire):
    """Another case that a record ties to this one: this record, or that of the other."""

    kind: RelationKind = Field(description="How the case asked for stands to the other one.")
    case: CaseSummary = Field(description="The other case.")


class Contrast(Wire):
    """A case that tried something alike and fared otherwise; computed, by the rule of `CaseContext.contrasts`."""

    case: CaseSummary = Field(description="The other case.")
    shared_themes: list[Label] = Field(description="Sub-themes that both have.")
    shared_instruments: list[Label] = Field(description="Policy instruments that both used.")
    differences: list[Difference] = Field(
        description="fate: one was dropped or ended and the other was not. evidence: the results of one are "
        "independently evaluated, those of the other at best stated by itself. region: another part of the world."
    )
    stage: Label = Field(description="How far the other has come.")
    own_stage: Label = Field(description="How far the case asked for has come.")


class FieldState(Wire):
    """One field of a case record."""

    field: str = Field(description="Stable name: title, results, section:problem …")
    level: Level = Field(description="Needed for a good record: required, (strongly) wanted, or optional.")
    state: State = Field(
        description="filled; `not stated`: the sources were read and do not say; missing: nobody has looked yet."
    )


class Completeness(Wire):
    """How full a case record is."""

    fields: list[FieldState] = Field(description="Each field, required ones first.")
    filled_count: int = Field(description="Fields that say something.")
    not_stated_count: int = Field(description="Fields for which the sources were read and do not say.")
    missing_count: int = Field(description="Fields that nobody has looked for yet.")
    share: float = Field(description="Filled fields as a share of all, 0 to 1.")


class FieldChange(Wire):
    field: str = Field(description="Name of the field: stage, section:lessons, result:…")
    kind: Literal["added", "changed", "removed"] = Field(description="What became of it.")


class Changes(Wire):
    """What is new in a case since a program of the register last taught it."""

    last_taught: dt.date = Field(description="Day of the last session or program that taught it.")
    precision: Literal["day", "month", "year"] = Field(description="How exact that day is.")
    program: ProgramSummary = Field(description="That program.")
    kept_since: dt.datetime = Field(description="When this archive began to keep the record (UTC).")
    is_known: bool = Field(
        description="False: the record was begun after the case was last taught; `changed` then tells what changed "
        "since it was begun."
    )
    changed: list[FieldChange] = Field(description="Fields of the record that differ between then and now.")
    newer_sources: list[SourceView] = Field(
        description="Sources of the record that were published after it was last taught, newest first."
    )
    newer_results: list[str] = Field(description="Indicators whose figures are for a later year.")


class CaseContext(Wire):
    """What hangs together with a case."""

    trained: TrainedOn = Field(description="Who else was trained on it.")
    visits: list[Visit] = Field(description="Site visits of programs of the register that went to see it.")
    relations: list[RelatedCase] = Field(description="Cases that a person tied to it.")
    contrasts: list[Contrast] = Field(
        description="Computed: cases that share a sub-theme with it, and whose fate or evidence of results differs."
        " First those of another fate, then those with more themes and instruments in common, then "
        "those of another world region; at most 5, without those that `relations` has."
    )
    completeness: Completeness = Field(description="How full its record is.")
    changes: Changes | None = Field(description="What is new since it was last taught; null: no program taught it.")
