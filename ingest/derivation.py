"""From a document of the archive to the pictures of its pages: the whole story on one screen."""

import shutil
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from archive.catalogue import Catalogue
from archive.derivatives import Derivatives, Draft, Manifest
from archive.model import Access, Document, LocatorKind
from ingest.errors import EmptyDocument, IngestError
from ingest.office import can_convert, pdf_of
from ingest.rendering import render_isolated
from ingest.section_pages import section_pages
from ingest.sniff import DOCX, PDF, PPTX

__all__ = ["NO_CONVERTER", "RENDERER", "derive", "has_pages", "missing"]

RENDERER = "1"
"""Changes whenever the pictures would: those of another version are made anew."""
NO_CONVERTER = "no-converter"
"""The reason of documents that LibreOffice would show, where it is not installed."""
_KINDS = (PDF, PPTX, DOCX)


def has_pages(document: Document) -> bool:
    """Whether there is anything to draw: web pages, plain texts and transcripts have no pages."""
    return document.media_type in _KINDS


def missing(catalogue: Catalogue, derivatives: Derivatives) -> Iterator[Document]:
    """The documents, hidden ones too, whose pictures are to be made, in order of id. One that failed is not tried
    again by the same version."""
    for document in catalogue.documents(Access.STAFF):
        if has_pages(document) and _is_missing(derivatives.find(document.sha256)):
            yield document


def derive(catalogue: Catalogue, derivatives: Derivatives, document: Document) -> Manifest | None:
    """Draw one document, and keep its pictures or the reason why there are none. None: another process is at it.

    Raises OSError, where nothing is kept.
    """
    with derivatives.drafting(document.sha256) as draft:
        if draft is None:
            return None
        try:
            manifest = _draw(catalogue, document, draft)
        except IngestError as error:
            draft.drop()
            manifest = Manifest(renderer=RENDERER, reason=error.code, message=error.message)
        draft.close(manifest)
        return manifest


def _is_missing(manifest: Manifest | None) -> bool:
    if manifest is None or manifest.renderer != RENDERER:
        return True
    return manifest.reason == NO_CONVERTER and can_convert()


def _draw(catalogue: Catalogue, document: Document, draft: Draft) -> Manifest:
    """Raises IngestError."""
    if document.media_type != PDF and not can_convert():
        return Manifest(renderer=RENDERER, reason=NO_CONVERTER, message="LibreOffice is not installed here")
    places = _add_all(catalogue, document, draft)
    if not draft.pages:
        raise EmptyDocument("none of its pages can be drawn")
    return Manifest(renderer=RENDERER, pages=draft.pages, section_pages=places)


def _add_all(catalogue: Catalogue, document: Document, draft: Draft) -> dict[int, int]:
    """Draw all pages; gives the pages on which sections begin, where the document has sections."""
    original = catalogue.store.path(document.sha256)
    if document.media_type == PDF:
        _add_pages(draft, original, document.page_count)
        return {}
    folder = Path(tempfile.mkdtemp(prefix="miti-pages-"))
    try:
        pdf = pdf_of(original, document.media_type, folder)
        # Slide n is page n, as long as there are as many pages as slides were read.
        words = _add_pages(draft, pdf, document.page_count if document.media_type == PPTX else None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return section_pages(_sections(catalogue, document), words) if document.media_type == DOCX else {}


def _add_pages(draft: Draft, pdf: Path, page_count: int | None) -> list[list[str]]:
    """The words of each page, in order."""
    words: list[list[str]] = []
    for picture in render_isolated(pdf, page_count):
        draft.add(picture)
        words += [[] for _ in range(picture.number - len(words))]
        words[picture.number - 1] = [word.text for word in picture.words]
    return words


def _sections(catalogue: Catalogue, document: Document) -> dict[int, str]:
    passages = catalogue.passages_of(document_id=document.id, reader=Access.STAFF)
    return {
        number: "\n".join(passage.text for passage in group)
        for number, group in groupby(
            (passage for passage in passages if passage.locator.kind is LocatorKind.SECTION),
            key=lambda passage: passage.locator.start,
        )
    }
