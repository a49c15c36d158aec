"""The notes of a deck as a transcript (WebVTT), timed as if somebody read them aloud."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .content import READ_ALOUD, Deck
from .slides import title_notes

_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_WORDS_A_SECOND = 2.5  # 150 words a minute: a calm speaker
_SYLLABLES_A_SECOND = 4.6
_LINE = 42
_CUE = 2 * _LINE


@dataclass(frozen=True)
class Cue:
    """What is said between two whole seconds, and the cases that are spoken of meanwhile."""

    start: int
    end: int
    text: str
    cases: tuple[str, ...]


def cues_of(deck: Deck) -> list[Cue]:
    """Cues of at most two lines; they follow each other without a gap."""
    opening = f"{title_notes(deck)}. {READ_ALOUD[deck.language]}"
    cues, now = [], 0.0
    for notes in (opening, *(f"{slide.title}. {slide.notes}" for slide in deck.slides)):
        cases = tuple(case for case, word in deck.spoken.items() if word in notes)
        for text in _portions(notes):
            end = now + max(1.0, _seconds(text, deck.language))
            cues.append(Cue(round(now), round(end), text, cases))
            now = end
    return cues


def transcript_text(cues: Sequence[Cue]) -> str:
    blocks = (f"{_time(cue.start)} --> {_time(cue.end)}\n{_two_lines(cue.text)}" for cue in cues)
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _portions(notes: str) -> Iterator[str]:
    """Sentences, and long ones cut where words end into portions of like length."""
    for sentence in _SENTENCE.split(" ".join(notes.split()).replace("?.", "?")):
        count = math.ceil(len(sentence) / _CUE)
        portion = ""
        for word in sentence.split(" "):
            if portion and len(portion) + 1 + len(word) > max(_LINE, len(sentence) / count + 6):
                yield portion
                portion = ""
            portion = f"{portion} {word}".strip()
        if portion:
            yield portion


def _two_lines(text: str) -> str:
    if len(text) <= _LINE:
        return text
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    middle = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def _seconds(text: str, language: str) -> float:
    if language == "ko":
        return len(text.replace(" ", "")) / _SYLLABLES_A_SECOND
    return len(text.split()) / _WORDS_A_SECOND


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.000"
