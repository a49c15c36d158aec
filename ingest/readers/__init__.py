"""One small file per format. A reader takes an open file and gives a ``Reading``: a title, if the file states one,
and pages, lazily, in document order.

Every reader has one function ``read(file: BinaryIO) -> Reading``. It raises ``IngestError`` subclasses, also while
its pages are consumed; what else a parser may throw is caught by the process that runs it (reader_process.py). This
package imports no parser: only the reading process does.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from archive.model import Locator, LocatorKind

__all__ = ["Page", "Reading", "clean", "locator", "one_line"]

# Control and separator characters that neither SQLite, JSON nor XML should have to carry; the bidirectional
# overrides go with them, because they let a text look other than it reads.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\u00ad\n?")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# The dots that lead the eye across a table of contents; they would fill passages and say nothing.
_LEADERS = re.compile(r" ?(?:[.·_…‥] ?){5,}")
_SURROGATES = re.compile("[\ud800-\udfff]")
_LABEL_LENGTH = 120


def clean(text: str) -> str:
    """Unicode NFC without control characters, soft hyphens, lone surrogates or rows of dots; lines end in a newline."""
    text = _LINE_ENDS.sub("\n", text)
    text = _DROPPED.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    text = _LEADERS.sub(" … ", text)
    return unicodedata.normalize("NFC", text).strip()


def one_line(text: str) -> str:
    """The text on one line, cut to what a label may hold (120 characters)."""
    line = " ".join(clean(text).split())
    return line if len(line) <= _LABEL_LENGTH else line[: _LABEL_LENGTH - 1].rstrip() + "…"


def locator(kind: LocatorKind, number: int, heading: str = "") -> Locator:
    """The ``number``-th page, slide or section, counted from 1: "slide 12", "section 3: Financing"."""
    name = one_line(heading)
    return Locator(kind=kind, start=number, end=number, label=f"{kind} {number}" + (f": {name}" if name else ""))


@dataclass(frozen=True, slots=True)
class Page:
    """The text of one page, slide, section or span of time; empty where there is none. Always ``clean``."""

    locator: Locator
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))


class Reading(NamedTuple):
    """What a reader gives: the title the file itself states (None: none), and its pages."""

    title: str | None
    pages: Iterator[Page]
