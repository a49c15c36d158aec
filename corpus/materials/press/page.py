"""A slide that is being filled: where things stand, how letters look, and how text gets there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu, Inches, Pt

from . import look
from .template import MARGIN, WIDTH

TOP, BOTTOM = 1.9, 6.55
FULL = WIDTH - 2 * MARGIN
_ON_DARK: Final[Mapping[MSO_THEME_COLOR, MSO_THEME_COLOR]] = {
    MSO_THEME_COLOR.TEXT_1: MSO_THEME_COLOR.BACKGROUND_1,
    MSO_THEME_COLOR.TEXT_2: MSO_THEME_COLOR.BACKGROUND_2,
    MSO_THEME_COLOR.ACCENT_2: MSO_THEME_COLOR.BACKGROUND_2,
    MSO_THEME_COLOR.ACCENT_4: MSO_THEME_COLOR.ACCENT_5,
}
"""What takes the place of each colour on a dark slide."""


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
    is_dark: bool = False

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
                run.font.color.theme_color = _ON_DARK[style.colour] if self.is_dark else style.colour
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
        box = self.slide.shapes.add_textbox(*emu(area))
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

    def add_bar(self, area: Area, colour: MSO_THEME_COLOR) -> None:
        """A flat stroke of colour, without outline or text."""
        self._add_shape(MSO_SHAPE.RECTANGLE, area, colour)

    def add_dot(self, area: Area, colour: MSO_THEME_COLOR) -> None:
        self._add_shape(MSO_SHAPE.OVAL, area, colour)

    def _add_shape(self, kind: MSO_SHAPE, area: Area, colour: MSO_THEME_COLOR) -> None:
        shape = self.slide.shapes.add_shape(kind, *emu(area))
        shape.fill.solid()
        shape.fill.fore_color.theme_color = colour
        shape.line.fill.background()
        shape._element.remove(shape._element.find("{*}style"))  # it brings a shadow


def emu(area: Area) -> tuple[Emu, Emu, Emu, Emu]:
    return Inches(area.left), Inches(area.top), Inches(area.width), Inches(area.height)
