"""What is found while a person types, over a handful of forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.completion import CompletionIndex, Form, mixed

FORMS = (
    Form("concept", "brt", "bus rapid transit", "en"),
    Form("concept", "brt", "BRT", "en", is_label=False),
    Form("concept", "brt", "간선급행버스", "ko"),
    Form("concept", "brt", "autobús de tránsito rápido", "es"),
    Form("concept", "lane", "bus lane", "en"),
    Form("concept", "night", "night bus", "en"),
    Form("concept", "fee", "volume-based waste fee", "en"),
    Form("concept", "fee", "쓰레기 종량제", "ko"),
    Form("concept", "water", "accès à l'eau", "fr"),
    Form("concept", "busking", "street music", "en"),
    Form("concept", "busking", "busk", "en", is_label=False),
    Form("city", "bogota", "Bogotá", "en"),
    Form("city", "bus", "Bus", "en"),
    Form("case", "bogota-brt", "TransMilenio", "en", beside=("bogota-brt", "Bogotá")),
)
INDEX = CompletionIndex(FORMS)


def found(text: str, language: str = "en") -> list[str]:
    return [match.form.id for match in INDEX.find(text, language)]


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("bus ra", ["brt"]),
        ("RAPID bus", ["brt"]),
        ("transito", ["brt"]),
        ("bogota", ["bogota", "bogota-brt"]),
        ("BOGOTÁ trans", ["bogota-brt"]),
        ("간선급", ["brt"]),
        ("급행", ["brt"]),
        ("간ㅅ", ["brt"]),
        ("갅", []),
        ("버", ["brt"]),
        ("쓰레기종량", ["fee"]),
        ("쓰레기 종", ["fee"]),
        ("종량제 쓰레기", ["fee"]),
        ("volume-b", ["fee"]),
        ("eau", ["water"]),
        ("l’eau", ["water"]),
        ("bus tram", []),
        ("us", []),
    ],
)
def test_each_typed_word_begins_a_word_of_the_form(typed: str, entries: list[str]) -> None:
    assert found(typed) == entries


def test_the_whole_comes_before_the_beginning_and_the_beginning_before_later_words() -> None:
    assert found("bus") == ["bus", "lane", "brt", "busking", "night"]


def test_the_readers_language_comes_before_others() -> None:
    index = CompletionIndex([Form("concept", "a", "bus", "fr"), Form("concept", "b", "bus", "en")])
    assert [match.form.id for match in index.find("bus", "fr")] == ["a", "b"]
    assert [match.form.id for match in index.find("bus", "es")] == ["b", "a"]


@pytest.mark.parametrize("junk", ["", " ", "b", "?!", "---", "\x00", "𝒳" * 3, "x" * 201, "bus " * 60, "ㅂ", '"', "'"])
def test_what_is_too_short_too_long_or_no_word_finds_nothing(junk: str) -> None:
    assert found(junk) == []
    assert INDEX.find_near(junk) == []


@pytest.mark.parametrize(
    ("typed", "entries"),
    [
        ("tranist", ["brt"]),
        ("bus rapud", ["brt"]),
        ("trasnit rpaid", ["brt"]),
        ("transs", ["brt", "bogota-brt"]),
        ("vollume", ["fee"]),
        ("xransit", []),
        ("lnae", []),
        ("bus zzzzzz", []),
        ("간선급행보스", []),
    ],
)
def test_one_slip_is_forgiven_in_a_word_of_five_letters(typed: str, entries: list[str]) -> None:
    assert found(typed) == []
    assert sorted(match.form.id for match in INDEX.find_near(typed)) == sorted(entries)


def test_what_is_found_as_it_stands_is_not_read_otherwise() -> None:
    index = CompletionIndex([Form("concept", "a", "street", "en"), Form("concept", "b", "strees", "en")])
    assert [match.form.id for match in index.find_near("street")] == ["a"]


def test_of_each_kind_no_more_are_found_than_asked_for() -> None:
    assert [match.form.id for match in INDEX.find("bus", "en", 1)] == ["bus", "lane"]


def test_a_kind_does_not_drown_another() -> None:
    cases = [Form("case", f"c{number}", f"bus case {number}", "en") for number in range(9)]
    index = CompletionIndex(
        [*cases, Form("concept", "night", "night bus", "en"), Form("theme", "t", "bus theme", "en")]
    )
    chosen = [match.form.id for match in mixed(index.find("bus"), 4)]
    assert chosen == ["t", "c0", "c1", "night"]
    assert [match.form.id for match in mixed(index.find("bus case"), 4)] == ["c0", "c1", "c2", "c3"]


def test_nothing_is_found_among_nothing() -> None:
    assert CompletionIndex([]).find("bus") == []
    assert CompletionIndex([]).find_near("busses") == []
    assert len(CompletionIndex([Form("concept", "dots", "…", "en")])) == 0


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Z")), min_size=2, max_size=40),
    st.text(st.sampled_from("abé'’s ´가갓ㅅ버스の道-ßİٱشّ2²"), min_size=2, max_size=20),
)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.data())
def test_every_beginning_of_a_form_finds_it(texts: list[str], data: st.DataObject) -> None:
    index = CompletionIndex(Form("concept", text, text, "en") for text in texts)
    text = data.draw(st.sampled_from(texts))
    typed = text[: data.draw(st.integers(2, len(text)))]
    letters = sum(letter.isalnum() for letter in typed)
    if letters >= 2:
        assert text in [match.form.id for match in index.find(typed)]


@given(st.permutations(FORMS), st.sampled_from(["bus", "bo", "trans", "버", "쓰", "eau", "tranist"]), st.integers(1, 9))
def test_the_same_forms_and_letters_always_give_the_same_list(forms: list[Form], typed: str, limit: int) -> None:
    index = CompletionIndex(forms)
    for one, other in ((index.find, INDEX.find), (index.find_near, INDEX.find_near)):
        assert mixed(one(typed, "en", limit), limit) == mixed(other(typed, "en", limit), limit)


@given(st.text(max_size=250))
def test_nothing_typed_is_an_error(typed: str) -> None:
    INDEX.find(typed)
    INDEX.find_near(typed)
