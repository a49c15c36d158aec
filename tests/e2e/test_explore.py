"""The page of tables: its state stands in the address, every number leads to what it counts, nothing needs a script."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest


def page(site: Any, asked: str = "") -> str:
    answer = site.client.get(f"/explore{asked}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def led_to(text: str) -> list[tuple[str, int]]:
    """Addresses of searches in the table's cells, with the numbers that lead there."""
    found = re.findall(r'<td class="l\d"><a href="([^"]+)"[^>]*>(\d+)</a>', text)
    return [(unescape(address), int(count)) for address, count in found]


@pytest.mark.parametrize(
    "asked",
    [
        "?rows=theme&columns=country",
        "?rows=kind&columns=language",
        "?rows=subtheme&columns=theme&layers=country",
        "?rows=stage&columns=country&country=KR&lang=ko",
        "?q=bus&rows=country&columns=period",
    ],
)
def test_every_number_leads_to_just_what_it_counts(site: Any, asked: str) -> None:
    cells = led_to(page(site, asked))
    assert cells
    for address, count in cells:
        asked_there = dict(parse_qsl(urlsplit(address).query))
        assert site.get("/api/search", **asked_there)["total"] == count, address


def test_the_page_says_what_the_api_says(site: Any) -> None:
    text = page(site, "?rows=theme&columns=country&q=bus")
    address = unescape(re.findall(r'href="(/api/counts[^"]+)"[^>]*>JSON', text)[0])
    answer = site.client.get(address).json()
    assert f"In all: {answer['total']}." in text
    assert site.client.get(f"{address}&format=csv").headers["content-type"].startswith("text/csv")
    assert f"revision {answer['revision']} of the archive" in text


def test_a_form_that_leaves_axes_empty_gives_a_list(site: Any) -> None:
    text = page(site, "?rows=country&columns=&layers=&of=programs")
    assert '<table class="bars">' in text
    assert '<option value="country" selected>' in text
    assert "suggestions and sample courses are not" in text


def test_an_axis_stands_once(site: Any) -> None:
    text = page(site, "?rows=theme&columns=theme&layers=country")
    assert "Cases and documents: Theme × Country</h2>" in text


def test_years_without_anything_are_shown_as_gaps(site: Any) -> None:
    """Two programs, in 2015 and in 2018."""
    text = page(site, "?rows=year&columns=&of=participants")
    assert re.findall(r'<tr><th scope="row">(?:<a [^>]+>)?(\d{4})', text) == ["2015", "2016", "2017", "2018"]


def test_filters_can_be_taken_away_one_by_one(site: Any) -> None:
    text = page(site, "?rows=theme&columns=stage&country=KR&kind=-lecture&lang=en")
    chips = [
        unescape(address) for address in re.findall(r'<li><a href="(/explore[^"]+)"[^>]*><span class="facet">', text)
    ]
    assert [dict(parse_qsl(urlsplit(address).query)) for address in chips] == [
        {"rows": "theme", "columns": "stage", "of": "hits", "kind": "-lecture", "lang": "en"},
        {"rows": "theme", "columns": "stage", "of": "hits", "country": "KR", "lang": "en"},
    ]


def test_a_table_of_nothing_says_why_and_leads_on(site: Any) -> None:
    text = page(site, "?country=FR")
    assert "Nothing in the archive answers this." in text
    assert "Count without filters" in text
    assert "No source here says that any of these cases was taught" in page(site, "?country=CO&of=programs")


def test_long_searches_are_not_repeated_in_every_cell(site: Any) -> None:
    assert not led_to(
        page(site, "?rows=theme&columns=country&kind=-" + "&kind=-".join(f"kind-number-{n:040}" for n in range(12)))
    )


def test_results_lead_to_their_table(site: Any) -> None:
    text = site.client.get("/?q=bus&country=-CO", headers={"Accept-Language": "en"}).text
    (address,) = set(re.findall(r'href="(/explore\?[^"]+)"', text))
    assert dict(parse_qsl(urlsplit(unescape(address)).query)) == {"q": "bus", "country": "-CO"}


def test_hostile_words_stay_words(site: Any) -> None:
    text = page(site, "?q=%3Cscript%3Ealert(1)%3C/script%3E%20bus")
    assert "<script>alert" not in text
