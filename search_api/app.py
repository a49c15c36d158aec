"""The web application, put together: nothing is decided here."""

import datetime as dt
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from archive.catalogue import Catalogue
from archive.errors import ArchiveError
from archive.quarantine import Quarantine
from index.encoder import Encoder
from index.multilingual import encoder_of
from search_api.current_index import CurrentIndex
from search_api.errors import ErrorHandlers
from search_api.http_rules import SECURITY_HEADERS, BoundedBodies, Compressed, HttpRules
from search_api.like_jobs import LikeJobs
from search_api.pages import error_page
from search_api.pages import router as pages
from search_api.portraits.alike import AlikeCases
from search_api.routes import MODULES
from search_api.service import SearchService
from search_api.settings import Settings

__all__ = ["QUARANTINE", "create_app"]

logger = logging.getLogger(__name__)

DESCRIPTION = """Urban policy cases, the training programs that taught them, and the slide or page that says so.

Everything is read with GET; only a text of your own comes with POST, to be compared and not kept. Lists come in pages:
hand `next` back as `cursor`, or follow the Link header.

Errors are problem details (RFC 9457). Answers carry an ETag.

Statements that are computed are marked `suggested` and are no facts.
"""

QUARANTINE = "quarantine"
"""Below the archive's folder: files of readers, until the worker has read them."""
TAKES_FILES = ("/like", "/api/like/files")
LONGEST_BODY = 300_000
"""Bytes of a request: a text of like_schemas.LONGEST_TEXT characters, however it is encoded."""


def create_app(settings: Settings, *, encoder: Encoder | None = None) -> FastAPI:
    """The application on ``settings.home``. ``encoder``: by default the one that the settings name.

    Raises CatalogueError where the catalogue cannot be opened, before any port is.
    """
    catalogue = Catalogue.open(settings.home)
    chosen = encoder or encoder_of(settings.model, settings.query_prefix, settings.passage_prefix)
    index = CurrentIndex(settings.home, chosen)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        # Loading a model takes seconds: pages are served meanwhile, and a question waits no longer than it must.
        Thread(target=_warm, args=(index.warm,), name="warm", daemon=True).start()
        Thread(target=_warm, args=(app.state.service.completer.warm,), name="warm-completer", daemon=True).start()
        yield
        catalogue.close()

    app = FastAPI(
        title="MITI urban policy case archive",
        version="1",
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        # The usual API pages load scripts from elsewhere; /docs is a page of our own.
        docs_url=None,
        redoc_url=None,
        # A redirect would be built from the Host header, which is not to be trusted.
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.service = service = SearchService(catalogue, index)
    app.state.alike = AlikeCases(service, lambda: index.is_open)
    app.state.like_jobs = LikeJobs(service, Quarantine(settings.home / QUARANTINE))
    app.add_middleware(
        BoundedBodies, limit=lambda path: (settings.upload_mb << 20 if path in TAKES_FILES else 0) + LONGEST_BODY
    )
    app.add_middleware(Compressed)
    pictures_state = catalogue.derivatives.state
    app.add_middleware(
        HttpRules,
        state=lambda: f"{catalogue.revision()} {index.generation()} {index.is_open} {pictures_state()} {_today()}",
    )
    ErrorHandlers(error_page, SECURITY_HEADERS).install(app)
    for module in MODULES:
        app.include_router(module.router)
    app.include_router(pages, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    return app


def _today() -> dt.date:
    """Embargoes end at midnight UTC, and answers change with them."""
    return dt.datetime.now(dt.UTC).date()


def _warm(warm: Callable[[], None]) -> None:
    try:
        warm()
    except ArchiveError as error:
        # Not the end: pages work without an index, and /ready tells what is missing.
        logger.warning("%s", error.message)
