"""Decks: a title slide, then slides of one idea each, with notes, alternative texts and what they rest on."""

import copy
from io import BytesIO
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR

from . import look
from .content import ORGANISATION, RIGHTS, Deck, Slide
from .packing import MADE_AT, pack_again
from .page import Area, Page, Style
from .slide_parts import fill_body
from .template import HEIGHT, MARGIN, WIDTH, empty_deck

_EYEBROW = Style(14, bold=True, colour=MSO_THEME_COLOR.ACCENT_2)
_FOOT = Style(10, colour=MSO_THEME_COLOR.ACCENT_4)
_DARK_TITLE = Style(30, bold=True)
_LIGHT = Style(16, colour=MSO_THEME_COLOR.BACKGROUND_1)


def deck_bytes(deck: Deck) -> bytes:
    """The finished PowerPoint file."""
    presentation = empty_deck()
    _state_properties(presentation.core_properties, deck)
    _add_title(presentation, deck)
    for content in deck.slides:
        _add_slide(presentation, content, deck.language)
    written = BytesIO()
    presentation.save(written)
    return pack_again(written.getvalue())


def title_notes(deck: Deck) -> str:
    return f"{deck.notice} {deck.title}. {deck.subtitle}"


def _state_properties(properties: Any, deck: Deck) -> None:
    properties.title, properties.subject = deck.title, deck.subtitle
    properties.author = properties.last_modified_by = ORGANISATION
    properties.language = look.LANGUAGE_TAGS[deck.language]
    properties.comments = f"{deck.notice} {RIGHTS}"
    properties.created = properties.modified = MADE_AT
    properties.revision = 1


def _add_title(presentation: Any, deck: Deck) -> None:
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    slide.background.fill.solid()
    slide.background.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_2
    page = Page(slide, deck.language)
    title, subtitle = slide.placeholders
    page.write(title.text_frame, [deck.title], Style(44, bold=True, colour=MSO_THEME_COLOR.BACKGROUND_1))
    page.write(subtitle.text_frame, [deck.subtitle], Style(22, colour=MSO_THEME_COLOR.BACKGROUND_2))
    for frame in (title.text_frame, subtitle.text_frame):
        frame.paragraphs[0].alignment = None
    subtitle.text_frame.paragraphs[0]._p.get_or_add_pPr().set("algn", "l")
    page.add_text(Area(MARGIN, 0.8, 10.6, 0.4), [deck.course], _LIGHT)
    notice = Area(0, HEIGHT - 1.2, WIDTH, 1.2)
    page.add_text(
        notice,
        [deck.notice, f"{ORGANISATION} · {RIGHTS}"],
        Style(16, colour=MSO_THEME_COLOR.TEXT_1),
        fill=MSO_THEME_COLOR.BACKGROUND_2,
        inset=(MARGIN, 0.28),
    )
    slide.notes_slide.notes_text_frame.text = title_notes(deck)


def _add_slide(presentation: Any, content: Slide, language: str) -> None:
    layout = presentation.slide_layouts[1]
    slide = presentation.slides.add_slide(layout)
    page = Page(slide, language, is_dark=content.is_dark)
    if content.is_dark:
        slide.background.fill.solid()
        slide.background.fill.fore_color.theme_color = MSO_THEME_COLOR.TEXT_2
    page.write(slide.shapes.title.text_frame, [content.title], _DARK_TITLE if content.is_dark else None)
    if content.eyebrow:
        page.add_text(Area(MARGIN, 0.42, 10, 0.32), [content.eyebrow], _EYEBROW)
    fill_body(page, content)
    if foot := content.line(language):
        page.add_text(Area(MARGIN, 6.86, WIDTH - 2 * MARGIN - 1, 0.42), [foot], _FOOT)
    _add_number(slide, layout)
    slide.notes_slide.notes_text_frame.text = content.notes.strip()


def _add_number(slide: Any, layout: Any) -> None:
    """The slide number of the layout: python-pptx leaves it out of new slides."""
    for placeholder in layout.placeholders:
        if placeholder.element.find(".//{*}nvPr/{*}ph").get("type") == "sldNum":
            number = copy.deepcopy(placeholder.element)
            slide.shapes._spTree.append(number)
            number.find(".//{*}cNvPr").set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
