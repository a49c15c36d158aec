"""GET /api/themes."""

from typing import Annotated

from fastapi import APIRouter, Depends

from search_api.portraits.theme_schemas import ThemeSummary, ThemeView
from search_api.portraits.themes import theme_view, themes
from search_api.routes.dependencies import PROBLEMS, AskingIn, Id, Listing, ServiceIn
from search_api.schemas import RecordPage

__all__ = ["router"]

router = APIRouter(prefix="/api/themes", tags=["themes"], responses=PROBLEMS)


@router.get("", summary="List themes")
def list_themes(service: ServiceIn, listing: Annotated[Listing, Depends()]) -> RecordPage[ThemeSummary]:
    """The themes of the first level with their sub-themes, in order of id."""
    return listing.slice(themes(service.records(listing.asked.lang)))


@router.get("/{theme_id}", summary="Read what is known of a theme")
def read_theme(service: ServiceIn, theme_id: Id, asked: AskingIn) -> ThemeView:
    """Its cases by region, the programs on it by year, and what is missing, each finding with the search that shows
    it."""
    return theme_view(service, service.records(asked.lang), theme_id)
