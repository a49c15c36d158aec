"""PowerPoint: every slide's text in reading order, hidden slides too, then its notes."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.package import Package

from archive.model import LocatorKind
from ingest.errors import UnreadableDocument
from ingest.readers import Page, Reading, locator, one_line
from ingest.readers.ooxml import (
    CHART,
    COMPATIBILITY,
    DIAGRAM,
    DRAWING,
    MATH,
    RELATIONS,
    alternative_text,
    chart_texts,
    diagram_texts,
    root_of,
    sound_package,
)

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_STANDARD_TITLES = {"powerpoint presentation", "presentation", "slide 1", "untitled"}
# Footers, dates and slide numbers repeat on every slide and say nothing about it.
_FURNITURE = {"dt", "ftr", "sldNum", "hdr", "sldImg"}


def read(file: BinaryIO) -> Reading:
    """Raises UnreadableDocument. Slide shows, templates and files with macros (never run) are read alike."""
    package = sound_package(file)
    try:
        presentation = Package.open(package).main_document_part.presentation
        slides = [slide.part for slide in presentation.slides]
        stated = presentation.core_properties.title or ""
    except Exception as error:  # python-pptx raises whatever its parsing meets
        raise UnreadableDocument("the presentation is damaged: export it again") from error
    title = one_line(stated)
    if title.lower() in _STANDARD_TITLES or not title:
        title = one_line(_first_title(slides))
    return Reading(title or None, _pages(slides))


def _pages(slides: list[Any]) -> Iterator[Page]:
    for number, slide in enumerate(slides, start=1):
        lines = [*_slide_texts(slide), *_notes(slide)]
        yield Page(locator(LocatorKind.SLIDE, number), "\n".join(line for line in lines if line.strip()))


def _first_title(slides: list[Any]) -> str:
    shapes = slides[0]._element.iter(f"{_P}sp") if slides else ()
    return next((text for shape in shapes if _is_title(shape) and (text := " ".join(_paragraphs(shape))).strip()), "")


def _slide_texts(slide: Any) -> Iterator[str]:
    """The title first, then the shapes in the order in which a screen reader meets them."""
    tree = slide._element.find(f"{_P}cSld/{_P}spTree")
    shapes = list(tree) if tree is not None else []
    for shape in sorted(shapes, key=lambda shape: not _is_title(shape)):
        yield from _shape_texts(shape, slide)


def _notes(slide: Any) -> Iterator[str]:
    for relation in slide.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NOTES_SLIDE and not relation.is_external:
            yield from _slide_texts(relation.target_part)


def _shape_texts(shape: etree._Element, slide: Any) -> Iterator[str]:
    if shape.tag == f"{_P}grpSp":
        yield from _described(shape)
        for inner in shape:
            yield from _shape_texts(inner, slide)
    elif shape.tag == f"{COMPATIBILITY}AlternateContent":
        # One thing said twice, for newer and for older programs: the first is the fuller one.
        for inner in shape[0] if len(shape) else ():
            yield from _shape_texts(inner, slide)
    elif shape.tag == f"{_P}graphicFrame":
        yield from _described(shape)
        yield from _frame_texts(shape, slide)
    elif shape.tag in {f"{_P}sp", f"{_P}pic", f"{_P}cxnSp"} and _placeholder(shape) not in _FURNITURE:
        yield from _described(shape)
        yield from _paragraphs(shape)


def _frame_texts(frame: etree._Element, slide: Any) -> Iterator[str]:
    for row in frame.iter(f"{DRAWING}tr"):
        cells = (" ".join(_paragraphs(cell)) for cell in row.findall(f"{DRAWING}tc"))
        yield " | ".join(cell for cell in cells if cell.strip())
    for chart in frame.iter(f"{CHART}chart"):
        yield from chart_texts(_related(slide, chart.get(f"{RELATIONS}id")))
    for diagram in frame.iter(f"{DIAGRAM}relIds"):
        yield from diagram_texts(_related(slide, diagram.get(f"{RELATIONS}dm")))


def _related(slide: Any, relation_id: str | None) -> etree._Element:
    """The XML of a related part; an empty element where the relation leads nowhere."""
    relation = slide.rels.get(relation_id) if relation_id else None
    if relation is None or relation.is_external:
        return etree.Element("none")
    return root_of(relation.target_part)


def _paragraphs(shape: etree._Element) -> Iterator[str]:
    for paragraph in shape.iter(f"{DRAWING}p"):
        text = "".join(_runs(paragraph))
        if text.strip():
            yield text


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for node in paragraph.iter(f"{DRAWING}t", f"{DRAWING}br", f"{DRAWING}tab", f"{MATH}t"):
        if any(ancestor.tag == f"{COMPATIBILITY}Fallback" for ancestor in node.iterancestors()):
            continue
        yield "\n" if node.tag == f"{DRAWING}br" else "\t" if node.tag == f"{DRAWING}tab" else node.text or ""


def _described(shape: etree._Element) -> Iterator[str]:
    properties = shape.find(f"*/{_P}cNvPr")
    if properties is not None and (description := alternative_text(properties)):
        yield description


def _placeholder(shape: etree._Element) -> str | None:
    placeholder = shape.find(f"*/{_P}nvPr/{_P}ph")
    return None if placeholder is None else placeholder.get("type", "body")


def _is_title(shape: etree._Element) -> bool:
    return _placeholder(shape) in {"title", "ctrTitle"}
