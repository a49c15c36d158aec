"""The pages of a PDF as pictures, a small one and one to read, with their words and where these stand.

Only the process that reads files (reader_process.py) imports this: it opens PDFium on whatever bytes it is given.
"""

import base64
import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from ingest.errors import ProtectedDocument, UnreadableDocument
from ingest.readers import clean
from ingest.readers.pdf_rescue import with_new_page_tree

__all__ = ["DrawnPage", "draw", "warm_up"]

READING_BOX = (1000, 3000)
"""Pixels that a picture for reading fits in: as wide as a desk shows it, and sharp on a phone."""
THUMBNAIL_BOX = (160, 240)
READING_QUALITY = 70
THUMBNAIL_QUALITIES = (60, 45, 30, 15)
THUMBNAIL_BYTES = 2500
"""Ten of them, and the page around them, must come quickly over a slow line."""
MOST_WORDS = 5000
"""Of one page; a full page of a newspaper has about as many."""
LONGEST_WORD = 200  # characters: a line of Chinese or Thai is one "word" here
_GRID = 1_000_000
_BLANKS = frozenset(" \t\r\n\x00\x02\u00a0\u3000\ufffe")

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in shares (0 to 1) of the page's width and height."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """Page ``number`` (from 1). ``picture`` and ``thumbnail`` are WebP; ``width`` and ``height`` are the picture's, in
    pixels. A page that cannot be drawn has none of it."""

    number: int
    width: int = 0
    height: int = 0
    picture: bytes = b""
    thumbnail: bytes = b""
    words: tuple[tuple[str, Box], ...] = ()

    def as_line(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "number": self.number,
            "width": self.width,
            "height": self.height,
            "image": base64.b64encode(self.picture).decode("ascii"),
            "thumbnail": base64.b64encode(self.thumbnail).decode("ascii"),
            "words": [[text, *box] for text, box in self.words],
        }


def draw(file: BinaryIO) -> tuple[int, Iterator[DrawnPage]]:
    """How many pages a PDF has, and the pages, drawn one by one. Raises ProtectedDocument or UnreadableDocument."""
    document = _open(file.read())
    return len(document), (_drawn(document, number) for number in range(1, len(document) + 1))


def warm_up() -> None:
    """Load what is loaded on first use."""
    Image.new("RGB", (8, 8)).save(BytesIO(), "WEBP")


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ProtectedDocument("the PDF file asks for a password: save a copy without one") from error
        try:
            return pypdfium2.PdfDocument(with_new_page_tree(content) or b"")
        except pypdfium2.PdfiumError:
            raise UnreadableDocument("no pages can be drawn from this PDF file: export it again") from error


def _drawn(document: pypdfium2.PdfDocument, number: int) -> DrawnPage:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:  # one bad page: the others have their pictures
        return DrawnPage(number)
    width, height = page.get_size()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        return DrawnPage(number)
    scale = min(READING_BOX[0] / width, READING_BOX[1] / height)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    picture = bitmap.to_pil().convert("RGB")
    bitmap.close()
    drawn = DrawnPage(
        number,
        picture.width,
        picture.height,
        _webp(picture, READING_QUALITY),
        _thumbnail(picture),
        tuple(_words(page)),
    )
    page.close()
    return drawn


def _thumbnail(picture: Image.Image) -> bytes:
    """The best quality that stays below THUMBNAIL_BYTES; the lowest where none does."""
    small = picture.copy()
    small.thumbnail(THUMBNAIL_BOX, Image.Resampling.LANCZOS)
    tried = (_webp(small, quality) for quality in THUMBNAIL_QUALITIES)
    return next((made for made in tried if len(made) <= THUMBNAIL_BYTES), _webp(small, THUMBNAIL_QUALITIES[-1]))


def _webp(picture: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, "WEBP", quality=quality, method=4)
    return written.getvalue()


def _words(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    """Runs of characters without a space between, in the order of the text; at most MOST_WORDS."""
    text_page = page.get_textpage()
    place = _placing(page)
    letters: list[str] = []
    boxes: list[Box] = []
    count = 0
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        letter = chr(code) if code <= 0x10FFFF else "\ufffd"
        if letter in _BLANKS or len(letters) >= LONGEST_WORD:
            if found := _word(letters, boxes):
                yield found
                count += 1
            letters, boxes = [], []
        if letter not in _BLANKS:
            letters.append(letter)
            boxes.append(place(text_page.get_charbox(index, loose=True)))
        if count >= MOST_WORDS:
            return
    if found := _word(letters, boxes):
        yield found


def _word(letters: list[str], boxes: list[Box]) -> tuple[str, Box] | None:
    """A word and the box around its letters; None where nothing of it can be seen."""
    text = clean("".join(letters))
    if not text:
        return None
    left, top, right, bottom = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    return (text, (left, top, right, bottom)) if right > left and bottom > top else None


def _placing(page: pypdfium2.PdfPage) -> Any:
    """A function from a box in the page's own coordinates to shares of what is seen of it, turned as it is seen."""

    def on_grid(x: float, y: float) -> tuple[int, int]:
        found_x, found_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, found_x, found_y)
        return found_x.value, found_y.value

    (x0, y0), (x1, y1), (x2, y2) = on_grid(0, 0), on_grid(1000, 0), on_grid(0, 1000)
    # The mapping is affine: three points tell it.
    across, down = ((x1 - x0) / 1000, (y1 - y0) / 1000), ((x2 - x0) / 1000, (y2 - y0) / 1000)

    def place(box: tuple[float, float, float, float]) -> Box:
        corners = [(box[0], box[1]), (box[2], box[3])]
        xs = [(x0 + across[0] * x + down[0] * y) / _GRID for x, y in corners]
        ys = [(y0 + across[1] * x + down[1] * y) / _GRID for x, y in corners]
        return _share(min(xs)), _share(min(ys)), _share(max(xs)), _share(max(ys))

    return place


def _share(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4) if math.isfinite(value) else 0.0
