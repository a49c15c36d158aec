"""GET /api/search: words and filters to cases, the programs that taught them, and the slide that says so."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from search_api.asking_schemas import SearchParameters
from search_api.paging import next_link
from search_api.routes.dependencies import PROBLEMS, ServiceIn
from search_api.schemas import SearchAnswer

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["search"], responses=PROBLEMS)


@router.get("/search", summary="Find cases")
def search(
    request: Request, response: Response, service: ServiceIn, asked: Annotated[SearchParameters, Query()]
) -> SearchAnswer:
    """Cases that answer a question in words, narrowed by filters; filters alone list all that pass."""
    answer = service.search(asked)
    response.headers.update(next_link(request, request.app.state.settings.base_url, answer.next))
    return answer
