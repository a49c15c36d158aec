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
from search_api.records import Records
from search_api.routes.dependencies import ServiceIn
from search_api.schemas import CaseSummary, DocumentSummary
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
    return Citing.today(service, request.app.state.settings.address, spoken.lang)


def references(work: Work) -> list[Reference]:
    """The work in every style, APA first."""
    return [Reference(NAMES[name], style(work)) for name, style in STYLES.items()]


@router.get("/cite")
def citation_page(
    request: Request, service: ServiceIn, asked: Annotated[CitationPageParameters, Query()], spoken: SpokenIn
) -> Response:
    """A search as it is cited; with the SHA-256 of an earlier citation, whether the answer is still the same."""
    asked = asked.model_copy(update={"lang": spoken.lang})
    today = citing(request, service, spoken)
    records = today.records
    check = check_citation(service, asked, today) if asked.sha256 else None
    cited = check.now if check else cite_search(service, asked, today)
    return show(
        request,
        "cite_search.html",
        spoken,
        cited=cited,
        check=check,
        take_away=asked_again(asked, asked.sort),
        filters=[
            (FACETS[name], records.label(name, value.removeprefix("-")).label, value.startswith("-"))
            for name, values in cited.filters.items()
            for value in values
        ],
        first=[found for subject in cited.first_ids if (found := _summary(subject, records))],
    )


def _summary(subject: str, records: Records) -> tuple[str, CaseSummary | DocumentSummary] | None:
    """The path of a page's kind, and what stands there."""
    kind, _, record_id = subject.partition(":")
    if kind == "case":
        case = records.find_case(record_id)
        return ("/cases/", records.case_summary(case)) if case else None
    document = records.find_document(record_id)
    return ("/documents/", records.document_summary(document)) if document else None
