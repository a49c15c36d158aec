"""Web pages: the same answers as the API, for a person, as plain HTML. One small file for each kind of page.

Nothing needs a script; the search box has one that completes what is typed.
"""

from fastapi import APIRouter

from search_api.pages import (
    about,
    api,
    cases,
    cite,
    cities,
    documents,
    explore,
    feed,
    like,
    program,
    programs,
    results,
    themes,
)
from search_api.pages.problems import error_page

__all__ = ["error_page", "router"]

router = APIRouter()
for _pages in (
    results,
    cases,
    cities,
    themes,
    programs,
    program,
    documents,
    explore,
    like,
    cite,
    feed,
    about,
    api,
):
    router.include_router(_pages.router)
