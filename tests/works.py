"""Works for tests of citations, with every character that some format gives a meaning of its own."""

import datetime as dt

from factories import case, document, source

from archive.exchange.works import Work, work_of_case, work_of_document, work_of_source
from archive.model import SessionKind, Version

HOSTILE = '=Bus {50%} & "fast", #1_~^\\ <b>$9</b>|\nTY  - GEN\r\n}, x = {서울\u2028العربية'
"""Braces that do not match, a formula, a tag of RIS after a line end, quotes, markup, two scripts beside Latin."""
AS_LINE = '=Bus {50%} & "fast", #1_~^\\ <b>$9</b>| TY  - GEN }, x = {서울 العربية'
DAY = dt.date(2026, 11, 22)


def version(number: int = 3, at: dt.datetime = dt.datetime(2026, 11, 20, 23, 59, tzinfo=dt.UTC)) -> Version:
    return Version(noun="case", record_id="seoul-bus", number=number, at=at, actor="a test", note="", content="")


def hostile_case() -> Work:
    record = case("seoul-bus", title={"en": HOSTILE, "ko": "서울 버스"}, gist={"en": f"+1 {HOSTILE}"})
    address = "https://archive.example.org/cases/seoul-bus?a={%41}&b=#c"
    return work_of_case(record, version(), address, DAY, "fr", ("@SUM(1)", "교통"))


def lecture() -> Work:
    deck = document(
        "deck", title="How TOPIS works?", kind=SessionKind.LECTURE, organisation="Seoul, Metro", rights="CC0"
    )
    return work_of_document(deck, "/documents/deck", DAY, is_sample=False)


def loose_document() -> Work:
    return work_of_document(document("loose", title="시민 예산", language="und"), "/documents/x", DAY, is_sample=True)


def web_page() -> Work:
    page = source("page", published="2004-05~", publisher="서울특별시", seen=dt.date(2026, 1, 2))
    return work_of_source(page, str(page.url))


def works() -> list[Work]:
    return [hostile_case(), lecture(), loose_document(), web_page()]
