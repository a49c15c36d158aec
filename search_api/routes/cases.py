"""GET /api/cases."""

from typing import Annotated

from fastapi import APIRouter, Depends

from search_api.portraits.case_schemas import CaseContext
from search_api.portraits.context import case_context
from search_api.record_schemas import CaseView
from search_api.routes.dependencies import PROBLEMS, AskingIn, Id, Listing, ServiceIn
from search_api.schemas import CaseSummary, RecordPage, TaughtIn

__all__ = ["router"]

router = APIRouter(prefix="/api/cases", tags=["cases"], responses=PROBLEMS)


@router.get("", summary="List cases")
def list_cases(service: ServiceIn, listing: Annotated[Listing, Depends()]) -> RecordPage[CaseSummary]:
    """All cases in order of id."""
    records = service.records(listing.asked.lang)
    return listing.page(lambda after, limit: service.catalogue.cases(after=after, limit=limit), records.case_summary)


@router.get("/{case_id}", summary="Read a case")
def read_case(service: ServiceIn, case_id: Id, asked: AskingIn) -> CaseView:
    """The whole record: every section and figure with its sources."""
    return service.records(asked.lang).case(case_id)


@router.get("/{case_id}/teachings", summary="Who taught a case")
def list_teachings(service: ServiceIn, case_id: Id, listing: Annotated[Listing, Depends()]) -> RecordPage[TaughtIn]:
    """Programs with a link to the case and every reason for it: facts first, then suggestions, marked as such."""
    records = service.records(listing.asked.lang)
    records.case(case_id)
    return listing.slice(records.programs_of_case(case_id))


@router.get("/{case_id}/context", summary="What hangs together with a case")
def read_context(service: ServiceIn, case_id: Id, asked: AskingIn) -> CaseContext:
    """Who else was trained on it, who visited it, cases tied to it and cases that fared otherwise, how full its record
    is, and what is new since it was last taught."""
    return case_context(service, service.records(asked.lang), case_id)
