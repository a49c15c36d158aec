"""What the archive knows of one theme, as it goes over the wire."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from search_api.asking_schemas import Wire
from search_api.schemas import CaseSummary, Label, ProgramSummary

__all__ = ["Gap", "GapCode", "GapPart", "RegionCases", "SubTheme", "ThemeSummary", "ThemeView", "YearPrograms"]

GapCode = Literal[
    "sub-themes-without-case",
    "regions-without-case",
    "last-taught",
    "never-taught",
    "not-stated",
    "not-measured",
    "languages-without-document",
    "suggestions-waiting",
]


class SubTheme(Wire):
    theme: Label = Field(description="The sub-theme.")
    case_count: int = Field(description="Cases that are catalogued under it.")


class ThemeSummary(Wire):
    """A theme, with what the archive has of it; whatever is catalogued below it counts with it."""

    theme: Label = Field(description="The theme.")
    broader: Label | None = Field(description="The theme above it; null at the top.")
    scope_note: str = Field(description="What belongs here and what does not; empty: plain.")
    case_count: int = Field(description="Cases that are catalogued under it.")
    program_count: int = Field(description="Programs of the register on it.")
    last_year: int | None = Field(description="Year of the last of these programs; null: there is none.")
    sub_themes: list[SubTheme] = Field(description="Themes right below it.")


class RegionCases(Wire):
    region: Label | None = Field(description="The smallest world region (UN M49) of the cases; null: not known.")
    cases: list[CaseSummary] = Field(description="Cases from there, by country and city.")


class YearPrograms(Wire):
    year: int | None = Field(description="Year in which they began; null: not known.")
    programs: list[ProgramSummary] = Field(description="Programs of the register, newest first.")


class GapPart(Wire):
    """One value that something is missing for."""

    label: Label = Field(description="The sub-theme, region, section, language or case.")
    count: int = Field(description="How many cases, documents or suggestions it is about; 0: there is none.")
    address: str = Field(description="The search or page that shows it.")


class Gap(Wire):
    """Something that is missing or waiting."""

    code: GapCode = Field(
        description="sub-themes-without-case: no case is catalogued under them. regions-without-case: world regions "
        "from which there are cases of other themes. last-taught: `count` years since a program of the register on the "
        "theme began; with total 0 there was none. never-taught: cases that no program of the register taught, as far "
        "as sources say. not-stated: the three sections that sources most often leave open. not-measured: cases none "
        "of whose results is measured or independently evaluated. languages-without-document: English, Korean, French "
        "or Spanish, in which no document covers a case of the theme. suggestions-waiting: links to programs that were "
        "computed, and that nobody has accepted or refused."
    )
    count: int = Field(description="How many there are; of last-taught: years.")
    total: int = Field(description="Of how many; of last-taught: the year.")
    parts: list[GapPart] = Field(description="Which ones, where they can be named.")
    address: str = Field(description="The search that shows them all; empty where the parts have their own.")


class ThemeView(ThemeSummary):
    """What the archive knows of a theme."""

    labels: Mapping[str, str] = Field(description="Its name by language (BCP 47).")
    alt_labels: Mapping[str, list[str]] = Field(description="Other names by language.")
    sdg: list[str] = Field(description="Targets of the Sustainable Development Goals, `11.2`.")
    regions: list[RegionCases] = Field(description="Its cases by world region, those of most cases first.")
    years: list[YearPrograms] = Field(description="Programs of the register on it, newest first.")
    gaps: list[Gap] = Field(description="What is missing, each by a rule of its own; only what there is.")
