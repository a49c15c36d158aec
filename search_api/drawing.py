"""Which documents have their pages drawn, and when: the work of the worker and of `miti render`."""

import logging
from collections.abc import Iterator

from archive.catalogue import Catalogue
from archive.derivatives import Manifest
from archive.model import Access, Document
from ingest.derivation import derive, missing

__all__ = ["Drawing", "forget_withdrawn"]

logger = logging.getLogger(__name__)


def forget_withdrawn(catalogue: Catalogue) -> None:
    """Delete the pictures of withdrawn documents, and of those that are not in the catalogue."""
    catalogue.derivatives.sweep({document.sha256 for document in catalogue.documents(Access.STAFF)})


class Drawing:
    """What there is to draw in one archive, looked for again whenever the archive has changed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._looked_at = -1
        self._missing: Iterator[Document] = iter(())

    def draw_once(self) -> bool:
        """Draw one document, whatever comes of it. False: there is none to be drawn."""
        revision = self._catalogue.revision()
        if revision != self._looked_at:
            self._missing = missing(self._catalogue, self._catalogue.derivatives)
            self._looked_at = revision
        return any(self._draw(document) is not None for document in self._missing)

    def _draw(self, document: Document) -> Manifest | None:
        try:
            return derive(self._catalogue, self._catalogue.derivatives, document)
        except Exception:  # one document must not stop the worker; it is tried again when the archive changes
            logger.exception("The pages of %s could not be drawn", document.id)
            return None
