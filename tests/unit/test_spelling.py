"""Misspelt words are read as words of the archive; words of the archive are never touched."""

import pytest

from index.spelling import Speller

SPELLER = Speller(
    {"cheonggyecheon": 9, "transmilenio": 5, "charge": 20, "change": 30, "sharing": 4, "bus": 50, "2015": 3, "서울": 8}
)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Cheongyecheon", "cheonggyecheon"),
        ("Transmileno", "transmilenio"),
        ("chrage", "charge"),
        ("sharring", "sharing"),
        ("chargé", None),
        ("charge", None),
        ("chanrge", "change"),
        ("bsu", None),
        ("2051", None),
        ("서을", None),
        ("xharge", None),
        ("unlike", None),
        ("", None),
    ],
)
def test_a_word_is_set_right_where_one_here_is_near(word: str, meant: str | None) -> None:
    assert SPELLER.correction(word) == meant
