"""Where the links of a page of results lead, and what they are lists of."""

from urllib.parse import parse_qsl

from search_api.facets import PLACES
from search_api.narrowing import Choice, SearchLinks, choice_lists
from search_api.schemas import FacetCount, QueryEcho


def links(*filters: tuple[str, str], words: str = "bus") -> SearchLinks:
    return SearchLinks(words, filters, (), None)


def pairs(address: str | None) -> list[tuple[str, str]]:
    assert address is not None
    return parse_qsl(address.removeprefix("/?"))


def value(value_id: str, count: int = 1, parent: str | None = None, **state: bool) -> FacetCount:
    return FacetCount(id=value_id, label=value_id, count=count, parent=parent, **state)


THEMES = [value("T01", 3), value("T01.brt", 2, "T01"), value("T01.bus", 1, "T01"), value("T05", 1)]


def themes(asked: SearchLinks, values: list[FacetCount]) -> tuple[Choice, ...]:
    (found,) = choice_lists({"theme": values}, ["theme"], asked)
    return found.choices


def test_a_value_is_added_to_others_of_its_name_and_no_longer_excluded() -> None:
    asked = links(("city", "seoul"), ("city", "-paris"))
    assert pairs(asked.adding("city", "paris")) == [("q", "bus"), ("city", "seoul"), ("city", "paris")]
    assert pairs(asked.excluding("city", "seoul")) == [("q", "bus"), ("city", "-paris"), ("city", "-seoul")]
    assert pairs(asked.removing("city", "-paris")) == [("q", "bus"), ("city", "seoul")]


def test_a_sub_theme_takes_the_place_of_its_theme_and_a_theme_that_of_its_sub_themes() -> None:
    chosen = [THEMES[0].model_copy(update={"chosen": True}), *THEMES[1:]]
    transport, water = themes(links(("theme", "T01")), chosen)
    assert pairs(transport.below[0].choose) == [("q", "bus"), ("theme", "T01.brt")]
    assert pairs(water.choose) == [("q", "bus"), ("theme", "T01"), ("theme", "T05")]
    chosen = [THEMES[0], THEMES[1].model_copy(update={"chosen": True}), *THEMES[2:]]
    transport, _ = themes(links(("theme", "T01.brt")), chosen)
    assert pairs(transport.choose) == [("q", "bus"), ("theme", "T01")]
    assert pairs(transport.below[1].choose) == [("q", "bus"), ("theme", "T01.brt"), ("theme", "T01.bus")]


def test_a_country_is_asked_for_beside_its_region_not_instead() -> None:
    facets = {"region": [value("142", chosen=True)], "country": [value("KR", 1, "142")]}
    (places,) = choice_lists(facets, PLACES, links(("region", "142")))
    assert (places.name, places.is_open) == ("place", True)
    assert pairs(places.choices[0].below[0].choose) == [("q", "bus"), ("region", "142"), ("country", "KR")]


def test_what_is_asked_for_can_only_be_taken_away_and_a_bare_heading_not_even_chosen() -> None:
    values = [value("T01", 0), value("T01.brt", 2, "T01", chosen=True), value("T05", 4, excluded=True)]
    transport, water = themes(links(("theme", "T01.brt"), ("theme", "-T05")), values)
    assert (transport.choose, transport.exclude, transport.remove, transport.is_open) == (None, None, None, True)
    assert transport.below[0].choose is None
    assert pairs(transport.below[0].remove) == [("q", "bus"), ("theme", "-T05")]
    assert water.is_excluded
    assert pairs(water.remove) == [("q", "bus"), ("theme", "T01.brt")]


def test_lists_without_a_value_are_left_out() -> None:
    facets = {"theme": [], "city": [value("seoul")], "year": [value("2015")]}
    assert [made.name for made in choice_lists(facets, ["theme", "city", "country", "year"], links())] == [
        "place",
        "year",
    ]


def test_filters_typed_among_the_words_become_filters_like_others() -> None:
    asked = links(("year", "2015..2015"), words='bus "rapid transit" city:Bogotá city:Atlantis -tram')
    echo = QueryEcho(
        q=asked.words,
        phrases=[],
        corrected={},
        excluded=[],
        unknown=["city:Atlantis"],
        unknown_values=[],
        offered=[],
        understood=[],
        filters={"year": ["2015..2015"], "city": ["bogota"]},
        lang="en",
        limit=10,
    )
    settled = asked.settled(echo)
    assert settled.words == 'bus "rapid transit" -tram city:Atlantis'
    assert settled.filters == (("year", "2015"), ("city", "bogota"))
