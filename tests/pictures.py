"""Pictures for tests."""

from io import BytesIO
from typing import Any

from PIL import Image

from archive.catalogue import Catalogue
from archive.derivatives import Manifest, Picture, Word
from archive.model import Document

SHA256 = "a" * 64


def _webp() -> bytes:
    written = BytesIO()
    Image.new("RGB", (4, 2), "white").save(written, "WEBP")
    return written.getvalue()


WEBP = _webp()


def picture(number: int, **fields: Any) -> Picture:
    """A page with the words "page" and its number, of 100 by 50 pixels as far as it says."""
    words = (Word("page", 0.1, 0.1, 0.2, 0.2), Word(str(number), 0.3, 0.1, 0.4, 0.2))
    given = {"number": number, "width": 100, "height": 50, "image": WEBP, "thumbnail": WEBP, "words": words}
    return Picture.model_validate({**given, **fields})


def add_pictures(catalogue: Catalogue, document: Document, *pictures: Picture, **fields: Any) -> None:
    """Keep these pictures as those of a document."""
    with catalogue.derivatives.drafting(document.sha256) as draft:
        assert draft is not None
        for one in pictures:
            draft.add(one)
        draft.close(Manifest(renderer="1", pages=draft.pages, **fields))
