"""Markdown, with or without front matter. The source text is kept as it stands; only its headings are looked for."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple

import yaml
from markdown_it import MarkdownIt

from ingest.readers import Reading, clean, one_line
from ingest.readers.charset import decode
from ingest.readers.sections import Block, sections

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_MATTER_TITLE = re.compile(r"^title:[ \t]*(?P<title>\S.*)$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n")


def read(file: BinaryIO) -> Reading:
    """Front matter gives the title and no text: its other fields describe the file, they are not read out."""
    text = clean(decode(file.read()))
    front = _FRONT_MATTER.match(text)
    if front:
        text = text[front.end() :]
    headings = _headings(text)
    title = _stated_title(front["yaml"]) if front else None
    if title is None:
        title = next((one_line(heading.text) for heading in headings if heading.level == 1), None)
    return Reading(title, sections(_blocks(text, headings)))


def _stated_title(front_matter: str) -> str | None:
    try:
        fields: Any = yaml.safe_load(front_matter)
        title = fields.get("title") if isinstance(fields, dict) else None
    except (yaml.YAMLError, ValueError, RecursionError):
        # Titles with a stray colon are the commonest fault; the line itself still says what is meant.
        found = _FRONT_MATTER_TITLE.search(front_matter)
        title = found["title"].strip("\"' ") if found else None
    return one_line(title) or None if isinstance(title, str) else None


class _Heading(NamedTuple):
    """A heading's text, its level, and the lines it takes (from 0, the end not included)."""

    text: str
    level: int
    start: int
    end: int


def _headings(text: str) -> list[_Heading]:
    """Found by a parser, so that a ``#`` in a code block is none."""
    tokens = MarkdownIt("commonmark", {"maxNesting": 50}).parse(text)
    return [
        _Heading(content.content, int(token.tag[1:]), *token.map)
        for token, content in pairwise(tokens)
        if token.type == "heading_open" and token.map and content.content.strip()
    ]


def _blocks(text: str, headings: list[_Heading]) -> Iterator[Block]:
    lines = text.split("\n")
    position = 0
    for heading in headings:
        yield from _paragraphs(lines[position : heading.start])
        yield Block(heading.text, is_heading=True)
        position = heading.end
    yield from _paragraphs(lines[position:])


def _paragraphs(lines: list[str]) -> Iterator[Block]:
    return (Block(paragraph) for paragraph in _BLANK_LINES.split("\n".join(lines)))
