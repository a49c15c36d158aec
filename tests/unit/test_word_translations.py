"""The English words that pieces stand for, and how much of its word a piece is."""

import numpy as np
import pytest

from index.encoder import Translation
from index.multilingual.alphabet import marked
from index.multilingual.encoder import part_of_word
from index.multilingual.tokenizer import normalizer, words
from index.multilingual.training.alignment import Links
from index.multilingual.training.translations import translations, whole_words


def links(*of: tuple[int, int, float]) -> Links:
    pieces, english, shares = zip(*of, strict=True)
    return Links(np.array(pieces, np.int32), np.array(english, np.int32), np.array(shares, np.float32))


def test_a_word_that_the_tokenizer_took_apart_is_one_again() -> None:
    pieces = {1: "gent", 2: "##rification", 3: "in", 4: "seoul", 5: "?", 6: "##s"}
    assert whole_words([[1, 2, 3, 4, 5], [4, 6], [], [5]], pieces) == (
        [[0, 1, 2], [3], [], []],
        ["gentrification", "in", "seoul", "seouls"],
    )


def test_whole_words_are_given_likeliest_first() -> None:
    found = translations(
        links((0, 0, 0.25), (0, 1, 0.5), (0, 2, 0.1), (0, 3, 0.1), (0, 4, 0.01), (1, 2, 0.9)),
        ["tax", "rate", "of", "2015", "levy"],
        ["세", "율", "…"],
    )
    assert found == [[Translation("rate", 0.5), Translation("tax", 0.25)], [], []]


def test_a_name_stands_for_nothing_else_but_a_false_friend_does() -> None:
    found = translations(
        links((0, 0, 0.75), (0, 1, 0.125), (1, 2, 0.625), (1, 3, 0.25)),
        ["bogota", "system", "current", "actual"],
        [marked("bogota"), marked("actual")],
    )
    assert found == [
        [Translation("bogota", 0.75)],
        [Translation("current", 0.625), Translation("actual", 0.25)],
    ]


@pytest.mark.parametrize(
    ("word", "piece", "part"),
    [
        ("주민참여예산", "참여", 1.0),
        ("예산은", "은", pytest.approx(1 / 3)),
        ("물", "물", 1.0),
        ("公共汽车专用道", "专用", 1.0),
        ("ジェントリフィケーション", "ション", pytest.approx(3 / 12)),
        ("バス専用", "バス", 1.0),
        ("обществознание", "общество", pytest.approx(8 / 14)),
    ],
)
def test_how_much_of_a_word_a_piece_is(word: str, piece: str, part: float) -> None:
    start = word.index(piece)
    assert part_of_word(word, start, start + len(piece)) == part


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("المدينة", ["ال", "مدينة"]),
        ("والمدينة بالمدينة للمدينة", ["وال", "مدينة", "بال", "مدينة", "لل", "مدينة"]),
        ("مدينة وزارة الله", ["مدينة", "وزارة", "الله"]),
    ],
)
def test_the_arabic_article_is_a_word_of_its_own(text: str, apart: list[str]) -> None:
    assert [word for word, _ in words().pre_tokenize_str(normalizer().normalize_str(text))] == apart
