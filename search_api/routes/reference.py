"""GET /api/sources and /api/vocabularies."""

from fastapi import APIRouter

from search_api.record_schemas import Vocabulary
from search_api.routes.dependencies import PROBLEMS, AskingIn, Id, ServiceIn
from search_api.schemas import SourceView

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["reference"], responses=PROBLEMS)


@router.get("/sources/{source_id}", summary="Read a source")
def read_source(service: ServiceIn, source_id: Id, asked: AskingIn) -> SourceView:
    """What supports a statement: who published it, where, and what it says in our own words."""
    return service.records(asked.lang).source(source_id)


@router.get("/vocabularies/{facet}", summary="Read a vocabulary")
def read_vocabulary(service: ServiceIn, facet: Id) -> Vocabulary:
    """The ids that a filter takes, with their names: theme, city, country, region, host or partner."""
    return service.records().vocabulary(facet)
