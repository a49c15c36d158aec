"""One tokenizer for English and nine languages: English is taken apart as before, and so is nothing else."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.encoder import packaged_minilm
from index.multilingual.alphabet import marked
from index.multilingual.tokenizer import build, pieces_of

PIECES = [
    "서울",
    "##시",
    "시",
    "서",
    "##서",
    "예",
    "##예",
    "예산",
    "##산",
    "산",
    "##울",
    "울",
    "水",
    "##水",
    "道",
    "##道",
    "水道",
    "##水道",
]
PIECES += ["вода", "##й", "й", "ماء", "が", "##が", "か", "##か", marked("agua"), marked("a"), f"##{marked('s')}"]


@cache
def minilm() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(packaged_minilm() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def ours() -> Tokenizer:
    tokenizer = build(pieces_of(packaged_minilm()), PIECES, 256)
    tokenizer.no_truncation()
    return tokenizer


def tokens(text: str) -> list[str]:
    found: list[str] = ours().encode(text, add_special_tokens=False).tokens
    return found


LATIN = st.characters(max_codepoint=0x24F, exclude_categories=("Cs",))


@settings(max_examples=300)
@given(st.text(st.one_of(LATIN, st.sampled_from("–—’“”…€°½²é́ "))))
def test_text_of_latin_letters_has_the_numbers_that_minilm_gives_it(text: str) -> None:
    assert ours().encode(text).ids == minilm().encode(text).ids


@pytest.mark.parametrize(
    "text", ["Πώς αποφασίζουν", "איך מחליטים", "नागरिक बजट", "আলো কোথায়", "பேருந்து போக்கு", "Đường phố"]
)
def test_languages_that_have_no_pieces_keep_their_numbers(text: str) -> None:
    assert ours().encode(text).ids == minilm().encode(text).ids


def test_the_texts_of_the_archive_in_english_keep_their_numbers() -> None:
    cases = sorted((Path(__file__).parents[2] / "corpus" / "cases").glob("*.md"))
    assert len(cases) > 100
    english = "\n".join(line for path in cases[:40] for line in path.read_text("utf-8").splitlines() if line.isascii())
    assert ours().encode(english).ids == minilm().encode(english).ids


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("서울시", ["서울", "##시"]),
        ("서울시의", ["서울", "##시", "[UNK]"]),  # an unknown letter does not make its neighbours unknown
        ("서울BRT", ["서울", "br", "##t"]),
        ("水道水", ["水道", "##水"]),
        ("がか", ["が", "##か"]),
        ("Вода", ["вода"]),
        ("مـاء", ["ماء"]),
        (f"{marked('aguas')} agua", [marked("agua"), f"##{marked('s')}", "ag", "##ua"]),
    ],
)
def test_words_of_other_letters_are_taken_apart_by_their_pieces(text: str, pieces: list[str]) -> None:
    assert tokens(text) == pieces


def test_a_long_run_without_spaces_is_no_unknown_word() -> None:
    assert set(tokens("水道" * 200)) == {"水道", "##水道"}
