"""A problem, for a person."""

from fastapi import Request, Response

from search_api import schemas
from search_api.pages.rendering import show
from search_api.pages.spoken import LANGUAGES, PageOptions, Spoken

__all__ = ["error_page"]


def error_page(request: Request, problem: schemas.Problem) -> Response:
    """The page of an error; its address may be what is wrong, so its language is read with care."""
    asked = request.query_params.get("lang")
    chosen = PageOptions.model_validate({"lang": asked}).lang if asked in LANGUAGES else None
    spoken = Spoken.of(chosen, request.headers.get("accept-language", ""))
    return show(request, "error.html", spoken, status=problem.status, problem=problem)
