"""HTML: the main text, sections by headings, without menus, mastheads, margins and imprints.

Pages where no main text is found give everything in the body.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import trafilatura
from lxml import etree, html

from ingest.errors import EmptyDocument
from ingest.readers import Reading, one_line
from ingest.readers.charset import decode
from ingest.readers.sections import Block, sections

_DECLARED = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""")
_HEADING_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6", "head"}
_UNREAD_TAGS = {"script", "style", "noscript", "template", "svg", "iframe", "object", "head"}
_INLINE_TAGS = {
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "graphic", "hi", "i", "img"),
    *("ins", "kbd", "label", "mark", "q", "ref", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong"),
    *("sub", "sup", "time", "tt", "u", "var", "wbr"),
}
_PICTURE_TAGS = {"img", "graphic"}
_CELL_TAGS = {"td", "th", "cell"}
# What stands around the text of a page, by the meaning that HTML and WAI-ARIA give to elements and roles.
_FRAME_TAGS = ("nav", "header", "footer", "aside")
_FRAME_ROLES = {"navigation", "banner", "contentinfo", "complementary"}
_TEXT_TAGS = ("main", "article")
_TEXT_ROLES = {"main", "article"}
# Notes belong to the text, whatever element holds them (roles of DPUB-ARIA).
_NOTE_ROLES = {"doc-footnote", "doc-endnote", "doc-endnotes", "doc-bibliography"}
# Without an element that is said to be the text, this many characters outside the frame are enough to be it.
_ENOUGH_TEXT = 300
# On a page this short menus cost little, and leaving out a heading costs much.
_SHORT_PAGE = 200
# A main text below this share of the page's words is more likely a fragment of it; above the other one, the page is
# all main text, and what would be left out are its headings.
_MAIN_SHARES = (0.3, 0.8)


def read(file: BinaryIO) -> Reading:
    """The encoding is taken from the page's own declaration, and detected where there is none or it is wrong."""
    content = file.read()
    declared = _DECLARED.search(content[:4096])
    text = decode(content, declared[1].decode("ascii") if declared else None)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except etree.ParserError as error:
        raise EmptyDocument("the page holds no text") from error
    title = root.findtext(".//title") or root.findtext(".//h1") or ""
    return Reading(one_line(title) or None, sections(_main_blocks(root)))


def _main_blocks(root: html.HtmlElement) -> list[Block]:
    """Takes the frame out of ``root``, unless too little would be left."""
    everything = list(_blocks(root))
    _drop_frame(root)
    framed = list(_blocks(root))
    if not _states_its_text(root) and sum(len(block.text) for block in framed) < _ENOUGH_TEXT:
        return everything
    word_count = _word_count(framed)
    if word_count <= _SHORT_PAGE:
        return framed
    main = _main_text(root)
    smallest, largest = _MAIN_SHARES
    return main if smallest <= _word_count(main) / word_count <= largest else framed


def _drop_frame(root: html.HtmlElement) -> None:
    # A menu that was never closed swallows the text: what holds the main text is no frame.
    around_main = {ancestor for main in root.iter("main") for ancestor in main.iterancestors()}
    for element in [element for element in root.iter(etree.Element) if _is_frame(element)]:
        if element not in around_main and element.getparent() is not None:
            element.drop_tree()


def _is_frame(element: html.HtmlElement) -> bool:
    roles = _roles(element)
    if roles & _FRAME_ROLES:
        return True
    if element.tag not in _FRAME_TAGS or roles & _NOTE_ROLES:
        return False
    # The header of a part of the text holds its heading.
    return element.tag != "header" or next(element.iterancestors(*_TEXT_TAGS, "section"), None) is None


def _states_its_text(root: html.HtmlElement) -> bool:
    """Whether some element is said to be the text, and is not empty."""
    stated = (element for element in root.iter(etree.Element) if _is_text(element))
    return any(next(_blocks(element), None) is not None for element in stated)


def _is_text(element: html.HtmlElement) -> bool:
    return element.tag in _TEXT_TAGS or bool(_roles(element) & _TEXT_ROLES)


def _roles(element: html.HtmlElement) -> set[str]:
    return set(element.get("role", "").lower().split())


def _main_text(root: html.HtmlElement) -> list[Block]:
    """What trafilatura takes for the main text (recall before precision)."""
    found = trafilatura.bare_extraction(root, favor_recall=True, include_comments=True, include_images=True)
    return list(_blocks(found.body)) if found is not None and found.body is not None else []


def _blocks(root: etree._Element) -> Iterator[Block]:
    """The text below ``root``, one block per innermost block element; the cells of a table row stay on one line."""
    line: list[str] = []
    heading = False
    for text, tag in _pieces(root):
        if tag is None:
            line.append(text)
            continue
        if tag in _CELL_TAGS:
            line.append(" | ")
            continue
        yield from _finished(line, heading)
        line, heading = [], tag in _HEADING_TAGS
    yield from _finished(line, heading)


def _finished(line: list[str], heading: bool) -> Iterator[Block]:
    text = " ".join("".join(line).split()).strip("| ")
    if text:
        yield Block(text, heading)


def _pieces(root: etree._Element) -> Iterator[tuple[str, str | None]]:
    """Texts, and between them ("", tag) where a block begins, or ("", "") where one ends.

    A walk by events and not by recursion: pages nest as deep as they like.
    """
    unread: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if unread is None and tag in _UNREAD_TAGS and element is not root and not _is_heading_of_text(element):
                unread = element
            if unread is None:
                if tag not in _INLINE_TAGS:
                    yield "", tag
                yield _own_text(element), None
            continue
        if unread is None and tag not in _INLINE_TAGS and tag not in _CELL_TAGS:
            yield "", ""
        if unread is element:
            unread = None
        if unread is None and element is not root:
            yield element.tail or "", None


def _own_text(element: etree._Element) -> str:
    """The text at an element's beginning; of a picture, its alternative text."""
    return f" {element.get('alt', '')} " if element.tag in _PICTURE_TAGS else element.text or ""


def _is_heading_of_text(element: etree._Element) -> bool:
    """In trafilatura's own tree ``head`` is a heading, in HTML it is the part that nobody reads."""
    return element.tag == "head" and str(element.get("rend", "")).startswith("h")


def _word_count(blocks: list[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)
