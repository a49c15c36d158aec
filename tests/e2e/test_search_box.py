"""The search box in a real browser, with the keyboard only: a combobox as WAI-ARIA 1.2 describes it."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from chromium import Page, find_chromium, running

OPTIONS = "[...document.querySelectorAll('[role=listbox] [role=option]')]"
IS_OPEN = "document.querySelector('[role=combobox]').getAttribute('aria-expanded') === 'true'"
ACTIVE = "document.getElementById(document.querySelector('#q').getAttribute('aria-activedescendant'))"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("there is no Chromium on this machine")
    with running(chromium, tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def address(site: Any) -> Iterator[str]:
    """Where the application of ``site`` is served."""
    server = uvicorn.Server(uvicorn.Config(site.client.app, port=0, lifespan="off", log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server has ended"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def box(browser: Page, address: str) -> Page:
    """The first page, the search box reached with the Tab key."""
    browser.open(f"{address}/?lang=en")
    browser.until("document.querySelector('[role=combobox]')")
    reach(browser)
    return browser


def reach(page: Page) -> None:
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == "q":
            return
        page.press("Tab")
    raise AssertionError("the search box cannot be reached with the Tab key")


def write(page: Page, text: str) -> None:
    """Puts words in at once, so that the list that opens is theirs and not that of their first letters."""
    page.insert(text)
    page.until(f"{IS_OPEN} && {OPTIONS}.length > 0")


def lines(page: Page) -> list[str]:
    return [" ".join(line.split()) for line in page.evaluate(f"{OPTIONS}.map(line => line.innerText)")]


def test_the_box_is_a_labelled_combobox_that_owns_its_list(box: Page) -> None:
    names = ("role", "aria-autocomplete", "aria-expanded", "aria-controls", "aria-activedescendant")
    shown = [box.evaluate(f"document.querySelector('#q').getAttribute('{name}')") for name in names]
    assert shown == ["combobox", "list", "false", "completions", None]
    assert box.evaluate("document.querySelector('#q').labels.length") == 1
    assert box.evaluate("document.getElementById('completions').role") == "listbox"
    assert box.evaluate("document.getElementById('completions').hidden") is True


def test_typing_opens_the_list_and_says_how_long_it_is(box: Page) -> None:
    box.type("bus ra")
    box.until("document.querySelector('[role=status]').textContent === '2 completions'")
    assert lines(box) == ["Bus rapid transit theme · 2 cases", "Bogotá rapid bus case · Bogotá, Colombia"]
    assert box.evaluate(IS_OPEN) is True
    assert box.evaluate(ACTIVE) is None


def test_another_name_is_shown_beside_what_it_stands_for(box: Page) -> None:
    write(box, "road pr")
    assert lines(box) == ["congestion charge · as road pricing concept"]
    assert box.evaluate("document.querySelector('[role=status]').textContent") == "1 completion"


def test_arrow_keys_walk_round_and_the_focus_stays_in_the_box(box: Page) -> None:
    write(box, "bus")
    count = len(lines(box))
    for place in (*range(count), -1, 0):
        box.press("ArrowDown")
        selected = box.evaluate(f"{OPTIONS}.findIndex(line => line.ariaSelected === 'true')")
        assert selected == place
        assert box.evaluate(f"{OPTIONS}.indexOf({ACTIVE})") == place
    box.press("ArrowUp", "ArrowUp")
    assert box.evaluate(f"{OPTIONS}.indexOf({ACTIVE})") == count - 1
    assert box.evaluate("document.activeElement.id + document.activeElement.value") == "qbus"


def test_enter_on_a_theme_sets_the_filter_in_place_of_the_words(box: Page, address: str) -> None:
    write(box, "bus ra")
    box.press("ArrowDown", "Enter")
    box.until("location.search.includes('theme=T01.brt')")
    box.until("document.querySelector('.chips')?.innerText.includes('Theme: Bus rapid transit')")
    assert box.evaluate("document.querySelector('#q').value") == ""


def test_enter_on_a_concept_asks_for_its_name_and_keeps_the_filters(browser: Page, address: str) -> None:
    browser.open(f"{address}/?q=water&city=seoul")
    browser.until("document.querySelector('[role=combobox]')")
    reach(browser)
    browser.evaluate("document.querySelector('#q').select(); 1")
    write(browser, "road pr")
    browser.press("ArrowDown", "Enter")
    browser.until("location.search === '?q=congestion+charge&city=seoul'")


def test_a_chosen_city_takes_the_place_of_its_exclusion(browser: Page, address: str) -> None:
    browser.open(f"{address}/?q=bus&city=-seoul&lang=ko")
    browser.until("document.querySelector('[role=combobox]')")
    reach(browser)
    browser.evaluate("document.querySelector('#q').select(); 1")
    write(browser, "서ㅇ")
    browser.press("ArrowDown", "Enter")
    browser.until("location.search === '?lang=ko&city=seoul'")


def test_enter_on_a_case_opens_it(box: Page) -> None:
    write(box, "rapid bus bog")
    box.press("ArrowDown", "Enter")
    box.until("location.pathname === '/cases/bogota-brt'")


def test_enter_without_a_choice_asks_what_was_typed(box: Page) -> None:
    write(box, "bus ra")
    box.press("ArrowDown", "ArrowUp", "Enter")
    box.until("new URLSearchParams(location.search).get('q') === 'bus ra'")


def test_escape_closes_the_list_and_keeps_the_words_and_an_arrow_opens_it_again(box: Page) -> None:
    write(box, "bus")
    box.press("ArrowDown", "Escape")
    assert box.evaluate(IS_OPEN) is False
    assert box.evaluate("document.querySelector('#q').value") == "bus"
    assert box.evaluate(ACTIVE) is None
    box.press("ArrowDown")
    box.until(IS_OPEN)


def test_leaving_the_box_closes_the_list(box: Page) -> None:
    write(box, "bus")
    box.press("Tab")
    assert box.evaluate(IS_OPEN) is False


def test_a_syllable_that_is_still_being_put_together_is_completed(box: Page) -> None:
    box.compose("서ㅇ")
    box.until(f"{IS_OPEN} && {OPTIONS}.length > 0")
    assert lines(box)[0].startswith("Seoul · as 서울 city")


def test_a_failing_server_is_not_noticed(box: Page) -> None:
    box.evaluate("window.fetch = () => Promise.reject(new TypeError('no network')); 1")
    box.evaluate("window.asked = 0; document.querySelector('#q').addEventListener('input', () => asked++); 1")
    box.type("bus")
    box.until("asked === 3")
    assert box.evaluate(IS_OPEN) is False
    box.press("Enter")
    box.until("new URLSearchParams(location.search).get('q') === 'bus'")


def test_letters_in_haste_are_asked_for_once(box: Page) -> None:
    box.evaluate("window.real = fetch; window.asked = []; window.fetch = (a, o) => (asked.push(a), real(a, o)); 1")
    box.evaluate(
        "for (const text of ['b', 'bu', 'bus']) { const q = document.querySelector('#q'); q.value = text;"
        " q.dispatchEvent(new Event('input')); } 1"
    )
    box.until(IS_OPEN)
    assert box.evaluate("asked") == ["/api/complete?q=bus&lang=en"]


def test_nothing_is_blocked_by_the_rules_of_the_page(box: Page) -> None:
    box.evaluate("window.blocked = 0; addEventListener('securitypolicyviolation', () => blocked++); 1")
    write(box, "bus")
    assert box.evaluate("blocked") == 0
    box.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'own = 1'})); 1")
    box.until("blocked === 1")
    assert box.evaluate("typeof own") == "undefined"


def test_the_list_fits_a_phone(browser: Page, address: str) -> None:
    browser.resize(360, 640)
    browser.open(f"{address}/?q=water")
    browser.until("document.querySelector('[role=combobox]')")
    reach(browser)
    browser.evaluate("document.querySelector('#q').select(); 1")
    write(browser, "bus")
    assert browser.evaluate("document.documentElement.scrollWidth") <= 360
    assert browser.evaluate("document.querySelector('#completions').getBoundingClientRect().bottom") <= 640
    assert browser.picture().startswith(b"\x89PNG")
    browser.resize(1100, 760)


def test_without_scripts_the_box_is_a_plain_field_that_asks(browser: Page, address: str) -> None:
    browser.open(f"{address}/?lang=fr", script=False)
    assert browser.evaluate("document.querySelector('#q').type + document.querySelector('#q').role") == "searchnull"
    reach(browser)
    browser.type("bus")
    browser.press("Enter")
    browser.until("location.search.includes('q=bus')")
    browser.open(f"{address}/", script=True)
