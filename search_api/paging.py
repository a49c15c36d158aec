"""Opaque cursors: where the next page of a list begins. Readers hand them back and need not understand them."""

import base64
import json
import math
from urllib.parse import urlencode

from fastapi import Request

from index.errors import QueryError

__all__ = ["next_link", "read_cursor", "write_cursor"]

_LONGEST = 1000


def write_cursor(*after: str | float) -> str:
    """A cursor that resumes after a record: the values that its list is ordered by."""
    return base64.urlsafe_b64encode(json.dumps(after).encode()).decode().rstrip("=")


def read_cursor(cursor: str | None, *kinds: type[str] | type[float]) -> tuple[str | float, ...] | None:
    """The values of ``kinds`` that ``write_cursor`` was given; None for the first page. Raises QueryError."""
    if cursor is None:
        return None
    after = _decode(cursor[:_LONGEST])
    if (
        not isinstance(after, list)
        or [type(value) for value in after] != list(kinds)
        or not all(_can_be_compared(value) for value in after)
    ):
        raise QueryError("This cursor was not made by this list. Leave it out to begin at the first page.")
    return tuple(after)


def _can_be_compared(value: str | float) -> bool:
    """Not so NaN and the infinities, which JSON does not know but Python reads, and halves of UTF-16 pairs, which no
    database takes."""
    if isinstance(value, float):
        return math.isfinite(value)
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _decode(cursor: str) -> object:
    """What the cursor holds; None where it holds nothing that can be read."""
    try:
        return json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        return None


def next_link(request: Request, base_url: str | None, cursor: str | None) -> dict[str, str]:
    """The Link header (RFC 8288) to the next page; none on the last page. Relative unless ``base_url`` is set:
    the Host header of a request is not to be trusted."""
    if cursor is None:
        return {}
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    address = f"{(base_url or '').rstrip('/')}{request.url.path}?{urlencode([*asked, ('cursor', cursor)])}"
    return {"Link": f'<{address}>; rel="next"'}
