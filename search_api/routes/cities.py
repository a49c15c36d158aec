"""GET /api/cities."""

from typing import Annotated

from fastapi import APIRouter, Depends

from search_api.portraits.cities import cities, city_view
from search_api.portraits.city_schemas import CitySummary, CityView
from search_api.routes.dependencies import PROBLEMS, AskingIn, Id, Listing, ServiceIn
from search_api.schemas import RecordPage

__all__ = ["router"]

router = APIRouter(prefix="/api/cities", tags=["cities"], responses=PROBLEMS)


@router.get("", summary="List cities")
def list_cities(service: ServiceIn, listing: Annotated[Listing, Depends()]) -> RecordPage[CitySummary]:
    """Cities that have a case, did something after training, or whose officials joined a program: by name."""
    return listing.slice(cities(service, service.records(listing.asked.lang)))


@router.get("/{city_id}", summary="Read what is known of a city")
def read_city(service: ServiceIn, city_id: Id, asked: AskingIn) -> CityView:
    """Its cases, the programs that its officials joined, what it presented and what it did afterwards, and cities of
    about the same size."""
    return city_view(service, service.records(asked.lang), city_id)
