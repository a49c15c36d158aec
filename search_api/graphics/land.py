"""Makes ``static/land.svg``, the land outline under every map, from Natural Earth (public domain).

    npm install world-atlas@2.0.2
    python -m search_api.graphics.land node_modules/world-atlas/land-50m.json search_api/static/land.svg

The outline is projected (see ``projection``), then its corners are taken away in the order of the least area that they
make, until the file is light: Visvalingam & Whyatt, "Line generalisation by repeated elimination of points", The
Cartographic Journal 30 (1), 1993. Islands below the same area go; Antarctica is not on the map. Borders of countries
are left out: none is needed to find a city, and several are disputed.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from search_api.graphics.projection import CUT, HEIGHT, WIDTH, project

__all__ = ["land_svg", "outlines", "simplified"]

Point = tuple[float, float]

LEAST_AREA = 0.6
"""Square units (the map is 1,000 wide) that a corner or an island must make to stay."""
LAND = "#dfd8c8"
_ICE = -60.0
"""Rings whose middle lies south of this latitude are Antarctica's."""


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    target.write_text(land_svg(json.loads(source.read_text(encoding="utf-8"))), encoding="utf-8")


def land_svg(topology: dict[str, Any]) -> str:
    """A TopoJSON topology with an object ``land`` -> a picture of it, ``WIDTH`` by ``HEIGHT`` units."""
    projected = ([project(*point) for point in ring] for ring in outlines(topology))
    rings = [kept for ring in projected if len(kept := simplified(ring, LEAST_AREA)) > 2]
    path = "".join(_relative(ring) for ring in rings)
    # Tenths of a unit as whole numbers: the shortest writing.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.1f}">'
        f"<desc>Land, simplified. Natural Earth, public domain. Equal Earth projection.</desc>"
        f'<path fill="{LAND}" transform="scale(.1)" d="{path}"/></svg>\n'
    )


def outlines(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Every ring of the land but Antarctica's, as longitudes and latitudes that run on past 180° rather than jump."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        [
            (x * scale_x + left, y * scale_y + bottom)
            for x, y in accumulate(arc, lambda one, step: [one[0] + step[0], one[1] + step[1]])
        ]
        for arc in topology["arcs"]
    ]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                # ~i is arc i walked backwards; each arc begins where the one before it ended.
                walked = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
                points = _unwrapped(point for arc in walked for point in arc[:-1])
                if sum(y for _, y in points) / len(points) > _ICE:
                    yield points


def _unwrapped(points: Iterable[Point]) -> list[Point]:
    """A ring whose longitudes never jump, moved as a whole to where most of it stands on the map."""
    run: list[Point] = []
    for x, y in points:
        turns = round((run[-1][0] - x) / 360) if run else 0
        run.append((x + 360 * turns, y))
    middle = sum(x for x, _ in run) / len(run)
    shift = -360 if middle > CUT + 360 else 360 if middle < CUT else 0
    return [(x + shift, y) for x, y in run]


def simplified(ring: Sequence[Point], least: float) -> list[Point]:
    """The ring without the corners that make a triangle of less than ``least`` with their neighbours, smallest first;
    empty where less than a triangle is left."""
    before = [index - 1 for index in range(len(ring))]
    before[0] = len(ring) - 1
    after = [index + 1 for index in range(len(ring) - 1)] + [0]

    def area(index: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = (ring[one] for one in (before[index], index, after[index]))
        return abs((ax - cx) * (by - ay) - (ax - bx) * (cy - ay)) / 2

    areas = [area(index) for index in range(len(ring))]
    heap = [(size, index) for index, size in enumerate(areas)]
    heapify(heap)
    gone: set[int] = set()
    while heap and heap[0][0] < least:
        size, index = heappop(heap)
        if index in gone or size != areas[index]:
            continue
        gone.add(index)
        if len(gone) > len(ring) - 3:
            return []
        after[before[index]], before[after[index]] = after[index], before[index]
        for neighbour in (before[index], after[index]):
            # Never less than what has gone already: else a corner would fall because its neighbour did.
            areas[neighbour] = max(size, area(neighbour))
            heappush(heap, (areas[neighbour], neighbour))
    return [point for index, point in enumerate(ring) if index not in gone]


def _relative(ring: Sequence[Point]) -> str:
    """A closed path, each step from the point before."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    steps = "".join(f"{x1 - x0} {y1 - y0} " for (x0, y0), (x1, y1) in pairwise(tenths))
    return f"M{tenths[0][0]} {tenths[0][1]}l{steps.rstrip().replace(' -', '-')}z"


if __name__ == "__main__":
    main()
