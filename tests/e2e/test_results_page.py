"""The page of results: how it says why, in which order and how it stays light."""

import html
import re
from typing import Any
from urllib.parse import quote_plus

import pytest
from factories import case


def page(site: Any, path: str) -> str:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def titles(markup: str) -> list[str]:
    return [html.unescape(title) for title in re.findall(r"<h2[^>]*><a [^>]*>([^<]+)</a></h2>", markup)]


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
    assert re.search(r'<p class="place"><a href="/cities/seoul">Seoul</a>, South Korea · (since|\d{4})', markup)
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


def placed(site: Any) -> None:
    """Gives the city of one case its place on earth: the other one keeps none."""
    with site.catalogue.recording(actor="a test") as recording:
        bogota = site.catalogue.vocabulary().places["bogota"]
        recording.put(bogota.model_copy(update={"latitude": 4.7, "longitude": -74.1}))


def test_the_map_shows_each_city_once_and_leads_to_the_same_search_there(own_site: Any) -> None:
    placed(own_site)
    markup = page(own_site, "/?q=bus&sort=title&view=map")
    marks = re.findall(r'<a href="([^"]+)" aria-label="(?:[^"]+): (\d+) case"', markup)
    assert {(html.unescape(address), count) for address, count in marks} == {("/?q=bus&sort=title&city=bogota", "1")}
    # What has no place on the map stands in the list of places, with its cases.
    by_place = markup.split('<ul class="by-place">')[1]
    assert re.findall(r'id="place-([a-z]+)"', by_place) == ["bogota", "seoul"]
    assert "/cases/seoul-bus" in by_place
    hits = own_site.get("/api/search", language=["en", "ko"], limit=50)["hits"]
    documents = sum(hit["case"] is None for hit in hits)
    assert f"{documents} documents that no case record claims have neither place nor years" in page(
        own_site, "/?language=en&language=ko&view=map"
    )


def test_with_a_long_question_the_map_leads_to_its_own_list(own_site: Any) -> None:
    placed(own_site)
    markup = page(own_site, f"/?q={quote_plus('bus ' * 120)}&view=map")
    assert 'href="#place-bogota"' in markup


def test_the_time_line_draws_what_has_years_and_lists_what_has_none(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("seoul-bus", title={"en": "Seoul bus reform"}, start="not stated"))
    markup = page(own_site, "/?theme=T01&view=timeline&lang=fr")
    line, _, unplaced = markup.partition('class="unplaced"')
    assert 'href="/cases/bogota-brt?lang=fr"' in line
    assert "2000–2010" in line
    assert 'href="/cases/seoul-bus?lang=fr"' in unplaced.split("</p>")[0]


def test_a_view_counts_and_narrows_like_the_list(site: Any) -> None:
    for view in ("map", "timeline"):
        markup, as_list = page(site, f"/?q=bus&view={view}"), page(site, "/?q=bus")
        count = re.search(r'class="count-line">([^<]+)<', as_list)
        assert count
        assert count[0] in markup
        assert '<input type="hidden" name="view" value="' + view in markup.split('<form id="asked"')[1]
        assert f'href="/?q=bus&amp;view={view}" aria-current="page"' in markup
        assert "Nothing in the archive answers this" in page(site, f"/?q=zymurgy+xylophone&view={view}")


def test_the_place_of_evidence_is_told_with_the_beginning_of_the_question(site: Any) -> None:
    words = "bus reform paid by the city " * 30
    markup = page(site, f"/?q={quote_plus(words)}")
    address = re.search(r'href="/documents/[^"?]+\?at=slide-2&amp;q=([^"#]+)#slide-2"', markup)
    assert address
    assert words.startswith(address[1].replace("+", " "))
    assert 150 < len(address[1]) <= 200
