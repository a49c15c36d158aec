"""A phrase stands where its words stand one after the other, and nowhere else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.phrases import Phrases

ROWS = (
    ("Bogotá: TransMilenio", "Bus rapid transit moves the city."),
    ("", "Rapid transit by bus; the city's buses move."),
    ("서울", "쓰레기 종량제를 1995년에 시작했다"),
    ("", ""),
    ("smart", "city of the smart"),
)


@pytest.mark.parametrize(
    ("phrase", "rows"),
    [
        ("rapid transit", [0, 1]),
        ("BUS rapid", [0]),
        ("bogota", [0]),
        ("the city", [0, 1]),
        ("transmilenio bus", []),
        ("transit moves the city bus", []),
        ("쓰레기종량제", [2]),
        ("종량제", [2]),
        ("smart city", []),
        ("unheard of", []),
        ("city smart", []),
        ("...", [0, 1, 2, 3, 4]),
    ],
)
def test_a_phrase_stands_word_for_word_within_a_title_or_a_text(phrase: str, rows: list[int]) -> None:
    assert Phrases.build(ROWS).holding(phrase).nonzero()[0].tolist() == rows


def test_what_was_saved_finds_the_same(tmp_path: Path) -> None:
    Phrases.build(ROWS).save(tmp_path)
    assert Phrases.open(tmp_path).holding("rapid transit").nonzero()[0].tolist() == [0, 1]


def test_no_rows_hold_nothing() -> None:
    assert Phrases.build(()).holding("bus").tolist() == []


words = st.lists(st.sampled_from(["bus", "lane", "서울", "시"]), max_size=6).map(" ".join)


@given(st.lists(words, max_size=6), words)
def test_it_finds_what_a_look_at_every_row_finds(texts: list[str], phrase: str) -> None:
    def spelled(text: str) -> str:
        return f" {' '.join(' '.join(word) if word[0] >= '가' else word for word in text.split())} "

    expected = [spelled(phrase).strip() == "" or spelled(phrase) in spelled(text) for text in texts]
    assert Phrases.build(("", text) for text in texts).holding(phrase).tolist() == expected


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        (["bus rapid transit, moves the city"], [0]),
        (["Bus rapid transit moves the city. And more."], []),
        (["Bogotá: TransMilenio"], []),
        (["쓰레기종량제를 1995년에 시작했다", "city of the smart"], [2, 4]),
        (["", "..."], []),
        ([], []),
    ],
)
def test_a_copy_says_just_the_same_whatever_its_title_and_punctuation(texts: list[str], rows: list[int]) -> None:
    assert Phrases.build(ROWS).copies(texts).nonzero()[0].tolist() == rows
