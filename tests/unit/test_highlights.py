"""What is marked in a text and on a picture: the words that the search finds, in every form it finds them in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.derivatives import Word
from archive.model import Concept, Place, PlaceKind, Scheme
from archive.vocabulary import Vocabulary
from index.lexicon import Lexicon
from search_api.highlights import Sought, boxes_of, marks, strength

CHARGE = Concept(
    id="congestion-charge",
    scheme=Scheme.CONCEPT,
    labels={"en": "congestion charge", "ko": "혼잡통행료"},
    alt_labels={"en": ("road pricing",)},
)
SEOUL = Place(id="seoul", kind=PlaceKind.CITY, labels={"en": "Seoul", "ko": "서울"}, country="KR")
LEXICON = Lexicon.of(Vocabulary(concepts={CHARGE.id: CHARGE}, places={SEOUL.id: SEOUL}, themes={}, organisations={}))


def sought(*words: str, named: tuple[str, ...] = ()) -> Sought:
    return Sought(words, frozenset(named))


def marked(text: str, what: Sought, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in marks(text, language, what, LEXICON)]


def line(*words: str, height: float = 0.1) -> list[Word]:
    """Words on one line, each a tenth of the page wide."""
    return [Word(word, 0.1 * place, 0.5, 0.1 * place + 0.1, 0.5 + height) for place, word in enumerate(words)]


@pytest.mark.parametrize(
    ("text", "word", "language", "found"),
    [
        ("Buses and the bus", "buses", "en", ["Buses", "bus"]),
        ("los autobuses y el autobús", "autobús", "es", ["autobuses", "autobús"]),
        ("대중교통 혼잡통행료는", "혼잡통행료", "ko", ["통", "혼잡통행료"]),
        ("nothing of it", "water", "en", []),
    ],
)
def test_words_are_marked_in_every_form_that_the_search_finds(
    text: str, word: str, language: str, found: list[str]
) -> None:
    assert [one for one in marked(text, sought(word), language) if len(one) > 1] == [
        one for one in found if len(one) > 1
    ]


def test_a_name_that_was_understood_is_marked_in_other_words_and_languages() -> None:
    what = sought("road", "pricing", named=(CHARGE.id,))
    assert marked("A congestion charge for Seoul", what) == ["congestion charge"]
    assert marked("서울의 혼잡통행료", what, "ko") == ["혼잡통행료"]
    assert marked("A congestion charge", sought("road")) == []


def test_a_place_that_says_more_of_the_question_is_stronger() -> None:
    what = sought("bus", "reform", named=(SEOUL.id,))
    strengths = [
        strength(text, "en", what, LEXICON)
        for text in ("Trams", "A bus, another bus", "Reforming buses", "The bus reform of Seoul")
    ]
    assert strengths == [0, 1, 2, 3]


def test_a_run_of_korean_counts_by_what_is_there_of_it() -> None:
    whole, part = (strength(text, "ko", sought("혼잡통행료"), LEXICON) for text in ("혼잡통행료", "통행량"))
    assert whole == 1
    assert 0 < part < whole


def test_words_are_marked_where_they_stand_on_the_page() -> None:
    boxes = boxes_of(line("The", "buses", "of", "Seoul"), "en", sought("bus", named=(SEOUL.id,)), LEXICON)
    assert [(box.left, box.top, box.width, box.height) for box in boxes] == [
        (0.1, 0.5, 0.1, 0.1),
        (0.3, 0.5, 0.1, 0.1),
    ]


def test_a_part_of_a_word_is_marked_by_its_share_of_the_letters() -> None:
    [box] = boxes_of(line("서울버스개편"), "ko", sought("버스"), LEXICON)
    assert (box.left, box.width) == (pytest.approx(0.0333, abs=1e-3), pytest.approx(0.0333, abs=1e-3))


def test_what_goes_on_in_the_next_word_is_marked_in_both() -> None:
    boxes = boxes_of(line("the", "congestion", "charge", "here"), "en", sought("x", named=(CHARGE.id,)), LEXICON)
    assert [box.left for box in boxes] == [pytest.approx(0.1), pytest.approx(0.2)]


words = st.lists(st.sampled_from(["bus", "Buses", "서울의", "water", "congestion", "charge", "—", "3.5"]), max_size=12)


@given(words, st.lists(st.sampled_from(["bus", "water", "서울"]), min_size=1, max_size=3))
def test_boxes_lie_within_the_words_of_the_page(found: list[str], asked: list[str]) -> None:
    page = line(*(word for word in found[:9]))
    for box in boxes_of(page, "en", sought(*asked, named=(SEOUL.id, CHARGE.id)), LEXICON):
        assert any(word.left - 1e-3 <= box.left and box.left + box.width <= word.right + 4e-3 for word in page)


@given(words)
def test_a_page_is_marked_where_its_text_is(found: list[str]) -> None:
    what = sought("bus", "water")
    assert bool(boxes_of(line(*found[:9]), "en", what, LEXICON)) == bool(marked(" ".join(found[:9]), what))
