"""The home page: what this is, what to ask, what it holds."""

from collections import Counter

from fastapi import Request, Response

from search_api.pages.rendering import show
from search_api.pages.spoken import Spoken
from search_api.pages.wording import N_
from search_api.service import SearchService

__all__ = ["show_home"]

EXAMPLES = (
    ("en", "How did cities pay for bus rapid transit?"),
    ("en", "What went wrong with congestion charging?"),
    ("en", "charging households for waste by volume"),
    ("en", "citizens decide on part of the city budget"),
    ("en", "less water lost in old pipes"),
    ("ko", "버스 노선 개편과 교통카드"),
)


def show_home(request: Request, service: SearchService, spoken: Spoken) -> Response:
    records = service.records(spoken.lang)
    cases = service.catalogue.cases()
    register = records.register_programs()
    themes = Counter(theme for case in cases for theme in {theme.split(".")[0] for theme in case.themes})
    figures = {
        N_("policy cases"): len(cases),
        N_("cities"): len({case.city for case in cases}),
        N_("training programs"): len(register),
        N_("participants recorded"): sum(program.head_count or 0 for program in register),
        N_("documents"): len(service.catalogue.documents()),
    }
    return show(
        request,
        "home.html",
        spoken,
        figures=figures,
        examples=EXAMPLES,
        themes=[(records.label("theme", theme), count) for theme, count in themes.most_common()],
    )
