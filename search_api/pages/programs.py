"""Pages of the register of training programs."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from search_api.pages.rendering import show
from search_api.pages.spoken import PageOptions, SpokenIn
from search_api.record_schemas import FindingView
from search_api.routes.dependencies import Id, ServiceIn

__all__ = ["router"]

router = APIRouter()


class ProgramOptions(PageOptions):
    year: str = ""
    kind: str = ""

    @property
    def chosen_year(self) -> int | None:
        """The year, where the form names one: "all years" sends an empty value."""
        return int(self.year) if self.year.isdecimal() and len(self.year) == 4 else None


@router.get("/programs")
def programs_page(
    request: Request, service: ServiceIn, asked: Annotated[ProgramOptions, Query()], spoken: SpokenIn
) -> Response:
    """The register, newest first, narrowed by year or kind; sample courses stand apart."""
    records = service.records(spoken.lang)
    register = [records.program_summary(program) for program in records.register_programs()]
    shown = [
        program
        for program in register
        if asked.chosen_year in (None, program.year) and asked.kind in ("", program.kind.value)
    ]
    by_year = [(year, list(group)) for year, group in groupby(shown, key=lambda program: program.year)]
    return show(
        request,
        "programs.html",
        spoken,
        by_year=by_year,
        count=len(shown),
        head_count=sum(program.head_count or 0 for program in shown),
        years=sorted({program.year for program in register if program.year}, reverse=True),
        kinds=sorted({program.kind.value for program in register}),
        asked=asked,
        samples=[records.program_summary(program) for program in records.sample_programs()],
    )


@router.get("/programs/findings")
def findings_page(request: Request, service: ServiceIn, spoken: SpokenIn) -> Response:
    """What the source of the register gets wrong or leaves open."""
    records = service.records(spoken.lang)
    by_code: dict[str, list[FindingView]] = {}
    for finding in records.findings():
        by_code.setdefault(finding.code, []).append(finding)
    return show(request, "findings.html", spoken, by_code=by_code)


@router.get("/programs/{program_id}")
def program_page(request: Request, service: ServiceIn, program_id: Id, spoken: SpokenIn) -> Response:
    """One program: as recorded and as read, and what it taught."""
    records = service.records(spoken.lang)
    sessions = [records.session(session) for session in service.catalogue.sessions(program_id)]
    return show(
        request,
        "program.html",
        spoken,
        program=records.program(program_id),
        sessions=sorted(sessions, key=lambda session: (session.date is None, session.date, session.id)),
        cases=records.cases_of_program(program_id),
    )
