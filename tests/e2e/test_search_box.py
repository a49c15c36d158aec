"""The search box in a real browser, with the keyboard only: a combobox as WAI-ARIA 1.2 describes it."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

OPTION = "[role=listbox] [role=option]"
COMPOSE = "Input.imeSetComposition"
"""The DevTools command for what an input method shows underlined, before it is committed."""


@pytest.fixture
def box(reader: Any) -> Page:
    """The first page, the search box reached with the Tab key."""
    page = reader.open("/?lang=en")
    expect(field(page)).to_be_visible()
    return reach(page)


def reach(page: Page) -> Page:
    """Walks to the search box, once it has its list where scripts run, and marks what stands in it."""
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == "q":
            page.keyboard.press("Control+a")
            return page
        page.keyboard.press("Tab")
    raise AssertionError("the search box cannot be reached with the Tab key")


def field(page: Page) -> Locator:
    return page.locator("#q[role=combobox]")


def is_open(page: Page) -> bool:
    return field(page).get_attribute("aria-expanded") == "true"


def active(page: Page) -> int | None:
    """The place of the option that the box calls active; None: none."""
    chosen = field(page).get_attribute("aria-activedescendant")
    ids = page.locator(OPTION).evaluate_all("options => options.map(option => option.id)")
    return None if chosen is None else ids.index(chosen)


def write(page: Page, text: str) -> None:
    """Puts words in at once, so that the list that opens is theirs and not that of their first letters."""
    page.keyboard.insert_text(text)
    expect(page.locator(OPTION)).not_to_have_count(0)
    expect(field(page)).to_have_attribute("aria-expanded", "true")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def lines(page: Page) -> list[str]:
    return [" ".join(line.split()) for line in page.locator(OPTION).all_inner_texts()]


def arrive(page: Page, address: str) -> None:
    """Waits until the page is the one at ``address``, which begins with a slash."""
    page.wait_for_url(lambda url: url.endswith(address))


def test_the_box_is_a_labelled_combobox_that_owns_its_list(box: Page) -> None:
    names = ("role", "aria-autocomplete", "aria-expanded", "aria-controls", "aria-activedescendant")
    assert [field(box).get_attribute(name) for name in names] == ["combobox", "list", "false", "completions", None]
    assert field(box).evaluate("box => box.labels.length") == 1
    expect(box.locator("#completions")).to_have_role("listbox")
    expect(box.locator("#completions")).to_be_hidden()


def test_typing_opens_the_list_and_says_how_long_it_is(box: Page) -> None:
    box.keyboard.type("bus ra")
    expect(box.get_by_role("status")).to_have_text("2 completions")
    assert lines(box) == ["Bus rapid transit theme · 2 cases", "Bogotá rapid bus case · Bogotá, Colombia"]
    assert is_open(box)
    assert active(box) is None


def test_another_name_is_shown_beside_what_it_stands_for(box: Page) -> None:
    write(box, "road pr")
    assert lines(box) == ["congestion charge · as road pricing concept"]
    expect(box.get_by_role("status")).to_have_text("1 completion")


def test_arrow_keys_walk_round_and_the_focus_stays_in_the_box(box: Page) -> None:
    write(box, "bus")
    count = len(lines(box))
    for place in (*range(count), None, 0):
        press(box, "ArrowDown")
        selected = box.locator(OPTION).evaluate_all("all => all.findIndex(line => line.ariaSelected === 'true')")
        assert selected == (-1 if place is None else place)
        assert active(box) == place
    press(box, "ArrowUp", "ArrowUp")
    assert active(box) == count - 1
    expect(field(box)).to_be_focused()
    expect(field(box)).to_have_value("bus")


def test_enter_on_a_theme_sets_the_filter_in_place_of_the_words(box: Page) -> None:
    write(box, "bus ra")
    press(box, "ArrowDown", "Enter")
    box.wait_for_url("**/*theme=T01.brt*")
    expect(box.locator(".chips")).to_contain_text("Theme: Bus rapid transit")
    expect(field(box)).to_have_value("")


def test_enter_on_a_concept_asks_for_its_name_and_keeps_the_filters(reader: Any) -> None:
    page = reach(reader.open("/?q=water&city=seoul"))
    write(page, "road pr")
    press(page, "ArrowDown", "Enter")
    arrive(page, "/?q=congestion+charge&city=seoul")


def test_a_chosen_city_takes_the_place_of_its_exclusion(reader: Any) -> None:
    page = reach(reader.open("/?q=bus&city=-seoul&lang=ko"))
    write(page, "서ㅇ")
    press(page, "ArrowDown", "Enter")
    arrive(page, "/?lang=ko&city=seoul")


def test_enter_on_a_case_opens_it(box: Page) -> None:
    write(box, "rapid bus bog")
    press(box, "ArrowDown", "Enter")
    box.wait_for_url("**/cases/bogota-brt*")


def test_enter_without_a_choice_asks_what_was_typed(box: Page) -> None:
    write(box, "bus ra")
    press(box, "ArrowDown", "ArrowUp", "Enter")
    box.wait_for_url("**/?q=bus+ra*")


def test_escape_closes_the_list_and_keeps_the_words_and_an_arrow_opens_it_again(box: Page) -> None:
    write(box, "bus")
    press(box, "ArrowDown", "Escape")
    assert not is_open(box)
    expect(field(box)).to_have_value("bus")
    assert active(box) is None
    press(box, "ArrowDown")
    expect(field(box)).to_have_attribute("aria-expanded", "true")


def test_leaving_the_box_closes_the_list(box: Page) -> None:
    write(box, "bus")
    press(box, "Tab")
    assert not is_open(box)


def test_a_click_on_an_option_chooses_it(box: Page) -> None:
    write(box, "rapid bus bog")
    box.get_by_role("option").first.click()
    box.wait_for_url("**/cases/bogota-brt*")


def test_a_syllable_that_is_still_being_put_together_is_completed(box: Page) -> None:
    box.context.new_cdp_session(box).send(COMPOSE, {"text": "서ㅇ", "selectionStart": 2, "selectionEnd": 2})
    expect(box.locator(OPTION).first).to_contain_text("Seoul")
    assert is_open(box)
    assert lines(box)[0].startswith("Seoul · as 서울 city")


def test_a_failing_server_is_not_noticed(box: Page) -> None:
    box.route("**/api/complete*", lambda route: route.abort())
    with box.expect_event("requestfailed"):
        box.keyboard.type("bus")
    assert not is_open(box)
    press(box, "Enter")
    box.wait_for_url("**/?q=bus*")


def test_letters_in_haste_are_asked_for_once(box: Page) -> None:
    asked: list[str] = []
    box.on("request", lambda request: asked.append(request.url))
    field(box).evaluate(
        "q => { for (const text of ['b', 'bu', 'bus']) { q.value = text; q.dispatchEvent(new Event('input')); } }"
    )
    expect(field(box)).to_have_attribute("aria-expanded", "true")
    assert [url.partition("/api")[2] for url in asked] == ["/complete?q=bus&lang=en"]


def test_nothing_is_blocked_by_the_rules_of_the_page(box: Page) -> None:
    box.evaluate("window.blocked = 0; addEventListener('securitypolicyviolation', () => blocked++); 1")
    write(box, "bus")
    assert box.evaluate("blocked") == 0
    box.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'own = 1'})); 1")
    box.wait_for_function("blocked === 1")
    assert box.evaluate("typeof own") == "undefined"


def test_the_list_fits_a_phone(reader: Any) -> None:
    page = reach(reader.open("/?q=water", "phone", viewport={"width": 360, "height": 640}))
    write(page, "bus")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    below = page.locator("#completions").bounding_box()
    assert below is not None
    assert below["y"] + below["height"] <= 640


def test_without_scripts_the_box_is_a_plain_field_that_asks(reader: Any) -> None:
    page = reader.open("/?lang=fr", java_script_enabled=False)
    expect(page.locator("#q")).to_have_attribute("type", "search")
    assert page.locator("#q").get_attribute("role") is None
    reach(page).keyboard.type("bus")
    press(page, "Enter")
    page.wait_for_url("**/?q=bus*")
