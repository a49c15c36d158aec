"""The register of training programs, taken away as a table or as JSON."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field

from archive.exchange.json_text import array
from archive.exchange.sheets import MEDIA_TYPE as CSV
from archive.exchange.sheets import to_csv
from search_api.citing import Citing
from search_api.exports import Export, file_name
from search_api.record_schemas import ProgramView
from search_api.register_filters import RegisterParameters, programs_of

__all__ = ["COLUMNS", "RegisterExportParameters", "RegisterFormat", "export_register"]


class RegisterFormat(StrEnum):
    CSV = "csv"
    JSON = "json"


class RegisterExportParameters(RegisterParameters):
    format: RegisterFormat = Field(
        default=RegisterFormat.CSV,
        description="`csv`: a table for a spreadsheet. `json`: programs, each as `/api/programs/{id}` has it.",
    )


COLUMNS: Mapping[str, str] = {
    "id": "stable id of the program",
    "title": "normalised title",
    "title_recorded": "title as the source writes it",
    "year": "year in which it began",
    "start": "first day, as far as `precision` goes",
    "end": "last day, as far as `precision` goes",
    "precision": "how exact the days are: day, month, year, unknown",
    "period_recorded": "period as the source writes it",
    "kind": "course, workshop, degree or forum",
    "mode": "on site, online, or not stated",
    "host": "organisation that ran it",
    "commissioner": "who commissioned it",
    "partners": "partner organisations",
    "networks": "networks whose members were trained",
    "cities": "cities whose officials were trained, where named",
    "countries": "countries whose officials were trained, where named",
    "themes": "themes",
    "head_count": "participants as recorded; empty: not stated",
    "row": "position in the source's table, from 1",
    "remarks": "what the source gets wrong or leaves open",
    "address": "page of the program",
}
"""Name of each column -> what it holds. Several values in one field are parted by "; "."""


def export_register(asked: RegisterExportParameters, citing: Citing) -> Export:
    """The programs that pass, newest first. Raises UnknownFilter."""
    chosen = programs_of(citing.records, asked)
    programs = (citing.records.program(program.id) for program in chosen)
    name = file_name("register", *asked.year, citing.day.isoformat())
    if asked.format is RegisterFormat.JSON:
        return Export(
            f"{name}.json", "application/json", array(program.model_dump(mode="json") for program in programs)
        )
    return Export(f"{name}.csv", CSV, to_csv(list(COLUMNS), (_row(program, citing) for program in programs)))


def _row(program: ProgramView, citing: Citing) -> list[str | int | float | None]:
    lists = {
        name: "; ".join(label.label for label in getattr(program, name))
        for name in ("partners", "networks", "cities", "countries", "themes")
    }
    fields: dict[str, str | int | float | None] = {
        **program.model_dump(mode="json", include={"id", "title", "title_recorded", "year", "kind", "mode", "row"}),
        **program.period.model_dump(mode="json", include={"start", "end", "precision"}),
        "period_recorded": program.period.recorded,
        "host": program.host.label if program.host else "",
        "commissioner": program.commissioner.label if program.commissioner else "",
        **lists,
        "head_count": program.head_count,
        "remarks": "; ".join(f"{remark.field}: {remark.note}" for remark in program.remarks),
        "address": citing.address(f"/programs/{program.id}"),
    }
    return [fields[name] for name in COLUMNS]
