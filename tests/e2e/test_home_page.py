"""The home page: what to ask, what there is, what is new."""

import html
import re
from typing import Any

import pytest
from factories import case

from search_api.pages.examples import EXAMPLES, READERS
from search_api.pages.spoken import INTERFACES


def home(site: Any, lang: str = "en") -> str:
    return str(site.client.get(f"/?lang={lang}").text)


@pytest.mark.parametrize("lang", INTERFACES)
def test_each_kind_of_reader_finds_four_questions_in_the_language_of_the_page(site: Any, lang: str) -> None:
    assert set(EXAMPLES) == set(INTERFACES)
    assert EXAMPLES[lang].keys() == READERS.keys()
    markup = home(site, lang)
    for questions in EXAMPLES[lang].values():
        assert len(questions) == 4
        for question in questions:
            words = html.escape(
                question.split(" kind:")[0].split(" year:")[0].split(" evidence:")[0].split(" period:")[0]
            )
            assert words.replace("&#x27;", "&#39;") in markup or ":" in words


def test_figures_are_those_of_the_archive_and_lead_to_where_they_can_be_seen(site: Any) -> None:
    told = re.findall(r'<dt>([^<]+)</dt><dd><a href="([^"?]+)\?lang=en">([^<]+)</a></dd>', home(site))
    assert [(name, path, count) for name, path, count in told] == [
        ("policy cases", "/cases", "2"),
        ("cities with a case", "/cities", "2"),
        ("training programs", "/programs", "2"),
        ("participants recorded", "/programs", told[3][2]),
    ]


def test_the_map_leads_from_each_city_to_its_cases(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        bogota = own_site.catalogue.vocabulary().places["bogota"]
        recording.put(bogota.model_copy(update={"latitude": 4.7, "longitude": -74.1}))
    marks = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', home(own_site))
    assert {(html.unescape(address), said) for address, said in marks} == {("/?city=bogota&lang=en", "Bogotá: 1 case")}


def test_what_is_new_says_when_it_was_taken_in_and_what_changed(own_site: Any) -> None:
    assert "taken in on" in home(own_site)
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("bogota-brt", title={"en": "Bogotá, told anew"}, city="bogota", country="CO"))
    news = home(own_site).split('id="new"')[1]
    first = news.split("</li>")[0]
    assert "Bogotá, told anew" in first
    assert "changed on" in first
    assert "Sample" not in news.split("</ul>")[0]


def test_the_home_page_is_light(site: Any) -> None:
    assert len(site.client.get("/").content) < 40_000
