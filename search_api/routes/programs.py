"""GET /api/programs and /api/sessions: the register of training programs."""

from typing import Annotated

from fastapi import APIRouter, Depends

from search_api.record_schemas import FindingView, ProgramView, SessionView
from search_api.routes.dependencies import PROBLEMS, AskingIn, Id, Listing, ServiceIn
from search_api.schemas import CaseTaught, ProgramSummary, RecordPage

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["programs"], responses=PROBLEMS)
ListingIn = Annotated[Listing, Depends()]


@router.get("/programs", summary="List programs")
def list_programs(service: ServiceIn, listing: ListingIn) -> RecordPage[ProgramSummary]:
    """The register in order of id (which begins with the first day), and the sample courses, marked as such."""
    records = service.records(listing.asked.lang)
    return listing.page(
        lambda after, limit: service.catalogue.programs(after=after, limit=limit), records.program_summary
    )


@router.get("/programs/findings", summary="Check the register")
def list_findings(service: ServiceIn, listing: ListingIn) -> RecordPage[FindingView]:
    """Where the source of the register contradicts itself, or other sources say otherwise."""
    return listing.slice(service.records(listing.asked.lang).findings())


@router.get("/programs/{program_id}", summary="Read a program")
def read_program(service: ServiceIn, program_id: Id, asked: AskingIn) -> ProgramView:
    """The whole record, as recorded and as normalised."""
    return service.records(asked.lang).program(program_id)


@router.get("/programs/{program_id}/cases", summary="What a program taught")
def list_program_cases(service: ServiceIn, program_id: Id, listing: ListingIn) -> RecordPage[CaseTaught]:
    """Cases with a link to the program and every reason for it: facts first."""
    return listing.slice(service.records(listing.asked.lang).cases_of_program(program_id))


@router.get("/programs/{program_id}/sessions", summary="Sessions of a program")
def list_program_sessions(service: ServiceIn, program_id: Id, listing: ListingIn) -> RecordPage[SessionView]:
    """Lectures, city presentations, site visits, in order of id."""
    records = service.records(listing.asked.lang)
    service.catalogue.program(program_id)
    return listing.page(
        lambda after, limit: service.catalogue.sessions(program_id, after=after, limit=limit), records.session
    )


@router.get("/sessions", summary="List sessions", tags=["sessions"])
def list_sessions(service: ServiceIn, listing: ListingIn) -> RecordPage[SessionView]:
    """All sessions in order of id."""
    records = service.records(listing.asked.lang)
    return listing.page(lambda after, limit: service.catalogue.sessions(after=after, limit=limit), records.session)


@router.get("/sessions/{session_id}", summary="Read a session", tags=["sessions"])
def read_session(service: ServiceIn, session_id: Id, asked: AskingIn) -> SessionView:
    """One part of a program."""
    return service.records(asked.lang).session(service.catalogue.session(session_id))
