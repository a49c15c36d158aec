"""WebVTT and SubRip transcripts: cues joined to spans of 60 to 110 words.

One tolerant parser reads both, and what people make of them: a missing header, missing or odd cue numbers, no blank
line between cues, hours beyond 99, a comma or a dot before the fraction, cues that overlap or end before they start,
and live captions that say every line twice.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from archive.model import Locator, LocatorKind
from ingest.errors import UnreadableDocument
from ingest.passages import FULL, size
from ingest.readers import Page, Reading, clean
from ingest.readers.charset import decode

__all__ = ["TIMING", "Cue", "cues", "read"]

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,]\d{1,6})?"
TIMING = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?$", re.MULTILINE)
_SPEAKER = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]+)>")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]*>|\{\\[^}\n]{1,40}\}")
_ASIDE = re.compile(r"(?:^|\n\n+)(?:NOTE|STYLE|REGION)(?:[ \t\n].*?)?(?=\n\n|\Z)", re.DOTALL)
_SENTENCE_END = re.compile(r"""[.!?…。！？؟]["'”’»)\]]*$""")
_WANTED = FULL * 60 / 110
_LONGEST_SILENCE = 30  # seconds; after it something new begins


class Cue(NamedTuple):
    """What is said from ``start`` to ``end``, in whole seconds from the beginning."""

    start: int
    end: int
    text: str


def read(file: BinaryIO) -> Reading:
    """Raises UnreadableDocument where no timed line is found."""
    found = list(cues(clean(decode(file.read()))))
    if not found:
        raise UnreadableDocument("the transcript has no line with times, such as 00:00:01.000 --> 00:00:02.000")
    return Reading(None, _spans(found))


def cues(text: str) -> Iterator[Cue]:
    """The cues in the order of the file; a cue that would end before it starts lasts no time."""
    timings = list(TIMING.finditer(text))
    for timing, following in zip(timings, [*timings[1:], None], strict=True):
        said = text[timing.end() : following.start() if following else len(text)]
        if following:
            said = _without_identifier(said)
        start = _seconds(*timing.groups()[:3])
        yield Cue(start, max(start, _seconds(*timing.groups()[3:])), _plain(said))


def _without_identifier(said: str) -> str:
    """The text between two timing lines without the next cue's number or name: the line directly above its times,
    if that line stands alone or is a number."""
    before, _, last = said.rstrip("\n").rpartition("\n")
    if not before or not said.endswith("\n") or said.endswith("\n\n"):
        return said
    return before if before.endswith("\n") or last.strip().isdecimal() else said


def _seconds(hours: str | None, minutes: str, seconds: str) -> int:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)


def _plain(said: str) -> str:
    """Without markup, comments and style sheets; a speaker's name stands before what was said."""
    said = _ASIDE.sub("", said)
    said = _MARKUP.sub("", _SPEAKER.sub(r"\1: ", said))
    return "\n".join(line.strip() for line in html.unescape(said).split("\n") if line.strip())


def _spans(found: Iterable[Cue]) -> Iterator[Page]:
    """Spans end where a sentence does once they are long enough, where they are full, or in a long silence."""
    span: list[Cue] = []
    filled = 0.0
    speaker = last_line = ""
    for cue in found:
        text, speaker, last_line = _new_words(cue.text, speaker, last_line)
        if not text:
            continue
        length = size(text)
        if span and (filled + length > FULL or _is_complete(span, filled, cue)):
            yield _page(span)
            span, filled = [], 0.0
        span.append(Cue(cue.start, cue.end, text))
        filled += length
    if span:
        yield _page(span)


def _is_complete(span: list[Cue], filled: float, following: Cue) -> bool:
    ends_sentence = filled >= _WANTED and _SENTENCE_END.search(span[-1].text) is not None
    return ends_sentence or following.start - span[-1].end > _LONGEST_SILENCE


def _new_words(text: str, speaker: str, last_line: str) -> tuple[str, str, str]:
    """What a cue adds to the one before: not the line that live captions repeat, nor the same speaker's name again."""
    lines = text.split("\n")
    if lines[0] == last_line:
        lines = lines[1:]
    last_line = lines[-1] if lines else last_line
    named, colon, _ = lines[0].partition(": ") if lines else ("", "", "")
    if colon and named == speaker:
        lines[0] = lines[0].removeprefix(f"{speaker}: ")
    return "\n".join(lines), named if colon else speaker, last_line


def _page(span: list[Cue]) -> Page:
    start = min(cue.start for cue in span)
    end = max(cue.end for cue in span)
    label = f"{start // 3600:02d}:{start // 60 % 60:02d}:{start % 60:02d}"
    place = Locator(kind=LocatorKind.TIME, start=start, end=end, label=label)
    return Page(place, "\n".join(cue.text for cue in span))
