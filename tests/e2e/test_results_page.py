"""The page of results: how it says why, in which order and how it stays light."""

import html
import re
from typing import Any
from urllib.parse import quote_plus

import pytest


def page(site: Any, path: str) -> str:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def titles(markup: str) -> list[str]:
    return [html.unescape(title) for title in re.findall(r"<h2><a [^>]*>([^<]+)</a></h2>", markup)]


def test_reasons_come_one_by_one_and_as_the_same_english_sentence(site: Any) -> None:
    why = site.get("/api/search", q="bus reform paid by the city")["hits"][0]["evidence"][0]["why"]
    assert why["reasons"][0]["kind"] == "words"
    assert set(why["reasons"][0]["words"]) <= set(why["words"])
    assert all(word in why["text"] for word in why["reasons"][0]["words"])
    assert "has the words ‘bus’" in page(site, "/?q=bus+reform+paid+by+the+city")


def test_what_no_case_claims_is_said_in_one_word_too(site: Any) -> None:
    hits = site.get("/api/search", q="leaks in water pipes")["hits"]
    assert {(hit["case"] is None, hit["unclaimed"]) for hit in hits} >= {(True, "document")}
    assert all(hit["unclaimed"] is None for hit in hits if hit["case"])


def test_hits_come_in_the_order_asked_for_on_the_page_as_in_the_answer(site: Any) -> None:
    for sort in ("relevance", "newest", "oldest", "last-taught", "most-taught", "title"):
        hits = site.get("/api/search", theme="T01", sort=sort)["hits"]
        named = [(hit["case"] or hit["document"])["title"] for hit in hits]
        assert titles(page(site, f"/?theme=T01&sort={sort}")) == named, sort
    assert site.client.get("/api/search", params={"q": "bus", "sort": "best"}).status_code == 422


def test_pages_in_another_order_go_on_where_the_last_one_ended(site: Any) -> None:
    whole = [
        hit["case"]["id"] for hit in site.get("/api/search", theme="T01", kind="case record", sort="title")["hits"]
    ]
    first = site.get("/api/search", theme="T01", kind="case record", sort="title", limit=1)
    second = site.get("/api/search", theme="T01", kind="case record", sort="title", limit=1, cursor=first["next"])
    assert [hit["case"]["id"] for hit in (*first["hits"], *second["hits"])] == whole[:2]
    assert site.client.get(f"/api/search?theme=T01&sort=newest&cursor={first['next']}").status_code == 400


def test_a_hit_says_where_when_and_on_what_basis_it_was_taught(site: Any) -> None:
    markup = page(site, "/?q=bus+reform+paid+by+the+city")
    assert re.search(r'<p class="place">Seoul, South Korea · (since|\d{4})', markup)
    assert '<span class="basis material">material used</span>' in markup


def test_every_order_and_way_of_showing_has_an_address_of_its_own(site: Any) -> None:
    markup = page(site, "/?q=bus&sort=title")
    assert 'href="/?q=bus&amp;sort=title&amp;view=map"' in markup
    assert '<button name="sort" value="title" aria-current="true">' in markup
    assert (
        '<link rel="alternate" type="application/json" href="/api/search?q=bus&amp;sort=title&amp;lang=en">' in markup
    )


def test_where_filters_leave_nothing_the_page_says_what_each_one_costs(site: Any) -> None:
    markup = page(site, "/?q=bus+reform&city=seoul&year=1950")
    assert "There are answers, but none of them passes all of these filters." in markup
    told = re.search(r'<a href="([^"]+)">Without the filter ‘Taught in’</a> <span class="count">(\d+) result', markup)
    assert told
    found = site.client.get("/api/search?" + html.unescape(told[1]).removeprefix("/?")).json()
    assert found["total"] == int(told[2])
    assert "Without the filter ‘City’" not in markup  # nothing was taught in that year anywhere


def test_words_in_quotes_that_stand_nowhere_can_be_searched_without_the_quotes(site: Any) -> None:
    markup = page(site, "/?q=%22reform+of+the+moon%22+bus&city=seoul")
    assert "/?q=reform+of+the+moon+bus&amp;city=seoul" in markup


@pytest.mark.parametrize("letter", ["a", "버"])
def test_a_long_question_is_repeated_only_so_often(site: Any, letter: str) -> None:
    words = f"bus {letter * 30} " * 58
    short, long = (len(page(site, f"/?q={quote_plus(text)}&theme=T01")) for text in ("bus", words[:1990]))
    copies = (long - short) / len(quote_plus(words[:1990]))
    assert copies < 40
