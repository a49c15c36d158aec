"""Equal Earth, a projection that keeps areas: Šavrič, Patterson & Jenny, "The Equal Earth map projection",
International Journal of Geographical Information Science 33 (3), 2019, doi:10.1080/13658816.2018.1504949.

The plane is ``WIDTH`` units wide, x to the right, y down. The map is cut at 169° W, in the Bering Strait, so that no
land but ice is in two pieces, and ends at 58° S: the archive has no city in Antarctica.
"""

from math import asin, cos, radians, sin, sqrt

__all__ = ["CUT", "HEIGHT", "WIDTH", "project"]

WIDTH = 1000.0
CUT = -169.0
"""Degrees east of Greenwich at the left edge."""
_MIDDLE = CUT + 180
_NORTH, _SOUTH = 84.0, -58.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)


def _plane(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees, the longitude from the middle of the map -> the paper's x and y for a globe of radius 1."""
    theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
    a1, a2, a3, a4 = _A
    square = theta * theta
    sixth = square**3
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    x = 2 * sqrt(3) / 3 * radians(longitude) * cos(theta) / slope
    return x, theta * (a1 + a2 * square + sixth * (a3 + a4 * square))


_HALF = _plane(180, 0)[0]
_SCALE = WIDTH / (2 * _HALF)
_TOP = _plane(0, _NORTH)[1]
HEIGHT = (_TOP - _plane(0, _SOUTH)[1]) * _SCALE
"""Units from 84° N to 58° S."""


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place stands on the map: degrees (WGS 84; ``CUT`` to ``CUT`` + 360) -> units from its left upper corner.

    Longitudes outside of that range lie beside the map: an outline may run over its edge a little.
    """
    x, y = _plane(longitude - _MIDDLE, latitude)
    return (x + _HALF) * _SCALE, (_TOP - y) * _SCALE
