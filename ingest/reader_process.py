"""The process in which files are read and pictured. It runs apart from everything else, started by isolation.py.

A server loads the reader libraries once and forks a child per file: a child is ready in milliseconds, and nothing a
file does to it reaches the next one. Requests and open files come in over a socket; a child answers in JSON lines
on a pipe of its own and never gets a path, a network or a file it may write.
"""

import gc
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO

from ingest import errors, page_pictures
from ingest.confinement import leave_the_network
from ingest.readers import docx, html, markdown, pdf, plain_text, pptx, transcript
from ingest.sniff import DOCX, HTML, MARKDOWN, PDF, PLAIN_TEXT, PPTX, SRT, VTT

READERS = {
    PDF: pdf.read,
    PPTX: pptx.read,
    DOCX: docx.read,
    HTML: html.read,
    MARKDOWN: markdown.read,
    PLAIN_TEXT: plain_text.read,
    VTT: transcript.read,
    SRT: transcript.read,
}
_FORBIDDEN_EVENTS = ("socket.connect", "socket.bind", "socket.sendto", "subprocess.", "os.exec", "os.system", "os.fork")


def serve(connection: socket.socket) -> None:
    """Answer requests until the other side closes: each is a file, a pipe to answer on, a media type and limits.

    The child's process id goes back at once; its exit status follows when the other side asks for it. Until then
    the child stays in the table of processes, so that the id cannot come to mean another process.
    """
    leave_the_network()
    _warm_up()
    while True:
        request, handles, _, _ = socket.recv_fds(connection, 4096, 2)
        if not request:
            return
        child = os.fork()
        if child == 0:
            connection.close()
            _run(request, *handles)
        for handle in handles:
            os.close(handle)
        connection.sendall(f"{child}\n".encode())
        if not connection.recv(1):
            return
        _, status = os.waitpid(child, 0)
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _run(message: bytes, file_handle: int, pipe_handle: int) -> None:
    """Read one file and end the process, whatever happens."""
    status = 1
    try:
        request = json.loads(message)
        _limit(request)
        with os.fdopen(file_handle, "rb") as file, os.fdopen(pipe_handle, "w", encoding="utf-8") as pipe:
            for line in _answer(file, request):
                pipe.write(json.dumps(line) + "\n")
        status = 0
    except BrokenPipeError:  # the other side has seen enough
        status = 0
    finally:
        os._exit(status)


def _answer(file: BinaryIO, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What was asked for, then {"end": true}; or, wherever the work stopped, one error."""
    try:
        yield from _pictures(file, request["most_pages"]) if "most_pages" in request else _text(file, request)
        yield {"end": True}
    except errors.IngestError as error:
        yield {"error": error.code, "message": error.message}
    except MemoryError:
        yield {"error": errors.LimitExceeded.code, "message": "reading it takes more memory than a document may"}
    except Exception as error:  # noqa: BLE001 a parser may raise anything on hostile bytes; here it becomes one line
        name = type(error).__name__
        yield {
            "error": errors.UnreadableDocument.code,
            "message": f"the file is damaged or unusual ({name}): export it again",
        }


def _text(file: BinaryIO, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A title, then pages."""
    reading = READERS[request["media_type"]](file)
    yield {"title": reading.title}
    for page in reading.pages:
        yield {"locator": page.locator.model_dump(mode="json"), "text": page.text}


def _pictures(file: BinaryIO, most_pages: int) -> Iterator[dict[str, Any]]:
    """The number of pages, then the pages of a PDF, each as a picture with its words."""
    page_count, pages = page_pictures.draw(file)
    if page_count > most_pages:
        raise errors.LimitExceeded(f"it has more than {most_pages:,} pages: no pictures are made of so many")
    yield {"page_count": page_count}
    for page in pages:
        yield page.as_line()


def _limit(request: dict[str, Any]) -> None:
    """Bound processor time, wall time, memory, and files; from here on nothing can be written, run or connected."""
    os.setsid()
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + request["memory_bytes"],) * 2)
    # One second between the soft and the hard limit, so that the end is told from a kill for memory.
    resource.setrlimit(resource.RLIMIT_CPU, (request["seconds"], request["seconds"] + 1))
    for kind, amount in ((resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64)):
        resource.setrlimit(kind, (amount, amount))
    # Set here too, so that a child ends in time even when nobody is left to end it.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, request["seconds"] + 5)
    sys.addaudithook(_refuse)


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 bytes count here, not paths
        return int(statm.read().split()[0]) * resource.getpagesize()


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    opens_to_write = event == "open" and not isinstance(arguments[0], int) and set("wax+") & set(arguments[1] or "")
    if opens_to_write or event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(f"a reader may not do this: {event}")


def _warm_up() -> None:
    """Let the libraries load here, once, what they load on first use; a child would do it anew for every file."""
    for reader in (html.read, plain_text.read):
        list(reader(BytesIO("<html><body><p>도시 교통 café</p></body></html>".encode("cp949", errors="ignore"))).pages)
    with suppress(errors.IngestError):
        pdf.read(BytesIO(b"%PDF-1.7"))
    page_pictures.warm_up()
    gc.freeze()
