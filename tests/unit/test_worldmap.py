"""Where marks and names stand on a map."""

import json
from itertools import combinations, pairwise
from math import hypot, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.graphics.land import land_svg, outlines, simplified
from search_api.graphics.names import Box, text_width, written
from search_api.graphics.projection import CUT, HEIGHT, WIDTH, project
from search_api.graphics.worldmap import Drawing, Spot, WorldMap, world_map

SEOUL = Spot("Seoul", 126.98, 37.57, 66, "/?city=seoul")
SPOTS = st.lists(
    st.builds(
        Spot,
        label=st.sampled_from(["Seoul", "서울", "São Paulo", "A", "Dar es Salaam"]),
        longitude=st.floats(-180, 180),
        latitude=st.floats(-55, 80),
        count=st.integers(0, 500),
        address=st.just("/there"),
    ),
    max_size=40,
)


def test_the_middle_of_the_map_is_half_way_and_its_edges_are_its_width() -> None:
    assert project(11, 0)[0] == pytest.approx(WIDTH / 2)
    assert project(CUT, 0)[0] == pytest.approx(0)
    assert project(CUT + 360, 0)[0] == pytest.approx(WIDTH)
    assert project(11, 84)[1] == pytest.approx(0)
    assert project(11, -58)[1] == pytest.approx(HEIGHT)


def test_the_whole_world_has_the_shape_that_the_paper_gives() -> None:
    """Equal Earth is 2.05458 times as wide as high, and its poles are lines .59247 times as long as the equator."""
    poles = [project(11, latitude) for latitude in (90, -90)]
    assert WIDTH / (poles[1][1] - poles[0][1]) == pytest.approx(2.05458, abs=1e-5)
    assert (project(191, 90)[0] - project(CUT, 90)[0]) / WIDTH == pytest.approx(0.59247, abs=1e-5)


@given(st.floats(-57, 80), st.floats(0.5, 3))
def test_equal_areas_of_the_globe_are_equal_on_the_map(south: float, height: float) -> None:
    def strip(low: float, high: float) -> float:
        """Area on the map between two parallels over its area on a globe of the map's scale."""
        steps = 200
        rows = [low + (high - low) * step / steps for step in range(steps + 1)]
        shown = sum(
            (project(21, (one + other) / 2)[0] - project(11, (one + other) / 2)[0])
            * (project(11, one)[1] - project(11, other)[1])
            for one, other in pairwise(rows)
        )
        return shown / (radians(10) * (sin(radians(high)) - sin(radians(low))))

    assert strip(south, south + height) == pytest.approx(strip(-1, 1), rel=1e-3)


def drawings(made: WorldMap) -> tuple[Drawing, Drawing]:
    return made.wide, made.narrow


@given(SPOTS)
def test_every_count_is_shown_once_inside_of_the_map_and_no_two_marks_share_a_fingertip(spots: list[Spot]) -> None:
    made = world_map(spots)
    wanted = sorted(spot.count for spot in spots if spot.count)
    assert sorted(spot.count for spot in made.spots) == wanted
    for drawing in drawings(made):
        assert sum(mark.count for mark in drawing.marks) == sum(wanted)
        assert sum(len(mark.labels) for mark in drawing.marks) == len(wanted)
        assert all(0 <= mark.x <= drawing.width and 0 <= mark.y <= drawing.height for mark in drawing.marks)
        assert all(hypot(a.x - b.x, a.y - b.y) >= 23.8 for a, b in combinations(drawing.marks, 2))


@given(SPOTS)
def test_a_map_does_not_depend_on_the_order_of_its_spots(spots: list[Spot]) -> None:
    unlike = list({(spot.label, spot.count): spot for spot in spots}.values())
    assert world_map(unlike) == world_map(reversed(unlike))


def test_a_circle_four_times_as_large_counts_four_times_as_much() -> None:
    far = [Spot("A", -100, 40, 400, "/a"), Spot("B", 0, 10, 100, "/b"), Spot("C", 100, 40, 25, "/c")]
    large, medium, small = world_map(far).wide.marks
    assert pi * large.radius**2 == pytest.approx(4 * pi * medium.radius**2, rel=0.02)
    assert large.radius == pytest.approx(4 * small.radius, rel=0.02)


def test_small_counts_do_not_make_large_circles() -> None:
    (one,), (many,) = (world_map([Spot("A", 0, 0, count, "/a")]).wide.marks for count in (1, 400))
    assert one.radius < many.radius / 2


def test_what_stands_in_one_region_is_shown_without_the_rest_of_the_world() -> None:
    korea = world_map([SEOUL, Spot("Busan", 129.08, 35.18, 3, "/busan")])
    world = world_map([SEOUL, Spot("San Francisco", -122.4, 37.8, 3, "/sf")])
    assert korea.wide.land.width > 5 * korea.wide.width
    assert world.wide.land.width < 1.3 * world.wide.width
    assert {mark.name.text for mark in korea.wide.marks if mark.name} == {"Seoul", "Busan"}


def test_places_too_near_to_part_are_one_mark_that_leads_to_all_of_them() -> None:
    near = [SEOUL, Spot("Incheon", 126.7, 37.46, 2, "/incheon"), Spot("Bogotá", -74.1, 4.7, 1, "/bogota")]
    together = world_map(near, together=lambda spots: "+".join(spot.label for spot in spots)).wide.marks
    assert [(mark.labels, mark.count, mark.address) for mark in together] == [
        (("Seoul", "Incheon"), 68, "Seoul+Incheon"),
        (("Bogotá",), 1, "/bogota"),
    ]
    assert together[0].name is not None
    assert together[0].name.text == "Seoul +1"
    assert world_map(near, key="cases").wide.marks[0].address == "#cases-places"


def test_islands_beyond_the_edge_widen_the_map() -> None:
    apia = Spot("Apia", -171.77, -13.83, 1, "/apia")
    mark = next(
        mark for mark in world_map([SEOUL, apia, Spot("Bogotá", -74, 4.7, 1, "/b")]).wide.marks if "Apia" in mark.labels
    )
    assert mark.x > 900


def test_without_places_there_is_the_world_alone() -> None:
    assert world_map([]).wide.marks == ()
    assert world_map([Spot("Nowhere", 0, 0, 0, "/")]).spots == ()


@given(SPOTS)
def test_no_two_names_meet_and_none_leaves_the_map(spots: list[Spot]) -> None:
    for drawing in drawings(world_map(spots)):
        boxes = []
        for mark in drawing.marks:
            if (name := mark.name) is None:
                continue
            width = text_width(name.text) * drawing.font
            left = name.x - {"start": 0, "middle": width / 2, "end": width}[name.anchor]
            boxes.append(Box(left + 0.1, name.y - 0.7 * drawing.font, width - 0.2, 0.8 * drawing.font))
        assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
        assert all(Box(0, 0, drawing.width, drawing.height).holds(box) for box in boxes)


def test_a_name_goes_to_the_left_where_the_right_is_taken_and_is_left_out_where_nothing_is_free() -> None:
    paper = Box(0, 0, 200, 40)
    right, left = written([("Seoul", 100, 20, 5), ("Busan", 130, 20, 5)], paper, font=10, most=9)
    assert right is not None
    assert left is not None
    assert (right.anchor, left.anchor) == ("end", "start")
    assert written([("Seoul", 100, 20, 5)], Box(0, 0, 20, 20), font=10, most=9) == [None]
    assert written([("Seoul", 100, 20, 5)], paper, font=10, most=0) == [None]


def test_ideographs_are_taken_for_wider_than_letters() -> None:
    assert text_width("서울") == 2
    assert text_width("Seoul") == 3


SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


def test_corners_that_make_little_difference_go_and_small_islands_with_them() -> None:
    assert simplified([*SQUARE[:2], (10.1, 5.0), *SQUARE[2:]], 1) == SQUARE
    assert simplified([*SQUARE[:2], (13.0, 5.0), *SQUARE[2:]], 1) == [*SQUARE[:2], (13.0, 5.0), *SQUARE[2:]]
    assert simplified([(0, 0), (1, 0), (1, 1), (0, 1)], 1) == []


def topology(*rings: list[tuple[int, int]]) -> dict[str, object]:
    """Rings of whole degrees, each as one arc of steps."""
    arcs = [[ring[0], *((x - a, y - b) for (a, b), (x, y) in pairwise(ring))] for ring in rings]
    polygons = [[[index]] for index in range(len(rings))]
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"land": {"geometries": [{"arcs": polygons}]}},
    }


def test_land_across_the_antimeridian_is_in_one_piece_and_antarctica_is_left_out() -> None:
    russia = [(170, 60), (178, 65), (-175, 66), (-178, 60), (170, 60)]
    alaska = [(-160, 60), (-150, 60), (-150, 70), (-160, 60)]
    ice = [(-60, -80), (60, -80), (60, -70), (-60, -80)]
    asia, america = outlines(topology(russia, alaska, ice))
    assert asia == [(170, 60), (178, 65), (185, 66), (182, 60)]
    assert america == alaska[:-1]


def test_a_ring_walks_arcs_backwards_where_it_says_so() -> None:
    made = topology([(0, 0), (10, 0)], [(0, 0), (0, 10), (10, 0)])
    made["objects"] = {"land": {"geometries": [{"arcs": [[[0, ~1]]]}]}}
    assert list(outlines(made)) == [[(0, 0), (10, 0), (0, 10)]]


def test_the_picture_of_the_land_is_one_path_of_whole_numbers() -> None:
    svg = land_svg(json.loads(json.dumps(topology([(0, 0), (40, 0), (40, 40), (0, 40), (0, 0)]))))
    path = svg.partition(' d="')[2].partition('"')[0]
    assert path.startswith("M")
    assert path.endswith("z")
    assert "." not in path
    assert f'viewBox="0 0 1000 {HEIGHT:.1f}"' in svg
