"""What the archive knows of one city, as it goes over the wire."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from search_api.asking_schemas import Wire
from search_api.record_schemas import OutcomeView, SessionView
from search_api.schemas import CaseSummary, Label, ParticipationView, ProgramSummary

__all__ = ["CitySummary", "CityView", "JoinedProgram", "Neighbour", "PopulationView"]


class PopulationView(Wire):
    """How many people live in a city, as one source has it."""

    count: int = Field(description="Inhabitants.")
    year: str = Field(description="Year that the number is for (EDTF), or `not stated`.")
    area: Literal["city", "agglomeration"] = Field(
        description="What was counted: the city within its boundary, or the urban agglomeration."
    )
    source: str = Field(description="Who counted.")


class CitySummary(Wire):
    """A city that the archive has something of."""

    city: Label = Field(description="The city.")
    country: Label | None = Field(description="Its country; null: not known.")
    region: Label | None = Field(description="The smallest world region (UN M49) that its country lies in.")
    case_count: int = Field(description="Cases from there.")
    program_count: int = Field(description="Programs of the register that its officials joined.")
    outcome_count: int = Field(description="Things it did after training, as public sources say.")


class JoinedProgram(Wire):
    """A program that officials of a city joined."""

    program: ProgramSummary = Field(description="The program.")
    in_register: bool = Field(description="True: the register itself names the city.")
    took_part: list[ParticipationView] = Field(description="Where other sources name the city.")


class Neighbour(Wire):
    """A city of about the same size."""

    city: Label = Field(description="The city.")
    country: Label | None = Field(description="Its country; null: not known.")
    population: PopulationView = Field(description="How many people live there.")
    case_count: int = Field(description="Cases from there.")


class CityView(CitySummary):
    """What the archive knows of a city."""

    labels: Mapping[str, str] = Field(description="Its name by language (BCP 47).")
    alt_labels: Mapping[str, list[str]] = Field(description="Other names by language.")
    regions: list[Label] = Field(description="World regions that it lies in, the widest first.")
    latitude: float | None = Field(description="Degrees north; null: not known.")
    longitude: float | None = Field(description="Degrees east; null: not known.")
    population: PopulationView | None = Field(description="How many people live there; null: not known.")
    wikidata: str | None = Field(description="Its id in Wikidata.")
    geonames: int | None = Field(description="Its id in GeoNames.")
    cases: list[CaseSummary] = Field(description="Cases from there.")
    programs: list[JoinedProgram] = Field(description="Programs that its officials joined, newest first.")
    country_programs: list[ProgramSummary] = Field(
        description="Programs whose sources name its country and none of that country's cities, newest first."
    )
    presentations: list[SessionView] = Field(description="Sessions in which it presented itself, newest first.")
    outcomes: list[OutcomeView] = Field(description="What it planned, did or gave up after training.")
    neighbours: list[Neighbour] = Field(
        description="Cities of the same world region (the smallest of UN M49) whose population lies in the same band: "
        "below half a million, 1, 5 or 10 million, or above. Only numbers that count the same kind of area, and are at "
        "most 5 years apart or of no stated year, are compared. Nearest in size first, at most 8."
    )
    alike_elsewhere: list[Neighbour] = Field(
        description="The same of other world regions, only cities that have cases here; at most 8."
    )
