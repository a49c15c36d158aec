"""The search: a box, filters and hits; without a question, what there is to ask for."""

import datetime as dt
from dataclasses import replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from search_api import asking_schemas
from search_api.narrowing import MOST_REMOVABLE, SearchLinks, choice_lists
from search_api.pages.home import show_home
from search_api.pages.rendering import show
from search_api.pages.spoken import Spoken, SpokenIn
from search_api.pages.views import map_of_cases, outlined, timeline_of_cases
from search_api.pages.wording import FACETS, LIST_HEADINGS, SORTS, UNRANKED, VIEWS
from search_api.records import Records
from search_api.relaxing import relaxations
from search_api.routes.dependencies import ServiceIn
from search_api.search_citations import asked_again
from search_api.service import Found

__all__ = ["router"]

router = APIRouter()

_LONGEST_ADDRESS = 400
"""Characters of an address that a map repeats for each of its cities."""
_SEEN = ("theme", "place")
"""Lists that are open before one asks for them."""


class ResultsOptions(asking_schemas.PageParameters):
    """A search, and how a page shows it."""

    view: Literal["list", "map", "timeline"] = Field(default="list", description="How the hits are shown.")
    more: str = Field(default="", max_length=40, description="Name of the list of filters to give whole.")

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What addresses repeat of how hits are shown: what is not usual."""
        view = [] if self.view == "list" else [("view", str(self.view))]
        return view if self.sort == "relevance" else [*view, ("sort", str(self.sort))]


@router.get("/")
def search_page(
    request: Request, service: ServiceIn, asked: Annotated[ResultsOptions, Query()], spoken: SpokenIn
) -> Response:
    """The results of a search, or the home page where nothing is asked."""
    asked = asked.model_copy(update={"lang": spoken.lang})
    as_asked = SearchLinks.of(asked, spoken.chosen, asked.shown)
    if not asked.q.strip() and not as_asked.filters:
        return show_home(request, service, spoken)
    records = service.records(spoken.lang)
    if asked.view == "list":
        answer, found = service.search(asked), None
    else:
        answer, found = service.outline(asked, records)
    links = as_asked.settled(answer.query)
    instead = [] if answer.total else relaxations(service, links, records)
    return show(
        request,
        "search.html",
        spoken,
        answer=answer,
        asked=asked,
        as_asked=as_asked,
        links=links,
        chips=_chips(links, records),
        chips_left=max(0, len(links.filters) - MOST_REMOVABLE),
        lists=list(choice_lists(answer.facets, FACETS, links, asked.more)),
        headings={**FACETS, **LIST_HEADINGS},
        seen=_SEEN,
        sorts={**SORTS, "relevance": SORTS["relevance"] if asked.q.strip() else UNRANKED},
        views=VIEWS,
        for_programs=links.of_program(spoken.lang),
        take_away=asked_again(asked, asked.sort),
        instead=[(FACETS[one.name], links.without_filter(one.name), one.total) for one in instead],
        canonical=_canonical(request, links),
        **(_view(asked.view, found, links, records, spoken) if found and found.hits else {}),
    )


def _view(view: str, found: Found, links: SearchLinks, records: Records, spoken: Spoken) -> dict[str, Any]:
    """What the map or the time line of all that was found is drawn from."""
    outline = outlined(found.hits, found.total, records)
    if view == "map":
        as_list = replace(links, shown=tuple(pair for pair in links.shown if pair[0] != "view"))
        others = [value for name, value in links.filters if name == "city" and not value.startswith("-")]

        def address(city_id: str) -> str:
            """The same search in this city alone or, where so many addresses would be long, its place in the list."""
            narrowed = as_list.adding("city", city_id, others)
            return narrowed if len(narrowed) <= _LONGEST_ADDRESS else f"#place-{city_id}"

        drawn, cities = map_of_cases(outline.cases, records, address)
        return {"outline": outline, "map": drawn, "cities": cities}
    asked_for = f"?{urlencode(spoken.hidden)}" if spoken.hidden else ""
    today = dt.datetime.now(dt.UTC).date()
    line = timeline_of_cases(outline.cases, records, lambda path: f"{path}{asked_for}", spoken.interface, today)
    return {"outline": outline, "line": line}


def _canonical(request: Request, links: SearchLinks) -> str | None:
    """What this search is called, where the archive has a public address."""
    base_url: str | None = request.app.state.settings.base_url
    return f"{base_url.rstrip('/')}{links.canonical()}" if base_url else None


def _chips(links: SearchLinks, records: Records) -> list[dict[str, object]]:
    """What the search is narrowed to, each with the address of the search without it."""
    return [
        {
            "facet": FACETS[name],
            "label": records.label(name, value.removeprefix("-")).label,
            "is_excluded": value.startswith("-"),
            "remove": links.removing(name, value),
        }
        for name, value in links.filters[:MOST_REMOVABLE]
    ]
