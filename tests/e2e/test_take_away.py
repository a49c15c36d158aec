"""Answers, records and searches that are taken along: exports, citations, feeds."""

import csv
import datetime as dt
import hashlib
import html
import io
import json
import re
from typing import Any
from urllib.parse import urlsplit

import bibtexparser
import pytest
import rispy
from factories import case
from lxml import etree
from works import HOSTILE

from archive import tables
from archive.model import Acceptance, Withdrawal
from ingest.cases import case_passages
from search_api.hit_rows import COLUMNS
from search_api.register_export import COLUMNS as REGISTER_COLUMNS

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
TODAY = dt.datetime.now(dt.UTC).date()
LATER = dt.datetime.now(dt.UTC)

HERE = "http://127.0.0.1:8000"
"""Where the archive listens, while it has no public address."""


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def found_by(site: Any, **asked: object) -> list[dict[str, Any]]:
    hits: list[dict[str, Any]] = site.get("/api/search", **asked, limit=100)["hits"]
    return hits


# Exports.


@pytest.mark.parametrize("asked", [{"q": "bus reform"}, {"country": "KR"}, {"q": "water", "theme": "-T05"}])
def test_the_lines_of_an_export_are_the_hits_of_the_search(site: Any, asked: dict[str, str]) -> None:
    answer = site.client.get("/api/search/export", params={**asked, "format": "jsonl"})
    assert answer.headers["content-type"] == "application/jsonl; charset=utf-8"
    assert [json.loads(line) for line in answer.text.splitlines()] == found_by(site, **asked)


@pytest.mark.parametrize("sort", ["newest", "oldest", "title"])
def test_what_is_taken_along_keeps_its_order(site: Any, sort: str) -> None:
    hits = found_by(site, theme="T01", sort=sort)
    assert len(hits) == 2
    rows = rows_of(site.client.get(f"/api/search/export?theme=T01&sort={sort}").text)
    assert [row["id"] for row in rows] == [hit["case"]["id"] for hit in hits]
    cited = site.get("/api/search/citation", theme="T01", sort=sort)
    assert cited["first_ids"] == [f"case:{row['id']}" for row in rows]
    assert (cited["sort"], f"in the order {sort};" in cited["text"]) == (sort, True)
    assert site.get(cited["check"])["same"] is True
    assert f"/api/search/export?format=csv&theme=T01&sort={sort}" in links_of(page_of(site, f"/?theme=T01&sort={sort}"))


def test_a_table_has_a_row_for_each_hit_with_the_addresses_of_its_evidence(site: Any, files: Any) -> None:
    answer = site.client.get("/api/search/export", params={"q": "bus reform paid"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = rows_of(answer.text)
    hits = found_by(site, q="bus reform paid")
    assert [row["id"] for row in rows] == [(hit["case"] or hit["document"])["id"] for hit in hits]
    best = rows[0]
    assert list(best) == list(COLUMNS)
    assert (best["rank"], best["kind"], best["title"]) == ("1", "case", "Seoul bus reform")
    assert (best["city"], best["country"], best["themes"]) == ("Seoul", "South Korea", "Bus rapid transit")
    assert best["evidence"] == "Bus reform in Seoul, slide 2"
    assert best["evidence_address"] == f"{HERE}/documents/{files.deck.id}/at/slide-2"
    assert site.client.get(best["evidence_address"]).status_code == 200
    assert best["address"] == f"{HERE}/cases/seoul-bus"
    assert best["programs"] == f"{files.later}; {files.program}"
    assert best["program_addresses"] == f"{HERE}/programs/{files.later}; {HERE}/programs/{files.program}"
    assert "each bus company got a fee" in best["snippet"]


def test_suggestions_and_samples_are_no_programs_in_a_table(site: Any, files: Any) -> None:
    rows = {row["id"]: row for row in rows_of(site.client.get("/api/search/export?theme=T01").text)}
    assert rows["bogota-brt"]["programs"] == ""
    guide = rows_of(site.client.get("/api/search/export?q=leaks").text)[0]
    assert (guide["kind"], guide["id"], guide["programs"]) == ("document", files.guide.id, "")
    assert guide["gist"] == "No case record claims this document yet."


def test_all_hits_are_exported_not_a_page_of_them(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        for number in range(120):
            record = case(f"tram-{number:03}", title={"en": f"Trams {number}"}, city="bogota", country="CO")
            recording.put(record)
            recording.replace_passages(case_passages(record), case_id=record.id)
    own_site.index()
    assert len(rows_of(own_site.client.get("/api/search/export?country=CO").text)) == 121
    assert len(rispy.loads(own_site.client.get("/api/search/export?country=CO&format=ris").text)) == 121


def test_references_of_an_answer_are_read_by_reference_managers(site: Any) -> None:
    ids = [f"miti-{hit['case']['id']}" for hit in found_by(site, theme="T01")]
    written = site.client.get("/api/search/export?theme=T01&format=bibtex")
    assert written.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert [entry.key for entry in bibtexparser.parse_string(written.text).entries] == ids
    written = site.client.get("/api/search/export?theme=T01&format=ris")
    assert [record["id"] for record in rispy.loads(written.text)] == ids
    written = site.client.get("/api/search/export?theme=T01&format=csl")
    assert [record["id"] for record in written.json()] == ids
    assert {record["version"] for record in written.json()} == {"1"}
    documents = site.client.get("/api/search/export?q=leaks&format=csl").json()
    assert [(one["type"], one["genre"]) for one in documents] == [
        ("document", "Starter material written for this archive")
    ]


@pytest.mark.parametrize(
    ("form", "ending"), [("csv", "csv"), ("jsonl", "jsonl"), ("bibtex", "bib"), ("ris", "ris"), ("csl", "json")]
)
def test_a_file_has_a_name_that_says_what_it_is(site: Any, form: str, ending: str) -> None:
    answer = site.client.get("/api/search/export", params={"q": '버스 "bus"\r\nX: 1', "format": form})
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="miti-search--bus-x-1-{TODAY}.{ending}"; '
        f"filename*=UTF-8''miti-search-%EB%B2%84%EC%8A%A4-bus-x-1-{TODAY}.{ending}"
    )


def test_what_finds_nothing_exports_a_heading_alone(site: Any) -> None:
    asked = {"q": "quantum chromodynamics"}
    assert rows_of(site.client.get("/api/search/export", params=asked).text) == []
    assert site.client.get("/api/search/export", params={**asked, "format": "jsonl"}).text == ""
    assert site.client.get("/api/search/export", params={**asked, "format": "csl"}).json() == []


def test_a_hostile_title_survives_every_export(own_site: Any) -> None:
    record = case("seoul-bus", title={"en": HOSTILE}, gist={"en": "=cmd|' /C calc'!A0"})
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(record)
    row = rows_of(own_site.client.get("/api/search/export?city=seoul").text)[0]
    assert (row["title"], row["gist"]) == (f"'{HOSTILE}", "'=cmd|' /C calc'!A0")
    (work,) = own_site.client.get("/api/search/export?city=seoul&format=csl").json()
    assert work["version"] == "2"
    assert len(rispy.loads(own_site.client.get("/api/search/export?city=seoul&format=ris").text)) == 1
    library = bibtexparser.parse_string(own_site.client.get("/api/search/export?city=seoul&format=bibtex").text)
    assert (len(library.entries), library.failed_blocks) == (1, [])
    etree.fromstring(own_site.client.get("/feed.atom?city=seoul").content)


def test_what_is_hidden_is_exported_by_nothing(site: Any, files: Any) -> None:
    for form in ("csv", "jsonl", "bibtex", "ris", "csl"):
        text = site.client.get("/api/search/export", params={"q": "secret memorandum bus", "format": form}).text
        assert files.hidden.id not in text
        assert "For members" not in text
    assert files.hidden.id not in site.client.get("/feed.atom?q=bus").text


@pytest.mark.parametrize(
    ("asked", "status", "parameter"),
    [("", 400, None), ("q=bus&format=xlsx", 422, "format"), ("q=bus&limit=3", 422, "limit"), ("year=20x", 400, None)],
)
def test_an_export_that_cannot_be_made_says_why(site: Any, asked: str, status: int, parameter: str | None) -> None:
    problem = site.get(f"/api/search/export?{asked}", status=status)
    assert [part["parameter"] for part in problem["errors"]] == ([parameter] if parameter else [])


# The register.


def test_the_register_is_exported_as_it_is_narrowed(site: Any, files: Any) -> None:
    rows = rows_of(site.client.get("/api/programs/export").text)
    assert [row["id"] for row in rows] == [files.later, files.program]
    assert list(rows[0]) == list(REGISTER_COLUMNS)
    first = rows_of(site.client.get("/api/programs/export?year=2015&host=shrdc&kind=course").text)
    assert [row["id"] for row in first] == [files.program]
    assert (first[0]["host"], first[0]["year"], first[0]["head_count"]) == ("Seoul training centre", "2015", "9")
    assert (first[0]["start"], first[0]["precision"], first[0]["period_recorded"]) == (
        "2015-04-07",
        "day",
        "2015-04-07",
    )
    assert first[0]["remarks"] == "title: Debris of HTML."
    assert first[0]["address"] == f"{HERE}/programs/{files.program}"


def test_the_register_as_json_holds_whole_records(site: Any, files: Any) -> None:
    answer = site.client.get("/api/programs/export?format=json&year=2015")
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="miti-register-2015-{TODAY}.json"')
    assert answer.json() == [site.get(f"/api/programs/{files.program}")]
    assert site.client.get("/api/programs/export?format=json&year=1999").json() == []


def test_a_register_that_cannot_be_narrowed_so_says_why(site: Any) -> None:
    assert "not a year" in str(site.get("/api/programs/export?year=20x", status=400)["detail"])
    assert site.get("/api/programs/export?kind=party", status=422)["errors"][0]["parameter"] == "kind"


# Citations of records.


def test_a_case_is_cited_with_its_version_and_the_day_of_access(own_site: Any) -> None:
    before = own_site.client.get("/api/cases/seoul-bus/citation").text
    assert before.startswith("Archive editors. (")
    assert "Seoul bus reform (Version 1) [Case record]. MITI urban policy case archive. Retrieved " in before
    assert before.endswith(f", from {HERE}/cases/seoul-bus\n")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("seoul-bus", title={"en": "Seoul bus reform", "ko": "서울 버스 개편"}))
    record = own_site.client.get("/api/cases/seoul-bus/citation?format=csl&lang=ko").json()[0]
    assert (record["title"], record["version"], record["keyword"]) == ("서울 버스 개편", "2", "간선급행버스")
    assert record["accessed"] == {"date-parts": [[TODAY.year, TODAY.month, TODAY.day]]}


@pytest.mark.parametrize("style", ["apa", "chicago", "iso690", "vancouver"])
def test_a_style_is_one_line_of_plain_text(site: Any, files: Any, style: str) -> None:
    for path in (f"/api/documents/{files.deck.id}", "/api/cases/bogota-brt", "/api/sources/page"):
        answer = site.client.get(f"{path}/citation?format={style}")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.count("\n") == 1


def test_documents_and_sources_are_cited_for_what_they_are(site: Any, files: Any) -> None:
    deck = site.client.get(f"/api/documents/{files.deck.id}/citation?format=ris")
    assert deck.headers["content-disposition"].startswith(f'attachment; filename="miti-{files.deck.id}.ris"')
    assert rispy.loads(deck.text)[0]["type_of_reference"] == "SLIDE"
    page = site.client.get("/api/sources/page/citation?format=bibtex").text
    assert "url = {https://example.org/page}" in page
    assert "author = {{Metropolis}}" in page


def test_what_is_hidden_cannot_be_cited(own_site: Any, files: Any) -> None:
    own_site.get(f"/api/documents/{files.hidden.id}/citation", status=404)
    own_site.get("/api/cases/nothing/citation", status=404)
    assert own_site.get("/api/cases/seoul-bus/citation?format=mla", status=422)["errors"][0]["parameter"] == "format"


# Citations of searches.


def test_a_search_is_cited_with_all_that_is_needed_to_do_it_again(site: Any) -> None:
    asked = {"q": "bus reform", "city": ["seoul", "-bogota"], "without": "topis", "lang": "ko"}
    cited = site.get("/api/search/citation", **asked)
    hits = found_by(site, **asked)
    ids = [f"case:{hit['case']['id']}" for hit in hits]
    assert (cited["q"], cited["filters"]) == ("bus reform", {"city": ["seoul", "-bogota"]})
    assert (cited["without"], cited["lang"], cited["day"]) == (["topis"], "ko", str(TODAY))
    assert cited["first_ids"] == ids
    assert cited["sha256"] == hashlib.sha256("\n".join(ids).encode()).hexdigest()
    assert (cited["total"], cited["listed"]) == (len(ids), len(ids))
    assert cited["encoder"] == "fake"
    assert cited["index_revision"] == cited["revision"] == site.get("/ready")["revision"]
    for part in ("bus reform", "city: seoul, not bogota", cited["sha256"], "encoder fake", cited["address"]):
        assert part in cited["text"]
    assert site.client.get(cited["address"]).status_code == 200


def test_a_cited_search_is_text_and_bibtex_too(site: Any) -> None:
    cited = site.get("/api/search/citation", q="bus {")
    assert site.client.get("/api/search/citation?q=bus+{&format=text").text == f"{cited['text']}\n"
    library = bibtexparser.parse_string(site.client.get("/api/search/citation?q=bus+{&format=bibtex").text)
    assert library.entries[0].key == f"miti-search-{cited['sha256'][:12]}"
    assert cited["sha256"] in library.entries[0]["note"]


def test_a_cited_search_is_one_line_whatever_was_asked(site: Any) -> None:
    asked = {"q": "bus\r\n{\u2028reform", "without": "a\nb"}
    assert len(site.get("/api/search/citation", **asked)["text"].splitlines()) == 1


def test_ids_are_hashed_in_their_order_however_many_there_are(site: Any) -> None:
    several = site.get("/api/search/citation", theme="T01")
    assert several["listed"] == 2
    nothing = site.get("/api/search/citation", q="quantum chromodynamics")
    assert (nothing["total"], nothing["first_ids"]) == (0, [])
    assert nothing["sha256"] == hashlib.sha256(b"").hexdigest()


def test_a_citation_can_be_checked_by_its_own_address(own_site: Any) -> None:
    cited = own_site.get("/api/search/citation", q="bus", city="seoul")
    check = own_site.get(cited["check"])
    assert (check["same"], check["changed"], check["now"]) == (True, [], cited)
    assert check["text"] == "The answer is the same."

    with own_site.catalogue.recording(actor="a test") as recording:
        another = case("seoul-night-bus", title={"en": "Night bus"})
        recording.put(another)
        recording.replace_passages(case_passages(another), case_id=another.id)
    check = own_site.get(cited["check"])
    assert (check["same"], check["changed"]) == (True, ["catalogue"])
    own_site.index()
    check = own_site.get(cited["check"])
    assert (check["same"], check["changed"]) == (False, ["index", "catalogue"])
    assert "indexed anew" in check["text"]


def test_a_difference_that_nothing_explains_is_said_to_be_so(site: Any) -> None:
    cited = site.get("/api/search/citation", q="bus")
    other = site.get(cited["check"].replace("q=bus", "q=water"))
    assert (other["same"], other["changed"]) == (False, ["unknown"])
    assert site.get(f"{cited['check']}x")["changed"] == ["encoder"]


@pytest.mark.parametrize(("asked", "status"), [("q=bus", 400), ("q=bus&sha256=abc", 422), ("sha256=" + "0" * 64, 400)])
def test_a_check_that_cannot_be_made_says_why(site: Any, asked: str, status: int) -> None:
    site.get(f"/api/search/citation/check?{asked}", status=status)


# Feeds.


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


# Pages.


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
