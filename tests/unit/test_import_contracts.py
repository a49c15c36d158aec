"""The contracts of import-linter name modules one by one: a module that none of them names would be free to import
anything."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
MAY_CALL_INGEST = {
    "cli",
    "cli_corpus",
    "cli_evaluate",
    "cli_like",
    "cli_model",
    "cli_render",
    "cli_worker",
    "drawing",
    "worker",
}
"""The command line and the worker; some by way of another."""


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def modules_of(package: str) -> set[str]:
    found = (REPOSITORY / package).iterdir()
    return {path.stem for path in found if path.suffix == ".py" or (path / "__init__.py").exists()} - {"__init__"}


def named_by(contracts: list[dict[str, Any]], package: str, forbidden: str) -> set[str]:
    """The modules of the package that one contract keeps from importing what is forbidden."""
    found = [
        {name.removeprefix(f"{package}.") for name in contract["source_modules"]}
        for contract in contracts
        if contract.get("forbidden_modules") == [forbidden]
    ]
    assert len(found) == 1
    return found[0]


def test_what_is_not_the_command_line_or_the_worker_is_kept_from_ingest(contracts: list[dict[str, Any]]) -> None:
    assert named_by(contracts, "search_api", "ingest") == modules_of("search_api") - MAY_CALL_INGEST


@pytest.mark.parametrize(("engine", "home"), [("faiss", "faiss_backend"), ("bm25s", "keywords")])
def test_an_engine_has_one_home(contracts: list[dict[str, Any]], engine: str, home: str) -> None:
    assert named_by(contracts, "index", engine) == modules_of("index") - {home}
