"""GET /api/documents/{id}/pages/{n}.webp and …/thumbnails/{n}.webp: pictures of pages and slides."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from search_api.pictures import PictureFile
from search_api.routes.dependencies import PROBLEMS, Id, ServiceIn

__all__ = ["router"]

WEBP = "image/webp"
_ANSWERS: dict[int | str, dict[str, Any]] = {**PROBLEMS, 200: {"content": {WEBP: {}}, "description": "The picture."}}

router = APIRouter(prefix="/api/documents", tags=["documents"], responses=_ANSWERS)
Number = Annotated[int, Path(ge=1, le=1_000_000, description="The page or slide, counted from 1.")]


@router.get("/{document_id}/pages/{number}.webp", summary="Get a page as a picture", response_class=Response)
def read_page(service: ServiceIn, document_id: Id, number: Number) -> Response:
    """A page or slide as WebP, at most 1,000 pixels wide; its address stands beside each passage."""
    return _answer(service.picture(document_id, "pages", number))


@router.get("/{document_id}/thumbnails/{number}.webp", summary="Get a page's thumbnail", response_class=Response)
def read_thumbnail(service: ServiceIn, document_id: Id, number: Number) -> Response:
    """The same, at most 160 pixels wide."""
    return _answer(service.picture(document_id, "thumbnails", number))


def _answer(picture: PictureFile) -> Response:
    # Kept, but asked for each time: what is withdrawn disappears at once.
    headers = {"ETag": picture.tag, "Cache-Control": "public, no-cache"}
    return Response(picture.content, media_type=WEBP, headers=headers)
