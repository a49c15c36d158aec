"""Hand-outs: PDF on A4, one part a page, with the fonts of fonts/ embedded (only the letters that are used)."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from . import look
from .content import ORGANISATION, RIGHTS, Block, Chart, Figure, Paper, Part
from .content import Table as TableContent

_FONTS = Path(__file__).resolve().parents[1] / "fonts"
_REGULAR, _BOLD = "NotoSansKR", "NotoSansKR-Bold"
_MARGIN = 20 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_TO_WRITE_IN = 19 * mm  # a row that asks and leaves the answer to the reader
_NAME_WIDTH, _ROW_GAP = 160, 4  # points: where bars start, and what parts them


class PageOverflow(ValueError):
    """A part does not fit its page: shorten it."""


def handout_bytes(paper: Paper) -> bytes:
    """The finished PDF. Raises PageOverflow where a part takes more than one page."""
    for name, file in ((_REGULAR, "NotoSansKR-Regular.ttf"), (_BOLD, "NotoSansKR-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, _FONTS / file))
    written = BytesIO()
    document = BaseDocTemplate(
        written,
        pagesize=A4,
        title=paper.title,
        subject=paper.subtitle,
        author=ORGANISATION,
        creator=paper.notice,
        lang=look.LANGUAGE_TAGS[paper.language],
        invariant=1,  # no time of making, so that the same content gives the same bytes
    )
    frame = Frame(
        _MARGIN, 22 * mm, _WIDTH, A4[1] - 42 * mm, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=lambda canvas, _: _draw_foot(canvas, paper)))
    document.build(list(_story(paper)))
    if document.page != len(paper.parts):
        raise PageOverflow(f"{paper.file}: {len(paper.parts)} parts take {document.page} pages")
    return written.getvalue()


def _style(size: float, *, bold: bool = False, colour: str = look.INK, after: float = 0, leading: float = 1.42) -> Any:
    return ParagraphStyle(
        f"{size}{bold}{colour}{after}",
        fontName=_BOLD if bold else _REGULAR,
        fontSize=size,
        leading=size * leading,
        textColor=HexColor(f"#{colour}"),
        spaceAfter=after,
    )


_TITLE = _style(25, bold=True, colour=look.DEEP, after=3, leading=1.2)
_SUBTITLE = _style(13, colour=look.GREY, after=12)
_NOTICE = _style(11, bold=True, colour=look.INK)
_HEADING = _style(16, bold=True, colour=look.DEEP, after=5, leading=1.3)
_BODY = _style(12, after=8, leading=1.5)
_HEAD_CELL = _style(11, bold=True, colour=look.DEEP, leading=1.3)
_CELL = _style(11, leading=1.4)
_FOOT = _style(8.5, colour=look.GREY, leading=1.35)


def _story(paper: Paper) -> Iterator[Flowable]:
    for number, part in enumerate(paper.parts):
        if number:
            yield PageBreak()
        else:
            yield _text(paper.course, _style(9.5, bold=True, colour=look.ACCENT, after=4))
            yield _text(paper.title, _TITLE)
            yield _text(paper.subtitle, _SUBTITLE)
            yield _boxed([[_text(paper.notice, _NOTICE)]], [_WIDTH])
            yield Spacer(0, 12)
        yield from _part(part, paper.language)


def _part(part: Part, language: str) -> Iterator[Flowable]:
    yield _text(part.heading, _HEADING)
    for block in part.blocks:
        yield from _block(block, language)
    if line := part.line(language):
        yield Spacer(0, 4)
        yield _text(line, _FOOT)


def _block(block: Block, language: str) -> Iterator[Flowable]:
    if block.text:
        yield _text(block.text, _BODY)
    for point in block.points:
        yield Paragraph(
            escape(point), ParagraphStyle("point", _BODY, leftIndent=12, bulletFontName=_BOLD), bulletText="–"
        )
    if block.table:
        yield _table(block.table)
        yield Spacer(0, 10)
    if block.figures:
        yield _figures(block.figures)
        yield Spacer(0, 10)
    if block.chart:
        yield _chart(block.chart, language)
        yield Spacer(0, 8)


def _text(text: str, style: Any) -> Paragraph:
    return Paragraph(escape(text), style)


def _boxed(rows: list[list[Any]], widths: list[float]) -> Table:
    box = Table(rows, colWidths=widths)
    sand = HexColor(f"#{look.SAND}")
    box.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), sand),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("RIGHTPADDING", (0, 0), (-1, -1), 10),
                ("TOPPADDING", (0, 0), (-1, -1), 8),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return box


def _figures(figures: tuple[Figure, ...]) -> Table:
    cells = [
        [_text(figure.value, _style(19, bold=True, colour=look.DEEP, after=3)), _text(figure.label, _CELL)]
        for figure in figures
    ]
    return _boxed([cells], [_WIDTH / len(cells)] * len(cells))


def _table(content: TableContent) -> Table:
    rows = [[_text(cell, _HEAD_CELL) for cell in content.head]]
    rows += [[_text(cell, _CELL) for cell in row] for row in content.rows]
    widths = [_WIDTH * share / sum(content.widths) for share in content.widths]
    heights = [None, *(None if any(row[1:]) else _TO_WRITE_IN for row in content.rows)]
    table = Table(rows, colWidths=widths, rowHeights=heights, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 1, HexColor(f"#{look.DEEP}")),
                ("LINEBELOW", (0, 1), (-1, -1), 0.5, HexColor(f"#{look.RULE}")),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


def _chart(chart: Chart, language: str) -> Drawing:
    """Bars with their names and values: every number is text that can be searched."""
    row, bar_width = 22, _WIDTH - _NAME_WIDTH - 75
    count = len(chart.series) or 1
    head = 44 if chart.series else 26
    drawing = Drawing(_WIDTH, head + len(chart.points) * (row * count + _ROW_GAP))
    drawing.add(_label(0, drawing.height - 11, f"{chart.title} ({chart.unit})", bold=True))
    for position, name in enumerate(chart.series):
        left = _NAME_WIDTH + position * bar_width / count
        drawing.add(_bar(left, drawing.height - 34, 11, 11, _colour(chart, position, 0)))
        drawing.add(_label(left + 16, drawing.height - 32, name))
    largest = max(abs(value) for values in chart.values for value in values)
    base = drawing.height - head
    for point, (name, values) in enumerate(zip(chart.points, chart.values, strict=True)):
        drawing.add(_label(0, base - row * (count - 1) / 2 - 14, name))
        for position, value in enumerate(values):
            base -= row
            length = bar_width * abs(value) / largest
            drawing.add(_bar(_NAME_WIDTH, base + 4, length, 15, _colour(chart, position, point)))
            drawing.add(_label(_NAME_WIDTH + length + 5, base + 7, chart.shown(value, language), bold=True))
        base -= _ROW_GAP
    return drawing


def _colour(chart: Chart, position: int, point: int) -> str:
    if chart.series:
        return (look.BAR, look.ACCENT, look.DEEP)[position]
    return look.ACCENT if point == chart.highlight else look.BAR


def _bar(left: float, base: float, width: float, height: float, colour: str) -> Rect:
    return Rect(left, base, width, height, fillColor=HexColor(f"#{colour}"), strokeColor=None)


def _label(left: float, base: float, text: str, *, bold: bool = False) -> String:
    return String(
        left, base, text, fontName=_BOLD if bold else _REGULAR, fontSize=11, fillColor=HexColor(f"#{look.INK}")
    )


def _draw_foot(canvas: Any, paper: Paper) -> None:
    canvas.setFont(_REGULAR, 8)
    canvas.setFillColor(HexColor(f"#{look.GREY}"))
    canvas.drawString(_MARGIN, 12 * mm, f"{ORGANISATION} · {RIGHTS}")
    canvas.drawRightString(A4[0] - _MARGIN, 12 * mm, f"{canvas.getPageNumber()} / {len(paper.parts)}")
