"""Pages of themes."""

from collections import Counter
from collections.abc import Iterable, Sequence

from fastapi import APIRouter, Request, Response

from search_api.graphics.charts import ColumnChart, Measured, Value, bars, columns
from search_api.graphics.worldmap import WorldMap, world_map
from search_api.pages.cities import spot
from search_api.pages.rendering import show
from search_api.pages.spoken import Spoken, SpokenIn
from search_api.pages.wording import SECTIONS
from search_api.portraits.theme_schemas import ThemeSummary, ThemeView
from search_api.portraits.themes import theme_view, themes
from search_api.records import Records
from search_api.routes.dependencies import Id, ServiceIn

__all__ = ["router"]

router = APIRouter()


@router.get("/themes")
def themes_page(request: Request, service: ServiceIn, spoken: SpokenIn) -> Response:
    """The themes: how many cases and programs each has, and when it was last taught."""
    known = themes(service.records(spoken.lang))
    return show(request, "themes.html", spoken, rows=list(_rows(known)))


@router.get("/themes/{theme_id}")
def theme_page(request: Request, service: ServiceIn, theme_id: Id, spoken: SpokenIn) -> Response:
    """One theme: its cases, the programs on it, and what is missing."""
    records = service.records(spoken.lang)
    theme = theme_view(service, records, theme_id)
    return show(
        request,
        "theme.html",
        spoken,
        theme=theme,
        below=bars(
            Value(one.theme.label, one.case_count, spoken.address(f"/themes/{one.theme.id}"))
            for one in sorted(theme.sub_themes, key=lambda one: -one.case_count)
        ),
        taught=_by_year(theme),
        map=_map(theme, records, spoken),
        section_names=SECTIONS,
    )


def _rows(known: Sequence[ThemeSummary]) -> Iterable[tuple[ThemeSummary, Measured, Measured]]:
    cases = bars(Value(one.theme.label, one.case_count) for one in known).bars
    programs = bars(Value(one.theme.label, one.program_count) for one in known).bars
    return zip(known, cases, programs, strict=True)


def _by_year(theme: ThemeView) -> ColumnChart | None:
    """Programs by year, years without one among them; None where no year is known."""
    held = {year.year: len(year.programs) for year in theme.years if year.year is not None}
    if not held:
        return None
    span = range(min(held), max(held) + 1)
    return columns(Value(str(year), held.get(year, 0), f"#year-{year}") for year in span)


def _map(theme: ThemeView, records: Records, spoken: Spoken) -> WorldMap:
    places = records.reference.vocabulary.places
    cases = [case for region in theme.regions for case in region.cases]
    counts, labels = Counter(case.city.id for case in cases), {case.city.id: case.city.label for case in cases}
    spots = (spot(places.get(city), labels[city], count, spoken) for city, count in counts.items())
    return world_map(one for one in spots if one is not None)
