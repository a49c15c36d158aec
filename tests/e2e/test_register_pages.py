"""The pages of the register: filters, charts, the table by theme and year, the map, and one program."""

import html
import re
from typing import Any

import pytest

from archive.model import Period, Program, ProgramKind, Session, SessionKind


def page(site: Any, path: str, status: int = 200) -> str:
    answer = site.client.get(path)
    assert answer.status_code == status, answer.text
    return str(answer.text)


def said(markup: str) -> str:
    """The words of a page, without its pictures."""
    without = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(without).split())


def listed(markup: str) -> list[str]:
    """The programs of the list, in its order."""
    return re.findall(r'<li><a href="/programs/([^"?]+)', markup.partition('id="list"')[2])


def test_the_register_is_shown_by_year_by_theme_and_one_by_one(site: Any, files: Any) -> None:
    markup = page(site, "/programs")
    assert "2 programs, 2015 to 2018, with 18 participants." in said(markup)
    assert 'aria-label="2015: 1 program"' in markup
    assert 'aria-label="2015: 9 participants"' in markup
    assert "No theme in the title" in said(markup)
    assert "Themes that no program names: Transport , Water" in said(markup)
    assert listed(markup)[:2] == [files.later, files.program]
    assert "Sample courses" in said(markup)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("from=2015&to=2016", ["program"]),
        ("from=2016&to=", ["later"]),
        ("from=&to=2016", ["program"]),
        ("year=2018&kind=&theme=&city=", ["later"]),
        ("city=bogota", ["program"]),
        ("country=CO&host=shrdc", ["program"]),
        ("q=TRANSPORT", ["later"]),
        ("kind=degree", []),
        ("year=2015&utm_source=elsewhere", ["program"]),
    ],
)
def test_filters_narrow_the_page(site: Any, files: Any, asked: str, found: list[str]) -> None:
    markup = page(site, f"/programs?{asked}")
    assert listed(markup) == [getattr(files, name) for name in found]
    assert ("No program passes these filters." in said(markup)) == (not found)
    assert "Sample courses" not in said(markup)


def test_a_filter_is_named_and_can_be_taken_away_and_the_list_taken_along(site: Any) -> None:
    markup = html.unescape(page(site, "/programs?city=bogota&from=2015&to=2015&by=host&lang=ko"))
    assert "Bogotá" in said(markup)
    assert 'href="/programs?city=bogota&by=host&lang=ko"' in markup
    assert 'href="/programs?year=2015&by=host&lang=ko"' in markup
    assert 'href="/api/programs/export?year=2015&city=bogota&format=csv"' in markup
    assert '<input type="hidden" name="by" value="host">' in markup


@pytest.mark.parametrize(
    ("by", "row"), [("theme", "No theme in the title"), ("partner", "No partner"), ("host", "Seoul")]
)
def test_the_table_is_set_out_by_theme_partner_or_host(site: Any, by: str, row: str) -> None:
    markup = page(site, f"/programs?by={by}")
    assert row in said(markup.partition('class="matrix"')[2].partition("</table>")[0])


@pytest.mark.parametrize("asked", ["by=colour", "year=soon", "from=2016&to=2015", "kind=party", f"q={'x' * 201}"])
def test_what_cannot_be_asked_is_refused_with_a_reason(site: Any, asked: str) -> None:
    answer = site.client.get(f"/programs?{asked}")
    assert answer.status_code in {400, 422}
    assert "Traceback" not in answer.text


def test_a_city_with_coordinates_stands_on_the_map(own_site: Any, files: Any) -> None:
    place = own_site.catalogue.vocabulary().places["bogota"]
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(place.model_copy(update={"latitude": 4.7, "longitude": -74.1}))
    assert 'aria-label="Bogotá: 1 program"' in page(own_site, "/programs")
    assert 'href="/programs?city=bogota"' in page(own_site, f"/programs/{files.program}").partition("<svg")[2]


def test_a_program_says_when_for_how_long_and_what_the_record_gets_wrong(site: Any, files: Any) -> None:
    words = said(page(site, f"/programs/{files.program}"))
    assert "April 7, 2015 1 day" in words
    assert "Participants 9" in words
    assert "row 1 of the register's source" in words
    assert "Title : Climate <policy> → Climate policy" in words.replace("“", "").replace("”", "")
    assert "On which days they were held is not stated." in words
    assert "After · 2018 Transport policy" in words
    assert "Before ·" not in words


def test_other_editions_and_neighbours_in_time_lead_on(own_site: Any, files: Any) -> None:
    months = Period(start="2016-08-01", end="2018-02-28", precision="month", recorded="2016.8.~2018.2.")
    edition = Program(
        id="2016-08-climate",
        title="Climate Training (Second)",
        title_recorded="",
        period=months,
        kind=ProgramKind.COURSE,
    )
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(edition)
        recording.put(
            Session(
                id="day",
                program_id=edition.id,
                kind=SessionKind.SITE_VISIT,
                title="Works",
                date="2016-08-03",
                city="seoul",
            )
        )
    markup = page(own_site, f"/programs/{edition.id}")
    words = said(markup)
    assert "August 2016 – February 2018" in words
    assert "The same course in other years 2015 Climate policy 9 participants" in words
    assert "2016 Climate Training (Second) number not stated" in words
    assert "August 3, 2016 Works site-visit · Seoul" in words.replace("site visit", "site-visit")
    assert f'rel="prev" href="/programs/{files.program}"' in markup
    assert f'rel="next" href="/programs/{files.later}"' in markup


def test_a_sample_course_has_no_place_in_the_register(site: Any) -> None:
    markup = page(site, "/programs/sample-course")
    assert "It was never held" in said(markup)
    assert 'class="neighbours"' not in markup
    assert "As recorded" not in said(markup)


def test_a_case_taught_with_a_slide_shows_that_slide_and_leads_to_it(site: Any, files: Any) -> None:
    address = f"/documents/{files.deck.id}/at/slide-2"
    spot = page(site, f"/programs/{files.program}").partition(f'<a href="{address}">')[2].partition("</a>")[0]
    assert "thumbnails/2.webp" in spot
    assert said(spot) == "slide 2"
    assert "Bus reform in Seoul" in page(site, address)
