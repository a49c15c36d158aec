"""How a record is cited, for its page, and the page that cites a search."""

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from archive.exchange.styles import STYLES, Formatted
from archive.exchange.works import Work
from search_api.citing import Citing
from search_api.exchange_schemas import CitationPageParameters
from search_api.pages.rendering import show
from search_api.pages.spoken import Spoken, SpokenIn
from search_api.pages.wording import FACETS
from search_api.routes.dependencies import ServiceIn
from search_api.search_citations import asked_again, check_citation, cite_search
from search_api.service import SearchService

__all__ = ["Reference", "citing", "references", "router"]

router = APIRouter()

NAMES = {"apa": "APA", "chicago": "Chicago", "iso690": "ISO 690 (Harvard)", "vancouver": "Vancouver"}


class Reference(NamedTuple):
    """A work in one style; ``style`` is what people call it, in every language."""

    style: str
    text: Formatted


def citing(request: Request, service: SearchService, spoken: Spoken) -> Citing:
    """What cites records in the language of this page."""
    return Citing.today(service, request.app.state.settings.base_url, spoken.lang)


def references(work: Work) -> list[Reference]:
    """The work in every style, APA first."""
    return [Reference(NAMES[name], style(work)) for name, style in STYLES.items()]


@router.get("/cite")
def citation_page(
    request: Request, service: ServiceIn, asked: Annotated[CitationPageParameters, Query()], spoken: SpokenIn
) -> Response:
    """A search as it is cited; with the SHA-256 of an earlier citation, whether the answer is still the same."""
    asked = asked.model_copy(update={"lang": spoken.lang})
    records = citing(request, service, spoken)
    check = check_citation(service, asked, records) if asked.sha256 else None
    cited = check.now if check else cite_search(service, asked, records)
    return show(
        request,
        "cite_search.html",
        spoken,
        cited=cited,
        check=check,
        take_away=asked_again(asked),
        facets=FACETS,
    )
