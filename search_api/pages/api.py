"""The page for those who use the archive from a program: how to begin, real answers, the data dictionary; and a Python
notebook to take along."""

import json
from pathlib import Path

from fastapi import APIRouter, Request, Response

from index.query import FILTERS
from search_api.citing import absolute
from search_api.exports import disposition
from search_api.pages.live_examples import QUESTION, examples
from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn
from search_api.routes.dependencies import ServiceIn
from search_api.settings import Settings

__all__ = ["router"]

router = APIRouter()

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "miti.ipynb"
NOTEBOOK_TYPE = "application/x-ipynb+json"
NOTEBOOK_ARCHIVE = "http://127.0.0.1:8000"
"""The address that the notebook asks, as it is kept."""


@router.get("/docs")
def api_page(request: Request, service: ServiceIn, spoken: SpokenIn) -> Response:
    """How to use the archive from a program, with examples of what it answers now."""
    return show(
        request,
        "api.html",
        spoken,
        api=request.app.openapi(),
        examples=examples(service, spoken.lang),
        question=QUESTION,
        filters=FILTERS,
        archive=_archive(request.app.state.settings),
    )


@router.get("/docs/miti.ipynb")
def notebook(request: Request) -> Response:
    """A notebook that asks this archive."""
    own = json.dumps(json.dumps(_archive(request.app.state.settings)))[1:-1]
    text = NOTEBOOK.read_text(encoding="utf-8").replace(json.dumps(json.dumps(NOTEBOOK_ARCHIVE))[1:-1], own)
    return Response(text, media_type=NOTEBOOK_TYPE, headers={"Content-Disposition": disposition(NOTEBOOK.name)})


def _archive(settings: Settings) -> str:
    """The archive's address, for a program: its public one or, where none is set, the one that it listens on."""
    return absolute(settings.address, "")
