"""Hangul as it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.keystrokes import keystrokes
from index.units import fold

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)


@pytest.mark.parametrize(
    ("shown", "letters"),
    [
        ("간선", "ㄱㅏㄴㅅㅓㄴ"),
        ("값", "ㄱㅏㅂㅅ"),
        ("과외", "ㄱㅗㅏㅇㅗㅣ"),
        ("bus 서울", "bus ㅅㅓㅇㅜㄹ"),
        ("tax", "tax"),
    ],
)
def test_a_syllable_becomes_the_letters_that_were_typed(shown: str, letters: str) -> None:
    assert keystrokes(shown) == letters


@pytest.mark.parametrize("typed", ["ㄱ", "가", "간", "간ㅅ", "간서", "간선"])
def test_what_a_screen_shows_while_a_word_is_typed_begins_the_word(typed: str) -> None:
    assert "ㄱㅏㄴㅅㅓㄴ".startswith(keystrokes(fold(typed)))


def test_a_consonant_may_still_move_to_the_next_syllable() -> None:
    assert keystrokes("가사").startswith(keystrokes("갓"))


@given(st.text(SYLLABLES, min_size=1), st.data())
def test_the_beginning_of_a_text_has_the_beginning_of_its_letters(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(text)))
    assert keystrokes(text).startswith(keystrokes(text[:end]))


@given(st.text(SYLLABLES))
def test_every_syllable_is_taken_apart(text: str) -> None:
    assert set(keystrokes(text)) <= set("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ")
