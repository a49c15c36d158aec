"""Pages of cases."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from fastapi import APIRouter, Request, Response

from search_api import schemas
from search_api.pages.cite import citing, references
from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn
from search_api.routes.dependencies import Id, ServiceIn

__all__ = ["router"]

router = APIRouter()


@router.get("/cases")
def cases_page(request: Request, service: ServiceIn, spoken: SpokenIn) -> Response:
    """All cases, by country."""
    records = service.records(spoken.lang)
    cases = [records.case_summary(case) for case in service.catalogue.cases()]
    by_country = [(name, list(group)) for name, group in _grouped(cases)]
    return show(request, "cases.html", spoken, by_country=by_country, count=len(cases))


@router.get("/cases/{case_id}")
def case_page(request: Request, service: ServiceIn, case_id: Id, spoken: SpokenIn) -> Response:
    """One case: the record, its sources, and who taught it."""
    records = service.records(spoken.lang)
    case = records.case(case_id)
    return show(
        request,
        "case.html",
        spoken,
        case=case,
        programs=records.programs_of_case(case_id),
        references=references(citing(request, service, spoken).case(case_id)),
    )


def _grouped(cases: Sequence[schemas.CaseSummary]) -> Iterator[tuple[str, Iterator[schemas.CaseSummary]]]:
    ordered = sorted(cases, key=lambda case: (case.country.label, case.city.label, case.title))
    return groupby(ordered, key=lambda case: case.country.label)
