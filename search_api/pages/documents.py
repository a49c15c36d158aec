"""The page of a document."""

from itertools import groupby

from fastapi import APIRouter, Request, Response

from search_api.pages.cite import citing, references
from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn
from search_api.routes.dependencies import Id, ServiceIn

__all__ = ["router"]

router = APIRouter()


@router.get("/documents/{document_id}")
def document_page(request: Request, service: ServiceIn, document_id: Id, spoken: SpokenIn) -> Response:
    """Its record and its text, place by place."""
    records = service.records(spoken.lang)
    passages = records.passages(document_id)
    places = [(locator, list(group)) for locator, group in groupby(passages, key=lambda passage: passage.locator)]
    document = records.document(document_id)
    cited = references(citing(request, service, spoken).document(document_id)) if not document.withdrawn_at else ()
    return show(request, "document.html", spoken, document=document, places=places, references=cited)
