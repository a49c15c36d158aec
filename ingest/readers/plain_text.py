"""Plain text: sections of whole paragraphs, about 400 words each."""

import re
from typing import BinaryIO

from ingest.readers import Reading, clean
from ingest.readers.charset import decode
from ingest.readers.sections import Block, sections

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def read(file: BinaryIO) -> Reading:
    text = clean(decode(file.read()))
    return Reading(None, sections(Block(paragraph) for paragraph in _BLANK_LINES.split(text)))
