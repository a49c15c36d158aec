"""What every test may lean on: an archive in a fresh folder, and the real files beside the project."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import Miti, Outcome
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from archive.catalogue import Catalogue
from search_api import cli

# A busy machine must not fail a test.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Processes of tests share the cores: models that take all of them wait for each other most of the time.
if others := os.environ.get("PYTEST_XDIST_WORKER_COUNT"):
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // int(others))))

ROOT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    """Side by side (``--dist loadfile``), one process takes a whole file, with what its tests share; all questions on
    the starter corpus go to one process, which embeds it once."""
    return _ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


class _ByFile(LoadScopeScheduling):
    # The groups of pytest-xdist 3.8, which would do for this, are lost on pytest 9.2: it keeps names elsewhere.
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        folder = file.rpartition("/")[0]
        return folder if folder.endswith("relevance") else file


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("MITI_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything works without the internet: a connection that leaves this machine fails the test."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """An empty archive."""
    with Catalogue.open(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def miti(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Miti:
    """Runs the command line as a person would: arguments in; exit code, answer and remarks out."""
    monkeypatch.setenv("MITI_HOME", str(tmp_path / "home"))

    def run(*arguments: str) -> Outcome:
        monkeypatch.setattr("sys.argv", ["miti", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return run


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The starter corpus of this project."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents and judged collections that lie beside the project on some machines, and are not part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder of real files (../shared) is not on this machine")
    return folder
