from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Locator, LocatorKind, Passage
from ingest.passages import FULL, size, split
from ingest.readers import Page

SHA256 = "a" * 64
ALPHABET = st.sampled_from("abcXYZ .,!?\n\n    \t-é서울정책の市交통界กรุงเมืองрулк1270́。！")
TEXTS = st.text(ALPHABET, max_size=3000) | st.lists(st.text("ab서", min_size=1, max_size=9), max_size=400).map(" ".join)


def pages(*texts: str) -> list[Page]:
    return [
        Page(Locator(kind=LocatorKind.PAGE, start=number, end=number, label=f"page {number}"), text)
        for number, text in enumerate(texts, start=1)
    ]


def passages(made: Iterable[Page]) -> list[Passage]:
    return list(split(made, document_id="doc-1", document_sha256=SHA256))


def without_space(text: str) -> str:
    return "".join(text.split())


@given(st.lists(TEXTS, max_size=4))
def test_no_character_is_lost_or_moved_between_a_page_and_its_passages(texts: list[str]) -> None:
    made = pages(*texts)
    for page in made:
        own = [passage.text for passage in passages(made) if passage.locator == page.locator]
        assert without_space("".join(own)) == without_space(page.text)


@given(TEXTS)
def test_whole_words_stay_whole_unless_they_are_longer_than_half_a_passage(text: str) -> None:
    (page,) = pages(text)
    words = page.text.split()
    if all(size(word) <= FULL / 2 and not set(word) & set("。！？") for word in words):
        assert " ".join(passage.text for passage in passages([page])).split() == words


@given(TEXTS)
def test_every_passage_fits_the_encoder(text: str) -> None:
    for passage in passages(pages(text)):
        assert size(passage.text) <= FULL * 1.15
        assert len(passage.text.split()) <= 125


@given(st.lists(TEXTS, max_size=4))
def test_ids_and_ordinals_are_stable_and_unique(texts: list[str]) -> None:
    made = passages(pages(*texts))
    assert made == passages(pages(*texts))
    assert len({passage.id for passage in made}) == len(made)
    assert [passage.ordinal for passage in made] == list(range(len(made)))


def test_the_id_depends_on_the_owner_and_the_place_and_on_nothing_else() -> None:
    (first,) = passages(pages("one"))
    assert first.id == "af2ff532cbbc887c"
    (renamed,) = split(pages("two"), document_id="doc-2", document_sha256=SHA256)
    assert renamed.id == first.id
    (of_case,) = split(pages("one"), case_id="seoul-bus")
    assert of_case.id != first.id
    assert (of_case.case_id, of_case.document_id) == ("seoul-bus", None)


def test_passages_need_an_owner() -> None:
    with pytest.raises(ValueError, match="hash"):
        list(split(pages("one")))


def test_cuts_fall_on_sentence_ends() -> None:
    sentence = "The city gave buses a lane of their own in that year."
    made = passages(pages(" ".join([sentence] * 40)))
    assert all(passage.text.endswith("year.") for passage in made)
    assert all(80 <= len(passage.text.split()) <= 110 for passage in made[:-1])


def test_a_few_words_at_the_end_go_with_what_is_before_them() -> None:
    body = " ".join(["The city gave buses a lane of their own."] * 12)
    (only,) = passages(pages(f"{body} Thank you."))
    assert only.text.endswith("Thank you.")


def test_a_page_of_few_words_stands_alone() -> None:
    assert passages(pages("Thank you.", "word " * 100))[0].text == "Thank you."


def test_a_line_without_any_space_is_cut() -> None:
    made = passages(pages("x" * 100_000))
    assert "".join(passage.text for passage in made) == "x" * 100_000
    assert len(made) > 100


def test_scripts_that_the_encoder_cuts_finer_get_shorter_passages() -> None:
    korean = passages(pages("서울시는 버스 중앙차로를 도입하였다. " * 60))
    english = passages(pages("Seoul gave its buses a median lane. " * 60))
    assert max(len(passage.text) for passage in korean) < min(len(passage.text) for passage in english[:-1]) / 3


def test_a_mark_stays_with_its_letter() -> None:
    made = passages(pages("q\u0323\u0307" * 600))
    assert len(made) > 1
    assert all(passage.text.startswith("q") for passage in made)
