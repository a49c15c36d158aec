"""Pages of a document: one place at a time with its picture, and the whole text."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from search_api.pages.cite import citing, references
from search_api.pages.rendering import show
from search_api.pages.spoken import PageOptions, Spoken, SpokenIn
from search_api.routes.dependencies import Id, ServiceIn
from search_api.service import SearchService
from search_api.viewer import Viewer

__all__ = ["router"]

router = APIRouter()

Anchor = Annotated[str, Path(max_length=40, description="A place: slide-12, page-3, section-2, time-75.")]


class ViewOptions(PageOptions):
    q: str = Field(default="", max_length=2000, description="A question, whose words are marked.")
    at: str = Field(default="", max_length=40, description="The place to open at, slide-12; none: the best one.")


AskedIn = Annotated[ViewOptions, Query()]


@router.get("/documents/{document_id}")
def document_page(request: Request, service: ServiceIn, document_id: Id, asked: AskedIn, spoken: SpokenIn) -> Response:
    """A document, opened at the best place for the question, or at its first; a withdrawn one's tombstone."""
    return _viewer(request, service, document_id, asked, asked.at.strip() or None, spoken)


@router.get("/documents/{document_id}/at/{anchor}")
def place_page(
    request: Request, service: ServiceIn, document_id: Id, anchor: Anchor, asked: AskedIn, spoken: SpokenIn
) -> Response:
    """A document, opened at one slide, page, section or time."""
    return _viewer(request, service, document_id, asked, anchor, spoken)


@router.get("/documents/{document_id}/text")
def text_page(request: Request, service: ServiceIn, document_id: Id, asked: AskedIn, spoken: SpokenIn) -> Response:
    """All that a document says, on one page."""
    records = service.records(spoken.lang)
    document = records.document(document_id)
    found = records.find_document(document_id)
    leaves = Viewer(service, records, found, asked.q).leaves() if found else []
    return show(request, "document_text.html", spoken, document=document, leaves=leaves, q=asked.q.strip())


def _viewer(
    request: Request, service: SearchService, document_id: str, asked: ViewOptions, anchor: str | None, spoken: Spoken
) -> Response:
    records = service.records(spoken.lang)
    document = records.document(document_id)
    found = records.find_document(document_id)
    view = Viewer(service, records, found, asked.q).view(anchor) if found else None
    cited = references(citing(request, service, spoken).document(document_id)) if found else ()
    return show(
        request,
        "viewer.html",
        spoken,
        document=document,
        view=view,
        opened=anchor is None,
        q=asked.q.strip(),
        references=cited,
    )
