"""A reader runs in its own process, with limits on time, memory and output. Nothing a file does reaches us.

The process (reader_process.py) is started plainly, by its own command line: so this works from any program, without
the ``__main__`` guard that multiprocessing asks of its callers. One server per thread, started when first needed
and ended with its thread.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.model import Locator
from ingest import errors
from ingest.errors import EmptyDocument, LimitExceeded, UnreadableDocument
from ingest.readers import Page, one_line

__all__ = ["Limits", "ReadDocument", "read_isolated"]

_START = (
    "import json, socket, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from ingest.reader_process import serve; serve(socket.socket(fileno=0))"
)
_ERRORS = {error.code: error for error in (getattr(errors, name) for name in errors.__all__)}
_TIME_SIGNALS = {-signal.SIGXCPU, -signal.SIGALRM}


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take. Memory is counted above what the idle reading process takes."""

    seconds: int = 60
    memory_bytes: int = 2 * 1024**3
    characters: int = 20_000_000
    pages: int = 20_000


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as read: pages with text, in order; where there was none; the title the file states, if any."""

    pages: tuple[Page, ...]
    title: str | None
    pages_without_text: tuple[Locator, ...]


def read_isolated(path: Path, media_type: str, limits: Limits = Limits()) -> ReadDocument:
    """Read a file of a media type that sniff.media_type() gave.

    Raises IngestError subclasses only, for whatever the file holds: ProtectedDocument, UnreadableDocument (damaged,
    or the reader died), EmptyDocument (no text at all), LimitExceeded (time, memory, pages, characters). OSError
    where the path itself cannot be opened.
    """
    with path.open("rb") as file:
        lines = _server().read(file.fileno(), media_type, limits)
        document = _collect(lines, limits)
    if not document.pages:
        raise EmptyDocument("it opens but holds no text: scanned pages only? Text in pictures is not recognised here")
    return document


def _collect(lines: Iterator[dict[str, Any]], limits: Limits) -> ReadDocument:
    title: str | None = None
    pages: list[Page] = []
    without_text: list[Locator] = []
    character_count = 0
    for line in lines:
        if "error" in line:
            raise _ERRORS.get(line["error"], UnreadableDocument)(one_line(str(line["message"])))
        if "locator" not in line:
            title = line.get("title", title)
            continue
        page = Page(Locator.model_validate(line["locator"]), line["text"])
        character_count += len(page.text)
        if page.text:
            pages.append(page)
        else:
            without_text.append(page.locator)
        if len(pages) + len(without_text) > limits.pages:
            raise LimitExceeded(f"it has more than {limits.pages:,} pages: split it")
        if character_count > limits.characters:
            raise LimitExceeded(f"it holds more than {limits.characters:,} characters of text: split it")
    return ReadDocument(tuple(pages), title, tuple(without_text))


class _Server:
    """Our end of one reading process."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._connection, theirs = socket.socketpair()
        environment = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
        self._process = subprocess.Popen(  # noqa: S603 our own interpreter and our own words
            [sys.executable, "-I", "-c", _START, json.dumps(sys.path)],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            start_new_session=True,
        )
        theirs.close()

    def close(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()

    def __del__(self) -> None:
        if os.getpid() == self.owner:
            self.close()

    def read(self, file_handle: int, media_type: str, limits: Limits) -> Iterator[dict[str, Any]]:
        """What the child says, line by line; the child is gone when this ends, however it ends."""
        request = json.dumps({"media_type": media_type, **asdict(limits)}).encode()
        ours, theirs = os.pipe()
        try:
            socket.send_fds(self._connection, [request], [file_handle, theirs])
        finally:
            os.close(theirs)
        child = self._number()
        ended_by_us = True
        try:
            for line in _lines(ours, limits):
                yield line
                if "error" in line or "end" in line:
                    return
            ended_by_us = False
        finally:
            os.close(ours)
            if ended_by_us:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            self._connection.sendall(b".")
            status = self._number()
        raise _death(status)

    def _number(self) -> int:
        answer = b""
        while not answer.endswith(b"\n"):
            received = self._connection.recv(64)
            if not received:
                raise UnreadableDocument("the reading process ended: try again")
            answer += received
        return int(answer)


def _lines(pipe: int, limits: Limits) -> Iterator[dict[str, Any]]:
    """Complete lines until the pipe closes. Raises LimitExceeded when time is up or a flood comes in."""
    deadline = time.monotonic() + limits.seconds
    # JSON writes a character as at most twelve bytes, and a page with a locator of a few hundred.
    bytes_left = limits.characters * 12 + limits.pages * 1024
    rest = b""
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise LimitExceeded(f"reading it takes longer than {limits.seconds} seconds")
        received = os.read(pipe, 1 << 16)
        if not received:
            return
        bytes_left -= len(received)
        if bytes_left < 0:
            raise LimitExceeded(f"it holds more than {limits.characters:,} characters of text: split it")
        *complete, rest = (rest + received).split(b"\n")
        yield from map(json.loads, complete)


def _death(status: int) -> UnreadableDocument | LimitExceeded:
    if status in _TIME_SIGNALS:
        return LimitExceeded("reading it takes more processor time than a document may")
    return UnreadableDocument(f"the reader stopped in the middle of it (status {status}): export it again")


_of_thread = threading.local()


def _server() -> _Server:
    """The reading process of this thread, in this process: a fork starts its own."""
    server: _Server | None = getattr(_of_thread, "server", None)
    if server is None or server.owner != os.getpid():
        server = _of_thread.server = _Server()
    return server
