"""GET /api/documents: records, text and originals."""

import re
from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.responses import FileResponse

from archive.model import Document
from search_api.http_rules import matches
from search_api.record_schemas import DocumentView, PassageView
from search_api.routes.dependencies import PROBLEMS, AskingIn, Id, Listing, ServiceIn
from search_api.routes.originals import OriginalFile, parts_to_send
from search_api.schemas import DocumentSummary, RecordPage

__all__ = ["router"]

router = APIRouter(prefix="/api/documents", tags=["documents"], responses=PROBLEMS)
ListingIn = Annotated[Listing, Depends()]

_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


@router.get("", summary="List documents")
def list_documents(service: ServiceIn, listing: ListingIn) -> RecordPage[DocumentSummary]:
    """All documents that were not withdrawn, in order of id."""
    records = service.records(listing.asked.lang)
    return listing.page(
        lambda after, limit: service.catalogue.documents(after=after, limit=limit), records.document_summary
    )


@router.get("/{document_id}", summary="Read a document's record")
def read_document(service: ServiceIn, document_id: Id, asked: AskingIn) -> DocumentView:
    """What it is, where it was used, what it covers; of a withdrawn one, when and why it went."""
    return service.records(asked.lang).document(document_id)


@router.get("/{document_id}/passages", summary="Read a document's text")
def list_passages(service: ServiceIn, document_id: Id, listing: ListingIn) -> RecordPage[PassageView]:
    """Its text by page, slide, section or time."""
    return listing.slice(service.records(listing.asked.lang).passages(document_id))


@router.get("/{document_id}/file", summary="Get the original", response_class=FileResponse)
def read_original(
    service: ServiceIn,
    document_id: Id,
    byte_range: Annotated[
        str | None, Header(alias="Range", max_length=300, description="Part of the file (RFC 9110 ranges).")
    ] = None,
    if_range: Annotated[
        str | None, Header(alias="If-Range", max_length=300, description="ETag of which a part is asked for.")
    ] = None,
    if_none_match: Annotated[
        str | None, Header(alias="If-None-Match", description="ETags that the reader has; `*`: any.")
    ] = None,
) -> FileResponse:
    """The bytes as they were taken in, checked against their hash. Takes range requests."""
    document = service.original(document_id)
    media_type, is_inline = _how_to_serve(document.media_type)
    tag = _tag(document)
    answer = OriginalFile(
        service.catalogue.store.path(document.sha256),
        media_type=media_type,
        filename=_filename(document),
        content_disposition_type="inline" if is_inline else "attachment",
        headers=_headers(document, media_type),
    )
    # Whether the reader has the file is asked before which part of it: then the whole becomes a 304.
    if if_none_match is None or not matches(if_none_match, tag):
        answer.parts = parts_to_send(byte_range, if_range, tag, document.byte_count)
    return answer


def _tag(document: Document) -> str:
    return f'"{document.sha256}"'


def _how_to_serve(media_type: str) -> tuple[str, bool]:
    """The media type to serve and whether to show it in the browser. Nothing here may run on our own origin: text,
    HTML among it, is shown as plain text, and only PDF is shown as what it is."""
    if media_type == "application/pdf":
        return media_type, True
    if media_type.startswith("text/") or media_type.endswith(("xml", "html", "svg")):
        return "text/plain", True
    return (media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"), False


def _headers(document: Document, media_type: str) -> dict[str, str]:
    headers = {"ETag": _tag(document), "Cache-Control": "public, no-cache"}
    if media_type != "application/pdf":  # browsers show no PDF in a sandbox
        headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return headers


def _filename(document: Document) -> str:
    name = PurePosixPath(document.filename.replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable()) or document.id
