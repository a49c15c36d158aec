"""The part of the command line that works on files of readers: the worker, and the worker beside the server."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import Annotated

import typer

from archive.catalogue import Catalogue
from archive.quarantine import Quarantine
from search_api.app import QUARANTINE
from search_api.current_index import CurrentIndex
from search_api.indexing import encoder_of
from search_api.service import SearchService
from search_api.settings import Settings
from search_api.terminal import note
from search_api.worker import Worker

__all__ = ["worker", "worker_beside"]

_START = "from search_api.cli import main; main()"
_SECONDS_TO_END = 10
_SECONDS_BEFORE_ANOTHER = 5


def worker(
    context: typer.Context,
    parent: Annotated[int | None, typer.Option(hidden=True, help="End when this process does.")] = None,
) -> None:
    """Read the files that readers hand in at /like, one at a time, and draw pages meanwhile, until Ctrl-C.

    `miti serve` starts one by itself.
    """
    chosen: Settings = context.obj
    signal.signal(signal.SIGTERM, _stop)
    with Catalogue.open(chosen.home) as catalogue:
        index = CurrentIndex(catalogue.home, encoder_of(chosen))
        working = Worker(catalogue, SearchService(catalogue, index), Quarantine(catalogue.home / QUARANTINE))
        if parent is None:
            note("Waiting for files. Stop it with Ctrl-C.")
        working.run(lambda: parent is None or os.getppid() == parent)


@contextmanager
def worker_beside(chosen: Settings) -> Iterator[None]:
    """A worker in a process of its own for as long as the block runs; another one where it dies."""
    stopping = Event()
    keeper = Thread(target=_keep_running, args=(chosen, stopping), name="worker")
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def _keep_running(chosen: Settings, stopping: Event) -> None:
    command = [sys.executable, "-c", _START, "--home", str(chosen.home), "worker", "--parent", str(os.getpid())]
    while not stopping.is_set():
        # A session of its own: Ctrl-C is for the server, which then ends its worker.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 our own words
        while process.poll() is None and not stopping.wait(0.2):
            pass
        _end(process)
        stopping.wait(_SECONDS_BEFORE_ANOTHER)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
