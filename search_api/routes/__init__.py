"""HTTP routes: thin. They ask the service and the records, and leave every error to search_api/errors.py."""

from search_api.routes import (
    cases,
    cities,
    complete,
    counts,
    documents,
    exports,
    like,
    pictures,
    programs,
    reference,
    search,
    state,
    themes,
)

__all__ = ["MODULES"]

MODULES = (
    exports,  # before programs: /api/programs/export is no id
    search,
    counts,
    complete,
    like,
    cases,
    cities,
    themes,
    programs,
    documents,
    pictures,
    reference,
    state,
)
"""Each has a ``router``; documented, and asked, in this order."""
