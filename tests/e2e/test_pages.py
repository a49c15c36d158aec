"""The pages, as a browser gets them: what they say, where their links lead, and that they hold without any script. The
one script there is comes from a file of ours."""

import datetime as dt
import gzip
import html
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from factories import case

from archive.model import Withdrawal
from ingest.cases import case_passages

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """The links, ids, labels and text of a page, and whether its tags close."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.ids: list[str] = []
        self.fields: list[str] = []
        self.labels: list[str] = []
        self.marked: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.languages: list[str] = []
        self._open: list[str] = []
        self.feed(markup)
        assert self._open == [], f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.tags.append(tag)
        assert not [name for name in given if name.startswith("on") or name == "style"]
        if tag == "script":
            assert set(given) == {"type", "src"}
            self.scripts.append(str(given["src"]).partition("?v=")[0])
        if tag not in VOID:
            self._open.append(tag)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.fields.append(str(given.get("id")))
        if tag == "label":
            self.labels.append(str(given.get("for")))
        if tag == "html" or (given.get("lang") and tag != "a"):
            self.languages.append(str(given["lang"]))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, text: str) -> None:
        assert self._open[-1:] != ["script"], "a script in the page itself"
        self.words.append(text)
        if self._open and self._open[-1] == "mark":
            self.marked.append(text)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(site: Any, path: str) -> Page:
    answer = site.client.get(path)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def all_paths(files: Any) -> list[str]:
    return [
        "/",
        "/?q=bus+reform+water+city",
        "/?q=nothing+at+all&city=-seoul&city=-bogota&kind=lecture",
        "/?theme=T01&city=-bogota&lang=ko",
        "/cases",
        "/cases/seoul-bus",
        "/cases/bogota-brt?lang=fr",
        "/cities",
        "/cities?of=programs&lang=ko",
        "/cities?of=nothing",
        "/cities/bogota",
        "/cities/seoul?lang=ko",
        "/themes",
        "/themes/T01",
        "/themes/T05?lang=es",
        "/programs",
        "/programs?year=2015&kind=course",
        "/programs?year=&kind=",
        "/programs/findings",
        f"/programs/{files.program}",
        "/programs/sample-course",
        f"/documents/{files.deck.id}",
        f"/documents/{files.deck.id}/at/slide-2?q=bus",
        f"/documents/{files.deck.id}/text",
        f"/documents/{files.guide.id}",
        "/about",
        "/docs",
        "/like",
        "/like?case=seoul-bus",
        f"/like?passage={files.evidence}&lang=ko",
    ]


def test_every_page_is_well_formed_labelled_and_has_one_heading(site: Any, files: Any) -> None:
    for path in all_paths(files):
        page = read(site, path)
        assert len(page.ids) == len(set(page.ids)), path
        assert set(page.fields) <= set(page.labels), path
        assert page.tags.count("h1") == 1, path
        assert {"header", "nav", "main", "footer"} <= set(page.tags), path
        own = {"/static/complete.js": "q", "/static/viewer.js": "here"}
        assert page.scripts == [script for script, place in own.items() if place in page.ids], path
        assert page.links[0] == "#content", path


def test_every_link_within_the_archive_leads_somewhere(site: Any, files: Any) -> None:
    ids: dict[str, set[str]] = {}
    for start in all_paths(files):
        for link in read(site, start).links:
            address, anchor = urldefrag(urljoin(start, link))
            if address.startswith(("http://", "https://")):
                continue
            if address not in ids:
                answer = site.client.get(address)
                # The page of the API shows an error on purpose.
                status = 400 if (start, address) == ("/docs", "/api/search?year=20x") else 200
                assert answer.status_code == status, f"{start} links to {address}"
                is_page = answer.headers["content-type"].startswith("text/html")
                ids[address] = set(Page(answer.text).ids) if is_page else set()
            assert not anchor or anchor in ids[address] or anchor.startswith("page="), f"{start} links to {link}"


def test_a_hit_shows_the_case_the_marked_words_and_leads_to_the_slide(site: Any, files: Any) -> None:
    page = read(site, "/?q=bus+reform+paid+by+the+city")
    assert "Seoul bus reform" in page.text
    assert "reform" in page.marked
    assert f"/documents/{files.deck.id}?at=slide-2&q=bus+reform+paid+by+the+city#slide-2" in page.links
    assert "recorded by Metropolis" in page.text
    slide = read(site, f"/documents/{files.deck.id}?at=slide-2&q=bus+reform+paid+by+the+city")
    assert "slide-2" in slide.ids
    assert "each bus company got a fee per kilometre" in slide.text


def test_evidence_from_a_case_record_leads_to_its_part(site: Any) -> None:
    hit = site.get("/api/search", q="buses fought over passengers")["hits"][0]
    place = next(found["locator"] for found in hit["evidence"] if "problem" in found["locator"]["label"])
    markup = site.client.get("/cases/seoul-bus").text
    part = markup.split(f'id="section-{place["start"]}"')[1]
    assert part.split("</h2>")[0].endswith("Problem")


def test_starter_material_is_called_so_wherever_it_is_shown(site: Any, files: Any) -> None:
    for path in ("/?q=leaks+in+water+pipes", f"/documents/{files.guide.id}", "/programs/sample-course", "/programs"):
        assert "written for this archive" in read(site, path).text, path
    assert "No case record claims this document yet." in read(site, "/?q=leaks+in+water+pipes").text


def test_a_suggestion_is_never_shown_as_a_fact(site: Any, files: Any) -> None:
    for path in ("/cases/bogota-brt", f"/programs/{files.program}", "/?city=bogota"):
        assert "suggested, not confirmed" in read(site, path).text, path


def test_filters_can_be_taken_away_one_by_one(site: Any) -> None:
    page = read(site, "/?q=bus&city=seoul&theme=-T05")
    assert "City: Seoul" in page.text
    assert "Theme: not Water" in page.text
    assert "/?q=bus&theme=-T05" in page.links
    assert "/?q=bus&city=seoul" in page.links
    assert "/?q=bus" in page.links


def test_what_a_question_was_understood_as_is_shown_and_can_be_left_out(site: Any) -> None:
    page = site.client.get("/?q=road+pricing+in+South+Korea+city:Atlantis").text
    assert "For ‘road pricing’ also: congestion charge" in page
    assert '<button form="asked" name="without" value="congestion-charge"' in page
    assert "country=KR" in page
    assert "Nothing here is called ‘city:Atlantis’" in page
    page = site.client.get("/?q=road+pricing&without=congestion-charge").text
    assert "Also searched" not in page


def test_a_facet_value_can_be_added_or_excluded_in_a_form_that_keeps_the_rest_of_the_search(site: Any) -> None:
    form = asked_form(site, "/?q=bus+city:Seoul&theme=-T05&sort=title&lang=fr&more=place")
    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', form)
    assert kept == [("q", "bus"), ("theme", "-T05"), ("city", "seoul"), ("lang", "fr"), ("sort", "title")]
    assert '<button name="city" value="bogota">' in form
    assert '<button class="exclude" name="city" value="-bogota"' in form


def asked_form(site: Any, path: str) -> str:
    """The form that adds filters, on the page of this address."""
    return str(site.client.get(path).text.split('<form id="asked"')[1].split("</form>")[0])


def test_a_filter_typed_among_the_words_can_be_taken_away_like_any_other(site: Any) -> None:
    page = read(site, "/?q=bus+city:Seoul+theme:Transport")
    assert "City: Seoul" in page.text
    assert "/?q=bus&theme=T01" in page.links
    assert "/?q=bus&city=seoul" in page.links
    assert "/?q=bus&theme=T01&city=bogota" not in page.links
    answer = site.get("/api/search", q="bus city:Seoul theme:Transport")
    assert site.get("/api/search", q="bus", theme="T01", city="seoul")["hits"] == answer["hits"]


def test_lists_are_nested_and_open_where_something_is_chosen(site: Any) -> None:
    markup = site.client.get("/?q=bus&city=seoul").text
    places = markup.split("<summary>Place</summary>")[1].split("<summary>Kind of evidence</summary>")[0]
    asia, korea, seoul = (places.index(f">{name}<") for name in ("Asia", "South Korea", "Seoul"))
    assert asia < korea < seoul
    assert places[asia:seoul].count("<details open>") == 2
    # Bogotá can be added, but its country holds nothing of Seoul: a heading, without a number.
    places = asked_form(site, "/?q=bus&city=seoul&more=place")
    assert '<button name="city" value="bogota">' in places
    assert '<span class="quiet"><span dir="auto">Colombia</span></span>' in places
    assert 'value="CO"' not in places


def test_every_number_beside_a_value_is_what_its_button_or_link_finds(site: Any) -> None:
    asked = "/?q=bus&theme=T01"
    form = asked_form(site, asked)
    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', form)
    told = re.findall(r'<button name="([^"]+)" value="([^"]+)">[^<]+</button> <span class="count">(\d+)</span>', form)
    assert len(told) > 10
    for name, value, count in told:
        assert site.client.get("/api/search", params=[*kept, (name, value)]).json()["total"] == int(count), value
    others = re.findall(r'<a href="([^"]+)"><span dir="auto">[^<]+</span></a> <span class="count">(\d+)</span>', form)
    assert others
    for address, count in others:
        found = site.client.get("/api/search?" + html.unescape(address).removeprefix("/?")).json()
        assert found["total"] == int(count), address


def test_a_long_list_shows_its_first_values_and_all_for_the_asking(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        for number in range(12):
            record = case(f"case-{number}", tags=(), scale="site", stage="pilot", themes=(f"T{number + 30}",))
            recording.put(record)
            recording.replace_passages(case_passages(record), case_id=record.id)
    own_site.index()

    def themes(path: str) -> str:
        return asked_form(own_site, path).split("<summary>Theme</summary>")[1].split("</details>")[0]

    assert themes("/?scale=site").count("<li>") == 8
    assert 'name="more" value="theme" formaction="/#narrow">Show all 12<' in themes("/?scale=site")
    assert themes("/?scale=site&more=theme").count("<li>") == 12
    assert themes("/?scale=site&theme=T41").count("<li>") == 9


def test_a_filter_that_is_no_id_here_is_said_with_what_may_be_meant(site: Any) -> None:
    page = read(site, "/?q=bus&city=Bogot%C3%A1")
    assert "‘Bogotá’ is not a value of the filter ‘City’. Did you mean Bogotá ? Search without it" in page.text
    assert "/?q=bus&city=bogota" in page.links
    assert "/?q=bus" in page.links


def test_what_the_source_wrote_stands_beside_what_we_read(site: Any, files: Any) -> None:
    text = read(site, f"/programs/{files.program}").text
    assert "Climate <policy>" in text
    assert "Debris of HTML." in text


def test_who_was_trained_on_a_case_is_named_as_places_and_counts(site: Any, files: Any) -> None:
    assert "A Province (2), Bogotá" in read(site, "/cases/seoul-bus").text
    assert "A Province 2 Page page , Metropolis Bogotá (Bogota D.C.) not stated Page page , Metropolis" in " ".join(
        read(site, f"/programs/{files.program}").text.split()
    )


def test_what_sources_do_not_say_is_shown_as_not_stated(site: Any) -> None:
    page = read(site, "/cases/seoul-bus")
    assert "not stated" in page.text
    assert "measured" in page.text


def test_titles_come_in_the_language_asked_for_and_say_which(site: Any) -> None:
    page = read(site, "/cases/seoul-bus?lang=ko")
    assert "서울 버스 개편" in page.text
    assert page.languages[0] == "ko"
    assert "ko" in page.languages


def test_a_withdrawn_document_leaves_a_page_that_says_why(own_site: Any, files: Any) -> None:
    withdrawal = Withdrawal(reason="rights withdrawn", at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.withdraw(files.deck.id, withdrawal)
    page = read(own_site, f"/documents/{files.deck.id}")
    assert "rights withdrawn" in page.text
    assert "fee per kilometre" not in page.text


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; --", "{{7*7}}"])
def test_a_hostile_question_is_shown_as_text(site: Any, hostile: str) -> None:
    answer = site.client.get("/", params={"q": f"bus {hostile}", "utm_source": hostile})
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.tags.count("script") == 1
    assert "<img src=x" not in answer.text
    assert "49" not in re.findall(r'<input id="q"[^>]*>', answer.text)[0]


def test_pages_are_small_enough_for_a_slow_line(site: Any) -> None:
    def sent(path: str) -> int:
        """Bytes of an answer as they travel."""
        return len(gzip.compress(site.client.get(path).content))

    sheet, script = sent("/static/site.css"), sent("/static/complete.js")
    assert sheet < 10_000
    assert script < 3_000
    assert sent("/?q=bus+reform") + sheet + script < 30_000


def test_an_empty_page_says_why_it_is_empty(site: Any) -> None:
    assert "Nothing in the archive passes these filters" in site.client.get("/", params={"year": "1950"}).text
    unasked = site.client.get("/", params={"q": "zeppelin insurance for amateur astronomers"}).text
    assert "No record comes near enough to your question" in unasked
