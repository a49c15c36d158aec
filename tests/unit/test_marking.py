"""Foreign words of Latin letters are told from English ones by marked letters, names stay."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.multilingual.alphabet import fold_marks, is_marked, marked, unmarked
from index.multilingual.marking import folded, with_marks


def plain(text: str) -> str:
    """Marked words between brackets, for the eye."""
    return " ".join(f"[{unmarked(word)}]" if is_marked(word) else word for word in text.split())


@given(st.text(string.ascii_lowercase, min_size=1))
def test_a_marked_word_is_the_same_word_in_other_letters(word: str) -> None:
    assert len(marked(word)) == len(word)
    assert set(marked(word)).isdisjoint(word)
    assert unmarked(marked(word)) == fold_marks(marked(word)) == word


@pytest.mark.parametrize(
    ("word", "letters"), [("Água", "agua"), ("cœur", "coeur"), ("HABITAÇÃO", "habitacao"), ("n\u0303andu", "nandu")]
)
def test_marks_have_neither_capitals_nor_accents(word: str, letters: str) -> None:
    assert unmarked(marked(word)) == letters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("agua potable en Bogotá", "[agua] [potable] [en] [bogota]"),
        ("rutas de TransMilenio", "[rutas] [de] TransMilenio"),
        ("TransMilenio", "TransMilenio"),
        ("Rutas de buses. Tarifas: Pagos", "[rutas] [de] [buses] . [tarifas] : [pagos]"),
        ("BUDGET PARTICIPATIF", "[budget] [participatif]"),
        ("Đường", "[đuong]"),
        ("2019 rutas", "2019 [rutas]"),
    ],
)
def test_words_are_marked_and_unknown_names_are_not(text: str, shown: str) -> None:
    said = with_marks(text, {marked("bogota")}).replace(".", " .").replace(":", " :")
    assert plain(said) == shown


@pytest.mark.parametrize(("text", "same"), [("ＢＲＴ系统", "BRT系统"), ("ｶﾞｲﾄﾞ", "ガイド"), ("ﻣﺪﻳﻨﺔ", "مدينة")])
def test_letters_of_other_widths_and_places_are_made_one(text: str, same: str) -> None:
    assert folded(text) == same


def test_nobody_can_ask_in_marked_letters() -> None:
    assert fold_marks(f"{marked('bus')} lanes 서울") == "bus lanes 서울"
