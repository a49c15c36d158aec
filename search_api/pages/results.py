"""The search: a box, filters and hits; without a question, what there is to ask for."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from search_api import schemas
from search_api.narrowing import SearchLinks, choice_lists
from search_api.pages.home import show_home
from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn
from search_api.pages.wording import FACETS, LIST_HEADINGS
from search_api.routes.dependencies import ServiceIn
from search_api.search_citations import asked_again

__all__ = ["router"]

router = APIRouter()

FIRST_SHOWN = 8
"""Values of a facet that are shown before one asks for all."""


@router.get("/")
def search_page(
    request: Request, service: ServiceIn, asked: Annotated[schemas.PageParameters, Query()], spoken: SpokenIn
) -> Response:
    """The results of a search, or the home page where nothing is asked."""
    asked = asked.model_copy(update={"lang": spoken.lang})
    as_asked = SearchLinks.of(asked, spoken.chosen)
    if not asked.q.strip() and not as_asked.filters:
        return show_home(request, service, spoken)
    answer = service.search(asked)
    records = service.records(spoken.lang)
    links = as_asked.settled(answer.query)
    chips = [
        {
            "facet": FACETS[name],
            "label": records.label(name, value.removeprefix("-")).label,
            "excluded": value.startswith("-"),
            "remove": links.removing(name, value),
        }
        for name, value in links.filters
    ]
    return show(
        request,
        "search.html",
        spoken,
        answer=answer,
        as_asked=as_asked,
        links=links,
        chips=chips,
        lists=list(choice_lists(answer.facets, FACETS, links)),
        headings={**FACETS, **LIST_HEADINGS},
        asked=asked,
        take_away=asked_again(asked),
        first=FIRST_SHOWN,
    )
