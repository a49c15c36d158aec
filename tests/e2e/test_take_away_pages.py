"""What pages offer to take along."""

import csv
import datetime as dt
import html
import io
import re
from typing import Any

import pytest
from factories import case

from archive.model import Withdrawal
from ingest.cases import case_passages

LATER = dt.datetime.now(dt.UTC)


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def links_of(page: str) -> list[str]:
    return [html.unescape(address) for address in re.findall(r'href="([^"]+)"', page)]


def page_of(site: Any, address: str) -> str:
    answer = site.client.get(address)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_a_page_of_results_offers_what_can_be_taken_along(site: Any) -> None:
    page = page_of(site, "/?q=bus+%22%26&theme=T01&city=-bogota&lang=ko")
    offered = [address for address in links_of(page) if "export" in address or "feed" in address or "cite" in address]
    asked = "q=bus+%22%26&theme=T01&city=-bogota&lang=ko"
    assert offered == [
        f"/feed.atom?{asked}",
        *(f"/api/search/export?format={form}&{asked}" for form in ("csv", "jsonl", "bibtex", "ris")),
        f"/feed.atom?{asked}",
        f"/cite?{asked}",
    ]
    assert 'rel="alternate" type="application/atom+xml"' in page
    for address in offered:
        assert site.client.get(address).status_code == 200


def test_other_pages_lead_to_the_feed_of_all_cases(site: Any) -> None:
    assert "/feed.atom" in links_of(page_of(site, "/cases"))
    assert "/feed.atom?lang=ar" in links_of(page_of(site, "/about?lang=ar"))


def test_pages_of_records_say_how_they_are_cited(site: Any, files: Any) -> None:
    for path in ("/cases/seoul-bus", f"/documents/{files.guide.id}"):
        shown, api = page_of(site, path), f"/api{path}"
        for form in ("bibtex", "ris", "csl"):
            assert f"{api}/citation?format={form}" in links_of(shown)
        as_text = html.unescape(re.sub(r"<[^>]+>", "", shown))
        for style in ("apa", "chicago", "iso690", "vancouver"):
            assert site.client.get(f"{api}/citation?format={style}").text.strip() in as_text
    assert "<cite><bdi>Seoul bus reform</bdi></cite> (Version 1)" in page_of(site, "/cases/seoul-bus")


def test_a_withdrawn_document_is_not_cited_on_its_page(own_site: Any, files: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.withdraw(files.deck.id, Withdrawal(reason="Asked for.", at=LATER))
    assert "/citation" not in page_of(own_site, f"/documents/{files.deck.id}")


def test_the_page_of_the_register_offers_what_it_shows(site: Any, files: Any) -> None:
    exports = [link for link in links_of(page_of(site, "/programs?year=2015&kind=")) if "/export" in link]
    assert len(exports) == 2
    assert [row["id"] for row in rows_of(site.client.get(exports[0]).text)] == [files.program]
    assert [one["id"] for one in site.client.get(exports[1]).json()] == [files.program]


def test_a_page_cites_a_search_and_tells_whether_it_is_still_the_same(own_site: Any) -> None:
    cited = own_site.get("/api/search/citation", q="bus <b>", city="seoul")
    page = page_of(own_site, "/cite?q=bus+%3Cb%3E&city=seoul&utm_source=x")
    assert cited["text"] in html.unescape(page)
    assert cited["check_page"] in links_of(page)
    assert "/cases/seoul-bus" in links_of(page)
    assert "still the same:" not in page
    assert "The answer is still the same:" in page_of(own_site, cited["check_page"])
    with own_site.catalogue.recording(actor="a test") as recording:
        another = case("seoul-night-bus", title={"en": "Night bus"})
        recording.put(another)
        recording.replace_passages(case_passages(another), case_id=another.id)
    own_site.index()
    changed = page_of(own_site, cited["check_page"])
    assert "The answer is no longer the one that was cited." in changed
    assert "indexed anew since" in changed
    assert own_site.client.get("/cite").status_code == 400


@pytest.mark.parametrize("sort", ["newest", "oldest", "title"])
def test_what_is_offered_keeps_the_order_of_the_page(site: Any, sort: str) -> None:
    assert f"/api/search/export?format=csv&theme=T01&sort={sort}" in links_of(page_of(site, f"/?theme=T01&sort={sort}"))
