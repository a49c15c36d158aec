"""The bodies of slides: points, numbers, panels, native charts and native tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from . import look
from .content import Chart, Figure, Slide, Table
from .template import MARGIN, WIDTH

_TOP, _BOTTOM = 1.9, 6.55
_FULL = WIDTH - 2 * MARGIN
_GAP = 0.4
_NO_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_CHARTS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "doughnut": XL_CHART_TYPE.DOUGHNUT,
}


@dataclass(frozen=True)
class Style:
    """Size in points, and how the letters look."""

    size: float
    bold: bool = False
    colour: MSO_THEME_COLOR = MSO_THEME_COLOR.TEXT_1
    space_after: float = 0


@dataclass(frozen=True)
class Area:
    """A place on the slide, in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Page:
    """A slide being filled, and the language of its text."""

    slide: Any
    language: str

    def write(self, frame: Any, paragraphs: Sequence[str], style: Style | None) -> None:
        """Paragraphs into a frame that may hold one empty paragraph already."""
        for position, text in enumerate(paragraphs):
            is_first = position == 0 and not frame.text
            paragraph = frame.paragraphs[0] if is_first else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = text
            run._r.get_or_add_rPr().set("lang", look.LANGUAGE_TAGS[self.language])
            if style is not None:
                run.font.size, run.font.bold = Pt(style.size), style.bold
                run.font.color.theme_color = style.colour
                paragraph.space_after = Pt(style.space_after)
                paragraph.line_spacing = 1.05 if style.size < 30 else 0.95

    def add_text(
        self,
        area: Area,
        paragraphs: Sequence[str],
        style: Style,
        *,
        fill: MSO_THEME_COLOR | None = None,
        inset: tuple[float, float] = (0, 0),
        anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    ) -> Any:
        box = self.slide.shapes.add_textbox(*_emu(area))
        frame = box.text_frame
        frame.word_wrap, frame.vertical_anchor, frame.auto_size = True, anchor, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = Inches(inset[0])
        frame.margin_top = frame.margin_bottom = Inches(inset[1])
        if fill is not None:
            box.fill.solid()
            box.fill.fore_color.theme_color = fill
        self.write(frame, paragraphs, style)
        return frame

    def describe(self, shape: Any, name: str, description: str) -> None:
        properties = shape._element.find("*/{*}cNvPr")
        properties.set("name", name)
        properties.set("descr", description)


def fill_body(page: Page, content: Slide) -> None:
    """Everything between title and foot, by what the slide holds."""
    if content.statement:
        page.add_text(
            Area(MARGIN, 2.3, 10.6, 2.6), [content.statement], Style(34, colour=MSO_THEME_COLOR.TEXT_1), inset=(0, 0)
        )
        _add_takeaway(page, Area(MARGIN, 4.7, 10.6, 1.3), content.takeaway)
    elif content.chart:
        _add_chart(page, Area(MARGIN - 0.1, _TOP, 7.7, _BOTTOM - _TOP), content.chart)
        side = Area(MARGIN + 8.0, _TOP, _FULL - 8.0, _BOTTOM - _TOP)
        _add_side(page, side, content)
    elif content.table:
        below = _add_table(
            page, Area(MARGIN, _TOP, _FULL, 4.0 if content.takeaway else 4.6), content.table, content.title
        )
        _add_takeaway(page, Area(MARGIN, below + 0.35, _FULL, 0.6), content.takeaway)
    elif content.figures:
        height = 2.9 if content.takeaway else 3.6
        _add_figures(page, Area(MARGIN, _TOP, _FULL, height), content.figures)
        _add_takeaway(page, Area(MARGIN, _TOP + height + 0.35, _FULL, 1.1), content.takeaway)
    elif content.panels:
        height = 3.1 if content.takeaway else 4.2
        _add_panels(page, Area(MARGIN, _TOP, _FULL, height), content.panels)
        _add_takeaway(page, Area(MARGIN, _TOP + height + 0.3, _FULL, 0.75), content.takeaway)
    else:
        _add_points(page, content.points, height=3.8 if content.takeaway else 4.6)
        _add_takeaway(page, Area(MARGIN, 5.95, _FULL, 0.6), content.takeaway)


def _add_points(page: Page, points: Sequence[str], height: float) -> None:
    """Numbered lines: the number in the margin of the text, so that lines that wrap stay aligned."""
    step = min(1.15, height / len(points))
    for position, point in enumerate(points):
        top = _TOP + position * step
        number = Style(24, bold=True, colour=MSO_THEME_COLOR.ACCENT_2)
        page.add_text(Area(MARGIN, top, 0.6, step), [str(position + 1)], number)
        page.add_text(Area(MARGIN + 0.65, top + 0.02, _FULL - 1.4, step), [point], Style(22))


def _add_takeaway(page: Page, area: Area, text: str) -> None:
    if text:
        page.add_text(area, [text], Style(20, bold=True, colour=MSO_THEME_COLOR.TEXT_2), anchor=MSO_ANCHOR.TOP)


def _add_side(page: Page, area: Area, content: Slide) -> None:
    page.add_text(
        area,
        [content.takeaway, *content.points],
        Style(20, space_after=12),
        fill=MSO_THEME_COLOR.BACKGROUND_2,
        inset=(0.3, 0.3),
    )
    first = page.slide.shapes[-1].text_frame.paragraphs[0].runs[0].font
    first.bold, first.color.theme_color = True, MSO_THEME_COLOR.TEXT_2


def _add_figures(page: Page, area: Area, figures: Sequence[Figure]) -> None:
    width = (area.width - _GAP * (len(figures) - 1)) / len(figures)
    longest = max(len(figure.value) for figure in figures)
    # Letters are about half as wide as the size is high; Korean ones as wide as high.
    wide = 1.0 if page.language == "ko" else 0.53
    size = min(48, int((width - 0.6) * 72 / (longest * wide)))
    for position, figure in enumerate(figures):
        place = Area(area.left + position * (width + _GAP), area.top, width, area.height)
        value = Style(size, bold=True, colour=MSO_THEME_COLOR.TEXT_2, space_after=8)
        frame = page.add_text(place, [figure.value], value, fill=MSO_THEME_COLOR.BACKGROUND_2, inset=(0.3, 0.3))
        page.write(frame, [figure.label], Style(18))


def _add_panels(page: Page, area: Area, panels: Sequence[Figure]) -> None:
    width = (area.width - _GAP * (len(panels) - 1)) / len(panels)
    for position, panel in enumerate(panels):
        place = Area(area.left + position * (width + _GAP), area.top, width, area.height)
        heading = Style(22, bold=True, colour=MSO_THEME_COLOR.TEXT_2, space_after=8)
        frame = page.add_text(place, [panel.value], heading, fill=MSO_THEME_COLOR.BACKGROUND_2, inset=(0.3, 0.3))
        page.write(frame, panel.label.strip().split("\n"), Style(18, space_after=6))


def _add_chart(page: Page, area: Area, chart: Chart) -> None:
    numbers = CategoryChartData(number_format=chart.format)
    numbers.categories = list(chart.points)
    numbers.add_series(chart.unit, list(chart.points.values()))
    shape = page.slide.shapes.add_chart(_CHARTS[chart.kind], *_emu(area), numbers)
    page.describe(shape, f"Chart: {chart.title}", chart.description)
    drawn = shape.chart
    drawn.font.size, drawn.font.color.theme_color = Pt(16), MSO_THEME_COLOR.TEXT_1
    drawn.has_title = True
    drawn.chart_title.include_in_layout = False
    page.write(drawn.chart_title.text_frame, [f"{chart.title}, {chart.unit}"], Style(16, bold=True))
    plot = drawn.plots[0]
    plot.has_data_labels = True
    plot.data_labels.show_value = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = chart.format, False
    plot.data_labels.font.size, plot.data_labels.font.bold = Pt(18), True
    drawn.has_legend = chart.kind == "doughnut"
    if chart.kind == "doughnut":
        _style_doughnut(drawn)
    else:
        _style_bars(drawn, chart)


def _style_doughnut(drawn: Any) -> None:
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.legend.font.size = Pt(16)
    drawn.plots[0].data_labels.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    colours = (MSO_THEME_COLOR.ACCENT_3, MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2)
    for position, colour in enumerate(colours[: len(list(drawn.plots[0].categories))]):
        _paint(drawn.plots[0].series[0].points[position], colour)


def _style_bars(drawn: Any, chart: Chart) -> None:
    plot, values, names = drawn.plots[0], drawn.value_axis, drawn.category_axis
    plot.gap_width, plot.vary_by_categories = 55, False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    values.visible, values.has_major_gridlines, values.minimum_scale = False, False, 0
    names.has_major_gridlines, names.major_tick_mark = False, XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.tick_labels.font.size = Pt(16)
    names.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_5
    names.reverse_order = chart.kind == "bar"  # the first bar on top, as one reads
    series = plot.series[0]
    _paint(series, MSO_THEME_COLOR.ACCENT_1)
    if chart.highlight is not None:
        _paint(series.points[chart.highlight], MSO_THEME_COLOR.ACCENT_2)


def _paint(part: Any, colour: MSO_THEME_COLOR) -> None:
    part.format.fill.solid()
    part.format.fill.fore_color.theme_color = colour


def _add_table(page: Page, area: Area, table: Table, title: str) -> float:
    """The table at the top of the area; where it ends, in inches."""
    rows = [table.head, *table.rows]
    height = min(0.62, area.height / len(rows))
    size = 18 if len(rows) <= 8 else 16
    place = Area(area.left, area.top - 0.1, area.width, height * len(rows))
    shape = page.slide.shapes.add_table(len(rows), len(table.head), *_emu(place))
    page.describe(shape, f"Table: {title}", f"{title}: {', '.join(table.head)}; {len(table.rows)} rows")
    shape._element.find(".//{*}tableStyleId").text = _NO_TABLE_STYLE
    for column, share in zip(shape.table.columns, table.widths, strict=True):
        column.width = Inches(area.width * share / sum(table.widths))
    for row, texts in enumerate(rows):
        shape.table.rows[row].height = Inches(height)
        for column, text in enumerate(texts):
            is_head = row == 0
            colour = MSO_THEME_COLOR.TEXT_2 if is_head or column == 0 else MSO_THEME_COLOR.TEXT_1
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


def _emu(area: Area) -> tuple[Emu, Emu, Emu, Emu]:
    return Inches(area.left), Inches(area.top), Inches(area.width), Inches(area.height)
