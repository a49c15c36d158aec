"""GET /api/counts: tables of what a search finds."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from archive.exchange.sheets import MEDIA_TYPE
from search_api.count_csv import count_csv, count_filename
from search_api.count_schemas import CountAnswer, CountParameters
from search_api.counts import CountService
from search_api.exports import disposition
from search_api.routes.dependencies import PROBLEMS, ServiceIn

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["search"], responses=PROBLEMS)


@router.get(
    "/counts",
    summary="Count cases",
    response_model=CountAnswer,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def counts(service: ServiceIn, asked: Annotated[CountParameters, Query()]) -> CountAnswer | Response:
    """Cases, or the training in which they were taught, by one to three axes: of everything, or of what a search
    finds."""
    answer = CountService(service).count(asked)
    if asked.format == "json":
        return answer
    return Response(
        "".join(count_csv(answer)),
        media_type=MEDIA_TYPE,
        headers={"Content-Disposition": disposition(count_filename(answer))},
    )
