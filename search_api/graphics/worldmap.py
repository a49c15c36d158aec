"""A map of places: where each mark stands, how large it is, and which names there is room for.

``world_map`` lays the same spots out twice, for a wide page and for a phone, since neither circles nor names may shrink
with the picture; the style sheet shows the one that fits. One unit of a drawing is about one pixel.

- The area of a circle is in proportion to its count, down to the least radius that is still seen; where counts are
  small, that is the radius of a count of 1.
- Spots nearer than a fingertip (24 pixels, WCAG 2.5.8) are one mark, at the place of the largest, drawn with their sum.
- A map shows no more of the world than its spots need, with a margin, and never so little that nobody knows where it
  is.

Drawn by ``worldmap`` in ``templates/graphics.html``.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from search_api.graphics.names import Box, Name, written
from search_api.graphics.projection import CUT, HEIGHT, WIDTH, project

__all__ = ["Drawing", "Mark", "Spot", "WorldMap", "world_map"]


@dataclass(frozen=True)
class Spot:
    """A place and how much stands there. Degrees in WGS 84; ``count`` is at least 1; ``address``: where it leads."""

    label: str
    longitude: float
    latitude: float
    count: int
    address: str


@dataclass(frozen=True)
class Mark:
    """One circle: one spot, or several that stand too near to each other; ``labels`` name them, largest first."""

    x: float
    y: float
    radius: float
    count: int
    labels: tuple[str, ...]
    address: str
    name: Name | None = None
    """The name that is written beside it, where there is room."""


@dataclass(frozen=True)
class Drawing:
    """One map of ``width`` by ``height`` units; ``land`` says where the outline of the whole world lies in it."""

    width: float
    height: float
    land: Box
    marks: tuple[Mark, ...]
    """Largest first, so that a small one is never hidden beneath a large one."""
    font: float


@dataclass(frozen=True)
class WorldMap:
    """``key`` makes ids unique on a page; ``spots`` are all places, largest first: the map as a list."""

    key: str
    wide: Drawing
    narrow: Drawing
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class _Paper:
    """What a drawing keeps to, in units. ``flattest`` and ``steepest``: height over width of a part of the world."""

    width: float
    least_radius: float
    greatest_radius: float
    font: float
    most_names: int
    flattest: float
    steepest: float


_WIDE = _Paper(width=1000, least_radius=5, greatest_radius=27, font=13, most_names=24, flattest=0.36, steepest=0.52)
_NARROW = _Paper(width=360, least_radius=4, greatest_radius=17, font=11.5, most_names=7, flattest=0.5, steepest=0.85)
_FINGERTIP = 24.0
_LEAST_PART = 0.15
"""Share of the world's width that a map shows at least: about the width of Europe."""
_MARGIN = 0.14
"""Share of the spots' own extent that stays free on each side."""
_WHOLE = 0.72
"""From this share of the world's width on the whole world is shown."""
_WORLD = Box(105, 5, 860, HEIGHT - 22)
"""The whole world without the empty Pacific at both sides, where only a few islands lie; ``_EDGE``: room for such."""
_EDGE = 30.0


def world_map(
    spots: Iterable[Spot], *, key: str = "map", together: Callable[[Sequence[Spot]], str] | None = None
) -> WorldMap:
    """The map of all ``spots`` that count at least 1.

    ``together`` makes the address of a mark that stands for several spots; without it, it leads to the list of places
    (``#KEY-places``). Counts of such spots are added up: what belongs to two of them is counted twice.
    """
    ordered = tuple(sorted((spot for spot in spots if spot.count > 0), key=lambda one: (-one.count, one.label)))
    several = together or (lambda _: f"#{key}-places")
    wide, narrow = (_drawing(ordered, paper, several) for paper in (_WIDE, _NARROW))
    return WorldMap(key=key, wide=wide, narrow=narrow, spots=ordered)


def _drawing(spots: Sequence[Spot], paper: _Paper, several: Callable[[Sequence[Spot]], str]) -> Drawing:
    placed = [(spot, project(_on_map(spot.longitude), spot.latitude)) for spot in spots]
    window = _window([place for _, place in placed], paper)
    scale = paper.width / window.width
    points = [(spot, ((x - window.x) * scale, (y - window.y) * scale)) for spot, (x, y) in placed]
    groups = _groups(points, paper)
    most = max((sum(spot.count for spot, _ in group) for group in groups), default=1)
    marks = [_mark([spot for spot, _ in group], group[0][1], most, paper, several) for group in groups]
    marks.sort(key=lambda mark: (-mark.radius, mark.labels))
    height = window.height * scale
    names = written(
        [(_text(mark), mark.x, mark.y, mark.radius) for mark in marks],
        Box(0, 0, paper.width, height),
        font=paper.font,
        most=paper.most_names,
    )
    return Drawing(
        width=paper.width,
        height=round(height, 1),
        land=Box(*(round(one * scale, 1) for one in (-window.x, -window.y, WIDTH, HEIGHT))),
        marks=tuple(_named(mark, name) for mark, name in zip(marks, names, strict=True)),
        font=paper.font,
    )


def _on_map(longitude: float) -> float:
    return longitude + 360 if longitude < CUT else longitude


def _window(points: Sequence[tuple[float, float]], paper: _Paper) -> Box:
    """The part of the world to show: all points with a margin, within the paper's proportions."""
    if not points:
        return _WORLD
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    wanted = (1 + 2 * _MARGIN) * (bottom - top)
    width = max((1 + 2 * _MARGIN) * (right - left), _LEAST_PART * WIDTH, wanted / paper.steepest)
    height = max(wanted, width * paper.flattest)
    if width > _WHOLE * WIDTH or height > HEIGHT:
        return _WORLD.around(left - _EDGE, top - _EDGE, right + _EDGE, bottom + _EDGE)
    return Box(
        min(max((left + right - width) / 2, 0), WIDTH - width),
        min(max((top + bottom - height) / 2, 0), HEIGHT - height),
        width,
        height,
    )


_Placed = tuple[Spot, tuple[float, float]]


def _groups(points: Sequence[_Placed], paper: _Paper) -> list[list[_Placed]]:
    """Spots that share a mark, each group at its first and largest. Points come largest first."""
    most = max((spot.count for spot, _ in points), default=1)
    groups: list[list[_Placed]] = []
    for spot, (x, y) in points:
        for group in groups:
            first, (left, top) = group[0]
            if hypot(x - left, y - top) < max(_FINGERTIP, _radius(first.count, most, paper) + paper.least_radius):
                group.append((spot, (x, y)))
                break
        else:
            groups.append([(spot, (x, y))])
    return groups


def _radius(count: int, most: int, paper: _Paper) -> float:
    greatest = min(paper.greatest_radius, paper.least_radius * sqrt(most))
    return max(paper.least_radius, greatest * sqrt(count / most))


def _mark(
    spots: Sequence[Spot],
    point: tuple[float, float],
    most: int,
    paper: _Paper,
    several: Callable[[Sequence[Spot]], str],
) -> Mark:
    count = sum(spot.count for spot in spots)
    return Mark(
        x=round(point[0], 1),
        y=round(point[1], 1),
        radius=round(_radius(count, most, paper), 1),
        count=count,
        labels=tuple(spot.label for spot in spots),
        address=spots[0].address if len(spots) == 1 else several(spots),
    )


def _text(mark: Mark) -> str:
    return mark.labels[0] if len(mark.labels) == 1 else f"{mark.labels[0]} +{len(mark.labels) - 1}"


def _named(mark: Mark, name: Name | None) -> Mark:
    return Mark(mark.x, mark.y, mark.radius, mark.count, mark.labels, mark.address, name)
