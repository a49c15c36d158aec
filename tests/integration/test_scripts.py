"""Words of every script, asked as people type them, find the passages that hold them: with keywords alone, and in
quotes."""

import unicodedata

import pytest
from factories import entry
from fakes import FakeEncoder

from index.build import build
from index.query import By, Query
from index.searcher import Searcher

TEXTS = {
    "korean": "서울시는 주민참여예산제를 도입했다. 서울BRT 노선이 늘었다.",
    "chinese": "上海市推行生活垃圾分类。",
    "japanese": "東京都の上水道事業は漏水を減らした。高速バスも走る。",
    "thai": "กรุงเทพมหานครปรับปรุงการจัดการขยะในเมือง",
    "arabic": "أطلقت إدارة المدينة مشروع الحافلات السريعة بالقاهرة",
    "russian": "В городе ещё нет трамвая",
    "turkish": "Diyarbakır'da ve İstanbul'da tramvay",
    "vietnamese": "Đà Nẵng và Hà Nội",
    "danish": "Metro til Ørestad",
    "english": "In 2015 CO₂ fell by 3.5% over 36,000 m² and 27km; infra\u00adstructure near a harbour; COVID-19",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    home = tmp_path_factory.mktemp("scripts")
    encoder = FakeEncoder(reads=0.0)
    build([entry(name, text) for name, text in TEXTS.items()], 1, encoder, home)
    return Searcher.open(home / "index", encoder)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("참여예산", "korean"),
        ("서울", "korean"),
        ("brt", "korean"),
        ("ＢＲＴ", "korean"),
        ("垃圾", "chinese"),
        ("水道", "japanese"),
        ("漏水", "japanese"),
        ("ﾊﾞｽ", "japanese"),
        ("ขยะ", "thai"),
        ("ขย\u200bะ", "thai"),
        ("ادارة", "arabic"),
        ("مَدِينَة", "arabic"),
        ("حافلة", "arabic"),
        ("القاهره", "arabic"),
        ("еще", "russian"),
        ("diyarbakir", "turkish"),
        ("ISTANBUL", "turkish"),
        ("da nang", "vietnamese"),
        ("Ha Noi", "vietnamese"),
        ("orestad", "danish"),
        ("co2", "english"),
        ("3.5 %", "english"),
        ("36000", "english"),
        ("m2", "english"),
        ("27 km", "english"),
        ("infrastructure", "english"),
        ("harbor", "english"),
        ("covid19", "english"),
        ("٢٠١٥", "english"),
    ],
)
def test_a_word_finds_its_passage_first_however_it_is_composed(searcher: Searcher, asked: str, found: str) -> None:
    for form in ("NFC", "NFD"):
        ranking = searcher.search(Query(unicodedata.normalize(form, asked), by=By.WORDS))
        assert [hit.subject for hit in ranking.hits][:1] == [f"document:{found}"], form


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("참여예산제", "korean"),
        ("生活垃圾", "chinese"),
        ("上水道事業", "japanese"),
        ("การจัดการขยะ", "thai"),
        ("da nang", "vietnamese"),
        ("metro til orestad", "danish"),
        ("ещё нет", "russian"),
        ("еще нет", "russian"),
        ("ขย\u200bะในเมือง", "thai"),
        ("fell by", "english"),
        ("infrastructure near", "english"),
        ("infra\u00adstruc\u200bture near", "english"),
    ],
)
def test_a_phrase_finds_its_passage_however_it_is_composed(searcher: Searcher, phrase: str, found: str) -> None:
    for form in ("NFC", "NFD"):
        quoted = unicodedata.normalize(form, phrase)
        hits = searcher.search(Query(quoted, phrases=(quoted,))).hits
        assert [hit.subject for hit in hits] == [f"document:{found}"], form


def test_the_words_of_a_reason_are_those_of_the_question(searcher: Searcher) -> None:
    [hit, *_] = searcher.search(Query("حافلة القاهره")).hits
    assert hit.evidence[0].words == ("حافلة", "القاهره")
