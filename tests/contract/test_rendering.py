"""The renderer: every PDF ends in pictures or in a clear error, with its words where the eye sees them."""

import csv
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from documents import SENTENCE, write_pdf, write_protected_pdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from archive.derivatives import Picture
from ingest.errors import IngestError, LimitExceeded, ProtectedDocument, UnreadableDocument
from ingest.rendering import RenderLimits, render_isolated

EVERY = 1 if os.environ.get("MITI_ALL_HOSTILE_FILES") else 8
SMALL = RenderLimits(seconds=20, memory_bytes=600 * 1024**2)


def size_of(content: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(content)).size


def dark_box(content: bytes) -> tuple[float, float, float, float]:
    """Where ink is, in shares of the picture's width and height."""
    picture = Image.open(BytesIO(content)).convert("L").point(lambda grey: 255 if grey < 128 else 0)
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    return left / picture.width, top / picture.height, right / picture.width, bottom / picture.height


def one_page(path: Path, draw: Callable[[Canvas], None], size: tuple[float, float] = (600, 400)) -> Picture:
    canvas = Canvas(str(path), pagesize=size)
    draw(canvas)
    canvas.save()
    return next(iter(list(render_isolated(path))))


def test_every_page_has_a_picture_a_thumbnail_and_its_words(tmp_path: Path) -> None:
    pictures = list(render_isolated(write_pdf(tmp_path / "a.pdf"), 2))
    assert [picture.number for picture in pictures] == [1, 2]
    for picture in pictures:
        assert size_of(picture.image) == (picture.width, picture.height)
        assert picture.width == 1000
        assert size_of(picture.thumbnail)[0] == 160
        assert len(picture.thumbnail) <= 2500
    assert [word.text for word in pictures[0].words] == SENTENCE.split()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_words_box_is_where_its_ink_is_however_the_page_is_turned(turn: int, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.setFont("Helvetica-Bold", 40)
        canvas.drawString(120, 90, "Hxgdp")

    picture = one_page(tmp_path / "a.pdf", draw)
    [word] = picture.words
    ink = dark_box(picture.image)
    assert (word.left, word.top) < (word.right, word.bottom)
    for found, inked in zip(word[1:], ink, strict=True):
        assert found == pytest.approx(inked, abs=0.06)


def test_a_page_that_is_cropped_has_boxes_in_what_is_left_of_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((300, 200, 600, 400))
        canvas.setFont("Helvetica-Bold", 40)
        canvas.drawString(340, 300, "Hxgdp")
        canvas.drawString(10, 10, "not seen")

    picture = one_page(tmp_path / "a.pdf", draw)
    [word] = picture.words
    assert word.text == "Hxgdp"
    for found, inked in zip(word[1:], dark_box(picture.image), strict=True):
        assert found == pytest.approx(inked, abs=0.08)


@pytest.mark.parametrize("size", [(10, 14000), (14000, 10), (1, 1), (14400, 14400)])
def test_a_page_of_any_shape_is_a_picture_of_bounded_size(size: tuple[float, float], tmp_path: Path) -> None:
    picture = one_page(tmp_path / "a.pdf", lambda canvas: canvas.rect(0, 0, 5, 5), size)
    for content, (width, height) in ((picture.image, (1000, 3000)), (picture.thumbnail, (160, 240))):
        found = size_of(content)
        assert found[0] <= width + 1
        assert found[1] <= height + 1


def test_a_thumbnail_of_noise_is_small_as_well(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (400, 300), os.urandom(400 * 300 * 3))
    noise.save(tmp_path / "noise.png")
    picture = one_page(tmp_path / "a.pdf", lambda canvas: canvas.drawImage(str(tmp_path / "noise.png"), 0, 0, 600, 400))
    assert len(picture.thumbnail) < 6000


def test_another_number_of_pages_than_was_read_gives_no_pictures(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="2 pages can be drawn of the 3 that were read"):
        list(render_isolated(write_pdf(tmp_path / "a.pdf"), 3))


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProtectedDocument, match="password"):
        list(render_isolated(write_protected_pdf(tmp_path / "a.pdf", "secret")))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"no PDF at all", b"%PDF-1.7\n" + b"\xff" * 4000])
def test_what_is_no_pdf_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(UnreadableDocument):
        list(render_isolated(tmp_path / "a.pdf"))


def test_limits_on_pages_and_bytes_hold(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", ("a",) * 12)
    with pytest.raises(LimitExceeded, match="more than 10 pages"):
        list(render_isolated(path, limits=RenderLimits(pages=10)))
    with pytest.raises(LimitExceeded, match="more than 20,000 bytes"):
        list(render_isolated(path, limits=RenderLimits(answer_bytes=20_000)))


def test_the_limit_on_time_holds_and_the_next_file_is_drawn(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "slow.pdf"), pageCompression=1)
    canvas._code.append("0 0 m 500 500 l S 100 100 400 300 re W n\n" * 3_000_000)
    canvas.save()
    with pytest.raises((LimitExceeded, UnreadableDocument)):
        list(render_isolated(tmp_path / "slow.pdf", limits=RenderLimits(seconds=1, memory_bytes=400 * 1024**2)))
    assert len(list(render_isolated(write_pdf(tmp_path / "a.pdf")))) == 2


def test_who_has_seen_enough_may_stop(tmp_path: Path) -> None:
    pictures = render_isolated(write_pdf(tmp_path / "a.pdf", ("a",) * 30))
    assert next(pictures).number == 1
    pictures.close()
    assert len(list(render_isolated(write_pdf(tmp_path / "b.pdf")))) == 2


def test_hostile_files_end_in_pictures_or_in_a_clear_error(shared: Path) -> None:
    folder = shared / "data" / "hostile"
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as manifest:
        paths = sorted(
            (row["sha256"], folder / row["path"]) for row in csv.DictReader(manifest) if row["type"] == "pdf"
        )
    drawn = 0
    refused = []
    for _, path in paths[::EVERY]:
        if not path.is_file():
            continue
        try:
            for picture in render_isolated(path, limits=SMALL):
                assert picture.width * picture.height <= 3_100_000, path
                assert all(0 <= share <= 1 for word in picture.words for share in word[1:]), path
            drawn += 1
        except IngestError as error:
            refused.append(error.message)
    assert drawn > max(10, len(refused))
    assert all(len(message) > 20 and "\n" not in message for message in refused)
