"""Words of a question and of a text that name the same thing, in whatever words and language."""

import pytest

from archive.model import Concept, Place, PlaceKind, Scheme, Theme
from archive.vocabulary import Vocabulary
from index.lexicon import Lexicon, Mention

CONCEPTS = (
    Concept(
        id="bus-rapid-transit",
        scheme=Scheme.CONCEPT,
        labels={
            "en": "bus rapid transit",
            "ko": "간선급행버스체계",
            "pt": "trânsito rápido por ônibus",
            "ru": "скоростной автобус",
        },
        alt_labels={"en": ("BRT",), "ko": ("간선급행버스",)},
    ),
    Concept(
        id="congestion-charge",
        scheme=Scheme.CONCEPT,
        labels={
            "en": "congestion charge",
            "fr": "péage urbain",
            "pt": "pedágio urbano",
            "ar": "رسوم الازدحام",
            "zh": "拥堵收费",
            "ja": "混雑課金",
        },
        alt_labels={"en": ("congestion pricing",), "pt": ("TCSP",)},
        negative_labels={"en": ("network congestion charge",)},
    ),
    Concept(
        id="its", scheme=Scheme.CONCEPT, labels={"en": "intelligent transport system"}, alt_labels={"en": ("ITS",)}
    ),
    Concept(id="led-lighting", scheme=Scheme.CONCEPT, labels={"en": "LED lighting"}, alt_labels={"en": ("LED",)}),
    Concept(id="tap-water", scheme=Scheme.CONCEPT, labels={"en": "tap water", "id": "air"}),
    Concept(id="parking", scheme=Scheme.CONCEPT, labels={"en": "parking", "ko": "주차"}),
    Concept(id="car-park", scheme=Scheme.CONCEPT, labels={"en": "car park", "ko": "주차장"}),
    Concept(id="topis", scheme=Scheme.NAME, labels={"en": "TOPIS", "ko": "토피스"}),
    Concept(id="stage.pilot", scheme=Scheme.FACET, labels={"en": "pilot"}),
)
VOCABULARY = Vocabulary(
    themes={
        "T01.brt": Theme(id="T01.brt", labels={"en": "Bus rapid transit", "ko": "급행버스"}),
        "T01.its": Theme(id="T01.its", labels={"en": "Traffic systems"}, alt_labels={"en": ("TOPIS",)}),
    },
    places={
        "bogota": Place(id="bogota", kind=PlaceKind.CITY, labels={"en": "Bogotá", "ko": "보고타"}, country="CO"),
        "reading": Place(id="reading", kind=PlaceKind.CITY, labels={"en": "Reading"}, country="GB"),
        "019": Place(id="019", kind=PlaceKind.REGION, labels={"en": "Americas"}),
    },
    concepts={concept.id: concept for concept in CONCEPTS},
)
LEXICON = Lexicon.of(VOCABULARY)


def asked(text: str) -> list[str]:
    return [mention.id for mention in LEXICON.in_question(text)]


def said(text: str, tag: str = "en") -> list[str]:
    return [mention.id for mention in LEXICON.in_text(text, tag)]


@pytest.mark.parametrize(
    ("question", "entries"),
    [
        ("Who pays for bus rapid transit?", ["bus-rapid-transit"]),
        ("bus rapid transits", ["bus-rapid-transit"]),
        ("brt in bogota", ["bus-rapid-transit", "bogota"]),
        ("간선급행버스의 재원", ["bus-rapid-transit"]),
        ("보고타 간선 급행 버스", ["bogota", "bus-rapid-transit"]),
        ("сколько стоит скоростного автобуса", ["bus-rapid-transit"]),
        ("trânsito rápido por ônibus", ["bus-rapid-transit"]),
        ("peage urbain à Londres", ["congestion-charge"]),
        ("رسوم الازدحام", ["congestion-charge"]),
        ("伦敦拥堵收费效果", ["congestion-charge"]),
        ("混雑課金の効果", ["congestion-charge"]),
        ("topis", ["topis"]),
        ("Americas pilot", []),
    ],
)
def test_a_question_names_entries_in_any_of_their_words(question: str, entries: list[str]) -> None:
    assert asked(question) == entries


def test_a_mention_says_in_which_words_and_where() -> None:
    assert LEXICON.in_question("Does BRT pay?") == (Mention("concept", "bus-rapid-transit", "BRT", 5, 8, "en"),)


def test_the_longest_form_wins_and_a_denied_one_names_nothing() -> None:
    assert asked("congestion charge") == ["congestion-charge"]
    assert asked("network congestion charge") == []
    assert asked("공영주차장") == ["car-park"]


def test_a_short_form_inside_a_longer_word_is_another_word() -> None:
    assert asked("주차 문제") == ["parking"]
    assert asked("제2주차") == []


def test_a_form_counts_in_its_own_language_alone() -> None:
    assert asked("air bersih untuk warga kota") == ["tap-water"]
    assert asked("the air of the city is bad") == []
    assert said("Clean air for all", "en") == []
    assert said("air untuk warga", "id") == ["tap-water"]


def test_a_question_may_write_acronyms_and_names_small_but_a_text_does_not() -> None:
    assert asked("its") == []
    assert asked("ITS") == ["its"]
    assert asked("led") == []
    assert asked("LED") == ["led-lighting"]
    assert said("Its ITS centre was reading the BRT's plans in Reading") == ["its", "bus-rapid-transit", "reading"]
    assert said("brt") == []


def test_a_theme_of_the_same_words_is_not_named_beside_its_concept() -> None:
    assert asked("급행버스") == ["T01.brt"]
    assert asked("bus rapid transit") == ["bus-rapid-transit"]


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("보고타 BRT 재원", "Bogotá bus rapid transit", 12 / 18),
        ("péage urbain", "congestion charge", 1.0),
        ("BRT", "bus rapid transit", 1.0),
    ],
)
def test_a_question_is_said_again_in_english_as_far_as_the_words_go(question: str, text: str, share: float) -> None:
    gloss = LEXICON.gloss(question, LEXICON.in_question(question))
    assert gloss is not None
    assert (gloss.text, round(gloss.share, 3)) == (text, round(share, 3))


@pytest.mark.parametrize("question", ["bus rapid transit in Bogotá", "nothing named here", "어떻게"])
def test_what_is_english_already_or_names_nothing_has_no_gloss(question: str) -> None:
    assert LEXICON.gloss(question, LEXICON.in_question(question)) is None


def test_an_empty_vocabulary_names_nothing() -> None:
    assert Lexicon.of(Vocabulary()).in_question("bus rapid transit") == ()


def test_an_acronym_typed_in_capitals_is_known_whatever_language_the_rest_seems_to_be_in() -> None:
    assert asked("TCSP") == ["congestion-charge"]
    assert asked("how much did the TCSP bring in, and who was against it") == ["congestion-charge"]
    assert asked("how much did the tcsp bring in, and who was against it") == []
    assert said("how much did the TCSP bring in, and who was against it", "en") == []


def test_a_name_in_russian_or_arabic_is_known_in_its_cases_and_with_its_prefixes() -> None:
    tashkent = Place(id="tashkent", kind=PlaceKind.CITY, labels={"en": "Tashkent", "ru": "Ташкент"}, country="UZ")
    lexicon = Lexicon.of(Vocabulary(places={"tashkent": tashkent}))
    assert [mention.id for mention in lexicon.in_question("протесты против переноса границы Ташкента")] == ["tashkent"]


def test_an_english_form_in_another_language_counts_letter_for_letter() -> None:
    assert asked("¿Qué pasó con el BRT de Bogotá?") == ["bus-rapid-transit", "bogota"]
    assert "car-park" not in asked("¿Cuánto cuesta el estacionamiento en los car parking de la ciudad?")


def test_a_chinese_word_of_two_characters_is_known_inside_a_sentence() -> None:
    leaks = Concept(id="water-leakage", scheme=Scheme.CONCEPT, labels={"en": "water leakage", "ja": "漏水"})
    lexicon = Lexicon.of(Vocabulary(concepts={"water-leakage": leaks}))
    assert [mention.id for mention in lexicon.in_question("東京の漏水対策")] == ["water-leakage"]
