"""The empty deck: 16:9, two layouts, our fonts and colours in the theme, so that a trainer can go on in it."""

import re
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from . import look

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.8
_KEPT = ("Title Slide", "Title Only")
_COLOURS = {
    "dk1": look.INK,
    "lt1": look.WHITE,
    "dk2": look.DEEP,
    "lt2": look.SAND,
    "accent1": look.BAR,
    "accent2": look.ACCENT,
    "accent3": look.DEEP,
    "accent4": look.GREY,
    "accent5": look.RULE,
    "accent6": look.INK,
    "hlink": look.DEEP,
    "folHlink": look.GREY,
}


def empty_deck() -> Any:
    """A presentation without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    _set_theme(deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    _set_titles(deck.slide_master)
    for page in (deck.slide_master, *deck.slide_layouts):
        for placeholder in list(page.placeholders):
            _place(placeholder, is_title_slide=page.name == "Title Slide")
    return deck


def _set_theme(theme: Any) -> None:
    xml = theme.blob.decode()
    for name, colour in _COLOURS.items():
        xml = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\1<a:srgbClr val="{colour}"/>\2', xml, flags=re.DOTALL)
    xml = re.sub(r'(<a:latin typeface=")[^"]*', rf"\g<1>{look.LATIN_FONT}", xml)
    xml = re.sub(r'(<a:ea typeface=")[^"]*', rf"\g<1>{look.KOREAN_FONT}", xml)
    xml = re.sub(r'(<a:font script="Hang" typeface=")[^"]*', rf"\g<1>{look.KOREAN_FONT}", xml)
    theme._blob = xml.encode()


def _place(placeholder: Any, *, is_title_slide: bool) -> None:
    kind = placeholder.element.find(".//{*}nvPr/{*}ph").get("type", "body")
    places = {
        "title": (MARGIN, 0.8, WIDTH - 2 * MARGIN, 0.9),
        "ctrTitle": (MARGIN, 1.7, 10.6, 2.1),
        "subTitle": (MARGIN, 3.95, 10.6, 0.9),
        "body": (MARGIN, 2.15, WIDTH - 2 * MARGIN, 4.4),
        "sldNum": (WIDTH - MARGIN - 1, 6.92, 1, 0.3),
    }
    if kind not in places:  # date and footer: the foot of each slide says what it rests on
        placeholder.element.getparent().remove(placeholder.element)
        return
    left, top, width, height = places[kind]
    placeholder.left, placeholder.top = Inches(left), Inches(top)
    placeholder.width, placeholder.height = Inches(width), Inches(height)
    frame = placeholder.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == "ctrTitle" else MSO_ANCHOR.TOP
    if is_title_slide and kind == "sldNum":
        placeholder.element.getparent().remove(placeholder.element)


def _set_titles(master: Any) -> None:
    """Titles stand left, bold and dark."""
    level = master.element.find(".//{*}titleStyle/{*}lvl1pPr")
    level.set("algn", "l")
    properties = level.find("{*}defRPr")
    properties.set("sz", "3000")
    properties.set("b", "1")
    properties.find("{*}solidFill/{*}schemeClr").set("val", "tx2")
