"""Markdown, with or without front matter. The source text is kept as it stands; only its headings are looked for."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any, BinaryIO, NamedTuple

import yaml
from markdown_it import MarkdownIt

from ingest.readers import Reading, clean, one_line
from ingest.readers.charset import decode
from ingest.readers.sections import Block, sections

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+):[ \t]*(\S.*)$", re.MULTILINE)
_SUMMARIES = ("subtitle", "deck", "summary", "abstract", "description")
_BLANK_LINES = re.compile(r"\n[ \t]*\n")


def read(file: BinaryIO) -> Reading:
    """Front matter gives the title, and its summary or description as a first paragraph; its other fields describe
    the file and are not read out."""
    text = clean(decode(file.read()))
    front = _FRONT_MATTER.match(text)
    fields = _fields(front["yaml"]) if front else {}
    if front:
        text = text[front.end() :]
    headings = _headings(text)
    title = one_line(fields.get("title", "")) or next((one_line(each.text) for each in headings if each.level == 1), "")
    summaries = dict.fromkeys(fields[name] for name in _SUMMARIES if name in fields)
    return Reading(title or None, sections(chain(map(Block, summaries), _blocks(text, headings))))


def _fields(front_matter: str) -> dict[str, str]:
    """The fields of the front matter that are text."""
    try:
        fields: Any = yaml.safe_load(front_matter)
    except (yaml.YAMLError, ValueError, RecursionError):
        # Values with a stray colon are the commonest fault; the lines themselves still say what is meant.
        fields = {name: value.strip("\"' ") for name, value in _FIELD.findall(front_matter)}
    if not isinstance(fields, dict):
        return {}
    return {str(name).lower(): value for name, value in fields.items() if isinstance(value, str) and value.strip()}


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
