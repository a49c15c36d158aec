"""What holds for every answer: headers that keep readers safe, and answers that are sent again only when changed."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus

from fastapi import HTTPException
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["SECURITY_HEADERS", "BoundedBodies", "Compressed", "HttpRules", "matches"]

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A question stands in the address: it must not travel to the sites of our sources.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

REVALIDATE = "public, no-cache"
"""Keep a copy, but ask before using it: what is withdrawn disappears at once."""

_OWN = ("/like/", "/api/like/")
"""Below these stand answers to what readers hand in: they belong to one reader, and change without the archive."""
_UNTAGGED = ("/health", "/ready", "/static/")
_OWN_TAG = ("/file", ".webp")
"""Originals and pictures: they are tagged by their bytes, and hardly become smaller."""
_PROCESS = secrets.token_hex(8)  # another process may shape the same records in another way


class Compressed:
    """ASGI middleware: pages and answers travel as gzip over a slow line. Originals do not: a range of their bytes
    must be just these bytes; nor do pictures, which are small already."""

    def __init__(self, app: ASGIApp) -> None:
        self._as_it_is = app
        self._compressed = GZipMiddleware(app, minimum_size=1000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_as_it_is = scope["type"] != "http" or scope["path"].endswith(_OWN_TAG)
        await (self._as_it_is if is_as_it_is else self._compressed)(scope, receive, send)


class BoundedBodies:
    """ASGI middleware: no request is read further than its address allows. ``limit``: path -> bytes."""

    def __init__(self, app: ASGIApp, limit: Callable[[str], int]) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        received = 0

        async def receive_bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                # Of FastAPI's own kind: that one passes through its reading of forms and JSON.
                raise HTTPException(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                    f"This is larger than the {limit:,} bytes that are taken here: send less.",
                    # What is left of it is not read: the connection cannot be used again.
                    headers={"Connection": "close"},
                )
            return message

        await self._app(scope, receive_bounded, send)


class HttpRules:
    """ASGI middleware. ``state`` is a text that changes whenever any answer could."""

    def __init__(self, app: ASGIApp, state: Callable[[], str]) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        if is_head:
            scope = {**scope, "method": "GET"}
        known = Headers(scope=scope).get("if-none-match", "")
        is_own = scope["method"] != "GET" or scope["path"].startswith(_OWN)
        tag = None if is_own else await run_in_threadpool(self._tag, scope)
        # Whether an answer exists at all, which is what `*` asks, only the application knows.
        if tag is not None and known.strip() != "*" and matches(known, tag):
            await _send_not_modified(send, tag)
            return
        is_unchanged = False

        async def send_by_rules(message: Message) -> None:
            nonlocal is_unchanged
            if message["type"] == "http.response.start":
                is_unchanged = _complete(message, tag, known, is_own=is_own)
            elif is_unchanged or is_head:
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, send_by_rules)

    def _tag(self, scope: Scope) -> str | None:
        path: str = scope["path"]
        if path.startswith(_UNTAGGED) or path.endswith(_OWN_TAG):
            return None
        # A page speaks the language that its browser asks for.
        wanted = "" if path.startswith("/api/") else Headers(scope=scope).get("accept-language", "")
        asked = f"{_PROCESS}\n{self._state()}\n{path}\n{wanted}\n".encode() + scope["query_string"]
        return f'W/"{hashlib.sha256(asked).hexdigest()[:32]}"'


def matches(known: str, tag: str) -> bool:
    """Whether ``tag``, the entity tag of an answer that exists, is among those of an If-None-Match header."""
    tags = {part.strip().removeprefix("W/") for part in known.split(",")}
    return tag.removeprefix("W/") in tags or known.strip() == "*"


def _complete(start: Message, tag: str | None, known: str, *, is_own: bool) -> bool:
    """Add the headers that are missing; ``is_own``: the answer is one reader's own, and nobody
    keeps it. Returns whether the reader has this very answer: then it becomes a 304."""
    headers = MutableHeaders(raw=list(start["headers"]))
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)
    is_unchanged = False
    if start["status"] == HTTPStatus.OK and not is_own:
        if tag is not None:
            headers.setdefault("ETag", tag)
            headers.setdefault("Cache-Control", REVALIDATE)
        if known and matches(known, headers.get("etag", "")) and "etag" in headers:
            is_unchanged = True
            start["status"] = HTTPStatus.NOT_MODIFIED.value
            for name in ("content-length", "content-encoding"):
                del headers[name]
    else:
        headers.setdefault("Cache-Control", "no-store")
    if start["status"] == HTTPStatus.METHOD_NOT_ALLOWED:
        # Routes know nothing of HEAD: it is answered here.
        allowed = [method.strip() for method in headers.get("allow", "GET").split(",")]
        headers["Allow"] = ", ".join(dict.fromkeys([*allowed, "HEAD"] if "GET" in allowed else allowed))
    start["headers"] = headers.raw
    return is_unchanged


async def _send_not_modified(send: Send, tag: str) -> None:
    headers = {**SECURITY_HEADERS, "ETag": tag, "Cache-Control": REVALIDATE}
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": HTTPStatus.NOT_MODIFIED.value, "headers": raw})
    await send({"type": "http.response.body", "body": b""})
