"""What a material says: the YAML files in content/, read strictly."""

import re
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Literal, Self, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

NOTICE: Mapping[str, str] = {
    "en": "Starter material, written for this archive by its editors. It is not a lecture that SHRDC or MITI gave.",
    "ko": "이 자료는 아카이브 편집진이 새로 쓴 예시 자료입니다. SHRDC나 MITI에서 실제로 진행한 강의가 아닙니다.",
    "fr": (
        "Document de démarrage, rédigé pour ces archives par leur équipe éditoriale. "
        "Ce n’est pas un cours donné par le SHRDC ou le MITI."
    ),
    "es": (
        "Material inicial, escrito para este archivo por su equipo editorial. "
        "No es una clase que hayan impartido el SHRDC o el MITI."
    ),
}
READ_ALOUD: Mapping[str, str] = {
    "en": "What follows are the notes of the slides, timed as if they were read aloud.",
    "ko": "아래는 슬라이드 노트를 소리 내어 읽는다고 보고 시간을 매긴 것입니다.",
    "fr": "Voici les notes des diapositives, minutées comme si on les lisait à voix haute.",
    "es": "Siguen las notas de las diapositivas, con los tiempos que tomaría leerlas en voz alta.",
}
RIGHTS = "CC BY 4.0"
ORGANISATION = "MITI archive editors"
CASES: Mapping[str, str] = {"en": "Cases:", "ko": "사례:", "fr": "Cas\N{NO-BREAK SPACE}:", "es": "Casos:"}
SOURCES: Mapping[str, str] = {"en": "Sources:", "ko": "출처:", "fr": "Sources\N{NO-BREAK SPACE}:", "es": "Fuentes:"}


_SEPARATORS: Mapping[str, Mapping[int, str]] = {
    "fr": str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","}),
    "es": str.maketrans({",": ".", ".": ","}),
}


class Content(BaseModel):
    """Base of all parts: a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Basis(Content):
    """What a slide, page or section rests on: ids of cases and of entries in sources.csv."""

    cases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def line(self, language: str) -> str:
        """The foot: "Cases: … · Sources: …"."""
        cases = f"{CASES[language]} {', '.join(self.cases)}" if self.cases else ""
        named = ", ".join(self.sources)
        return "  ·  ".join(part for part in (cases, f"{SOURCES[language]} {named}" if named else "") if part)


class Chart(Content):
    """One number a point, or as many as there are names in ``series`` (two cities, before and after).

    ``highlight`` is the position (from 0) of the point that the eye should find where there is one series.
    """

    kind: Literal["column", "bar", "line", "doughnut"] = "column"
    title: str
    unit: str
    points: Mapping[str, float | tuple[float, ...]]
    series: tuple[str, ...] = ()
    format: str = "#,##0"
    highlight: int | None = None

    @model_validator(mode="after")
    def _each_point_has_every_series(self) -> Self:
        if {len(values) for values in self.values} != {len(self.series) or 1}:
            raise ValueError(f"{self.title}: every point needs one number a series")
        return self

    @property
    def values(self) -> tuple[tuple[float, ...], ...]:
        """The numbers of each point, in the order of ``series``."""
        return tuple(value if isinstance(value, tuple) else (value,) for value in self.points.values())

    @property
    def description(self) -> str:
        """The alternative text: everything the picture shows."""
        shown = (
            ", ".join(" ".join(filter(None, pair)) for pair in zip_longest(self.series, map(self.shown, values)))
            for values in self.values
        )
        return f"{self.title} ({self.unit}): " + "; ".join(map(" ".join, zip(self.points, shown, strict=True)))

    def shown(self, value: float, language: str = "en") -> str:
        """The number as the format writes it ("#,##0.0"), with the separators of the language."""
        number = re.search(r"[#,0]*0(?:\.(0+))?", self.format)
        decimals = len(number[1] or "") if number else 0
        written = f"{value:,.{decimals}f}" if "," in self.format else f"{value:.{decimals}f}"
        return written.translate(_SEPARATORS.get(language, {})).replace("-", "\N{MINUS SIGN}")


class Table(Content):
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = Field(description="shares of the width, one per column")

    @model_validator(mode="after")
    def _each_row_has_every_column(self) -> Self:
        for row in (self.widths, *self.rows):
            if len(row) != len(self.head):
                raise ValueError(f"{row} does not fit the columns {self.head}")
        return self


class Figure(Content):
    """A number to remember, and what it counts with its year."""

    value: str
    label: str
    accent: bool = Field(default=False, description="the one that the eye should find")


class Slide(Basis):
    """One idea. Which of the fields are filled decides how it is set (slide_parts.py).

    A single one of ``figures`` becomes a big number with takeaway and points beside it.
    """

    eyebrow: str = ""
    title: str
    statement: str = ""
    points: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    panels: tuple[Figure, ...] = ()
    steps: tuple[Figure, ...] = Field(default=(), max_length=6, description="a line of time: when, and what")
    takeaway: str = ""
    is_dark: bool = Field(default=False, description="light on dark, for a statement or points to remember")
    notes: str = Field(min_length=40)


class Block(Content):
    """A part of a page: one of the fields is filled."""

    text: str = ""
    points: tuple[str, ...] = ()
    table: Table | None = None
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    lines: int = Field(default=0, ge=0, description="empty lines to write on")


class Part(Basis):
    """A page of a hand-out, or a section of a worksheet."""

    heading: str
    starts_page: bool = Field(default=False, description="of a worksheet: begins on a new page")
    blocks: tuple[Block, ...]


class Material(Content):
    """What materials.csv says of a file."""

    file: str = Field(pattern=r"^[a-z0-9-]+\.(pptx|pdf|docx|vtt)$")
    program: str
    course: str = Field(description="the title of the program")
    session: str
    session_kind: str
    title: str
    subtitle: str
    language: Literal["en", "ko", "fr", "es"]

    @property
    def notice(self) -> str:
        return NOTICE[self.language]


class Deck(Material):
    kind: Literal["deck"]
    slides: tuple[Slide, ...] = Field(min_length=9)
    transcript: str | None = Field(default=None, description="file name of the notes, timed as if read aloud")
    spoken: Mapping[str, str] = Field(
        default={}, description="case -> the word by which the notes name it: a transcript covers what is said"
    )


class Paper(Material):
    """A hand-out (PDF, one part a page) or a worksheet or reading (Word, one part a section)."""

    kind: Literal["paper"]
    parts: tuple[Part, ...]


AnyMaterial: TypeAlias = Annotated[Deck | Paper, Field(discriminator="kind")]


def read_contents(folder: Path) -> Iterable[Deck | Paper]:
    """Every material of the folder, by file name. Raises pydantic.ValidationError where one breaks the rules."""
    adapter: TypeAdapter[Deck | Paper] = TypeAdapter(AnyMaterial)
    for path in sorted(folder.glob("*.yaml")):
        try:
            yield adapter.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (ValidationError, yaml.YAMLError) as error:
            error.add_note(f"in {path.name}")
            raise
