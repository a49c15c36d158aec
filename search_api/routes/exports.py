"""GET …/export and …/citation: the archive to be taken along."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse

from archive.exchange import bibtex
from archive.exchange.works import Work
from index.ranking import SHOWN
from search_api import hit_rows, register_export
from search_api.asking_schemas import Asking
from search_api.citing import FILES, Citing, cite
from search_api.exchange_schemas import (
    CitationCheck,
    CitationCheckParameters,
    CitationParameters,
    ExportParameters,
    SearchCitation,
    SearchCitationFormat,
    SearchCitationParameters,
)
from search_api.exports import JSON_LINES, Export, disposition, export_hits, file_name
from search_api.register_export import RegisterExportParameters, export_register
from search_api.routes.dependencies import PROBLEMS, Id, ServiceIn
from search_api.search_citations import check_citation, cite_search, search_bibtex

__all__ = ["router"]

PIECE = 50_000
"""Characters that are sent at a time."""

router = APIRouter(prefix="/api", tags=["take away"], responses=PROBLEMS)


def _citing(request: Request, service: ServiceIn, asked: Asking) -> Citing:
    return Citing.today(service, request.app.state.settings.address, asked.lang)


def _files(description: str, *media_types: str) -> dict[int | str, dict[str, Any]]:
    content = {media_type.partition(";")[0]: {"schema": {"type": "string"}} for media_type in media_types}
    return {200: {"description": description, "content": content}}


def _send(export: Export) -> StreamingResponse:
    return StreamingResponse(
        _together(export.parts),
        media_type=export.media_type,
        headers={"Content-Disposition": disposition(export.filename)},
    )


def _together(parts: Iterable[str]) -> Iterator[str]:
    """The same text in larger pieces: each is fetched from another thread, which takes longer than a line does."""
    held: list[str] = []
    for part in parts:
        held.append(part)
        if sum(map(len, held)) >= PIECE:
            yield "".join(held)
            held.clear()
    yield "".join(held)


_MANAGERS = tuple(media_type for _, media_type, _ in FILES.values())


@router.get(
    "/search/export",
    summary="Take a whole answer away",
    response_class=StreamingResponse,
    responses=_files("The hits, best first.", "text/csv", JSON_LINES, *_MANAGERS),
    description=f"""All relevant hits of a search, not a page of them: of a question in words at most the best {SHOWN},
of filters alone all. As a table (UTF-8 with a byte order mark; a text that a spreadsheet would take for a formula has
an apostrophe in front), as JSON Lines (one hit per line, as `/api/search` gives it), or as references. Columns of the
table: {"; ".join(f"`{name}`, {what}" for name, what in hit_rows.COLUMNS.items())}. Several values in one field are
parted by `; `.""",
)
def export_search(
    request: Request, service: ServiceIn, asked: Annotated[ExportParameters, Query()]
) -> StreamingResponse:
    return _send(export_hits(service, asked, _citing(request, service, asked)))


@router.get(
    "/search/citation",
    summary="Cite a search",
    response_model=SearchCitation,
    responses=_files("The citation.", "application/json", "text/plain", bibtex.MEDIA_TYPE),
)
def read_search_citation(
    request: Request, service: ServiceIn, asked: Annotated[SearchCitationParameters, Query()]
) -> Response:
    """What was asked, of which state of the archive, and what came out: enough for another to ask the same and to see
    whether the answer is still the same."""
    citation = cite_search(service, asked, _citing(request, service, asked))
    if asked.format is SearchCitationFormat.TEXT:
        return PlainTextResponse(f"{citation.text}\n")
    if asked.format is SearchCitationFormat.BIBTEX:
        name = f"{file_name('search', asked.q, citation.day.isoformat())}.bib"
        return _send(Export(name, f"{bibtex.MEDIA_TYPE}; charset=utf-8", [search_bibtex(citation)]))
    return Response(citation.model_dump_json(), media_type="application/json")


@router.get("/search/citation/check", summary="Is a cited search still the same")
def read_citation_check(
    request: Request, service: ServiceIn, asked: Annotated[CitationCheckParameters, Query()]
) -> CitationCheck:
    """Asks a cited search again and compares. The citation has this address, with everything in it, as `check`."""
    return check_citation(service, asked, _citing(request, service, asked))


@router.get(
    "/programs/export",
    summary="Take the register away",
    response_class=StreamingResponse,
    responses=_files("The programs, newest first.", "text/csv", "application/json"),
    description=f"""Programs of the register, narrowed or all; sample courses are not among them. Columns of the table:
{"; ".join(f"`{name}`, {what}" for name, what in register_export.COLUMNS.items())}. Several values in one field are
parted by `; `.""",
)
def export_programs(
    request: Request, service: ServiceIn, asked: Annotated[RegisterExportParameters, Query()]
) -> StreamingResponse:
    return _send(export_register(asked, _citing(request, service, asked)))


CitationIn = Annotated[CitationParameters, Query()]
_CITATION = _files("The reference.", "text/plain", *_MANAGERS)


@router.get("/cases/{case_id}/citation", summary="Cite a case", response_class=Response, responses=_CITATION)
def read_case_citation(request: Request, service: ServiceIn, case_id: Id, asked: CitationIn) -> Response:
    """The newest version of the record, with its number and date, and today as the day of access."""
    return _reference(_citing(request, service, asked).case(case_id), asked)


@router.get(
    "/documents/{document_id}/citation", summary="Cite a document", response_class=Response, responses=_CITATION
)
def read_document_citation(request: Request, service: ServiceIn, document_id: Id, asked: CitationIn) -> Response:
    """A document of the archive. When it was made is not known to the archive, and not made up."""
    return _reference(_citing(request, service, asked).document(document_id), asked)


@router.get("/sources/{source_id}/citation", summary="Cite a source", response_class=Response, responses=_CITATION)
def read_source_citation(request: Request, service: ServiceIn, source_id: Id, asked: CitationIn) -> Response:
    """A public page that a record rests on, with the day on which we last looked at it."""
    return _reference(_citing(request, service, asked).source(source_id), asked)


def _reference(work: Work, asked: CitationParameters) -> Response:
    if asked.format not in FILES:
        return PlainTextResponse(cite(work, asked.format))
    ending, media_type, _ = FILES[asked.format]
    headers = {"Content-Disposition": disposition(f"{work.key}.{ending}")}
    return Response(cite(work, asked.format), media_type=f"{media_type}; charset=utf-8", headers=headers)
