"""Pictures of pages: their addresses, and their bytes for those who may see the document."""

from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from archive.catalogue import Catalogue
from archive.derivatives import Derivatives
from archive.errors import NotFound
from archive.model import Document, Locator

__all__ = ["PictureFile", "PictureKind", "picture_addresses", "picture_file"]

PictureKind = Literal["pages", "thumbnails"]


class PictureFile(NamedTuple):
    """``content`` is WebP; ``tag`` its strong entity tag."""

    content: bytes
    tag: str


def picture_addresses(derivatives: Derivatives, document: Document | None, locator: Locator | None) -> dict[str, str]:
    """``thumbnail`` and ``page_image``, the addresses of the pictures of a place; empty where there are none.
    ``locator`` None: the document as a whole, shown by its first page."""
    manifest = derivatives.find(document.sha256) if document else None
    page = manifest.page_of(locator) if manifest else None
    if document is None or page is None:
        return {}
    return {
        "thumbnail": _address(document.id, "thumbnails", page.number),
        "page_image": _address(document.id, "pages", page.number),
    }


def picture_file(catalogue: Catalogue, document: Document, kind: PictureKind, number: int) -> PictureFile:
    """``document``: one that the reader may see. Raises NotFound where there is no picture of that page."""
    manifest = catalogue.derivatives.find(document.sha256)
    try:
        content = _path(catalogue.derivatives, document.sha256, kind, number).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"There is no picture of page {number} of '{document.id}'.", id=document.id) from error
    renderer = manifest.renderer if manifest else "unknown"
    return PictureFile(content, f'"{document.sha256}-{renderer}-{kind}-{number}"')


def _path(derivatives: Derivatives, sha256: str, kind: PictureKind, number: int) -> Path:
    return derivatives.page(sha256, number) if kind == "pages" else derivatives.thumbnail(sha256, number)


def _address(document_id: str, kind: PictureKind, number: int) -> str:
    return f"/api/documents/{quote(document_id, safe='')}/{kind}/{number}.webp"
