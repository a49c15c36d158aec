"""GET /api/complete: what a person who is typing may be about to ask for."""

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.completion_schemas import CompletionParameters, Completions
from search_api.routes.dependencies import PROBLEMS, ServiceIn

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["search"], responses=PROBLEMS)


@router.get("/complete", summary="Complete what is being typed")
def complete(service: ServiceIn, asked: Annotated[CompletionParameters, Query()]) -> Completions:
    """Cases, programs, themes, places, organisations, concepts and names that are called as the typed words begin, in
    any language, and what choosing each of them does. One slip in a long word is forgiven where nothing else fits."""
    return service.completer.complete(asked)
