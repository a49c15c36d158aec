"""What works on a file runs in its own process, with limits on time, memory and output. Nothing a file does reaches us.

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
import weakref
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from archive.model import Locator
from ingest import errors
from ingest.errors import EmptyDocument, IngestError, LimitExceeded, UnreadableDocument
from ingest.readers import Page, clean

__all__ = ["Limits", "ReadDocument", "Task", "error_of", "read_isolated", "work_isolated"]

_START = (
    "import json, socket, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from ingest.reader_process import serve; serve(socket.socket(fileno=0))"
)
_NO_TEXT = "it opens but holds no text: pictures or scanned pages only? Text in pictures is not recognised here"
_SECONDS_TO_END = 2
_ERRORS = {error.code: error for error in (getattr(errors, name) for name in errors.__all__)}
# What ends a child that takes too much: its own clocks, or the system when memory runs out.
_LIMIT_SIGNALS = {-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL}


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
    with path.open("rb") as file, closing(work_isolated(file, _reading(media_type, limits))) as lines:
        try:
            document = _collect(lines, limits)
        except (ValueError, TypeError, KeyError) as error:  # not what our readers say: something else has taken over
            raise UnreadableDocument("the reader gave a broken answer: export the file again") from error
    if not document.pages:
        raise EmptyDocument(_NO_TEXT)
    return document


def error_of(line: Mapping[str, Any]) -> IngestError:
    """The error that a line of the process tells of."""
    kind: type[IngestError] = _ERRORS.get(line["error"], UnreadableDocument)
    return kind(clean(str(line["message"]))[:500])


class Task(NamedTuple):
    """What the process is to do with a file. ``asked`` says it in the words of reader_process.py; time is processor and
    wall time; ``too_much`` is the message where the answer has more than ``answer_bytes``."""

    asked: Mapping[str, Any]
    seconds: int
    memory_bytes: int
    answer_bytes: int
    too_much: str


def work_isolated(file: BinaryIO, task: Task) -> Generator[dict[str, Any]]:
    """What the process answers, line by line. Close it: the process is gone when this ends, however it ends.

    Raises LimitExceeded, UnreadableDocument (it died), ValueError (an answer that is no JSON).
    """
    yield from _server().work(file.fileno(), task)


def _reading(media_type: str, limits: Limits) -> Task:
    return Task(
        asked={"media_type": media_type},
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        # JSON writes a character as at most twelve bytes, and a page with a locator of a few hundred.
        answer_bytes=limits.characters * 12 + limits.pages * 1024,
        too_much=f"it holds more than {limits.characters:,} characters of text: split it",
    )


def _collect(lines: Iterator[dict[str, Any]], limits: Limits) -> ReadDocument:
    title: str | None = None
    pages: list[Page] = []
    without_text: list[Locator] = []
    character_count = 0
    for line in lines:
        if "error" in line:
            raise error_of(line)
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
        self._owner = os.getpid()
        self._is_busy = False
        self._connection, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 our own interpreter and our own words
                [sys.executable, "-I", "-c", _START, json.dumps([str(Path(folder).absolute()) for folder in sys.path])],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"},
                cwd="/",
                start_new_session=True,
            )
        self.close = weakref.finalize(self, _end, self._owner, self._connection, self._process)

    def is_usable(self) -> bool:
        """Alive, ours (a fork of this process must not speak for it), and not left in the middle of a file."""
        return self._process.poll() is None and self._owner == os.getpid() and not self._is_busy

    def work(self, file_handle: int, task: Task) -> Generator[dict[str, Any]]:
        """What the child says, line by line. Close it: the child is gone when this ends, however it ends."""
        self._is_busy = True
        ours, theirs = os.pipe()
        try:
            bounds = {"seconds": task.seconds, "memory_bytes": task.memory_bytes}
            child = self._start(file_handle, theirs, {**task.asked, **bounds})
            os.close(theirs)
            is_complete = has_ended = False
            try:
                for line in _lines(ours, task):
                    is_complete = "end" in line
                    yield line
                has_ended = True
            finally:
                status = self._finish(child, has_ended=has_ended)
        finally:
            os.close(ours)
        if not is_complete:
            raise _death(status)

    def _start(self, file_handle: int, pipe: int, request: dict[str, Any]) -> int:
        try:
            socket.send_fds(self._connection, [json.dumps(request).encode()], [file_handle, pipe])
            return self._number()
        except OSError as error:
            os.close(pipe)
            raise UnreadableDocument(
                "the reading process cannot be reached; the file may be good: try again"
            ) from error

    def _finish(self, child: int, *, has_ended: bool) -> int:
        """Take note of how the child ended. One that has more to say, or lingers after its last word, is ended."""
        try:
            if not has_ended:
                os.kill(child, signal.SIGKILL)
            self._connection.sendall(b".")
            self._connection.settimeout(_SECONDS_TO_END)
            try:
                status = self._number()
            except TimeoutError:
                os.kill(child, signal.SIGKILL)
                self._connection.settimeout(None)
                status = self._number()
            self._connection.settimeout(None)
        except OSError:  # the whole server is gone: the next file gets a new one
            return -signal.SIGKILL
        self._is_busy = False
        return status

    def _number(self) -> int:
        answer = b""
        while not answer.endswith(b"\n"):
            received = self._connection.recv(64)
            if not received:
                raise ConnectionResetError
            answer += received
        return int(answer)


def _end(owner: int, connection: socket.socket, process: subprocess.Popen[bytes]) -> None:
    if os.getpid() == owner:
        connection.close()
        process.kill()
        process.wait()


def _lines(pipe: int, task: Task) -> Iterator[dict[str, Any]]:
    """Complete lines until the pipe closes. Raises LimitExceeded when time is up or a flood comes in."""
    deadline = time.monotonic() + task.seconds
    bytes_left = task.answer_bytes
    rest = b""
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise LimitExceeded(f"reading it takes longer than {task.seconds} seconds")
        received = os.read(pipe, 1 << 16)
        if not received:
            return
        bytes_left -= len(received)
        if bytes_left < 0:
            raise LimitExceeded(task.too_much)
        *complete, rest = (rest + received).split(b"\n")
        yield from map(json.loads, complete)


def _death(status: int) -> UnreadableDocument | LimitExceeded:
    if status in _LIMIT_SIGNALS:
        return LimitExceeded("reading it takes more processor time or memory than a document may")
    return UnreadableDocument(f"the reader stopped in the middle of it (status {status}): export it again")


_of_thread = threading.local()


def _server() -> _Server:
    """The reading process of this thread; a new one where there is none or it is not fit for use."""
    server: _Server | None = getattr(_of_thread, "server", None)
    if server is None or not server.is_usable():
        server = _of_thread.server = _Server()
    return server
