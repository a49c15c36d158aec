"""The home page: what this is, what to ask, what is new, what it holds."""

from collections import Counter
from typing import NamedTuple

from fastapi import Request, Response

from index.query import FILTERS
from index.syntax import parse, without_fields
from search_api.news import news
from search_api.pages.examples import EXAMPLES, READERS
from search_api.pages.rendering import show
from search_api.pages.spoken import Spoken
from search_api.pages.views import map_of_cases
from search_api.pages.wording import N_
from search_api.records import Records
from search_api.service import SearchService
from search_api.understanding import called

__all__ = ["show_home"]

MOST_NEWS = 6


class Figure(NamedTuple):
    """How much there is of something, and the path where it can be seen."""

    name: str
    total: int
    path: str


class Example(NamedTuple):
    """A question, as its words and as the names of the filters that are typed among them."""

    question: str
    words: str
    filters: tuple[str, ...]


def show_home(request: Request, service: SearchService, spoken: Spoken) -> Response:
    records = service.records(spoken.lang)
    cases = list(records.reference.cases.values())
    register = records.register_programs()
    themes = Counter(theme for case in cases for theme in {theme.split(".")[0] for theme in case.themes})
    kept = f"&lang={spoken.chosen}" if spoken.chosen else ""
    drawn, _ = map_of_cases(cases, records, lambda city_id: f"/?city={city_id}{kept}")
    newest, more = news(service.catalogue, records, MOST_NEWS)
    return show(
        request,
        "home.html",
        spoken,
        figures=[
            Figure(N_("policy cases"), len(cases), "/cases"),
            Figure(N_("cities with a case"), len({case.city for case in cases}), "/cities"),
            Figure(N_("training programs"), len(register), "/programs"),
            Figure(N_("participants recorded"), sum(program.head_count or 0 for program in register), "/programs"),
        ],
        examples={
            reader: [_example(question, records) for question in questions]
            for reader, questions in EXAMPLES[spoken.interface].items()
        },
        readers=READERS,
        news=newest,
        more_news=more,
        map=drawn,
        themes=[(records.label("theme", theme), count) for theme, count in themes.most_common()],
    )


def _example(question: str, records: Records) -> Example:
    fields = parse(question, FILTERS).fields
    ids = [(called(field.name, field.value, records.reference) or [field.value])[0] for field in fields]
    labels = [records.label(field.name, entry_id).label for field, entry_id in zip(fields, ids, strict=True)]
    return Example(question, without_fields(question, FILTERS), tuple(labels))
