"""The page about the archive itself: how to read it."""

from fastapi import APIRouter, Request, Response

from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn

__all__ = ["router"]

router = APIRouter()


@router.get("/about")
def about_page(request: Request, spoken: SpokenIn) -> Response:
    """How to read what stands here."""
    return show(request, "about.html", spoken)
