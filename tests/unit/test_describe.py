import pytest
from factories import PLACES, THEMES, document, passage

from archive.language import language
from archive.model import Description, Place, PlaceKind, Theme
from archive.vocabulary import Vocabulary
from ingest.describe import describe

MORE_PLACES = (
    Place(id="MX", kind=PlaceKind.COUNTRY, labels={"en": "Mexico", "es": "México"}),
    Place(id="mexico-city", kind=PlaceKind.CITY, labels={"en": "Mexico City"}, country="MX"),
    Place(id="ID", kind=PlaceKind.COUNTRY, labels={"en": "Indonesia", "ja": "インドネシア", "ko": "인도네시아"}),
    Place(id="IN", kind=PlaceKind.COUNTRY, labels={"en": "India", "ja": "インド", "ko": "인도"}),
    Place(id="reading", kind=PlaceKind.CITY, labels={"en": "Reading"}, country="GB"),
    Place(id="GB", kind=PlaceKind.COUNTRY, labels={"en": "United Kingdom"}, alt_labels={"en": ("UK",)}),
)
MORE_THEMES = (
    Theme(id="T01.its", labels={"en": "Intelligent transport systems"}, alt_labels={"en": ("ITS",)}),
    Theme(id="T05.supply", labels={"en": "Water supply", "id": "Air", "zh": "供水"}),
)
VOCABULARY = Vocabulary(
    themes={theme.id: theme for theme in (*THEMES, *MORE_THEMES)},
    places={place.id: place for place in (*PLACES, *MORE_PLACES)},
)
TITLES = {"seoul-bus-reform": ("Seoul bus reform", "서울 버스 개편")}


def described(*texts: str) -> Description:
    owner = document()
    passages = [passage(owner, text, ordinal=ordinal) for ordinal, text in enumerate(texts)]
    return describe(passages, VOCABULARY, TITLES)


def test_cities_countries_themes_and_cases_are_named_by_their_words() -> None:
    found = described("Seoul showed Bogotá how bus rapid transit works: the Seoul Bus Reform. South Korea paid.")
    assert found.places == ("bogota", "seoul")
    assert found.countries == ("KR",)
    assert found.themes == ("T01.brt",)
    assert found.cases == ("seoul-bus-reform",)


def test_what_is_named_most_comes_first() -> None:
    assert described("Bogotá, then Seoul, Seoul and Seoul again.").places == ("seoul", "bogota")


@pytest.mark.parametrize("text", ["Bogota opened it.", "BOGOTÁ OPENED IT.", "Bogotá's buses."])
def test_accents_capitals_and_possessives_do_not_matter(text: str) -> None:
    assert described(text).places == ("bogota",)


def test_the_longest_name_wins() -> None:
    assert described("Mexico City is large.") == described("Mexico City").model_copy()
    assert described("Mexico City is large.").countries == ()
    assert described("In Mexico it rains.").countries == ("MX",)


def test_a_word_that_is_no_name_is_not_a_place() -> None:
    assert described("He was reading in the indian summer, Seoulite style.").places == ()


@pytest.mark.parametrize(("text", "themes"), [("The city and its buses", ()), ("The ITS centre", ("T01.its",))])
def test_acronyms_count_in_capitals_alone(text: str, themes: tuple[str, ...]) -> None:
    assert described(text).themes == themes


def test_labels_of_another_language_in_the_same_letters_are_not_meant() -> None:
    assert described("Clean air is what the people of this large city have long wanted to breathe.").themes == ()
    indonesian = "Kota ini menyediakan air bersih untuk semua warga yang tinggal di sana sejak tahun lalu."
    assert described(indonesian).themes == ("T05.supply",)


def test_korean_names_are_found_before_particles_and_not_inside_other_words() -> None:
    assert described("서울시는 버스를 바꾸었다. 대한민국에서 시작했다.").places == ("seoul",)
    assert described("인도네시아의 도시들").countries == ("ID",)
    assert described("인도의 도시들").countries == ("IN",)
    assert described("서울역사박물관").places == ()


def test_names_in_scripts_without_spaces_are_found() -> None:
    assert described("该市的供水系统").themes == ("T05.supply",)
    assert described("インドネシアの都市").countries == ("ID",)


def test_a_single_mention_in_a_long_document_is_not_what_it_is_about() -> None:
    assert described(*["Nothing here."] * 149, "Seoul is named.").places == ()
    assert described(*["Nothing here."] * 147, *["Seoul is named."] * 3).places == ("seoul",)


def test_nothing_named_is_nothing_said() -> None:
    found = described("Nothing here.")
    assert (found.places, found.countries, found.themes, found.cases) == ((), (), (), ())


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("서울시는 2004년에 버스 체계를 개편하였다.", "ko"),
        ("서울시 BRT 도입: Seoul Metropolitan Government bus reform", "ko"),
        ("The city reformed its bus system in 2004 and integrated the fares.", "en"),
        ("La ciudad reformó su sistema de autobuses y unificó las tarifas.", "es"),
        ("La ville a réformé son réseau de bus et intégré les tarifs.", "fr"),
        ("A cidade reformou o seu sistema de ônibus e integrou as tarifas.", "pt"),
        ("首尔市于二〇〇四年改革了公交系统，并统一了票价。", "zh"),
        ("ソウル市は2004年にバス体系を改編した。", "ja"),
        ("กรุงเทพมหานครปรับปรุงระบบรถโดยสาร", "th"),
        ("أصلحت المدينة نظام الحافلات ووحدت التعريفة.", "ar"),
        ("Город реформировал систему автобусов и объединил тарифы.", "ru"),
        ("Thành phố đã cải cách hệ thống xe buýt và hợp nhất giá vé.", "vi"),
        ("2004 2005 2006 12.5 %", "und"),
        ("BRT", "und"),
        ("", "und"),
    ],
)
def test_the_language_is_told_or_left_open(text: str, tag: str) -> None:
    assert language(text) == tag
