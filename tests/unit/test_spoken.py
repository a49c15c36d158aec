"""Which language a page speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.asking_schemas import Language
from search_api.pages.spoken import LANGUAGES, Spoken, accepted


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", []),
        ("ko", ["ko"]),
        ("en-US,en;q=0.9,ko;q=0.8", ["en", "ko"]),
        ("en;q=0.5, fr-CH, fr;q=0.9", ["fr", "en"]),
        ("es;q=0, pt", ["pt"]),
        ("ko;q=much, *, es", ["es"]),
        ("KO-kr", ["ko"]),
    ],
)
def test_the_languages_of_a_browser_by_how_much_they_are_wanted(header: str, wanted: list[str]) -> None:
    assert accepted(header) == wanted


@given(st.text())
def test_any_header_is_read(header: str) -> None:
    spoken = Spoken.of(None, header)
    assert spoken.lang in LANGUAGES
    assert spoken.direction == "ltr"


@pytest.mark.parametrize(
    ("chosen", "header", "lang", "interface"),
    [
        (None, "", "en", "en"),
        (None, "ko-KR,en;q=0.5", "ko", "ko"),
        (None, "de,nl", "en", "en"),
        (None, "pt-BR, es;q=0.7, en;q=0.5", "pt", "es"),  # names in Portuguese; sentences in what she reads next
        ("fr", "ko", "fr", "fr"),
        ("ar", "", "ar", "en"),
        ("ar", "fr", "ar", "fr"),
    ],
)
def test_the_address_decides_before_the_browser(chosen: str | None, header: str, lang: str, interface: str) -> None:
    spoken = Spoken.of(chosen, header)
    assert (spoken.lang, spoken.interface) == (lang, interface)
    assert spoken.hidden == ([("lang", chosen)] if chosen else [])


@pytest.mark.parametrize(
    ("chosen", "path", "expected"),
    [
        (None, "/themes/T01#programs", "/themes/T01#programs"),
        ("fr", "/themes/T01", "/themes/T01?lang=fr"),
        ("fr", "/?theme=T01&kind=case+record", "/?theme=T01&kind=case+record&lang=fr"),
        ("ar", "/cases/seoul-bus#taught", "/cases/seoul-bus?lang=ar#taught"),
    ],
)
def test_an_address_keeps_the_language_that_was_chosen(chosen: Language | None, path: str, expected: str) -> None:
    assert Spoken.of(chosen, "ko").address(path) == expected
