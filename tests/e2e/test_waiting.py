"""Waiting for a file of one's own to be compared, in a real browser: the page never loads itself anew."""

from typing import Any

import pytest
from browser import served
from playwright.sync_api import Browser, Page, expect

from archive.quarantine import Quarantine
from search_api.worker import Worker

DECK = {"name": "ours.txt", "mimeType": "text/plain", "buffer": b"The bus reform of the city, and the water leaks."}


def hand_in(browser: Browser, address: str, **options: Any) -> Page:
    page = browser.new_context(base_url=address, locale="en-GB", **options).new_page()
    page.goto("/like")
    page.get_by_label("Or a file").set_input_files(DECK)
    page.get_by_role("button", name="Find cases like it").click()
    expect(page.get_by_role("status")).to_have_text("Waiting to be read.")
    return page


def work(site: Any) -> None:
    assert Worker(
        site.catalogue, site.client.app.state.service, Quarantine(site.catalogue.home / "quarantine")
    ).work_once()


def test_the_answer_comes_by_itself_is_said_and_leaves_the_focus(own_site: Any, browser: Browser) -> None:
    with served(own_site.client.app) as address:
        page = hand_in(browser, address)
        page.evaluate("window.same = true")
        page.get_by_role("link", name="Cases", exact=True).focus()
        work(own_site)
        expect(page.get_by_role("status")).to_have_text("Cases like your file · MITI archive", timeout=20_000)
        expect(page.get_by_role("link", name="Seoul bus reform")).to_be_visible()
        assert page.title() == "Cases like your file · MITI archive"
        assert page.evaluate("window.same") is True
        expect(page.get_by_role("link", name="Cases", exact=True)).to_be_focused()
        page.context.close()


@pytest.mark.parametrize("is_back", [False, True])
def test_without_scripts_a_link_looks_again(own_site: Any, browser: Browser, is_back: bool) -> None:
    with served(own_site.client.app) as address:
        page = hand_in(browser, address, java_script_enabled=False)
        if is_back:
            work(own_site)
        page.get_by_role("link", name="Look again").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Cases like your file")
        assert page.get_by_role("link", name="Seoul bus reform").count() == (1 if is_back else 0)
        page.context.close()
