"""Every error that leaves over HTTP: one table of statuses, one body (RFC 9457 problem details).

Below /api (and for /health and /ready) the body is JSON; elsewhere a page says the same with the same status.
What went wrong inside never leaves: answers of 500 and more carry a fixed sentence, the log keeps the rest.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from archive.errors import (
    ArchiveError,
    CatalogueError,
    DuplicateDocument,
    FixityError,
    InvalidRecord,
    NotFound,
    QueueFull,
)
from index.errors import IndexIncompatible, IndexMissing, QueryError, SearchIndexError
from search_api.schemas import Problem, ProblemPart

__all__ = ["STATUSES", "ErrorHandlers", "answer_for", "wants_json"]

logger = logging.getLogger(__name__)


class Answer(NamedTuple):
    status: int
    detail: str | None = None
    """A fixed sentence for the reader; None: the error's own message, which is written for a person."""


STATUSES: Mapping[type[ArchiveError], Answer] = {
    NotFound: Answer(404, "There is no such record here, or it is not public."),
    DuplicateDocument: Answer(409),
    InvalidRecord: Answer(422),
    QueryError: Answer(400),
    IndexMissing: Answer(503, "No search index has been built yet. Records can be read; searching comes later."),
    IndexIncompatible: Answer(503, "The search index does not fit this version of the archive and is to be rebuilt."),
    SearchIndexError: Answer(503, "The search index cannot answer now. Try again in a minute."),
    CatalogueError: Answer(503, "The catalogue cannot be read now. Try again in a minute."),
    QueueFull: Answer(503),
    FixityError: Answer(500, "The stored original failed its check of integrity and is therefore not served."),
    ArchiveError: Answer(500, "Something went wrong here. The details are in the server's log."),
}
"""Error class -> status. A subclass without a row of its own has that of its nearest ancestor."""

_HTTP_DETAILS = {
    404: "There is no page or record at this address.",
    405: "This address does not take that method; its Allow header names those it takes.",
}

ProblemPage = Callable[[Request, Problem], Response]
"""Shows a problem as a page for a person."""


def answer_for(error: ArchiveError) -> Answer:
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def wants_json(path: str) -> bool:
    """Whether this path belongs to programs rather than to persons."""
    return path in {"/api", "/health", "/ready"} or path.startswith("/api/")


@dataclass(frozen=True)
class ErrorHandlers:
    """One shape for every error. ``headers`` go with each answer, also where no middleware is reached."""

    page: ProblemPage
    headers: Mapping[str, str]

    def install(self, app: FastAPI) -> None:
        app.add_exception_handler(ArchiveError, self.archive_error)
        app.add_exception_handler(HTTPException, self.http_error)
        app.add_exception_handler(RequestValidationError, self.invalid_request)
        app.add_exception_handler(Exception, self.unexpected_error)

    async def archive_error(self, request: Request, error: Exception) -> Response:
        if not isinstance(error, ArchiveError):
            raise error
        status, detail = answer_for(error)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.error("%s at %s: %s %s", error.code, request.url.path, error.message, error.details)
        retry = {"Retry-After": "60"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
        return self._respond(request, status, error.code, detail or error.message, extra_headers=retry)

    async def http_error(self, request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
        detail = _HTTP_DETAILS.get(error.status_code, error.detail)
        return self._respond(request, error.status_code, code, detail, extra_headers=error.headers)

    async def invalid_request(self, request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        parts = tuple(
            ProblemPart(parameter=_parameter(finding["loc"]), message=str(finding["msg"])) for finding in error.errors()
        )
        sentence = "; ".join(f"{part.parameter}: {part.message}" for part in parts[:5])
        return self._respond(request, 422, "invalid-request", f"This request cannot be read: {sentence}.", errors=parts)

    async def unexpected_error(self, request: Request, error: Exception) -> Response:
        logger.error("Unexpected error at %s", request.url.path, exc_info=error)
        status, detail = STATUSES[ArchiveError]
        return self._respond(request, status, "internal-error", detail or "")

    def _respond(
        self,
        request: Request,
        status: int,
        code: str,
        detail: str,
        *,
        errors: tuple[ProblemPart, ...] = (),
        extra_headers: Mapping[str, str] | None = None,
    ) -> Response:
        problem = Problem(
            type=f"urn:miti:problem:{code}",
            title=HTTPStatus(status).phrase,
            status=status,
            detail=detail,
            instance=request.url.path[:300],
            code=code,
            errors=errors,
        )
        if wants_json(request.url.path):
            content = problem.model_dump(mode="json")
            response: Response = JSONResponse(content, status, media_type="application/problem+json")
        else:
            response = self.page(request, problem)
        response.headers.update({**self.headers, **(extra_headers or {}), "Cache-Control": "no-store"})
        return response


def _parameter(location: Sequence[object]) -> str:
    """The name of the wrong parameter: the last part of its place that is a name, not a position in a list."""
    names = [part for part in location if isinstance(part, str)]
    return names[-1][:100] if names else "request"
