"""Facets as people read them: names, order, and what stands below what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.model import Place, Theme
from search_api.facets import PLACES, Branch, grow, shape_facets
from search_api.records import Records
from search_api.schemas import FacetCount
from search_api.service import SearchService


def place(kind: str, place_id: str, label: str, **fields: object) -> Place:
    return Place.model_validate({"id": place_id, "kind": kind, "labels": {"en": label}, **fields})


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    with Catalogue.open(tmp_path) as catalogue:
        with catalogue.recording(actor="a test") as recording:
            for noun in (
                Theme(id="T01", labels={"en": "Transport"}),
                Theme(id="T01.brt", labels={"en": "Bus rapid transit"}, broader="T01"),
                Theme(id="T01.bus", labels={"en": "Bus reform"}, broader="T01"),
                Theme(id="T02", labels={"en": "Rail"}),
                place("region", "150", "Europe"),
                place("region", "154", "Northern Europe", regions=("150",)),
                place("region", "142", "Asia"),
                place("country", "SE", "Sweden", regions=("150", "154")),
                place("country", "NO", "Norway", regions=("150", "154")),
                place("city", "aarhus", "Århus"),
                place("city", "abo", "Åbo"),
                place("city", "oslo", "Oslo", country="NO"),
                place("city", "zurich", "Zürich"),
            ):
                recording.put(noun)
        yield SearchService(catalogue, lambda: None).records()


def outline(branches: tuple[Branch, ...] | list[Branch]) -> list[object]:
    return [
        (branch.value.id, branch.value.count, outline(branch.below))
        if branch.below
        else (branch.value.id, branch.value.count)
        for branch in branches
    ]


def test_equal_counts_stand_in_the_order_of_their_names_whatever_their_accents(records: Records) -> None:
    facets = shape_facets({"city": {"zurich": 1, "oslo": 1, "abo": 1, "aarhus": 1, "nowhere": 3}}, [], records)
    assert [value.label for value in facets["city"]] == ["nowhere", "Åbo", "Århus", "Oslo", "Zürich"]


def test_a_sub_theme_comes_right_after_its_theme(records: Records) -> None:
    counts = {"theme": {"T01.bus": 4, "T01": 5, "T02": 5, "T01.brt": 4}}
    facets = shape_facets(counts, [], records)
    assert [value.id for value in facets["theme"]] == ["T02", "T01", "T01.brt", "T01.bus"]


def test_places_make_one_tree_and_what_stands_above_is_always_in_it(records: Records) -> None:
    counts = {"city": {"oslo": 1}, "country": {"SE": 2, "NO": 1}, "region": {"142": 9}}
    facets = shape_facets(counts, [], records)
    tree = grow(facets, PLACES)
    assert outline(tree) == [("142", 9), ("150", 0, [("154", 0, [("SE", 2), ("NO", 1, [("oslo", 1)])])])]
    assert [branch.name for branch in (tree[1], tree[1].below[0].below[1], tree[1].below[0].below[1].below[0])] == [
        "region",
        "country",
        "city",
    ]


def test_a_branch_is_open_where_something_in_it_is_chosen(records: Records) -> None:
    counts = {"city": {"oslo": 1}, "country": {"SE": 2, "NO": 1}, "region": {"150": 3, "154": 3, "142": 9}}
    asia, europe = grow(shape_facets(counts, [("city", "-oslo")], records), PLACES)
    assert not asia.is_open
    assert europe.is_open
    sweden, norway = europe.below[0].below
    assert not sweden.is_open
    assert norway.is_open


def test_no_value_is_lost_in_a_tree(records: Records) -> None:
    facets = {"year": [FacetCount(id=str(year), label=str(year), count=1) for year in (2015, 2012)]}
    assert outline(grow(facets, ["year"])) == [("2015", 1), ("2012", 1)]
    assert grow(facets, ["theme"]) == []


def test_a_span_is_chosen_however_it_was_written(records: Records) -> None:
    facets = shape_facets({"year": {"2015": 1, "2012": 0}}, [("year", "2015..2015"), ("year", "-2012")], records)
    assert [(value.id, value.chosen, value.excluded) for value in facets["year"]] == [
        ("2015", True, False),
        ("2012", False, True),
    ]
