"""What the macros of graphics.html write: well-formed SVG without styles, each picture beside its numbers as text."""

import datetime as dt
import re
from typing import Any

import pytest
from lxml import etree

from archive.model import NOT_STATED
from search_api.graphics.charts import Value, bars, columns, multiples, stacked
from search_api.graphics.matrix import matrix
from search_api.graphics.timeline import Span, timeline
from search_api.graphics.worldmap import Spot, world_map
from search_api.pages.rendering import templates

HOSTILE = '<script>alert("1")</script>'


def drawn(macro: str, *given: Any, interface: str = "en") -> Any:
    """What a macro makes, read as XML: it must be well-formed."""
    markup = getattr(templates(interface).env.get_template("graphics.html").module, macro)(*given)
    return etree.fromstring(f"<div>{markup}</div>")


def text(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


MAP = world_map([Spot("Seoul", 127, 37.6, 66, "/?city=seoul"), Spot(HOSTILE, -74, 4.7, 1, "/?city=bogota")])
LINE = timeline(
    [
        Span("Bus reform", "/cases/a", "2004-07", "", "Seoul"),
        Span("Tram", "/cases/b", "2010~", "2012", language="fr"),
        Span("Pipes", "/cases/c", "2014", NOT_STATED),
        Span(HOSTILE, "/cases/d", NOT_STATED, ""),
    ],
    dt.date(2026, 11, 22),
)
YEARS = [Value("2018", 3, "/programs?year=2018"), Value("2019", 0, "/programs?year=2019")]
MATRIX = matrix([("T01", Value("Transport", 3))], list(enumerate(YEARS)), {("T01", 0): 3}, lambda *_: "/programs?x=1")
GRAPHICS = {
    "worldmap": (MAP, "Where"),
    "timeline": (LINE, "When"),
    "bar_chart": (bars([Value(HOSTILE, 1234, "/?theme=T01")]), "Theme"),
    "column_chart": (columns(YEARS), "Programs by year", "program"),
    "stacked_chart": (stacked(["Asia", HOSTILE], [(Value("Transport", 0), YEARS)]), "Cases by theme", "Theme"),
    "small_multiples": (multiples(["2018", "2019"], [(Value("Transport", 0, "/t"), [3, 0])]), "By theme", "Theme"),
    "matrix_table": (MATRIX, "By theme and year", "Theme"),
}


@pytest.mark.parametrize("macro", GRAPHICS)
@pytest.mark.parametrize("interface", ["en", "ko"])
def test_a_picture_is_well_formed_needs_neither_script_nor_style_and_escapes_what_it_is_given(
    macro: str, interface: str
) -> None:
    made = drawn(macro, *GRAPHICS[macro], interface=interface)
    for element in made.iter():
        assert element.tag not in {"script", "style"}
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("macro", GRAPHICS)
def test_what_is_only_seen_is_hidden_from_those_who_hear_and_links_have_names(macro: str) -> None:
    made = drawn(macro, *GRAPHICS[macro])
    for picture in made.xpath("//svg[not(ancestor::svg)]"):
        hidden = picture.xpath("ancestor-or-self::*[@aria-hidden = 'true']")
        assert hidden or (picture.get("role") == "group" and picture.get("aria-label"))
    for link in made.xpath("//a"):
        assert text(link)
        assert link.get("href")
        assert not link.xpath("ancestor::*[@aria-hidden]")


def test_a_map_leads_to_its_places_and_lists_them() -> None:
    made = drawn("worldmap", MAP, "Where the cases are", "case")
    assert made.xpath("//svg[contains(@class, 'wide')]/a/@aria-label") == ["Seoul: 66 cases", f"{HOSTILE}: 1 case"]
    assert made.xpath("//svg/a/@href") == ["/?city=seoul", "/?city=bogota"] * 2
    assert made.xpath("//details//a/@href") == ["/?city=seoul", "/?city=bogota"]
    assert re.fullmatch(r"/static/land\.svg\?v=[0-9a-f]{12}", made.xpath("//image/@href")[0])


def test_a_time_line_says_in_words_what_it_draws_and_what_it_cannot() -> None:
    said = text(drawn("timeline", LINE, "When"))
    assert "Bus reform Seoul · since 2004" in said
    assert "Tram about 2010–2012" in said
    assert "Pipes from 2014, end not stated" in said
    assert f"Years not stated in the sources: {HOSTILE}" in said
    assert "dates uncertain" in said
    assert "began before" not in said


def test_a_time_line_without_any_known_year_only_lists() -> None:
    made = drawn("timeline", timeline([Span("A", "/a", NOT_STATED, "")], dt.date(2026, 1, 1)), "When")
    assert not made.xpath("//svg")
    assert made.xpath("//a/@href") == ["/a"]


@pytest.mark.parametrize(
    ("macro", "rows"),
    [
        ("bar_chart", [['<script>alert("1")</script>', "1,234", ""]]),
        ("column_chart", [["2018", "3"], ["2019", "0"]]),
        ("stacked_chart", [["Transport", "3", ""], ["Transport", "3", "0", "3"]]),
        ("small_multiples", [["Transport", "3", "0", "3"]]),
        ("matrix_table", [["Transport", "3", "", "3"], ["All", "3", "0", ""]]),
    ],
)
def test_a_chart_stands_beside_its_numbers_in_a_table(macro: str, rows: list[list[str]]) -> None:
    made = drawn(macro, *GRAPHICS[macro])
    for picture in made.xpath("//svg"):
        etree.strip_elements(picture, "*")
    assert [[text(cell) for cell in row] for row in made.xpath("//tbody/tr")] == rows


def test_a_cell_says_aloud_what_its_row_and_column_are_and_an_empty_one_leads_nowhere() -> None:
    (link,) = drawn("matrix_table", MATRIX, "By theme and year", "Theme").xpath("//td//a")
    assert link.get("aria-label") == "Transport, 2018: 3 programs"


def test_a_year_without_programs_has_a_column_of_no_height_and_no_link() -> None:
    made = drawn("column_chart", columns(YEARS), "Programs by year", "program")
    assert made.xpath("//svg/a/@aria-label") == ["2018: 3 programs"]
    assert made.xpath("//details//a/@href") == ["/programs?year=2018"]
