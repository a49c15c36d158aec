"""Searches as feeds."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from factories import case
from lxml import etree

from archive import tables
from archive.model import Acceptance

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
LATER = dt.datetime.now(dt.UTC)
HERE = "http://127.0.0.1:8000"
"""Where the archive listens, while it has no public address."""


def feed_of(site: Any, address: str) -> Any:
    answer = site.client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


@pytest.mark.parametrize(
    "asked",
    ["", "?q=bus", "?theme=T01&lang=ko", "?q=leaks", "?q=quantum+chromodynamics", "?utm_source=x", "?q=%00bus%01"],
)
def test_a_feed_keeps_the_rules_of_atom(site: Any, asked: str) -> None:
    root = feed_of(site, f"/feed.atom{asked}")
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (only,) = element.findall(f"{ATOM}{name}")
            assert only.text
        assert RFC_3339.fullmatch(element.findtext(f"{ATOM}updated"))
        assert urlsplit(element.findtext(f"{ATOM}id")).scheme == "urn"
        assert element.findtext(f"{ATOM}author/{ATOM}name")
        assert len(element.findall(f"{ATOM}link[@rel='alternate']")) == 1
    assert len(root.findall(f"{ATOM}link[@rel='self']")) == 1
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    times = [entry.findtext(f"{ATOM}updated") for entry in root.findall(f"{ATOM}entry")]
    assert times == sorted(times, reverse=True)
    assert root.findtext(f"{ATOM}updated") == max(times, default="1970-01-01T00:00:00Z")


def test_a_feed_holds_what_the_search_finds(site: Any, files: Any) -> None:
    root = feed_of(site, "/feed.atom?q=bus&city=seoul&lang=ko")
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "서울 버스 개편"
    assert entry.find(f"{ATOM}link").get("href") == f"{HERE}/cases/seoul-bus"
    assert entry.findtext(f"{ATOM}summary") == (
        "Buses became faster. 다룬 연수: Transport policy (2018); Climate policy (2015)."
    )
    self_link = root.find(f"{ATOM}link[@rel='self']").get("href")
    assert self_link == f"{HERE}/feed.atom?q=bus&city=seoul&lang=ko"
    assert feed_of(site, self_link.removeprefix(HERE)).findtext(f"{ATOM}id") == root.findtext(f"{ATOM}id")
    (document,) = feed_of(site, "/feed.atom?q=leaks").findall(f"{ATOM}entry")
    assert document.find(f"{ATOM}link").get("href") == f"{HERE}/documents/{files.guide.id}"
    assert len(feed_of(site, "/feed.atom").findall(f"{ATOM}entry")) == 2


def test_what_is_only_suggested_is_not_told_by_a_feed(site: Any) -> None:
    (entry,) = feed_of(site, "/feed.atom?city=bogota").findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == "Buses became faster."


def entries_of(site: Any) -> list[str]:
    entries = feed_of(site, "/feed.atom").findall(f"{ATOM}entry")
    return [entry.find(f"{ATOM}link").get("href").removeprefix(f"{HERE}/cases/") for entry in entries]


def test_what_changed_last_comes_first_under_its_old_id(own_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = {element.text for element in feed_of(own_site, "/feed.atom").iter(f"{ATOM}id")}
    for hours, last in ((1, "bogota-brt"), (2, "seoul-bus")):
        monkeypatch.setattr(tables, "utc_now", lambda hours=hours: LATER + dt.timedelta(hours=hours))
        with own_site.catalogue.recording(actor="a test") as recording:
            recording.put(case(last, title={"en": "Changed"}))
        assert entries_of(own_site)[0] == last
    # A person confirms that a program taught the other one: that is news too.
    monkeypatch.setattr(tables, "utc_now", lambda: LATER + dt.timedelta(hours=3))
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.accept("guessed", Acceptance(by="a person", at=LATER))
    assert entries_of(own_site) == ["bogota-brt", "seoul-bus"]
    assert {element.text for element in feed_of(own_site, "/feed.atom").iter(f"{ATOM}id")} == ids


def test_a_feed_is_bounded(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        for number in range(60):
            recording.put(case(f"tram-{number}"))
    assert len(entries_of(own_site)) == 50


def test_a_feed_that_has_not_changed_is_not_sent_again(own_site: Any) -> None:
    tag = own_site.client.get("/feed.atom?q=bus").headers["etag"]
    assert own_site.client.get("/feed.atom?q=bus", headers={"If-None-Match": tag}).status_code == 304
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("seoul-night-bus"))
    assert own_site.client.get("/feed.atom?q=bus", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("lang", ["ko", "ar"])
def test_a_feed_speaks_the_language_of_its_address(site: Any, lang: str) -> None:
    root = feed_of(site, f"/feed.atom?city=seoul&lang={lang}")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    other = site.client.get("/feed.atom?city=seoul", headers={"Accept-Language": "ko"})
    assert other.content == site.client.get("/feed.atom?city=seoul").content
