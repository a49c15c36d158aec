"""Native charts: columns, bars, lines and rings that a trainer can open and change."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from .content import Chart
from .page import Area, Page, Style, emu

_KINDS = {
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "doughnut": XL_CHART_TYPE.DOUGHNUT,
}
_RING = (
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_1,
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_4,
    MSO_THEME_COLOR.ACCENT_5,
)
_SERIES = (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2, MSO_THEME_COLOR.ACCENT_3)
_HEADROOM = 1.15  # of the highest value: its label stays clear of the title above


def add_chart(page: Page, area: Area, chart: Chart) -> None:
    """One chart with its title, its values at the marks, and no axis that repeats them."""
    numbers = CategoryChartData(number_format=chart.format)
    numbers.categories = list(chart.points)
    for name, values in zip(chart.series or (chart.unit,), zip(*chart.values, strict=True), strict=True):
        numbers.add_series(name, values)
    shape = page.slide.shapes.add_chart(_KINDS[chart.kind], *emu(area), numbers)
    page.describe(shape, f"Chart: {chart.title}", chart.description)
    drawn = shape.chart
    drawn.font.size, drawn.font.color.theme_color = Pt(16), MSO_THEME_COLOR.TEXT_1
    drawn.has_title = True
    drawn.chart_title.include_in_layout = False
    page.write(drawn.chart_title.text_frame, [f"{chart.title}, {chart.unit}"], Style(16, bold=True))
    labels = drawn.plots[0]
    labels.has_data_labels = True
    labels.data_labels.show_value = True
    labels.data_labels.number_format, labels.data_labels.number_format_is_linked = chart.format, False
    labels.data_labels.font.size, labels.data_labels.font.bold = Pt(18), True
    _set_legend(drawn, is_needed=chart.kind == "doughnut" or bool(chart.series))
    if chart.kind == "doughnut":
        _style_ring(drawn)
    elif chart.kind == "line":
        _style_axes(drawn, chart)
        _style_lines(drawn, chart)
    else:
        _style_axes(drawn, chart)
        _style_bars(drawn, chart)


def _set_legend(drawn: Any, *, is_needed: bool) -> None:
    drawn.has_legend = is_needed
    if is_needed:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.legend.font.size = Pt(16)


def _style_ring(drawn: Any) -> None:
    drawn.plots[0].data_labels.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    for position, colour in enumerate(_RING[: len(list(drawn.plots[0].categories))]):
        _paint(drawn.plots[0].series[0].points[position], colour)


def _style_axes(drawn: Any, chart: Chart) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    values.visible, values.has_major_gridlines, values.minimum_scale = False, False, 0
    if chart.kind != "bar":
        values.maximum_scale = round(_HEADROOM * max(map(max, chart.values)), 6)
    names.has_major_gridlines, names.major_tick_mark = False, XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.tick_labels.font.size = Pt(16)
    names.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_5


def _style_bars(drawn: Any, chart: Chart) -> None:
    plot = drawn.plots[0]
    plot.gap_width, plot.vary_by_categories = 55, False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    drawn.category_axis.reverse_order = chart.kind == "bar"  # the first bar on top, as one reads
    for series, colour in zip(plot.series, _SERIES, strict=False):
        _paint(series, colour)
    if chart.series:
        plot.overlap = -5
    elif chart.highlight is not None:
        _paint(plot.series[0].points[chart.highlight], MSO_THEME_COLOR.ACCENT_2)


def _style_lines(drawn: Any, chart: Chart) -> None:
    plot = drawn.plots[0]
    plot.data_labels.position = XL_LABEL_POSITION.ABOVE
    for series, colour in zip(plot.series, _SERIES, strict=False):
        series.smooth = False
        series.format.line.width, series.format.line.color.theme_color = Pt(3.5), colour
        series.marker.size = 9
        _paint(series.marker, colour)
        series.marker.format.line.color.theme_color = colour
    if chart.highlight is not None and not chart.series:
        _paint(plot.series[0].points[chart.highlight].marker, MSO_THEME_COLOR.ACCENT_2)


def _paint(part: Any, colour: MSO_THEME_COLOR) -> None:
    part.format.fill.solid()
    part.format.fill.fore_color.theme_color = colour
