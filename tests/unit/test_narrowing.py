"""Where the links of a page of results lead, and what they are lists of."""

from urllib.parse import parse_qsl

from search_api.facets import PLACES
from search_api.narrowing import FIRST_SHOWN, MOST_REMOVABLE, Choice, SearchLinks, choice_lists
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
    assert pairs(asked.removing("city", "-paris")) == [("q", "bus"), ("city", "seoul")]


def test_a_sub_theme_takes_the_place_of_its_theme_and_a_theme_that_of_its_sub_themes() -> None:
    chosen = [THEMES[0].model_copy(update={"chosen": True}), *THEMES[1:]]
    transport, water = themes(links(("theme", "T01")), chosen)
    assert pairs(transport.below[0].instead) == [("q", "bus"), ("theme", "T01.brt")]
    assert (water.can_choose, water.instead) == (True, None)  # a button of the form, beside what is chosen
    chosen = [THEMES[0], THEMES[1].model_copy(update={"chosen": True}), *THEMES[2:]]
    transport, _ = themes(links(("theme", "T01.brt")), chosen)
    assert pairs(transport.instead) == [("q", "bus"), ("theme", "T01")]
    assert (transport.below[1].can_choose, transport.below[1].instead) == (True, None)


def test_a_country_is_asked_for_beside_its_region_not_instead() -> None:
    facets = {"region": [value("142", chosen=True)], "country": [value("KR", 1, "142")]}
    (places,) = choice_lists(facets, PLACES, links(("region", "142")))
    assert (places.name, places.is_open) == ("place", True)
    country = places.choices[0].below[0]
    assert (country.name, country.value, country.can_choose, country.instead) == ("country", "KR", True, None)


def test_what_is_asked_for_can_only_be_taken_away_and_a_bare_heading_not_even_chosen() -> None:
    values = [value("T01", 0), value("T01.brt", 2, "T01", chosen=True), value("T05", 4, excluded=True)]
    transport, water = themes(links(("theme", "T01.brt"), ("theme", "-T05")), values)
    assert (transport.can_choose, transport.instead, transport.remove, transport.is_open) == (False, None, None, True)
    assert not transport.below[0].can_choose
    assert pairs(transport.below[0].remove) == [("q", "bus"), ("theme", "-T05")]
    assert water.is_excluded
    assert pairs(water.remove) == [("q", "bus"), ("theme", "T01.brt")]


def test_lists_without_a_value_are_left_out() -> None:
    facets = {"theme": [], "city": [value("seoul")], "year": [value("2015")]}
    assert [made.name for made in choice_lists(facets, ["theme", "city", "country", "year"], links())] == [
        "place",
        "year",
    ]


def test_a_list_gives_its_first_values_and_what_is_chosen_and_all_when_asked() -> None:
    values = [value(f"T{n:02}", 30 - n) for n in range(12)] + [value("T20", 1, chosen=True), value("T20.a", 1, "T20")]
    asked = links(("theme", "T20"))
    (short,) = choice_lists({"theme": values}, ["theme"], asked)
    assert [choice.value for choice in short.choices] == [*(f"T{n:02}" for n in range(FIRST_SHOWN)), "T20"]
    assert [choice.value for choice in short.choices[-1].below] == ["T20.a"]
    assert (short.count, short.is_whole) == (14, False)
    (whole,) = choice_lists({"theme": values}, ["theme"], asked, whole="theme")
    assert (len(whole.choices), whole.is_whole, whole.is_open) == (13, True, True)


def test_what_stands_below_a_closed_value_is_given_only_with_the_whole_list() -> None:
    (short,) = choice_lists({"theme": THEMES}, ["theme"], links())
    assert [choice.below for choice in short.choices] == [(), ()]
    (whole,) = choice_lists({"theme": THEMES}, ["theme"], links(), whole="theme")
    assert [choice.value for choice in whole.choices[0].below] == ["T01.brt", "T01.bus"]


def test_so_many_filters_that_each_address_would_be_long_cannot_be_removed_one_by_one() -> None:
    many = [("city", f"place-{n}") for n in range(MOST_REMOVABLE)]
    for asked, can_remove in ((many, True), ([*many, ("city", "one-more")], False)):
        (found,) = choice_lists({"city": [value("place-0", chosen=True)]}, ["city"], links(*asked))
        assert (found.choices[0].remove is not None) is can_remove


def test_how_hits_are_shown_goes_along_and_can_be_changed() -> None:
    asked = SearchLinks("bus", (("city", "seoul"),), ("brt",), "ko", (("view", "map"), ("sort", "title")))
    everything = [("q", "bus"), ("city", "seoul"), ("without", "brt"), ("lang", "ko")]
    assert pairs(asked.showing("view", "")) == [*everything, ("sort", "title")]
    assert pairs(asked.showing("sort", "newest")) == [*everything, ("view", "map"), ("sort", "newest")]
    assert asked.pairs("sort", "lang", "city") == [("without", "brt"), ("view", "map")]
    assert pairs(asked.clearing()) == [("q", "bus"), ("lang", "ko"), ("view", "map"), ("sort", "title")]
    assert pairs(asked.saying("tram"))[0] == ("q", "tram")
    assert ("view", "map") not in parse_qsl(asked.of_program("ko").removeprefix("/api/search?"))
    assert ("sort", "title") in parse_qsl(asked.of_program("ko").removeprefix("/api/search?"))
    assert ("lang", "ko") not in pairs(asked.canonical())


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
