"""Tables of counts for a person: rows, columns and layers are chosen, every number leads to what it counts."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict, field_validator

from search_api.count_schemas import AxisName, CountParameters
from search_api.counts import CountService
from search_api.graphics.charts import BarChart
from search_api.narrowing import MOST_REMOVABLE, SearchLinks
from search_api.pages.explored import Explored
from search_api.pages.rendering import show
from search_api.pages.spoken import SpokenIn
from search_api.pages.translations import translations
from search_api.pages.wording import AXES, COUNTED, FACETS, N_
from search_api.records import Records
from search_api.routes.dependencies import ServiceIn

__all__ = ["router"]

router = APIRouter()

UNITS = {"programs": "program", "participants": "participant"}
"""What graphics.html calls a number; it has no word for the others."""
TABLES: Sequence[tuple[str, dict[str, str]]] = (
    (N_("Themes by continent"), {"rows": "theme", "columns": "region"}),
    (N_("Programs by theme and year"), {"rows": "theme", "columns": "year", "of": "programs"}),
    (N_("Instruments by obstacle met"), {"rows": "instrument", "columns": "challenge"}),
    (N_("Who paid, by who led"), {"rows": "finance", "columns": "actor"}),
    (N_("Evidence of results by stage"), {"rows": "evidence", "columns": "stage"}),
    (N_("Decades by continent"), {"rows": "period", "columns": "region"}),
    (N_("Participants by year"), {"rows": "year", "columns": "", "of": "participants"}),
)
"""Tables to begin with."""


class ExploreParameters(CountParameters):
    """As for /api/counts: but an axis that a form leaves empty is none, one that stands there already is left out, and
    odd parameters of other sites are left alone."""

    model_config = ConfigDict(extra="ignore")

    columns: AxisName | None = "region"

    @field_validator("columns", "layers", mode="before")
    @classmethod
    def _none(cls, given: object) -> object:
        return given or None

    @property
    def axes(self) -> list[AxisName]:
        """Those asked for, each once."""
        return list(dict.fromkeys(name for name in (self.rows, self.columns, self.layers) if name))


@router.get("/explore")
def explore_page(
    request: Request, service: ServiceIn, asked: Annotated[ExploreParameters, Query()], spoken: SpokenIn
) -> Response:
    """A table of what a search finds, or of everything, and what it can be made of."""
    rows, *others = asked.axes
    across, layers = (*others, None, None)[:2]
    asked = asked.model_copy(update={"lang": spoken.lang, "columns": across, "layers": layers})
    answer = CountService(service).count(asked)
    records = service.records(spoken.lang)
    links = SearchLinks.of(asked, spoken.chosen).settled(answer.query)
    no_entry = translations(spoken.interface).gettext(N_("no entry"))
    explored = Explored(answer, links, records.reference.vocabulary, no_entry)
    chart = explored.chart() if len(answer.axes) == 1 else None
    question = [("q", links.words)] if links.words else []
    # Columns are named where there are none too: an address without them means the usual ones.
    table = [("rows", rows), ("columns", across or ""), *([("layers", layers)] if layers else []), ("of", asked.of)]

    def here(pairs: Iterable[tuple[str, str]]) -> str:
        return f"/explore?{urlencode([*table, *question, *pairs])}"

    return show(
        request,
        "explore.html",
        spoken,
        answer=answer,
        asked=asked,
        links=links,
        axes=AXES,
        counted=COUNTED,
        unit=UNITS.get(asked.of, ""),
        chips=_chips(links, records, here),
        chips_left=max(0, len(links.filters) - MOST_REMOVABLE),
        tables=[(name, f"/explore?{urlencode({**axes, **dict(spoken.hidden)})}") for name, axes in TABLES],
        layers=explored.layers() if chart is None else [],
        chart=chart,
        is_over_time=chart is not None and not isinstance(chart, BarChart),
        no_entry=no_entry,
        cut=explored.cut(),
        download=f"/api/counts?{urlencode([*(pair for pair in table if pair[1]), *question, *links.pairs()])}",
        here=here(links.pairs()),
        clear=here(spoken.hidden),
        today=dt.datetime.now(dt.UTC).date(),
    )


def _chips(
    links: SearchLinks, records: Records, here: Callable[[Iterable[tuple[str, str]]], str]
) -> list[dict[str, object]]:
    pairs = links.pairs()
    return [
        {
            "facet": FACETS[name],
            "label": records.label(name, value.removeprefix("-")).label,
            "is_excluded": value.startswith("-"),
            "remove": here(pair for pair in pairs if pair != (name, value)),
        }
        for name, value in links.filters[:MOST_REMOVABLE]
    ]
