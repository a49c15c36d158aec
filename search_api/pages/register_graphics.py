"""The register as charts, a table and a map, each part of which leads to the programs that it stands for."""

from collections.abc import Iterable, Mapping
from typing import Final

from archive.model import Program
from search_api.graphics.charts import ColumnChart, Value, columns
from search_api.graphics.matrix import Matrix, matrix
from search_api.graphics.worldmap import Spot, WorldMap, world_map
from search_api.pages.register_links import RegisterLinks
from search_api.pages.wording import N_
from search_api.records import Records
from search_api.register_figures import NONE, side, sides
from search_api.schemas import Label

__all__ = ["BY", "UNSTATED", "column_chart", "participant_map", "program_matrix", "unnamed_themes"]

BY: Final = {"theme": N_("Theme"), "partner": N_("Partner or network"), "host": N_("Host")}
"""What programs can be set out by, beside years."""
UNSTATED: Final = {
    "theme": N_("No theme in the title"),
    "partner": N_("No partner named"),
    "host": N_("Host not stated"),
}


def column_chart(years: Iterable[int], counts: Mapping[int, int], links: RegisterLinks) -> ColumnChart:
    return columns(Value(str(year), counts.get(year, 0), links.only(year=[str(year)])) for year in years)


def program_matrix(
    programs: list[Program], years: Iterable[int], by: str, unstated: str, links: RegisterLinks, records: Records
) -> Matrix:
    """Programs by theme, partner or host and year. ``unstated``: what the row of those that state none is called."""
    set_out = side(programs, sides(records.reference.vocabulary)[by])
    by_year = side(programs, lambda program: [str(program.year)] if program.year is not None else ()).totals

    def row(entry_id: str) -> Value:
        if entry_id == NONE:
            return Value(unstated, set_out.totals[entry_id])
        return Value(records.label(by, entry_id).label, set_out.totals[entry_id], links.only(**{by: [entry_id]}))

    def address(entry_id: str, year: int) -> str:
        return "" if entry_id == NONE else links.only(**{by: [entry_id], "year": [str(year)]})

    return matrix(
        [(entry_id, row(entry_id)) for entry_id in set_out.ids],
        [(year, Value(str(year), by_year.get(str(year), 0), links.only(year=[str(year)]))) for year in years],
        set_out.by_year,
        address,
        apart=[NONE],
    )


def unnamed_themes(programs: Iterable[Program], records: Records) -> list[Label]:
    """Main themes that no title of the programs names, by their ids."""
    vocabulary = records.reference.vocabulary
    named = {theme for program in programs for theme in vocabulary.with_broader(program.themes)}
    return [
        records.label("theme", theme) for theme in sorted(vocabulary.themes) if "." not in theme and theme not in named
    ]


def participant_map(by_city: Mapping[str, int], links: RegisterLinks, records: Records, key: str) -> WorldMap:
    """Cities by the number of programs that they took part in; those whose coordinates we lack are left out."""
    places = records.reference.vocabulary.places
    found: dict[str, tuple[str, Spot]] = {}
    for city_id, count in by_city.items():
        place = places[city_id]
        if place.longitude is not None and place.latitude is not None:
            address = links.only(city=[city_id])
            label = records.label("city", city_id).label
            found[address] = city_id, Spot(label, place.longitude, place.latitude, count, address)
    return world_map(
        (spot for _, spot in found.values()),
        key=key,
        together=lambda near: links.only(city=[found[spot.address][0] for spot in near]),
    )
