"""Pages of cases."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from archive.model import Stage
from search_api import schemas
from search_api.graphics.charts import ColumnChart, Value, columns
from search_api.graphics.worldmap import WorldMap, world_map
from search_api.pages.cite import citing, references
from search_api.pages.cities import spot
from search_api.pages.rendering import show
from search_api.pages.spoken import Spoken, SpokenIn
from search_api.pages.wording import RECORD_FIELDS, RELATIONS, SECTIONS
from search_api.portraits.alike import AlikeCases
from search_api.portraits.case_schemas import TrainedOn
from search_api.portraits.context import case_context
from search_api.records import Records
from search_api.routes.dependencies import Id, ServiceIn

__all__ = ["router"]

router = APIRouter()

STAGES = (Stage.PROPOSED, Stage.PILOT, Stage.IMPLEMENTING, Stage.RUNNING, Stage.SCALED)
"""The way of a policy that goes well; one that was ended or dropped left it."""


def _alike(request: Request) -> AlikeCases:
    alike: AlikeCases = request.app.state.alike
    return alike


AlikeIn = Annotated[AlikeCases, Depends(_alike)]


@router.get("/cases")
def cases_page(request: Request, service: ServiceIn, spoken: SpokenIn) -> Response:
    """All cases, by country."""
    records = service.records(spoken.lang)
    cases = [records.case_summary(case) for case in service.catalogue.cases()]
    by_country = [(name, list(group)) for name, group in _grouped(cases)]
    return show(request, "cases.html", spoken, by_country=by_country, count=len(cases))


@router.get("/cases/{case_id}")
def case_page(request: Request, service: ServiceIn, alike: AlikeIn, case_id: Id, spoken: SpokenIn) -> Response:
    """One case: the record with its sources, who taught it, who was trained on it, and what stands beside it."""
    records = service.records(spoken.lang)
    case = records.case(case_id)
    context = case_context(service, records, case_id)
    beside = {*(tied.case.id for tied in context.relations), *(other.case.id for other in context.contrasts)}
    return show(
        request,
        "case.html",
        spoken,
        case=case,
        context=context,
        programs=records.programs_of_case(case_id),
        stages=[stage.value for stage in STAGES],
        trained_map=_trained_map(context.trained, records, spoken),
        trained_years=_trained_years(context.trained),
        alike=alike.of(case_id, beside, records),
        relation_names=RELATIONS,
        field_names=RECORD_FIELDS,
        section_names=SECTIONS,
        references=references(citing(request, service, spoken).case(case_id)),
    )


def _trained_map(trained: TrainedOn, records: Records, spoken: Spoken) -> WorldMap | None:
    """The cities whose officials were trained on a case, by programs; None where none is named."""
    places = records.reference.vocabulary.places
    spots = (spot(places.get(one.place.id), one.place.label, one.program_count, spoken) for one in trained.cities)
    known = [one for one in spots if one is not None]
    return world_map(known, key="trained") if known else None


def _trained_years(trained: TrainedOn) -> ColumnChart | None:
    """Programs that taught a case, by year, years without one among them; None where no year is known."""
    held = {year.year: year.program_count for year in trained.years}
    if not held:
        return None
    return columns(Value(str(year), held.get(year, 0)) for year in range(min(held), max(held) + 1))


def _grouped(cases: Sequence[schemas.CaseSummary]) -> Iterator[tuple[str, Iterator[schemas.CaseSummary]]]:
    ordered = sorted(cases, key=lambda case: (case.country.label, case.city.label, case.title))
    return groupby(ordered, key=lambda case: case.country.label)
