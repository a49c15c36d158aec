"""Word: the body in document order, sections by headings, then footnotes and endnotes.

What is printed at the head and foot of every page is no text of its own: it is read only where there is nothing else.
Reviewers' comments are left out: they were not meant for the document's readers.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from lxml import etree

from ingest.errors import UnreadableDocument
from ingest.readers import Reading, one_line
from ingest.readers.ooxml import (
    CHART,
    COMPATIBILITY,
    DIAGRAM,
    MATH,
    RELATIONS,
    alternative_text,
    chart_texts,
    diagram_texts,
    root_of,
    sound_package,
)
from ingest.readers.sections import Block, sections

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_HEADING_NAME = re.compile(r"(?i)^(heading \d|title$)")
# Text that a tracked change took away, and the copy of a drawing kept for older programs.
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{COMPATIBILITY}Fallback"}
_BLOCKS = {f"{_W}p", f"{_W}tbl"}
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}
_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
_MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)


def read(file: BinaryIO) -> Reading:
    """Raises UnreadableDocument. Templates and files with macros (never run) are read alike."""
    package = sound_package(file)
    try:
        opened = OpcPackage.open(package)
        document = _Word(opened.main_document_part)
        stated = one_line(opened.core_properties.title or "")
    except UnreadableDocument:
        raise
    except Exception as error:  # python-docx raises whatever its parsing meets
        raise UnreadableDocument("the Word document is damaged: export it again") from error
    body = list(document.body())
    text = body + document.appendix("Footnotes", _NOTES)
    if not any(block.text.strip() for block in text):
        text = document.appendix("Headers and footers", _MARGINS)
    title = stated or next((one_line(block.text) for block in body if block.is_heading), "")
    return Reading(title or None, sections(text))


class _Word:
    def __init__(self, part: Any) -> None:
        self._part = part
        self._root = root_of(part)
        self._headings = {
            style for related in self._related((RELATIONSHIP_TYPE.STYLES,)) for style in _headings(related)
        }

    def body(self) -> Iterator[Block]:
        body = self._root.find(f"{_W}body")
        return self._blocks(body) if body is not None else iter(())

    def appendix(self, heading: str, relation_types: tuple[str, ...]) -> list[Block]:
        """What stands outside the running text, under a heading of our own; what repeats on every page, once."""
        texts = (block.text for root in self._related(relation_types) for block in self._blocks(root))
        lines = list(dict.fromkeys(text for text in texts if text.strip()))
        return [Block(heading, is_heading=True), *map(Block, lines)] if lines else []

    def _related(self, relation_types: tuple[str, ...]) -> Iterator[etree._Element]:
        for relation in self._part.rels.values():
            if relation.reltype in relation_types and not relation.is_external:
                yield root_of(relation.target_part)

    def _blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Paragraphs and table rows below ``parent``, whatever wraps them (content controls, tracked insertions)."""
        for element in parent:
            if element.tag == f"{_W}p":
                yield Block("".join(self._texts(element)), self._is_heading(element))
                yield from self._boxes(element)
            elif element.tag == f"{_W}tbl":
                yield from self._rows(element)
            elif element.tag not in _LEFT_OUT:
                yield from self._blocks(element)

    def _rows(self, table: etree._Element) -> Iterator[Block]:
        for row in _nearest(table, {f"{_W}tr"}):
            cells = (
                " ".join(b.text for b in self._blocks(cell) if b.text.strip()) for cell in _nearest(row, {f"{_W}tc"})
            )
            yield Block(" | ".join(cell for cell in cells if cell.strip()))

    def _boxes(self, paragraph: etree._Element) -> Iterator[Block]:
        """Text boxes, charts, diagrams and descriptions of pictures anchored in the paragraph."""
        wanted = {f"{_W}txbxContent", f"{CHART}chart", f"{DIAGRAM}relIds", _DRAWING_PROPERTIES}
        for element in _nearest(paragraph, wanted):
            if element.tag == f"{_W}txbxContent":
                yield from (Block(block.text) for block in self._blocks(element))
            elif element.tag == _DRAWING_PROPERTIES:
                yield Block(alternative_text(element))
            elif element.tag == f"{CHART}chart":
                yield from map(Block, chart_texts(self._target(element.get(f"{RELATIONS}id"))))
            else:
                yield from map(Block, diagram_texts(self._target(element.get(f"{RELATIONS}dm"))))

    def _target(self, relation_id: str | None) -> etree._Element:
        """The XML of a related part; an empty element where the relation leads nowhere."""
        relation = self._part.rels.get(relation_id) if relation_id else None
        return etree.Element("none") if relation is None or relation.is_external else root_of(relation.target_part)

    def _texts(self, element: etree._Element) -> Iterator[str]:
        """The text of a paragraph's runs, leaving out what stands in boxes of its own."""
        for child in element:
            if child.tag in {f"{_W}t", f"{MATH}t"}:
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif child.tag not in _LEFT_OUT and child.tag not in {f"{_W}txbxContent", f"{_W}pPr"}:
                yield from self._texts(child)

    def _is_heading(self, paragraph: etree._Element) -> bool:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return _has_outline_level(paragraph) or (style is not None and style.get(f"{_W}val") in self._headings)


def _headings(styles: etree._Element) -> Iterator[str]:
    """Ids of the styles that make a heading: by their name, or by the level they take in the outline."""
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if _has_outline_level(style) or (name is not None and _HEADING_NAME.match(name.get(f"{_W}val", ""))):
            yield style.get(f"{_W}styleId", "")


def _has_outline_level(element: etree._Element) -> bool:
    level = element.find(f"{_W}pPr/{_W}outlineLvl")
    return level is not None and level.get(f"{_W}val", "9") != "9"


def _nearest(parent: etree._Element, tags: set[str]) -> Iterator[etree._Element]:
    """The descendants with one of the tags, not looking inside them."""
    for element in parent:
        if element.tag in tags:
            yield element
        elif element.tag not in _LEFT_OUT:
            yield from _nearest(element, tags)
