import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from works import AS_LINE, HOSTILE

from archive.exchange.atom import Feed, FeedEntry, stable_id, to_atom

ATOM = "{http://www.w3.org/2005/Atom}"
GOLDEN = Path(__file__).resolve().parents[1] / "files" / "exchange"
SEEN = dt.datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=dt.timezone(dt.timedelta(hours=9)))


def entry(name: str = "one", title: str = HOSTILE) -> FeedEntry:
    return FeedEntry(
        id=stable_id(name),
        title=title,
        address=f"/cases/{name}",
        updated=SEEN,
        author="archive editors",
        summary="<b>Buses</b> & trams",
        language="ko",
        themes=(("T01", "교통"),),
        rights="CC BY 4.0",
    )


def feed(*entries: FeedEntry, title: str = "Feed") -> Feed:
    address, page = "/feed.atom?q=a&city=b", "/?q=a&city=b"
    return Feed(stable_id("feed"), title, "What is new.", address, page, SEEN, "An archive", "en", entries)


def test_an_entry_says_what_it_is_of_and_when_it_changed() -> None:
    written = to_atom(feed(entry()))
    root = etree.fromstring(written)
    (one,) = root.findall(f"{ATOM}entry")
    assert one.findtext(f"{ATOM}title") == AS_LINE
    assert one.findtext(f"{ATOM}summary") == "<b>Buses</b> & trams"
    assert one.findtext(f"{ATOM}updated") == root.findtext(f"{ATOM}updated") == "2026-01-01T18:04:05Z"
    assert one.findtext(f"{ATOM}author/{ATOM}name") == "archive editors"
    assert one.find(f"{ATOM}category").attrib == {"term": "T01", "label": "교통"}
    assert one.get("{http://www.w3.org/XML/1998/namespace}lang") == "ko"
    assert written.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "/feed.atom?q=a&city=b"


def test_a_feed_is_written_as_its_golden_file_holds_it() -> None:
    assert to_atom(feed(entry(), entry("two", "둘째 <العربية>"))) == (GOLDEN / "feed.atom").read_bytes()


def test_a_feed_without_entries_still_has_a_time() -> None:
    assert etree.fromstring(to_atom(feed())).findtext(f"{ATOM}updated") == "2026-01-01T18:04:05Z"


@given(st.text())
def test_any_title_makes_xml(title: str) -> None:
    etree.fromstring(to_atom(feed(entry(title=title), title=title)))


def test_ids_are_the_same_everywhere_and_differ_by_name() -> None:
    assert stable_id("case:seoul-bus") == "urn:uuid:5df9b3ff-919f-57f4-8c9c-faeb795fbbbe"
    assert stable_id("case:a") != stable_id("document:a")
