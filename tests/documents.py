"""Small documents of every format, made on the spot. Each takes a path and writes a file there."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pptx
from docx.oxml import parse_xml
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.sniff import DOCX, HTML, MARKDOWN, PDF, PLAIN_TEXT, PPTX, SRT, VTT

SENTENCE = "Bus rapid transit moves many people."
_WORD_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_pdf(path: Path, texts: tuple[str, ...] = (SENTENCE, "The second page."), **settings: Any) -> Path:
    """One page per text; an empty text makes an empty page."""
    canvas = Canvas(str(path), **settings)
    canvas.setTitle("A plan for buses")
    for text in texts:
        for number, line in enumerate(text.split("\n")):
            canvas.drawString(72, 720 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return path


def write_protected_pdf(path: Path, user_password: str) -> Path:
    return write_pdf(path, encrypt=StandardEncryption(user_password, ownerPassword="owner"))


def write_pptx(path: Path) -> Path:
    """Five slides: text and notes; a table; nested groups; a chart; a hidden one with a described picture."""
    deck = pptx.Presentation()
    deck.core_properties.title = "A plan for buses"
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.placeholders[1].text = SENTENCE
    first.shapes.title.text = "Why buses"
    first.notes_slide.notes_text_frame.text = "Said aloud only"
    second = deck.slides.add_slide(deck.slide_layouts[6])
    table = second.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    for (row, column), text in {(0, 0): "City", (0, 1): "Year", (1, 0): "Curitiba", (1, 1): "1974"}.items():
        table.cell(row, column).text = text
    third = deck.slides.add_slide(deck.slide_layouts[6])
    outer = third.shapes.add_group_shape()
    outer.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "outer box"
    outer.shapes.add_group_shape().shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "inner box"
    fourth = deck.slides.add_slide(deck.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["2004", "2005"]
    data.add_series("Passengers", (1, 2))
    chart = fourth.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(4), Inches(4), data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Ridership grew"
    fifth = deck.slides.add_slide(deck.slide_layouts[6])
    fifth._element.set("show", "0")
    picture = fifth.shapes.add_picture(io.BytesIO(PNG), 0, 0)
    picture._element.nvPicPr.cNvPr.set("descr", "A map of the network")
    deck.save(str(path))
    return path


def write_docx(path: Path) -> Path:
    """Two sections with headings, a table between paragraphs, a content control, a tracked change, a header."""
    document = docx.Document()
    document.core_properties.title = "A plan for buses"
    document.add_heading("Why buses", 1)
    document.add_paragraph(SENTENCE)
    document.add_heading("Financing", 2)
    document.add_paragraph("Before the table")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Cost", "12 million"
    document.add_paragraph("After the table")
    body = document.element.body
    wrapped = (
        "<w:sdt {0}><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p {0}><w:ins><w:r><w:t>Put in</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Taken out</w:delText></w:r></w:del></w:p>",
    )
    for xml in wrapped:
        body.insert(len(body) - 1, parse_xml(xml.format(_WORD_NAMESPACE)))
    document.sections[0].header.paragraphs[0].text = "On every page"
    document.save(str(path))
    return path


def write_html(path: Path) -> Path:
    path.write_text(
        "<!doctype html><html><head><title>A plan for buses</title><style>p {color: red}</style></head><body>"
        f"<h1>Why buses</h1><p>{SENTENCE}</p><h2>Financing</h2><p>It cost <b>little</b>.</p>"
        "<table><tr><td>Cost</td><td>12 million</td></tr></table><img src='a.png' alt='A map of the network'>"
        "<script>var hidden = 'not text'</script></body></html>",
        encoding="utf-8",
    )
    return path


def write_markdown(path: Path) -> Path:
    path.write_text(
        f"---\ntitle: A plan for buses\n---\n# Why buses\n\n{SENTENCE}\n\n```\n# not a heading\n```\n\n"
        "Financing\n---------\n\nIt cost little.\n",
        encoding="utf-8",
    )
    return path


def write_plain_text(path: Path) -> Path:
    path.write_text(f"{SENTENCE}\n\nIt cost little.\n", encoding="utf-8")
    return path


def write_vtt(path: Path) -> Path:
    path.write_text(
        f"WEBVTT\n\nNOTE not spoken\n\none\n00:00:01.000 --> 00:00:04.500\n<v Speaker>{SENTENCE}</v>\n\n"
        "01:00:10.000 --> 01:00:12.000\nThe <i>second</i> part &amp; the last.\n",
        encoding="utf-8",
    )
    return path


def write_srt(path: Path) -> Path:
    path.write_text(
        f"1\n00:00:01,000 --> 00:00:04,500\n{SENTENCE}\n\n2\n01:00:10,000 --> 01:00:12,000\nThe second part.\n",
        encoding="utf-8",
    )
    return path


WRITERS: dict[str, Callable[[Path], Path]] = {
    PDF: write_pdf,
    PPTX: write_pptx,
    DOCX: write_docx,
    HTML: write_html,
    MARKDOWN: write_markdown,
    PLAIN_TEXT: write_plain_text,
    VTT: write_vtt,
    SRT: write_srt,
}


def write_zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def part_of(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The zip file at ``path``, one of its parts exchanged."""
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    return write_zip(path, {**parts, name: content})


def with_damaged_part(path: Path, name: str) -> bytes:
    """The bytes of the zip file at ``path``, with a few of one part's bytes turned over."""
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        part = package.getinfo(name)
    middle = part.header_offset + 30 + len(name) + part.compress_size // 2
    content[middle : middle + 4] = bytes(byte ^ 0xFF for byte in content[middle : middle + 4])
    return bytes(content)


# One grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63680000008200815fd3b1a60000000049454e44ae426082"
)
