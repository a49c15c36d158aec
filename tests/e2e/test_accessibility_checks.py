"""The checks of tests/accessibility.py on pages with one fault each: one that finds nothing there proves nothing."""

from collections.abc import Callable
from typing import Any

import accessibility as checks
import pytest
from playwright.sync_api import Page

SOUND = """<style>:focus-visible { outline: 3px solid #000 }</style>
<h1>One</h1><p>Words</p><p><a href="/a">First</a></p><p><a href="/b">Second</a></p>"""
SMALL = "<p><a href='/a' class=s>a</a><a href='/b' class=s>b</a></p><style>.s{display:inline-block;width:9px}</style>"
TRAP = "<a href='/a' id=t>trap</a><script>t.onkeydown = (e) => e.preventDefault()</script>"
PALE = "<style>:focus-visible { outline: 3px solid #ddd }</style>"
BACKWARDS = "<p><a href='/a' tabindex=2>late</a></p><p><a href='/b' tabindex=1>early</a></p>"
COVER = "<div style='position:fixed;inset:0;background:white'></div>"


@pytest.fixture
def page(reader: Any) -> Page:
    opened: Page = reader.open("/about", bypass_csp=True)
    return opened


@pytest.mark.parametrize(
    ("check", "fault", "named"),
    [
        (checks.axe_findings, SMALL, "target-size"),
        (checks.axe_findings, "<p style='color:#bbb'>pale</p>", "color-contrast"),
        (checks.sideways, "<p style='width:3000px'>long</p>", "long"),
        (checks.sideways, "<p style='position:absolute;left:-90px'>gone</p>", "gone"),
        (checks.clipped_texts, "<p style='height:9px;overflow:hidden'>cut<br>off</p>", "cut"),
        (checks.overlapping_texts, "<p style='margin-top:-2.2em'>over</p>", "over"),
        (checks.heading_findings, "<h1>Two</h1>", "first heading"),
        (checks.heading_findings, "<h3>Deep</h3>", "level 3 after level 1"),
        (checks.heading_findings, "<h2></h2>", "empty"),
        (checks.language_findings, "<p>버스 개편</p>", "Hangul"),
        (checks.language_findings, "<p lang=ko>No such letter stands in here</p>", "no letter"),
        (checks.lost_buttons, "<button style='border:0'>Ask</button>", "Ask"),
        (checks.moving_elements, "<p style='transition:all 1s'>slow</p>", "slow"),
        (checks.focus_findings, PALE, "hard to see"),
        (checks.focus_findings, BACKWARDS, "too early"),
        (checks.focus_findings, COVER, "covers"),
        (checks.focus_findings, TRAP, "never leaves"),
    ],
)
def test_a_fault_is_found_and_named(page: Page, check: Callable[[Page], list[str]], fault: str, named: str) -> None:
    page.set_content(f"<!doctype html><html lang=en><title>t</title><main>{SOUND}</main>")
    assert check(page) == []
    page.set_content(f"<!doctype html><html lang=en><title>t</title><main>{SOUND}{fault}</main>")
    assert any(named in line for line in check(page))
