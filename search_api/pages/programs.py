"""Pages of the register of training programs as a whole."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict, Field

from archive.model import Program
from search_api.pages.register_graphics import (
    BY,
    UNSTATED,
    column_chart,
    participant_map,
    program_matrix,
    unnamed_themes,
)
from search_api.pages.register_links import RegisterLinks
from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn
from search_api.pages.translations import translations
from search_api.pages.wording import N_
from search_api.portraits.trained import Attendance, attendance
from search_api.record_schemas import FindingView
from search_api.records import Records
from search_api.register_figures import SOURCE_ID, figures, sides
from search_api.register_filters import RegisterParameters, programs_of
from search_api.routes.dependencies import ServiceIn

__all__ = ["router"]

router = APIRouter()

FILTER_NAMES: Final = {
    "q": N_("Words in the title"),
    "year": N_("Year"),
    "theme": N_("Theme"),
    "partner": N_("Partner or network"),
    "host": N_("Host"),
    "kind": N_("Kind"),
    "mode": N_("Mode"),
    "country": N_("Country of participants"),
    "city": N_("City of participants"),
}


class RegisterOptions(RegisterParameters):
    """What the page may be asked: the filters of the register, the years as its form sends them, and what the table is
    set out by. Odd parameters of other sites are left alone."""

    model_config = ConfigDict(extra="ignore")

    by: Literal["theme", "partner", "host"] = "theme"
    first: str = Field(default="", alias="from", max_length=4, description="First year; empty: any.")
    last: str = Field(default="", alias="to", max_length=4, description="Last year; empty: any.")

    def settled(self) -> "RegisterOptions":
        """The same with the years of the form as the filter ``year``: one address for one register."""
        if not self.first and not self.last:
            return self
        span = self.first if self.first == self.last else f"{self.first}..{self.last}"
        return self.model_copy(update={"year": [span], "first": "", "last": ""})


@router.get("/programs")
def programs_page(
    request: Request, service: ServiceIn, asked: Annotated[RegisterOptions, Query()], spoken: SpokenIn
) -> Response:
    """The register as far as it passes the filters, newest first; sample courses stand apart."""
    asked = asked.settled()
    records = service.records(spoken.lang)
    programs = programs_of(records, asked)
    links = RegisterLinks.of(asked, [*([("by", asked.by)] if asked.by != "theme" else []), *spoken.hidden])
    places = records.reference.vocabulary.places
    found = figures(
        [_attendance(program, records) for program in programs],
        {place.id: place.country for place in places.values() if place.country},
    )
    unstated = translations(spoken.interface).gettext(UNSTATED[asked.by])
    shown = [records.program_summary(program) for program in programs]
    return show(
        request,
        "programs.html",
        spoken,
        asked=asked,
        links=links,
        figures=found,
        programs_chart=column_chart(found.years, found.programs_by_year, links),
        heads_chart=column_chart(found.years, found.heads_by_year, links),
        matrix=program_matrix(programs, found.years, asked.by, unstated, links, records),
        unnamed=unnamed_themes(programs, records),
        map=participant_map(found.by_city, links, records, "took-part"),
        countries=[
            (records.label("country", code).label, count, links.only(country=[code]))
            for code, count in sorted(found.countries_alone.items(), key=lambda one: (-one[1], one[0]))
        ],
        by_year=[(year, list(group)) for year, group in groupby(shown, key=lambda program: program.year)],
        by=BY,
        filter_names=FILTER_NAMES,
        chips=[(name, _named(name, value, records), links.without(name, value)) for name, value in links.pairs],
        choices=_choices(records),
        register_sources=records.sources([SOURCE_ID]),
        samples=[records.program_summary(program) for program in records.sample_programs()],
    )


def _attendance(program: Program, records: Records) -> Attendance:
    reference = records.reference
    return attendance(program, reference.participations.get(program.id, ()), reference.vocabulary)


def _named(name: str, value: str, records: Records) -> str:
    if name in {"q", "year"}:
        return value.replace("..", "–") if name == "year" else value
    return records.label("program-kind" if name == "kind" else name, value).label


def _choices(records: Records) -> dict[str, list[tuple[str, str]]]:
    """For each field of the form the values that programs of the register have, with their names, by name."""
    programs = records.register_programs()
    came = [_attendance(program, records) for program in programs]
    ids_of: dict[str, Callable[[Program], Iterable[str]]] = {
        **sides(records.reference.vocabulary),
        "kind": lambda program: [program.kind.value],
        "mode": lambda program: [program.mode.value],
    }
    values: dict[str, set[str]] = {
        **{name: {value for program in programs for value in of(program)} for name, of in ids_of.items()},
        "country": {code for one in came for code in one.countries},
        "city": {city for one in came for city in one.cities},
    }
    by_name = {
        name: sorted(((value, _named(name, value, records)) for value in found), key=lambda one: one[1].casefold())
        for name, found in values.items()
    }
    years = sorted({str(program.year) for program in programs if program.year is not None}, reverse=True)
    return {**by_name, "year": [(year, year) for year in years]}


@router.get("/programs/findings")
def findings_page(request: Request, service: ServiceIn, spoken: SpokenIn) -> Response:
    """What the source of the register gets wrong or leaves open."""
    records = service.records(spoken.lang)
    by_code: dict[str, list[FindingView]] = {}
    for finding in records.findings():
        by_code.setdefault(finding.code, []).append(finding)
    return show(request, "findings.html", spoken, by_code=by_code)
