"""The bodies of slides: points, numbers, panels, steps in time, charts and native tables."""

import math
from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

from .content import Figure, Slide, Table
from .page import BOTTOM, FULL, TOP, Area, Page, Style, emu
from .slide_charts import add_chart
from .template import MARGIN

_GAP = 0.4
_NO_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_WIDE_SIDE = 8.0  # inches that a chart takes before the panel beside it
_SAND, _DEEP, _ACCENT = MSO_THEME_COLOR.BACKGROUND_2, MSO_THEME_COLOR.TEXT_2, MSO_THEME_COLOR.ACCENT_2


def fill_body(page: Page, content: Slide) -> None:
    """Everything between title and foot, by what the slide holds."""
    if content.statement:
        _add_statement(page, content)
    elif content.chart:
        add_chart(page, Area(MARGIN - 0.1, TOP, _WIDE_SIDE - 0.3, BOTTOM - TOP), content.chart)
        _add_side(page, Area(MARGIN + _WIDE_SIDE, TOP, FULL - _WIDE_SIDE, BOTTOM - TOP), content)
    elif len(content.figures) == 1:
        _add_big_number(page, content)
    else:
        bottom = _add_upper_part(page, content)
        size = 20 if content.table else 24
        if content.takeaway:
            page.add_text(Area(MARGIN, bottom, FULL, 0.9), [content.takeaway], Style(size, bold=True, colour=_DEEP))


def _add_upper_part(page: Page, content: Slide) -> float:
    """What stands above the sentence to take away; where that sentence starts, in inches."""
    room = 3.5 if content.takeaway else 4.3
    place = Area(MARGIN, TOP, FULL, room)
    if content.table:
        height = 4.0 if content.takeaway else 4.6
        return _add_table(page, Area(MARGIN, TOP, FULL, height), content.table, content.title) + 0.35
    if content.figures:
        _add_figures(page, place, content.figures)
    elif content.panels:
        _add_panels(page, place, content.panels)
    elif content.steps:
        _add_steps(page, place, content.steps)
    else:
        _add_points(page, content.points, height=3.8 if content.takeaway else 4.6)
        return 5.85
    return TOP + room + 0.4


def _add_statement(page: Page, content: Slide) -> None:
    place = Area(MARGIN + 0.45, 2.2, 10.9, 3.7)
    page.add_bar(Area(MARGIN, place.top, 0.09, place.height), _SAND if page.is_dark else _ACCENT)
    frame = page.add_text(place, [content.statement], Style(36, space_after=22), anchor=MSO_ANCHOR.MIDDLE)
    if content.takeaway:
        page.write(frame, [content.takeaway], Style(24, bold=True, colour=_DEEP))


def _add_points(page: Page, points: Sequence[str], height: float) -> None:
    """Numbered lines: the number in the margin of the text, so that lines that wrap stay aligned."""
    step = min(1.15, height / len(points))
    for position, point in enumerate(points):
        top = TOP + position * step
        page.add_text(Area(MARGIN, top, 0.6, step), [str(position + 1)], Style(26, bold=True, colour=_ACCENT))
        page.add_text(Area(MARGIN + 0.65, top + 0.02, FULL - 0.9, step), [point], Style(24))


def _add_side(page: Page, area: Area, content: Slide) -> None:
    """The panel beside a chart or a big number: the sentence to take away first, then the points."""
    texts = [text for text in (content.takeaway, *content.points) if text]
    size = next((size for size in (20, 18) if _height(texts, area.width - 0.6, size, page.language) < area.height), 16)
    frame = page.add_text(area, texts, Style(size, space_after=12), fill=_SAND, inset=(0.3, 0.3))
    if content.takeaway:
        first = frame.paragraphs[0].runs[0].font
        first.bold, first.color.theme_color = True, _DEEP


def _add_big_number(page: Page, content: Slide) -> None:
    """One number as large as its half of the slide allows, and beside it what it means."""
    (figure,) = content.figures
    width = 6.6
    value = Style(_fitting(figure.value, width, page.language, at_most=115), bold=True, colour=_ACCENT)
    page.add_text(Area(MARGIN, TOP, width, 2.3), [figure.value], value, anchor=MSO_ANCHOR.BOTTOM)
    page.add_text(Area(MARGIN, TOP + 2.45, width - 0.4, 2.0), [figure.label], Style(24))
    left = width + 0.4
    _add_side(page, Area(MARGIN + left, TOP, FULL - left, BOTTOM - TOP), content)


def _fitting(text: str, width: float, language: str, *, at_most: int) -> int:
    """The size in points at which the text stays on one line of so many inches."""
    # Letters are about half as wide as the size is high; Korean ones as wide as high.
    wide = sum(1.0 if language == "ko" and ord(letter) > 0x1100 else 0.55 for letter in text)
    return min(at_most, int(width * 72 / wide))


def _height(texts: Sequence[str], width: float, size: float, language: str) -> float:
    """About how many inches paragraphs take in a box so wide, margins included."""
    letters = width * 72 / (size * (0.75 if language == "ko" else 0.45))
    lines = sum(math.ceil(len(text) / letters) for text in texts)
    return (lines * size * 1.27 + (len(texts) - 1) * 12) / 72 + 0.6


def _add_figures(page: Page, area: Area, figures: Sequence[Figure]) -> None:
    width = (area.width - _GAP * (len(figures) - 1)) / len(figures)
    size = min(_fitting(figure.value, width - 0.6, page.language, at_most=48) for figure in figures)
    for position, figure in enumerate(figures):
        place = Area(area.left + position * (width + _GAP), area.top, width, area.height)
        value = Style(size, bold=True, colour=_ACCENT if figure.accent else _DEEP, space_after=8)
        frame = page.add_text(place, [figure.value], value, fill=_SAND, inset=(0.3, 0.3))
        page.write(frame, [figure.label], Style(20 if len(figures) < 4 else 18))


def _add_panels(page: Page, area: Area, panels: Sequence[Figure]) -> None:
    """Columns side by side; a stroke of colour above each, in the accent where the eye should go."""
    width = (area.width - _GAP * (len(panels) - 1)) / len(panels)
    is_short = max(len(panel.label) for panel in panels) < (180 if len(panels) < 3 else 110)
    for position, panel in enumerate(panels):
        place = Area(area.left + position * (width + _GAP), area.top, width, area.height)
        colour = _ACCENT if panel.accent else _DEEP
        heading = Style(22, bold=True, colour=colour, space_after=8)
        frame = page.add_text(place, [panel.value], heading, fill=_SAND, inset=(0.3, 0.3))
        page.write(frame, panel.label.strip().split("\n"), Style(20 if is_short else 18, space_after=6))
        page.add_bar(Area(place.left, place.top, width, 0.08), colour)


def _add_steps(page: Page, area: Area, steps: Sequence[Figure]) -> None:
    """A line of time: when above it, what beneath."""
    width = area.width / len(steps)
    line = area.top + 0.75
    size = min(_fitting(step.value, width - 0.3, page.language, at_most=26) for step in steps)
    page.add_bar(Area(area.left, line - 0.015, area.width, 0.03), MSO_THEME_COLOR.ACCENT_5)
    for position, step in enumerate(steps):
        left = area.left + position * width
        colour = _ACCENT if step.accent else _DEEP
        when = Style(size, bold=True, colour=colour)
        page.add_text(Area(left, area.top, width - 0.2, 0.55), [step.value], when, anchor=MSO_ANCHOR.BOTTOM)
        page.add_dot(Area(left, line - 0.11, 0.22, 0.22), colour)
        place = Area(left, line + 0.3, width - 0.2, area.height - 1.05)
        page.add_text(place, [step.label], Style(18 if len(steps) < 6 else 16), fill=_SAND, inset=(0.18, 0.2))


def _add_table(page: Page, area: Area, table: Table, title: str) -> float:
    """The table at the top of the area; where it ends, in inches."""
    rows = [table.head, *table.rows]
    height = min(0.62, area.height / len(rows))
    size = 18 if len(rows) <= 8 else 16
    place = Area(area.left, area.top - 0.1, area.width, height * len(rows))
    shape = page.slide.shapes.add_table(len(rows), len(table.head), *emu(place))
    page.describe(shape, f"Table: {title}", f"{title}: {', '.join(table.head)}; {len(table.rows)} rows")
    shape._element.find(".//{*}tableStyleId").text = _NO_TABLE_STYLE
    for column, share in zip(shape.table.columns, table.widths, strict=True):
        column.width = Inches(area.width * share / sum(table.widths))
    for row, texts in enumerate(rows):
        shape.table.rows[row].height = Inches(height)
        for column, text in enumerate(texts):
            is_head = row == 0
            colour = _DEEP if is_head or column == 0 else MSO_THEME_COLOR.TEXT_1
            _fill_cell(
                page, shape.table.cell(row, column), text, Style(size, bold=is_head or column == 0, colour=colour)
            )
    return place.top + place.height


def _fill_cell(page: Page, cell: Any, text: str, style: Style) -> None:
    cell.margin_left, cell.margin_right = Inches(0), Inches(0.2)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    page.write(cell.text_frame, [text], style)
    rule = f'<a:lnB w="9525" {nsdecls("a")}><a:solidFill><a:schemeClr val="accent5"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(rule))
