"""What three people come for, from beginning to end in a real browser: with the mouse, with the keyboard alone, on a
phone, and without scripts. Everything is found as assistive technology finds it: by role and name."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

LONGEST_WALK = 150
"""Stops of the Tab key between two things that a person wants."""


def click(target: Locator) -> None:
    target.click()


def tap(target: Locator) -> None:
    target.tap()


def walk_and_press(target: Locator) -> None:
    reach(target)
    target.page.keyboard.press("Enter")


def reach(target: Locator) -> None:
    """Walks on with the Tab key, from wherever the focus is. Raises AssertionError where that does not lead there."""
    expect(target).to_be_visible()
    for _ in range(LONGEST_WALK):
        target.page.keyboard.press("Tab")
        if target.evaluate("target => target === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not lead to {target}")


@dataclass(frozen=True)
class Way:
    """How somebody uses a page. ``follow``: a link or button."""

    name: str
    follow: Callable[[Locator], None]
    screen: str = "desktop"
    options: Mapping[str, Any] = field(default_factory=dict)

    def write(self, target: Locator, text: str) -> None:
        """Puts a text into a field and sends its form."""
        if self.follow is walk_and_press:
            reach(target)
        else:
            self.follow(target)
        target.page.keyboard.press("Control+a")
        target.page.keyboard.type(text)
        target.page.keyboard.press("Enter")

    def __str__(self) -> str:
        return self.name


WAYS = (
    Way("mouse", click),
    Way("keyboard", walk_and_press),
    Way("phone", tap, "phone"),
    Way("no scripts", click, options={"java_script_enabled": False}),
)
every_way = pytest.mark.parametrize("way", WAYS, ids=str)


def question_field(page: Page) -> Locator:
    return page.get_by_role("search").locator("[name=q]")


def link(within: Page | Locator, name: str) -> Locator:
    return within.get_by_role("link", name=name).first


@every_way
@pytest.mark.parametrize(
    ("language", "question", "title"),
    [
        ("en-GB", "How did another city pay for its bus reform?", "Seoul bus reform"),
        ("ko-KR", "서울 버스 개편은 어떻게 했나요?", "서울 버스 개편"),
    ],
)
def test_an_official_finds_who_solved_it_who_taught_it_the_slide_and_who_was_trained(
    reader: Any, files: Any, way: Way, language: str, question: str, title: str
) -> None:
    page = reader.open("/", way.screen, locale=language, **way.options)
    expect(page.locator("html")).to_have_attribute("lang", language[:2])
    way.write(question_field(page), question)
    hit = page.get_by_role("article").filter(has=page.get_by_role("heading", name=title)).first
    expect(hit.get_by_role("link", name="Climate policy")).to_be_visible()
    way.follow(link(hit.get_by_role("heading"), title))
    page.wait_for_url("**/cases/seoul-bus*")
    taught = page.locator("#taught")
    expect(taught.get_by_role("link", name="Transport policy")).to_be_visible()
    expect(taught.get_by_role("link", name="Metropolis")).to_be_visible()
    way.follow(link(taught, "Bus reform in Seoul"))
    page.wait_for_url(f"**/documents/{files.deck.id}**")
    expect(page.locator("#here")).to_be_in_viewport()
    expect(page.get_by_text("The bus reform was paid by the city").first).to_be_visible()
    way.follow(link(page.get_by_role("main"), "Climate policy"))
    page.wait_for_url(f"**/programs/{files.program}*")
    for trained in ("Bogotá", "A Province"):
        expect(page.get_by_role("main")).to_contain_text(trained)


@every_way
def test_a_trainer_narrows_by_theme_city_and_year_to_the_program_and_its_materials(
    reader: Any, files: Any, way: Way
) -> None:
    page = reader.open("/", way.screen, locale="en-GB", **way.options)
    way.follow(link(page.get_by_role("main"), "Transport"))
    page.wait_for_url("**/*theme=T01*")
    way.write(question_field(page), "city:Seoul")
    page.wait_for_url("**/*city*eoul*")
    way.write(page.get_by_role("textbox", name="Taught in"), "2015")
    page.wait_for_url("**/*year=2015*")
    chips = page.get_by_role("list", name="Active filters")
    for chosen in ("Theme: Transport", "City: Seoul", "Taught in: 2015"):
        expect(chips).to_contain_text(chosen)
    way.follow(link(page.get_by_role("article").first, "Climate policy"))
    page.wait_for_url(f"**/programs/{files.program}*")
    expect(page.get_by_role("main")).to_contain_text("Seoul bus reform")
    way.follow(link(page.get_by_role("main"), "Bus reform in Seoul"))
    page.wait_for_url(f"**/documents/{files.deck.id}**")


@every_way
def test_a_researcher_narrows_takes_the_results_along_cites_and_follows_them(reader: Any, way: Way) -> None:
    page = reader.open("/?q=bus", way.screen, locale="en-GB", **way.options)
    found = page.get_by_role("heading", level=1)
    expect(found).to_have_text("3 results")
    facets = page.get_by_role("complementary", name="Narrow the results")
    theme = facets.get_by_role("listitem").filter(has=page.get_by_role("button", name="Transport", exact=True)).first
    assert re.search(r"Transport\s+2\b", theme.inner_text())
    way.follow(theme.get_by_role("button", name="Transport", exact=True))
    page.wait_for_url("**/*theme=T01*")
    expect(found).to_have_text("2 results")
    with page.expect_download() as download:
        way.follow(link(page, "CSV"))
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert [row["id"] for row in rows] == ["bogota-brt", "seoul-bus"]
    feed = page.request.get(str(link(page, "Atom feed").get_attribute("href")))
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.text().count("<entry") == 2
    way.follow(link(page, "Cite this search"))
    page.wait_for_url("**/cite?*theme=T01*")
    expect(page.get_by_role("main")).to_contain_text("MITI")


@every_way
def test_a_researcher_counts_and_sees_what_a_number_counts(reader: Any, way: Way) -> None:
    page = reader.open("/explore?q=bus", way.screen, locale="en-GB", **way.options)
    table = page.get_by_role("table", name="Theme × Continent")
    expect(table.get_by_role("row").filter(has_text="Transport")).to_contain_text("2")
    way.follow(link(table, "Transport, Asia: 1"))
    page.wait_for_url("**/?q=bus&theme=T01&region=142*")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 result")
    expect(link(page.get_by_role("article"), "Seoul bus reform")).to_be_visible()


REASONS = """
- article:
  - paragraph:
    - link "Seoul"
    - text: /South Korea/
  - heading "Seoul bus reform" [level=2]:
    - link "Seoul bus reform"
  - figure:
    - blockquote
    - link /slide 2/
  - paragraph: Taught in
  - list:
    - listitem:
      - link "Transport policy"
      - text: 2018 recorded by
      - link "Metropolis"
    - listitem:
      - link "Climate policy"
      - text: /2015 material used/
      - link "slide 2"
"""
"""A hit as a screen reader reads it: what, where, the evidence, who taught it and on what basis."""


def test_a_screen_reader_hears_what_where_the_evidence_and_who_taught_it_in_this_order(reader: Any) -> None:
    page = reader.open("/?q=how+was+the+bus+reform+paid")
    expect(page.get_by_role("main")).to_match_aria_snapshot(REASONS)
