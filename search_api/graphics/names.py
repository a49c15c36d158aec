"""Where there is room to write a name beside a mark: greedy, in the order given, like the hand of a cartographer who
writes the great cities first (Imhof, "Positioning names on maps", The American Cartographer 2 (2), 1975: right before
left, then above, then below)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

__all__ = ["Box", "Name", "text_width", "written"]


@dataclass(frozen=True)
class Box:
    """A rectangle by its left upper corner, in units."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def around(self, left: float, top: float, right: float, bottom: float) -> "Box":
        """The least rectangle that holds this one and two corners."""
        x, y = min(self.x, left), min(self.y, top)
        return Box(x, y, max(self.x + self.width, right) - x, max(self.y + self.height, bottom) - y)


@dataclass(frozen=True)
class Name:
    """A text, the end of its base line, and which end that is: SVG's ``text-anchor``, for text from left to right."""

    text: str
    x: float
    y: float
    anchor: str


_GAP = 3.0
"""Units between a circle and its name."""
_ASCENT, _DESCENT = 0.78, 0.24
"""Shares of the font's size above and below the base line."""


def written(
    marks: Sequence[tuple[str, float, float, float]], paper: Box, *, font: float, most: int
) -> list[Name | None]:
    """For each mark (text, x, y, radius) its name, or None where there is no room or ``most`` are written already.

    No two names touch, none touches a mark other than its own, none leaves the paper.
    """
    circles = [Box(x - radius, y - radius, 2 * radius, 2 * radius) for _, x, y, radius in marks]
    taken: list[Box] = []
    names: list[Name | None] = []
    for index, (text, x, y, radius) in enumerate(marks):
        others = circles[:index] + circles[index + 1 :]
        free = (
            (name, box)
            for name, box in _places(text, x, y, radius, font)
            if paper.holds(box) and not any(box.meets(other) for other in (*taken, *others))
        )
        name, box = next(free, (None, None)) if len(taken) < most else (None, None)
        if box is not None:
            taken.append(box)
        names.append(name)
    return names


def _places(text: str, x: float, y: float, radius: float, font: float) -> Iterator[tuple[Name, Box]]:
    width, height = text_width(text) * font, (_ASCENT + _DESCENT) * font
    middle = y + (_ASCENT - _DESCENT) / 2 * font
    beside, above, below = radius + _GAP, y - radius - _GAP - _DESCENT * font, y + radius + _GAP + _ASCENT * font
    for anchor, end, base, left in (
        ("start", x + beside, middle, x + beside),
        ("end", x - beside, middle, x - beside - width),
        ("middle", x, above, x - width / 2),
        ("middle", x, below, x - width / 2),
    ):
        yield Name(text, round(end, 1), round(base, 1), anchor), Box(left, base - _ASCENT * font, width, height)


def text_width(text: str) -> float:
    """How wide a text is at a font size of 1, estimated generously: 1 for ideographs and Hangul, .6 for all else."""
    return sum(1.0 if east_asian_width(letter) in "WF" else 0.6 for letter in text)
