"""Page of one training program: what was taught, to whom, how we know, and what the record gets wrong."""

from fastapi import APIRouter, Request, Response

from archive.model import Program
from search_api.editions import editions
from search_api.pages.register_graphics import participant_map
from search_api.pages.register_links import RegisterLinks
from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn
from search_api.portraits.trained import attendance
from search_api.records import Records
from search_api.register_figures import SOURCE_ID
from search_api.routes.dependencies import Id, ServiceIn
from search_api.schemas import ProgramSummary

__all__ = ["router"]

router = APIRouter()


@router.get("/programs/{program_id}")
def program_page(request: Request, service: ServiceIn, program_id: Id, spoken: SpokenIn) -> Response:
    """One program, its cases, sessions, participants and materials, and its editions and neighbours in time."""
    records = service.records(spoken.lang)
    program, view = service.catalogue.program(program_id), records.program(program_id)
    came = attendance(program, records.reference.participations.get(program_id, ()), records.reference.vocabulary)
    sessions = [records.session(session) for session in service.catalogue.sessions(program_id)]
    earlier, later = _neighbours(program, records)
    same = editions(program, records.register_programs()) if not program.is_sample else []
    return show(
        request,
        "program.html",
        spoken,
        program=view,
        thumbnails={
            document.id: records.pictures(records.find_document(document.id), None).get("thumbnail")
            for document in view.documents
        },
        days=_days(program),
        sessions=sorted(sessions, key=lambda session: (session.date is None, session.date, session.id)),
        cases=records.cases_of_program(program_id),
        map=participant_map(
            dict.fromkeys(came.cities, 1), RegisterLinks((), tuple(spoken.hidden)), records, "came-from"
        ),
        editions=[records.program_summary(one) for one in same],
        findings=[finding for finding in records.findings() if finding.program_id == program_id],
        earlier=earlier,
        later=later,
        register_sources=records.sources([SOURCE_ID]) if program.row is not None else [],
    )


def _days(program: Program) -> int | None:
    """How many days it took, the first and the last included; None where the days are not known."""
    period = program.period
    if period.precision != "day" or period.start is None or period.end is None:
        return None
    return (period.end - period.start).days + 1


def _neighbours(program: Program, records: Records) -> tuple[ProgramSummary | None, ProgramSummary | None]:
    """The program of the register before this one and the one after; None where there is none, and for samples."""
    ordered = records.register_programs()[::-1]
    if program.is_sample:
        return None, None
    place = next(index for index, one in enumerate(ordered) if one.id == program.id)
    before = records.program_summary(ordered[place - 1]) if place > 0 else None
    after = records.program_summary(ordered[place + 1]) if place + 1 < len(ordered) else None
    return before, after
