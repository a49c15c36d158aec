"""What routes are given."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path, Query, Request, Response
from pydantic import BaseModel

from search_api.asking_schemas import Asking, Paging
from search_api.paging import next_link, read_cursor, write_cursor
from search_api.schemas import Problem, RecordPage
from search_api.service import SearchService

__all__ = ["PROBLEMS", "AskingIn", "Id", "Listing", "PagingIn", "ServiceIn"]

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "model": Problem,
        "description": words,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, words in {
        400: "The question cannot be asked as it stands.",
        404: "No such record, or not for this reader.",
        422: "A parameter is wrong.",
        500: "Something went wrong here.",
        503: "The index or the catalogue cannot answer now.",
    }.items()
}

R = TypeVar("R", bound=BaseModel)


def _service(request: Request) -> SearchService:
    service: SearchService = request.app.state.service
    return service


ServiceIn = Annotated[SearchService, Depends(_service)]
AskingIn = Annotated[Asking, Query()]
PagingIn = Annotated[Paging, Query()]
Id = Annotated[str, Path(min_length=1, max_length=200, description="Stable id of the record.")]


class Listing:
    """Pages of a list, with the Link header to the next one."""

    def __init__(self, request: Request, response: Response, service: ServiceIn, asked: PagingIn) -> None:
        self.asked = asked
        self._request = request
        self._response = response
        self._service = service

    def page(self, fetch: Callable[[str | None, int], Sequence[Any]], shape: Callable[[Any], R]) -> RecordPage[R]:
        """A page of what ``fetch(after, limit)`` gives in order of id. Raises QueryError for a foreign cursor."""
        cursor = read_cursor(self.asked.cursor, str)
        found = fetch(str(cursor[0]) if cursor else None, self.asked.limit + 1)
        page = found[: self.asked.limit]
        following = write_cursor(page[-1].id) if len(found) > len(page) else None
        return self._answer([shape(record) for record in page], following)

    def slice(self, records: Sequence[R]) -> RecordPage[R]:
        """A page of a list that has its own order. Raises QueryError for a foreign cursor."""
        cursor = read_cursor(self.asked.cursor, float)
        start = max(0, int(min(float(cursor[0]), len(records)))) if cursor else 0
        end = start + self.asked.limit
        return self._answer(list(records[start:end]), write_cursor(float(end)) if end < len(records) else None)

    def _answer(self, records: list[R], following: str | None) -> RecordPage[R]:
        base_url: str | None = self._request.app.state.settings.base_url
        self._response.headers.update(next_link(self._request, base_url, following))
        return RecordPage(records=records, next=following, revision=self._service.catalogue.revision())
