"""The worker beside the server: there while the server is, again when it dies, gone with it."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search_api import cli_worker
from search_api.cli_worker import worker_beside
from search_api.settings import Settings

PATIENCE_SECONDS = 60


def wait_for(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_that_dies_is_followed_by_another_and_the_last_ends_with_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    script = f"import os, time; open({str(started)!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep(600)"
    monkeypatch.setattr(cli_worker, "_START", script)
    monkeypatch.setattr(cli_worker, "_SECONDS_BEFORE_ANOTHER", 0.05)

    def processes() -> list[int]:
        return [int(line) for line in started.read_text().splitlines()] if started.exists() else []

    with worker_beside(Settings(home=tmp_path)):
        wait_for(lambda: len(processes()) == 1)
        os.kill(processes()[0], signal.SIGKILL)
        wait_for(lambda: len(processes()) == 2)
    assert not [process for process in processes() if is_running(process)]
