"""The part of the command line that draws pages: `miti render`."""

from collections.abc import Iterable
from typing import Any

import typer

from archive.catalogue import Catalogue
from archive.derivatives import Manifest
from archive.model import Access, Document
from ingest.derivation import derive, has_pages, missing
from search_api.drawing import forget_withdrawn
from search_api.terminal import JsonOption, say, show_json, show_table, tracked

__all__ = ["render"]


def render(context: typer.Context, json: JsonOption = False) -> None:
    """Draw the pages of all documents that have no pictures yet. The worker of `miti serve` does the same, one by one.

    Can be stopped and run again. PowerPoint and Word files need LibreOffice (`soffice`). Pictures are disposable: after
    the folder `derivatives` was deleted, this makes them again.
    """
    with Catalogue.open(context.obj.home) as catalogue:
        forget_withdrawn(catalogue)
        drawn = [
            (document, made)
            for document in tracked("Drawing")(list(missing(catalogue, catalogue.derivatives)))
            if (made := derive(catalogue, catalogue.derivatives, document))
        ]
        documents = catalogue.documents(Access.STAFF)
        without = list(_without_pictures(catalogue, documents))
    pages = sum(len(manifest.pages) for _, manifest in drawn)
    if json:
        show_json({"drawn": len(drawn), "pages": pages, "documents": len(documents), "without_pictures": without})
        return
    show_table(
        ["document", "file", "no pictures because"],
        [(row["document"], row["filename"], row["message"]) for row in without],
        "Every document has its pictures." if documents else "No documents. Take some in: `miti ingest corpus`.",
    )
    say(f"{len(drawn)} of {len(documents)} documents were drawn now, {pages:,} pages.")


def _without_pictures(catalogue: Catalogue, documents: Iterable[Document]) -> Iterable[dict[str, Any]]:
    for document in documents:
        manifest = catalogue.derivatives.find(document.sha256)
        if manifest is None or not manifest.pages:
            reason, message = _why(document, manifest)
            yield {"document": document.id, "filename": document.filename, "reason": reason, "message": message}


def _why(document: Document, manifest: Manifest | None) -> tuple[str, str]:
    if not has_pages(document):
        return "no-pages", "it has no pages: a web page, a plain text or a transcript"
    if manifest is None:
        return "in-progress", "another program is drawing it"
    return manifest.reason or "unknown", manifest.message or "no reason was kept"
