"""GET /health and /ready, for whoever runs the archive."""

from fastapi import APIRouter

from search_api.routes.dependencies import PROBLEMS, ServiceIn
from search_api.schemas import Health, Readiness

__all__ = ["router"]

router = APIRouter(tags=["state"])


@router.get("/health", summary="Is the server alive")
def read_health() -> Health:
    """Answers as long as the process runs, whatever the state of catalogue and index."""
    return Health(status="alive")


@router.get("/ready", summary="Can it be searched", responses={503: PROBLEMS[503]})
def read_readiness(service: ServiceIn) -> Readiness:
    """Catalogue and index are open; tells whether the index is stale. 503 while there is no index."""
    return service.readiness()
