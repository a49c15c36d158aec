"""Records and searches, cited."""

import datetime as dt
import hashlib
from typing import Any

import bibtexparser
import pytest
import rispy
from factories import case

from ingest.cases import case_passages

TODAY = dt.datetime.now(dt.UTC).date()
HERE = "http://127.0.0.1:8000"
"""Where the archive listens, while it has no public address."""


def found_by(site: Any, **asked: object) -> list[dict[str, Any]]:
    hits: list[dict[str, Any]] = site.get("/api/search", **asked, limit=100)["hits"]
    return hits


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
