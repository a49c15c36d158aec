"""Documents that drift from the code fail here."""

import importlib
import re
from pathlib import Path

import pytest
import typer
from click import Command, Group

import ingest.errors  # noqa: F401  so that every error class is known
from archive import errors
from index import errors as index_errors
from search_api.cli import app
from search_api.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(command: Command, path: str = "miti") -> list[str]:
    if not isinstance(command, Group):
        return [path]
    inner = [name for key, child in command.commands.items() for name in commands(child, f"{path} {key}")]
    return inner if path == "miti" or not command.invoke_without_command else [path, *inner]


@pytest.mark.parametrize("name", commands(typer.main.get_command(app)))
def test_the_readme_names_every_command(name: str) -> None:
    assert f"`{name}" in README


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_the_readme_names_every_setting_and_its_default(name: str) -> None:
    assert f"`MITI_{name.upper()}`" in README


def test_the_readme_names_no_setting_that_does_not_exist() -> None:
    named = set(re.findall(r"`MITI_([A-Z_]+)`", README))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    def names(error: type[Exception]) -> list[str]:
        return [error.__name__, *(name for child in error.__subclasses__() for name in names(child))]

    drawn = re.findall(r"^[│├└─ ]*([A-Z]\w+?)(?:  +|$)", errors.__doc__ or "", re.MULTILINE)
    assert set(drawn) == set(names(errors.ArchiveError))
    assert len(drawn) == len(set(drawn))
    assert index_errors.EmptyQuery in index_errors.QueryError.__subclasses__()


def test_every_pinned_package_has_one_exact_version() -> None:
    lines = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    assert all(re.fullmatch(r"[A-Za-z0-9_.\-]+==[A-Za-z0-9_.!]+", line) for line in lines), lines
    assert "torch==2.13.0" in lines


@pytest.mark.parametrize("package", ["archive", "ingest", "index", "search_api"])
def test_every_module_says_what_it_is_for(package: str) -> None:
    for path in sorted((ROOT / package).rglob("*.py")):
        if "migrations" in path.parts or (path.name == "__init__.py" and not path.stat().st_size):
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        assert importlib.import_module(name).__doc__, f"{name} has no docstring"


def test_paths_that_the_readme_names_exist() -> None:
    for path in re.findall(r"\]\(([a-zA-Z_./-]+)\)", README):
        assert (ROOT / path).exists(), path
