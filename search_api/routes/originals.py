"""Originals over HTTP: the parts of a file that a reader asks for (RFC 9110, sections 13 and 14)."""

import re

from fastapi.responses import FileResponse
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

__all__ = ["OriginalFile", "parts_to_send"]

_UNIT = re.compile(r"bytes=", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:\d+-\d*|-\d+)(?:\s*,\s*(?:\d+-\d*|-\d+)){0,9}\s*", re.ASCII)


class OriginalFile(FileResponse):
    """A file, or just the ``parts`` of it that ``parts_to_send`` found, whatever the request's own header says."""

    parts: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = MutableHeaders(raw=list(scope["headers"]))
        for name in ("range", "if-range"):
            del headers[name]
        if self.parts is not None:
            headers["range"] = self.parts
        await super().__call__({**scope, "headers": headers.raw}, receive, send)


def parts_to_send(byte_range: str | None, if_range: str | None, tag: str, byte_count: int) -> str | None:
    """The satisfiable part of a Range header; None: the whole file.

    ``tag`` is the file's strong entity tag. The whole file is sent where a unit is not known here, and where
    ``if_range`` names another state of it or a date: what has the same bytes has the same tag, whenever it was stored.
    Raises HTTPException 416 where none of the parts exists, and where they cannot be understood.
    """
    if byte_range is None or (if_range is not None and if_range.strip() != tag):
        return None
    unit = _UNIT.match(byte_range.strip())
    if unit is None:
        return None
    written = byte_range.strip()[unit.end() :]
    parts = [part.strip() for part in written.split(",")] if _PARTS.fullmatch(written) else []
    satisfiable = [part for part in parts if _exists(part, byte_count)]
    if not satisfiable or any(_is_backwards(part) for part in parts):
        raise HTTPException(
            416, f"The file has {byte_count} bytes: ask for a part of them.", {"Content-Range": f"bytes */{byte_count}"}
        )
    return f"bytes={','.join(satisfiable)}"


def _exists(part: str, byte_count: int) -> bool:
    first, _, last = part.partition("-")
    return int(first) < byte_count if first else int(last) > 0 and byte_count > 0


def _is_backwards(part: str) -> bool:
    first, _, last = part.partition("-")
    return bool(first and last) and int(last) < int(first)
