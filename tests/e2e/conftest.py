"""A small archive, whole: catalogue, originals, index, and the application on top of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from browser import SCREENS, chromium_running, find_chromium, served
from factories import (
    CONCEPTS,
    PLACES,
    THEMES,
    case,
    coverage,
    document,
    passage,
    program,
    sample_program,
    slide,
    source,
)
from fakes import FakeEncoder
from fastapi.testclient import TestClient
from pictures import add_pictures, picture
from playwright.sync_api import Browser, BrowserContext, Page, expect

from archive.catalogue import Catalogue
from archive.derivatives import Word
from archive.model import (
    Access,
    Basis,
    Claim,
    Document,
    Organisation,
    Participation,
    Remark,
    Result,
    Section,
    Session,
    SessionKind,
    Suggestion,
    Teaching,
    Use,
)
from index.build import build
from index.encoder import Translation
from ingest.cases import case_passages
from search_api.app import create_app
from search_api.settings import Settings

PROGRAM = "2015-04-07-climate"
LATER = "2018-07-02-transport"
DECK = document("deck", title="Bus reform in Seoul", kind=SessionKind.LECTURE)
GUIDE = document("<script>alert(1)</script>", title="A guide to water", media_type="text/html", filename="guide.html")
LOOSE = document(
    "loose", title="City budgets", media_type="text/plain", filename='b"\r\nX: 1/../예산.txt', language="ko"
)
HIDDEN = document("hidden", title="For members", access=Access.MEMBERS)

EVIDENCE = passage(DECK, "any text", slide(2), 2).id
"""The passage on the slide that covers the case of Seoul."""

ENGLISH = {
    "реформа автобусов": (
        Translation("buses", 0.6),
        Translation("reform", 0.5),
        Translation("way", 0.05),
        Translation("blacks", 0.5),
    )
}
TOPICS = ("bus", "buses", "reform", "city", "water", "leaks", "trams", "budget")


@dataclass(frozen=True)
class Site:
    """The application under test, the archive below it, and a way to index what changed."""

    client: TestClient
    catalogue: Catalogue
    index: Callable[[], None]

    def get(self, path: str, status: int = 200, **parameters: object) -> dict[str, object]:
        """The JSON of an address, which must answer with ``status``."""
        answer = self.client.get(path, params=parameters or None)
        assert answer.status_code == status, answer.text
        return dict(answer.json())


def fill(catalogue: Catalogue, folder: Path) -> None:
    seoul = case(
        "seoul-bus",
        title={"en": "Seoul bus reform", "ko": "서울 버스 개편"},
        sections=(
            Section(name="problem", text="Buses were slow and fought over passengers.", source_ids=("page",)),
            Section(name="success-factors", text="not stated"),
        ),
        tags=("instrument.pricing", "people.women"),
        results=(Result(indicator="Speed", after="17", unit="km/h", evidence="measured", source_ids=("page",)),),
    )
    bogota = case("bogota-brt", title={"en": "Bogotá rapid bus"}, city="bogota", country="CO", start="2000", end="2010")
    texts = {
        DECK.id: ["Welcome to Seoul", "The bus reform was paid by the city: each bus company got a fee per kilometre."],
        GUIDE.id: ["How a utility finds leaks in water pipes"],
        LOOSE.id: ["시민이 예산 편성에 참여한다"],
        HIDDEN.id: ["A secret memorandum on the bus reform"],
    }
    with catalogue.recording(actor="a test") as recording:
        for noun in (*THEMES, *PLACES, *CONCEPTS):
            recording.put(noun)
        recording.put(Organisation(id="shrdc", labels={"en": "Seoul training centre"}, kind="host"))
        recording.put(source("page", publisher="Metropolis"))
        remark = Remark(field="title", recorded="Climate <policy>", normalised="Climate policy", note="Debris of HTML.")
        recording.put(program(PROGRAM, host="shrdc", title_recorded="Climate <policy>", remarks=(remark,), row=1))
        recording.put(program(LATER, title="Transport policy"))
        recording.put(sample_program())
        recording.put(
            Participation(
                id="took-part", program_id=PROGRAM, place_named="Bogota D.C.", place_id="bogota", source_ids=("page",)
            )
        )
        recording.put(
            Participation(
                id="took-part-too", program_id=PROGRAM, place_named="A Province", head_count=2, source_ids=("page",)
            )
        )
        recording.put(Session(id="opening", program_id=PROGRAM, kind=SessionKind.LECTURE, title="Buses"))
        recording.put(
            Claim(id="total", source_id="page", quantity="programs", value=99, statement="The page counts 99.")
        )
        for record in (seoul, bogota):
            recording.put(record)
            recording.replace_passages(case_passages(record), case_id=record.id)
        for file in (DECK, GUIDE, LOOSE, HIDDEN):
            recording.add_document(
                file, [passage(file, text, slide(n), n) for n, text in enumerate(texts[file.id], start=1)]
            )
        recording.link(
            Use(document_id=DECK.id, program_id=PROGRAM, session_id="opening"), [coverage(DECK, "seoul-bus", slide(2))]
        )
        recording.link(Use(document_id=GUIDE.id, program_id="sample-course"))
        recording.link(Use(document_id=HIDDEN.id, program_id=LATER), [coverage(HIDDEN, "seoul-bus")])
        recording.put(_teaching("recorded", LATER, Basis.RECORD, source_ids=("page",)))
        recording.put(
            _teaching(
                "guessed", PROGRAM, Basis.SUGGESTED, "bogota-brt", suggestion=Suggestion(method="theme", score=0.5)
            )
        )
    words = [
        Word(word, 0.1 * place, 0.4, 0.1 * place + 0.08, 0.5) for place, word in enumerate(("The", "Bus", "reform"))
    ]
    add_pictures(catalogue, DECK, picture(1), picture(2, words=words))
    for name, file in {"deck": DECK, "<script>alert(1)</script>": GUIDE, "loose": LOOSE, "hidden": HIDDEN}.items():
        original = folder / "original"
        original.write_bytes(name.encode())
        catalogue.store.add(original, file.sha256)


def _teaching(name: str, program_id: str, basis: Basis, case_id: str = "seoul-bus", **fields: object) -> Teaching:
    return Teaching.model_validate({"id": name, "case_id": case_id, "program_id": program_id, "basis": basis, **fields})


@contextmanager
def open_site(folder: Path) -> Iterator[Site]:
    home, encoder = folder / "home", FakeEncoder(TOPICS, english=ENGLISH)
    app = create_app(Settings(home=home), encoder=encoder)
    catalogue: Catalogue = app.state.service.catalogue
    fill(catalogue, folder)

    def index() -> None:
        build(catalogue.entries(), catalogue.revision(), encoder, home)

    index()
    with TestClient(app, raise_server_exceptions=False) as client:
        # What the application prepares in the background is done before a test breaks anything.
        for thread in threading.enumerate():
            if thread.name.startswith("warm"):
                thread.join()
        yield Site(client, catalogue, index)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """For tests that only read: one for all of them."""
    with open_site(tmp_path_factory.mktemp("site")) as opened:
        yield opened


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    """For tests that change or break something."""
    with open_site(tmp_path) as opened:
        yield opened


@dataclass(frozen=True)
class Files:
    """What stands in the archive of ``site``."""

    deck: Document = DECK
    guide: Document = GUIDE
    loose: Document = LOOSE
    hidden: Document = HIDDEN
    program: str = PROGRAM
    later: str = LATER
    evidence: str = EVIDENCE


@pytest.fixture(scope="session")
def files() -> Files:
    return Files()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    program = find_chromium()
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    expect.set_options(timeout=60_000)  # a busy machine must not fail a test
    with chromium_running(program) as running:
        yield running


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """Where the application of ``site`` is served, without a slash at the end."""
    with served(site.client.app) as served_at:
        yield served_at


@dataclass
class Reader:
    """Somebody in front of a screen, who opens pages of the archive; these keep nothing in the browser. Its contexts
    stay for the next one who sits there: a new one takes as long as three pages."""

    browser: Browser
    address: str
    contexts: dict[str, BrowserContext] = field(default_factory=dict)

    def open(self, path: str = "/", screen: str = "desktop", **options: Any) -> Page:
        """``screen``: of ``browser.SCREENS``; ``options``: as ``Browser.new_context`` takes them."""
        seat = f"{screen} {options}"
        if seat not in self.contexts:
            chosen = {"locale": "en-GB", "base_url": self.address, **SCREENS[screen], **options}
            self.contexts[seat] = self.browser.new_context(**chosen)
            self.contexts[seat].set_default_timeout(60_000)
        page = self.contexts[seat].new_page()
        page.goto(path)
        return page

    def leave(self) -> None:
        for context in self.contexts.values():
            context.clear_cookies()
            for page in context.pages:
                page.close()


@pytest.fixture(scope="session")
def seats(browser: Browser, address: str) -> Reader:
    return Reader(browser, address)


@pytest.fixture
def reader(seats: Reader) -> Iterator[Reader]:
    """For one test: what it opens is closed after it."""
    yield seats
    seats.leave()
