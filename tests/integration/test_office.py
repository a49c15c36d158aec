"""LibreOffice: what it makes of a deck, and what a deck must not make of it."""

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from documents import SENTENCE, write_docx, write_pptx
from PIL import Image
from pptx.util import Inches

from archive.derivatives import Picture
from ingest.errors import LimitExceeded, UnreadableDocument
from ingest.office import OfficeLimits, can_convert, pdf_of
from ingest.rendering import render_isolated
from ingest.sniff import DOCX, PPTX

pytestmark = pytest.mark.skipif(not can_convert(), reason="LibreOffice (soffice) is not installed on this machine")

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_BLIP = ".//{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def drawn(path: Path, media_type: str, folder: Path) -> list[Picture]:
    folder.mkdir()
    return list(render_isolated(pdf_of(path, media_type, folder)))


def text_of(picture: Picture) -> str:
    return " ".join(word.text for word in picture.words)


def test_every_slide_has_its_page_hidden_ones_and_none_for_notes(tmp_path: Path) -> None:
    pictures = drawn(write_pptx(tmp_path / "a.pptx"), PPTX, tmp_path / "made")
    assert [picture.number for picture in pictures] == [1, 2, 3, 4, 5]
    assert SENTENCE in text_of(pictures[0])
    assert "Curitiba" in text_of(pictures[1])
    assert "Said aloud only" not in "".join(map(text_of, pictures))


def test_a_word_document_has_pages(tmp_path: Path) -> None:
    [picture] = drawn(write_docx(tmp_path / "a.docx"), DOCX, tmp_path / "made")
    assert SENTENCE in text_of(picture)


def link_instead(part: Any, picture: Any, target: Path) -> None:
    """The picture is not in the file any more: the file only says where it is."""
    blip = picture.find(_BLIP)
    part.drop_rel(blip.attrib.pop(f"{_RELATION}embed"))
    blip.set(f"{_RELATION}link", part.relate_to(target.as_uri(), _IMAGE, is_external=True))


def deck_that_links(path: Path, target: Path) -> Path:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_picture(str(target), 0, 0, Inches(6), Inches(4))
    link_instead(slide.part, shape._element, target)
    deck.save(str(path))
    return path


def letter_that_links(path: Path, target: Path) -> Path:
    letter = docx.Document()
    letter.add_paragraph("A letter")
    letter.add_picture(str(target))
    link_instead(letter.part, letter.element.body, target)
    letter.save(str(path))
    return path


@pytest.mark.parametrize(("write", "media_type"), [(deck_that_links, PPTX), (letter_that_links, DOCX)])
def test_a_picture_elsewhere_on_this_machine_is_not_drawn(write: Any, media_type: str, tmp_path: Path) -> None:
    target = tmp_path / "private.png"
    Image.new("RGB", (300, 200), (255, 0, 0)).save(target)
    [picture] = drawn(write(tmp_path / "a", target), media_type, tmp_path / "made")
    colours = Image.open(BytesIO(picture.image)).convert("RGB").getcolors(1 << 20) or []
    reds = [count for count, (red, green, blue) in colours if red > 150 and green < 90 and blue < 90]
    assert sum(reds) == 0


def test_what_takes_too_long_is_ended_with_all_its_processes(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    with pytest.raises(LimitExceeded, match="longer than 0"):
        pdf_of(write_pptx(tmp_path / "a.pptx"), PPTX, folder, OfficeLimits(seconds=0))
    assert processes_naming(folder) == []


def test_what_is_no_deck_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(b"\x00" * 100)
    (tmp_path / "made").mkdir()
    with pytest.raises(UnreadableDocument, match="no PDF"):
        pdf_of(tmp_path / "a.pptx", PPTX, tmp_path / "made")


def processes_naming(folder: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if os.fsencode(folder) in words:
            found.append(process.name)
    return found
