"""The pages of a document: a slide at a time, its picture marked, the way to the next hit; and all of its text."""

import re
import shutil
from typing import Any

import pytest
from factories import coverage, document, passage, slide
from pictures import add_pictures, picture

from archive.model import Access, Document, Locator, LocatorKind, Use, Withdrawal
from archive.tables import utc_now

BOX = re.compile(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')


def page(site: Any, path: str, status: int = 200) -> str:
    answer = site.client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    return str(answer.text)


def long_deck(site: Any, texts: list[str], pictures: bool = True) -> Document:
    """A deck with one slide for each text; an empty one is a slide without text."""
    silent = tuple(slide(n) for n, text in enumerate(texts, start=1) if not text)
    deck = document("long", title="A long deck", page_count=len(texts), pages_without_text=silent)
    spoken = [passage(deck, text, slide(n), n) for n, text in enumerate(texts, start=1) if text]
    with site.catalogue.recording(actor="a test") as recording:
        recording.add_document(deck, spoken)
    if pictures:
        add_pictures(site.catalogue, deck, *(picture(n) for n in range(1, len(texts) + 1)))
    return deck


def steps(markup: str) -> dict[str, str]:
    """Addresses of the links to the places before and after, and to the hits before and after."""
    found = dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)"', markup))
    hits = re.search(r'<nav class="hits".*?</nav>', markup, re.DOTALL)
    named = re.findall(r'<a href="([^"]+)">(?:<span[^>]*>.</span> )?(Previous|Next):', hits[0] if hits else "")
    return {**found, **{name: address for address, name in named}}


def test_a_slide_is_shown_with_its_picture_and_the_words_of_the_question_marked(site: Any, files: Any) -> None:
    markup = page(site, f"/documents/{files.deck.id}/at/slide-2?q=buses+reformed")
    assert f'<img src="/api/documents/{files.deck.id}/pages/2.webp" width="100" height="50" alt=""' in markup
    assert [tuple(map(float, box)) for box in BOX.findall(markup)] == [(0.1, 0.4, 0.08, 0.1), (0.2, 0.4, 0.08, 0.1)]
    assert "<mark>bus</mark> <mark>reform</mark>" in markup
    assert "Slide 2 of 2" in markup


def test_only_one_full_picture_and_one_places_text_are_sent(site: Any, files: Any) -> None:
    markup = page(site, f"/documents/{files.deck.id}/at/slide-2")
    assert markup.count("/pages/") == 1
    assert "Welcome to Seoul" not in markup
    assert markup.count('loading="lazy"') == 2
    assert not BOX.findall(markup)


def test_the_page_says_what_the_slide_supports_and_where_it_was_used(site: Any, files: Any) -> None:
    second, first = (page(site, f"/documents/{files.deck.id}/at/slide-{n}") for n in (2, 1))
    assert "Seoul bus reform" in second
    assert "Seoul bus reform" not in first
    assert "Climate policy" in first
    assert f"/api/documents/{files.deck.id}/file" in first


def test_one_walks_from_place_to_place_and_from_hit_to_hit(own_site: Any) -> None:
    deck = long_deck(own_site, ["trams", "the bus", "trams", "a bus reform", "the reform", "a reform of buses", "end"])
    base = f"/documents/{deck.id}"
    opened = page(own_site, f"{base}?q=bus+reform")
    assert "Slide 4 of 7" in opened
    assert "Found in 2 places" in opened
    to = f"{base}/at/slide-{{}}?q=bus+reform"
    assert steps(opened) == {"prev": to.format(3), "next": to.format(5), "Next": to.format(6)}
    assert steps(page(own_site, to.format(6))) == {
        "prev": to.format(5),
        "next": to.format(7),
        "Previous": to.format(4),
    }
    assert steps(page(own_site, f"{base}/at/slide-1")) == {"next": f"{base}/at/slide-2"}


def test_a_question_that_stands_nowhere_opens_at_the_beginning_and_says_so(site: Any, files: Any) -> None:
    markup = page(site, f"/documents/{files.deck.id}?q=zymurgy")
    assert "Slide 1 of 2" in markup
    assert "None of these words stands in this document" in markup


def test_a_slide_without_text_has_its_place(own_site: Any) -> None:
    deck = long_deck(own_site, ["one", "", "three"])
    markup = page(own_site, f"/documents/{deck.id}/at/slide-2")
    assert "/pages/2.webp" in markup
    assert "No text could be read here" in markup


def test_without_pictures_a_place_is_shown_with_what_is_said_after_it(own_site: Any) -> None:
    deck = long_deck(own_site, [f"words {n}x" for n in range(1, 41)], pictures=False)
    markup = page(own_site, f"/documents/{deck.id}/at/slide-20")
    assert "<img" not in markup
    said = re.findall(r"words (\d+)x", markup)
    assert said == [str(n) for n in range(20, 32)]
    last = page(own_site, f"/documents/{deck.id}/at/slide-40")
    assert re.findall(r"words (\d+)x", last) == ["40"]
    assert f'href="/documents/{deck.id}/at/slide-21#slide-21"' in markup
    assert '<li id="slide-20" aria-current="true">' in markup


def test_a_long_document_shows_a_part_of_its_strip_and_all_of_it_for_the_asking(own_site: Any) -> None:
    deck = long_deck(own_site, [f"words {n}" for n in range(1, 151)])
    base = f"/documents/{deck.id}"
    near = page(own_site, f"{base}/at/slide-75")
    assert near.count("/thumbnails/") == 60
    assert f'href="{base}">Show all 150' in near
    everything = page(own_site, base)
    assert everything.count("/thumbnails/") == 150
    # Old addresses name a place by its anchor: each is there.
    assert all(f'id="slide-{n}"' in everything for n in (1, 75, 150))


def test_a_transcript_is_listed_by_time(own_site: Any) -> None:
    notes = document("notes", media_type="text/vtt", filename="notes.vtt", language="ko")

    def at(second: int, label: str) -> Locator:
        return Locator(kind=LocatorKind.TIME, start=second, end=second + 25, label=label)

    said = [(0, "00:00:00", "시작합니다"), (25, "00:00:25", "버스를 개편했다"), (50, "00:00:50", "끝")]
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.add_document(
            notes, [passage(notes, text, at(start, label), n) for n, (start, label, text) in enumerate(said)]
        )
    markup = page(own_site, f"/documents/{notes.id}?q=%EB%B2%84%EC%8A%A4")
    assert [label for _, label, _ in said[1:]] == re.findall(r'#time-\d+">(00:00:\d\d)</a>', markup)
    assert "<mark>버스</mark>를" in markup
    assert '<li id="time-25" aria-current="true" class="found">' in markup
    # A second within a span opens the span; the one that ends a span and begins the next opens the next.
    assert '<li id="time-25" aria-current="true"' in page(own_site, f"/documents/{notes.id}/at/time-33")
    assert '<li id="time-50" aria-current="true"' in page(own_site, f"/documents/{notes.id}/at/time-50")


@pytest.mark.parametrize(
    "place", ["slide-3", "slide-0", "page-1", "slide", "slide--1", "slide-99999999999999", "x" * 40]
)
def test_a_place_that_does_not_exist_is_not_found(place: str, site: Any, files: Any) -> None:
    page(site, f"/documents/{files.deck.id}/at/{place}", status=404)


def test_the_place_may_stand_among_the_parameters(site: Any, files: Any) -> None:
    assert "Slide 2 of 2" in page(site, f"/documents/{files.deck.id}?at=slide-2")


def test_the_whole_text_stands_on_a_page_of_its_own(site: Any, files: Any) -> None:
    markup = page(site, f"/documents/{files.deck.id}/text?q=bus")
    assert "Welcome to Seoul" in markup
    assert "each <mark>bus</mark> company" in markup
    assert 'id="slide-2"' in markup
    assert f'href="/documents/{files.deck.id}/at/slide-2?q=bus"' in markup
    assert "<img" not in markup


def test_markup_in_a_document_or_a_question_is_text(own_site: Any, files: Any) -> None:
    deck = long_deck(own_site, ["<script>alert(1)</script> bus"])
    for path in ("", "/at/slide-1", "/text"):
        markup = page(own_site, f"/documents/{deck.id}{path}?q=%3Cscript%3Ealert(1)+bus")
        assert "<script>alert" not in markup
        assert "&lt;" in markup


def test_of_a_withdrawn_document_nothing_is_left_but_why(own_site: Any, files: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.withdraw(files.deck.id, Withdrawal(reason="asked to", at=utc_now()))
    for path in ("", "/at/slide-2", "/text", "?q=bus"):
        markup = page(own_site, f"/documents/{files.deck.id}{path}")
        assert "asked to" in markup
        assert "fee per kilometre" not in markup
        assert ".webp" not in markup


def test_a_hidden_document_has_no_page(site: Any, files: Any) -> None:
    for path in ("", "/at/slide-1", "/text"):
        page(site, f"/documents/{files.hidden.id}{path}", status=404)


def test_a_case_that_may_not_be_seen_is_not_named_beside_its_slide(own_site: Any, files: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        hidden = own_site.catalogue.case("seoul-bus").model_copy(update={"access": Access.STAFF})
        recording.put(hidden)
    assert "Seoul bus reform" not in page(own_site, f"/documents/{files.deck.id}/at/slide-2")


def test_a_case_stands_beside_every_slide_of_its_span(own_site: Any) -> None:
    deck = long_deck(own_site, ["one", "two", "three", "four"])
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.link(Use(document_id=deck.id, program_id="sample-course"), [coverage(deck, "seoul-bus", slide(2, 3))])
    beside = ["Cases this supports" in page(own_site, f"/documents/{deck.id}/at/slide-{n}") for n in range(1, 5)]
    assert beside == [False, True, True, False]


def test_the_page_works_while_there_is_no_index(own_site: Any, files: Any) -> None:
    shutil.rmtree(own_site.catalogue.home / "index")
    assert "<mark>bus</mark>" in page(own_site, f"/documents/{files.deck.id}/at/slide-2?q=bus")


def test_the_arrow_keys_walk_from_slide_to_slide_and_leave_fields_alone(reader: Any, files: Any) -> None:
    base = f"/documents/{files.deck.id}"
    opened = reader.open(f"{base}/at/slide-1?q=bus", "desktop")
    opened.keyboard.press("ArrowRight")
    opened.wait_for_url(f"**{base}/at/slide-2?q=bus")
    opened.get_by_role("searchbox", name="Words to find in this document").focus()
    opened.keyboard.press("ArrowLeft")
    opened.keyboard.press("Escape")
    assert opened.url.endswith(f"{base}/at/slide-2?q=bus")
    opened.evaluate("document.activeElement.blur()")
    opened.keyboard.press("ArrowLeft")
    opened.wait_for_url(f"**{base}/at/slide-1?q=bus")


def test_an_old_address_opens_the_slide_that_it_names(reader: Any, files: Any) -> None:
    opened = reader.open(f"/documents/{files.deck.id}#slide-2", "desktop")
    opened.wait_for_url(f"**/documents/{files.deck.id}/at/slide-2")
    assert opened.get_by_role("heading", name="Slide 2 of 2").is_visible()
