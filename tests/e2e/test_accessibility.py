"""Every kind of page, in a real browser, for everybody: by the rules of axe-core for WCAG 2.2 AA, and beyond them with
the keyboard, narrow, enlarged, respaced, in forced colours, without movement, and on paper."""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdf
import pytest
from accessibility import (
    axe_findings,
    clipped_texts,
    focus_findings,
    heading_findings,
    language_findings,
    lost_buttons,
    moving_elements,
    overlapping_texts,
    sideways,
)
from browser import SCREENS
from fastapi.routing import iter_route_contexts
from page_kinds import PAGES, PageKind
from playwright.sync_api import Page

from archive.quarantine import Quarantine
from search_api.worker import Worker

NOT_PAGES = {"/api/openapi.json": "a document for programs", "/feed.atom": "a feed", "/docs/miti.ipynb": "a notebook"}
"""Paths outside of the API's description that answer with something else than a page: why."""
OTHER_LANGUAGES = ("ko", "fr", "es", "ar")
SPACED = """
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-bottom: 2em !important; }
"""
"""As WCAG 2.2 gives it (1.4.12)."""

EVERYWHERE = [(kind.name, screen) for kind in PAGES for screen in SCREENS]
IN_TURN = [(kind.name, OTHER_LANGUAGES[place % len(OTHER_LANGUAGES)]) for place, kind in enumerate(PAGES)]
AT_A_DESK = [(kind.name, "desktop") for kind in PAGES]


@pytest.fixture(scope="session")
def ids(site: Any, files: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A record for each name in the patterns of ``PAGES``."""
    text = tmp_path_factory.mktemp("handed-in") / "ours.txt"
    text.write_text("The bus reform of the city, and the water leaks.", encoding="utf-8")

    def hand_in() -> str:
        answer = site.client.post("/api/like/files", files={"file": ("ours.txt", text.read_bytes())})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    job = hand_in()
    quarantine = Quarantine(site.catalogue.home / "quarantine")
    assert Worker(site.catalogue, site.client.app.state.service, quarantine).work_once()
    return {
        "question": "q=bus+reform+water+city",
        "case": "seoul-bus",
        "city": "seoul",
        "theme": "T01",
        "program": files.program,
        "sample": "sample-course",
        "document": files.deck.id,
        "guide": files.guide.id,
        "place": "slide-2",
        "passage": files.evidence,
        "job": job,
        "waiting": hand_in(),
    }


@dataclass(frozen=True)
class Opened:
    """A page that stands open on a screen. Tests leave it as they found it: one visit serves them all."""

    kind: PageKind
    page: Page

    @contextmanager
    def restyled(self, css: str) -> Iterator[Page]:
        """With a sheet of the reader's own, which the page's rules of security let in."""
        self.page.evaluate(
            "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", css
        )
        try:
            yield self.page
        finally:
            self.page.evaluate("document.adoptedStyleSheets = []")

    @contextmanager
    def sized(self, width: int, height: int) -> Iterator[Page]:
        """On a screen of so many CSS pixels."""
        before = self.page.viewport_size
        assert before
        self.page.set_viewport_size({"width": width, "height": height})
        try:
            yield self.page
        finally:
            self.page.set_viewport_size(before)

    @contextmanager
    def shown_as(self, **media: Any) -> Iterator[Page]:
        """``media``: as ``Page.emulate_media`` takes them."""
        self.page.emulate_media(**media)
        try:
            yield self.page
        finally:
            self.page.emulate_media(**dict.fromkeys(media, "null"))


@pytest.fixture(scope="module", params=EVERYWHERE, ids=" on ".join)
def opened(request: pytest.FixtureRequest, seats: Any, ids: Mapping[str, str]) -> Iterator[Opened]:
    name, screen = request.param
    kind = next(kind for kind in PAGES if kind.name == name)
    yield Opened(kind, seats.open(kind.address(ids), screen))
    seats.leave()


at_a_desk = pytest.mark.parametrize("opened", AT_A_DESK, indirect=True, ids=" on ".join)


def test_the_list_of_pages_leaves_none_out(site: Any) -> None:
    routes = {
        route.path
        for route in iter_route_contexts(site.client.app.routes)
        if "GET" in (route.methods or ()) and not route.include_in_schema
    }
    listed = {kind.route for kind in PAGES if kind.route}
    assert len({kind.name for kind in PAGES}) == len(PAGES)
    assert listed == routes - set(NOT_PAGES), "name a page in tests/page_kinds.py, and anything else in NOT_PAGES"


def test_pages_answer_as_the_list_says_and_each_has_a_title_of_its_own(site: Any, ids: Mapping[str, str]) -> None:
    titles = Counter[str]()
    for kind in PAGES:
        answer = site.client.get(kind.address(ids))
        assert answer.status_code == kind.status, kind
        titles.update(re.findall("<title>(.*?)</title>", answer.text.partition("</head>")[0]))
    assert len(titles) == len(PAGES), titles


def test_axe_finds_nothing(opened: Opened) -> None:
    assert axe_findings(opened.page) == []


@pytest.mark.parametrize(("name", "language"), IN_TURN)
def test_every_page_is_all_there_in_other_languages(
    reader: Any, ids: Mapping[str, str], name: str, language: str
) -> None:
    page = reader.open(_address(name, ids, language), "phone", locale=language)
    assert page.locator("html").get_attribute("lang") == ("en" if language == "ar" else language)
    assert [*sideways(page), *clipped_texts(page), *overlapping_texts(page)] == []


@pytest.mark.parametrize(("name", "language"), [("results", "ko"), ("case", "fr"), ("program", "es"), ("home", "ar")])
def test_axe_finds_nothing_in_other_languages(reader: Any, ids: Mapping[str, str], name: str, language: str) -> None:
    assert axe_findings(reader.open(_address(name, ids, language), "phone", locale=language)) == []


def test_nothing_is_kept_in_the_browser(opened: Opened) -> None:
    assert opened.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_headings_tell_the_structure(opened: Opened) -> None:
    assert heading_findings(opened.page) == []


def test_words_in_another_language_say_so(opened: Opened) -> None:
    assert language_findings(opened.page) == []


def test_no_text_is_cut_off_or_covered(opened: Opened) -> None:
    assert [*sideways(opened.page), *clipped_texts(opened.page), *overlapping_texts(opened.page)] == []


def test_a_screen_of_320_pixels_needs_no_scrolling_sideways(opened: Opened) -> None:
    with opened.sized(320, 640) as page:
        assert [*sideways(page), *overlapping_texts(page)] == []


def test_text_twice_as_large_is_all_there(opened: Opened) -> None:
    with opened.restyled("html { font-size: 200% !important; }") as page:
        assert [*clipped_texts(page), *overlapping_texts(page)] == []


@at_a_desk
def test_twice_as_large_nothing_needs_scrolling_sideways(opened: Opened) -> None:
    with opened.restyled("html { font-size: 200% !important; }") as page:
        assert sideways(page) == []
    with opened.sized(640, 450) as page:
        assert [*sideways(page), *clipped_texts(page), *overlapping_texts(page)] == []


def test_a_readers_own_spacing_loses_nothing(opened: Opened) -> None:
    with opened.restyled(SPACED) as page:
        assert [*sideways(page), *clipped_texts(page), *overlapping_texts(page)] == []


def test_in_forced_colours_buttons_and_fields_have_an_edge(opened: Opened) -> None:
    with opened.shown_as(forced_colors="active") as page:
        assert lost_buttons(page) == []


def test_nothing_moves_for_those_who_want_it_still(opened: Opened) -> None:
    with opened.shown_as(reduced_motion="reduce") as page:
        assert moving_elements(page) == []


@at_a_desk
def test_the_tab_key_reaches_everything_in_order_and_shows_where_it_is(opened: Opened) -> None:
    opened.page.reload()
    assert focus_findings(opened.page) == []


@at_a_desk
def test_the_first_stop_skips_to_the_content(opened: Opened) -> None:
    opened.page.reload()
    opened.page.keyboard.press("Tab")
    skip = opened.page.locator("a:focus")
    assert skip.get_attribute("href") == "#content"
    box = skip.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.closest('main, body > footer') !== null")


@at_a_desk
def test_on_paper_there_is_the_content_and_no_controls(opened: Opened) -> None:
    heading = opened.page.locator("h1").inner_text()
    with opened.shown_as(media="print") as page:
        printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
        assert not page.get_by_role("navigation").filter(visible=True).count()
        assert not page.locator("form").filter(visible=True).count()
    assert _letters(heading) in _letters("".join(sheet.extract_text() for sheet in printed.pages))


def _letters(text: str) -> str:
    """Without spaces, and with letters that a font has drawn as one apart."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _address(name: str, ids: Mapping[str, str], language: str) -> str:
    address = next(kind for kind in PAGES if kind.name == name).address(ids)
    return f"{address}{'&' if '?' in address else '?'}lang={language}"
