"""Forms of one word, in whatever script and spelling, come to the same terms; different words do not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import terms
from index.letters import normal, without_accents
from index.stems import own_stem, stem
from index.units import fold

SAME = [
    # Korean, Chinese, Japanese and Thai inside longer words
    ("예산", "주민참여예산제를"),
    ("버스", "간선급행버스체계"),
    ("垃圾", "生活垃圾分类"),
    ("水道", "上水道事業"),
    ("バス", "高速バス輸送"),
    ("ขยะ", "การจัดการขยะในเมือง"),
    # scripts written together
    ("서울", "서울BRT노선"),
    ("brt", "서울BRT노선"),
    ("BRT", "快速公交BRT系统"),
    # full and half width, signs and figures
    ("ＢＲＴ", "brt"),
    ("ｶｰﾄﾞ", "カード"),
    ("CO₂", "co2"),
    ("m²", "M2"),
    ("PM₂.₅", "pm2.5"),
    ("3.5%", "3.5 ％"),
    ("36,000", "36000 meters"),
    ("covid19", "COVID-19"),
    ("27 km", "27km of road"),
    ("5.2 km2", "5.2km²"),
    ("٢٠١٥", "2015"),
    ("２０１５年", "2015年"),
    # Arabic: vowel signs, stretching, alef, ta marbuta, alef maqsura, the article and what is written before it
    ("مَدِينَةٌ", "مدينة"),
    ("القـاهرة", "القاهرة"),
    ("إدارة", "ادارة"),
    ("أمن", "امن"),
    ("آسيا", "اسيا"),
    ("مدينه", "مدينة"),
    ("مبنى", "مبني"),
    ("مدينة", "المدينة"),
    ("مياه", "والمياه"),
    ("للمياه", "المياه"),
    ("القاهرة", "بالقاهرة"),
    ("سكان", "السكان"),
    ("حافلات", "الحافلة"),
    ("مدینه", "مدينة"),  # typed on a Persian keyboard
    # accents and letters of their own
    ("ёлка", "елка"),
    ("İSTANBUL", "istanbul"),
    ("Diyarbakir", "Diyarbakır"),
    ("Da Nang", "Đà Nẵng"),
    ("Ha Noi", "Hà Nội"),
    ("Orestad", "Ørestad"),
    ("Lodz", "Łódź"),
    ("strasse", "Straße"),
    ("oeuvre", "œuvre"),
    ("Ελλαδα", "Ελλάδα"),
    # what cannot be seen
    ("infrastructure", "infra\u00adstructure"),
    ("waterworks", "water\u200bworks"),
    ("bus", "\ufeffbus\u200d"),
    ("เทศบาล", "เทศ\u200bบาล"),
    ("میرود", "می\u200cرود"),
    # hyphens
    ("low emission", "low-emission"),
    ("low-emission", "low\u2011emission"),
    ("low-emission", "low–emission"),
    # elision
    ("eau", "l’eau"),
    ("habitation", "d'habitation"),
    ("l'eau", "eau"),
    # British and American
    ("center", "centre"),
    ("kilometers", "kilometres"),
    ("theater", "theatre"),
    ("harbor", "harbour"),
    ("neighborhoods", "neighbourhoods"),
    ("behavioral", "behavioural"),
    ("program", "programme"),
    ("licensed", "licence"),
    ("defense", "defence"),
    ("analyzed", "analysed"),
    ("analysis", "analyse"),
    ("gray", "grey"),
]


@pytest.mark.parametrize(("asked", "written"), SAME)
def test_what_is_asked_is_found_in_what_is_written(asked: str, written: str) -> None:
    assert terms(asked)
    assert set(terms(asked)) <= set(terms(written))


@pytest.mark.parametrize(("asked", "written"), SAME)
def test_it_does_not_matter_how_letters_are_composed(asked: str, written: str) -> None:
    for text in (asked, written):
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            assert terms(unicodedata.normalize(form, text)) == terms(text), form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hour", "hor"),  # too short to be a British ending
        ("four", "for"),
        ("CO2", "CO 2"),
        ("T01", "T 01"),
        ("B2B", "B 2 B"),
        ("й", "и"),
        ("パス", "バス"),
        ("पानी", "पाना"),
        ("1,5", "15"),
        ("2,000", "2"),
        ("12,34", "1234"),
        ("مدينة", "مدن"),
        ("metre", "meet"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert set(terms(one)) != set(terms(other))


def test_a_unit_of_measure_stands_apart_but_an_ordinal_and_a_name_do_not() -> None:
    assert terms("27km, 3bn, 120kWh") == ["27", "km", "3", "bn", "120", "kwh"]
    assert terms("20th, 4x4, A380, N26, B2B시장") == ["20th", "4x4", "a380", "n26", "b2b", "시장"]


def test_an_elided_article_is_no_term_and_a_name_keeps_its_letter() -> None:
    assert terms("l’État et l'Élysée, qu'un") == terms("État et Élysée, un")
    assert terms("O'Higgins") == ["o", "higgin"]


@pytest.mark.parametrize(
    ("written", "typed"), [("Ørestad", "orestad"), ("Łódź", "lodz"), ("Đà", "da"), ("Ёлка", "елка")]
)
def test_phrases_and_names_are_compared_as_they_are_typed_too(written: str, typed: str) -> None:
    assert fold(written) == typed


@pytest.mark.parametrize(
    ("one", "other", "tag"),
    [
        ("cobran", "cobrar", "es"),
        ("habitante", "habitants", "fr"),
        ("Häuser", "Häusern", "de"),
        ("ışıklar", "ışık", "tr"),
    ],
)
def test_a_word_in_a_known_language_has_that_languages_stem(one: str, other: str, tag: str) -> None:
    assert own_stem(one, tag) == own_stem(other, tag) != ""
    assert own_stem(one, "en") == own_stem(one, "zh") == own_stem("서울", tag) == ""
    assert f"{tag}:{own_stem(one, tag)}" in terms(one, [tag])


@pytest.mark.parametrize("word", ["й", "バ", "हिन्दी", "서울", "กำ"])
def test_marks_that_are_letters_stay(word: str) -> None:
    assert without_accents(word) == word


@given(st.text(max_size=40))
def test_normal_text_is_normal_already(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text(alphabet=st.characters(categories=["L", "Nd", "Mn"]), min_size=1, max_size=20))
def test_a_word_keeps_something_of_itself(word: str) -> None:
    assert stem(word) or not without_accents(word.casefold())
