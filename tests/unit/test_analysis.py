"""Which terms a text gives, script by script."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyse, analyse_query, has_word, surfaces, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Running buses ran", ["run", "bus", "run"]),
        ("the city of Seoul", ["citi", "seoul"]),
        ("Bogotá and BOGOTA", ["bogota", "bogota"]),
        ("the city's buses", ["citi", "bus"]),
        ("climate_change", ["climat", "chang"]),
        ("urbanisation urbanization", ["urban", "urban"]),
        ("organised, organizing", ["organiz", "organiz"]),
        ("ＢＲＴ ２０１５", ["brt", "2015"]),
        ("12.5 km in 2004", ["12", "5", "km", "2004"]),
        ("주민참여예산", ["주민", "민참", "참여", "여예", "예산"]),
        ("물", ["물"]),
        ("B2B시장", ["b2b", "시장"]),
        ("垃圾分类", ["垃圾", "圾分", "分类"]),
        ("ごみの分別", ["ごみ", "みの", "の分", "分別"]),
        ("Дорога", ["дорога"]),
        ("हिन्दी नगर", ["हिन्दी", "नगर"]),
        ("— … !", []),
        ("", []),
    ],
)
def test_a_text_gives_the_terms_of_its_script(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_thai_words_are_found_inside_the_unbroken_line_they_stand_in() -> None:
    assert set(terms("ขยะ")) <= set(terms("การจัดการขยะในเมือง"))


def test_a_korean_word_is_found_inside_a_longer_one() -> None:
    assert set(terms("참여예산")) <= set(terms("주민참여예산제를"))


def test_decomposed_and_composed_hangul_give_the_same_terms() -> None:
    assert terms("\u1109\u1165\u110b\u116e\u11af") == terms("서울") == ["서울"]


def test_a_question_loses_the_particles_that_close_its_words_and_a_text_keeps_them() -> None:
    assert [token.term for token in analyse_query("예산은 도시에서")] == ["예산", "도시"]
    assert terms("예산은") == ["예산", "산은"]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How did cities pay for buses?", ["cities", "pay", "buses"]),
        ("¿Cómo se financia el agua?", ["financia", "agua"]),
        ("les déchets dans la ville", ["déchets", "ville"]),
        ("who", ["who"]),
    ],
)
def test_a_question_loses_its_filler_words_unless_it_has_no_others(question: str, asked: list[str]) -> None:
    assert [token.surface for token in analyse_query(question)] == asked
    assert set(terms("who did it")) >= {"who", "did"}


def test_a_word_of_two_syllables_is_never_taken_for_a_word_with_a_particle() -> None:
    assert [token.term for token in analyse_query("도로")] == ["도로"]


def test_found_words_come_back_as_they_were_written_each_once() -> None:
    tokens = analyse("Buses in Bogotá, buses and trams")
    assert surfaces(tokens, [token.term != "tram" for token in tokens]) == ("Buses", "Bogotá", "buses")


def test_pairs_of_characters_are_put_together_again() -> None:
    tokens = analyse("참여예산은")
    assert surfaces(tokens, [token.term != "산은" for token in tokens]) == ("참여예산",)
    assert surfaces(tokens, [token.term != "여예" for token in tokens]) == ("참여", "예산은")


def test_a_word_without_end_is_cut() -> None:
    assert terms("x" * 10_000) == ["x" * 64]


def test_only_letters_and_digits_make_a_word() -> None:
    assert has_word("?! 9")
    assert not has_word(" ?! — ")


def test_threads_do_not_disturb_each_other() -> None:
    texts = [f"running buses number {number} in cities" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(terms, texts)) == [terms(text) for text in texts]


@given(st.text())
def test_any_text_gives_terms_that_are_not_empty_and_the_tokens_agree(text: str) -> None:
    assert all(terms(text))
    assert [token.term for token in analyse(text)] == terms(text)
    analyse_query(text)


def test_a_word_found_by_two_stems_is_told_once_and_as_it_was_written() -> None:
    tokens = analyse_query("pérdidas de agua", ["es"])
    assert len(tokens) > 2
    assert surfaces(tokens, [True] * len(tokens)) == ("pérdidas", "agua")
