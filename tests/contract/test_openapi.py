"""The OpenAPI document is the archive's data dictionary: nothing in it goes without a description."""

from pathlib import Path
from typing import Any

import pytest

from index.query import FILTERS
from search_api import asking_schemas
from search_api.app import create_app
from search_api.settings import Settings

POSTED = {"/api/like", "/api/like/files"}
"""Addresses that take something of the reader's own; all others are only read."""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    home: Path = tmp_path_factory.mktemp("home")
    return create_app(Settings(home=home)).openapi()


def test_every_field_is_described(api: dict[str, Any]) -> None:
    bare = [
        f"{name}.{field}"
        for name, schema in api["components"]["schemas"].items()
        for field, described in schema.get("properties", {}).items()
        if len(described.get("description", "")) < 5
    ]
    assert bare == []


def test_every_address_and_parameter_is_described(api: dict[str, Any]) -> None:
    for path, operations in api["paths"].items():
        assert list(operations) == (["post"] if path in POSTED else ["get"]), path
        (operation,) = operations.values()
        assert operation["summary"], path
        assert operation["description"], path
        bare = [given["name"] for given in operation.get("parameters", []) if not given.get("description")]
        assert bare == [], path


def test_every_address_below_api_tells_its_problems(api: dict[str, Any]) -> None:
    for path, operations in api["paths"].items():
        if path.startswith("/api/"):
            (operation,) = operations.values()
            answers = operation["responses"]
            assert {"400", "404", "422", "500", "503"} <= set(answers), path
            assert not {"200", "202"}.isdisjoint(answers), path
            assert all("application/problem+json" in answers[status]["content"] for status in ("404", "422")), path


def test_no_schema_of_the_framework_remains(api: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in api["components"]["schemas"]


def test_the_search_takes_every_filter_that_the_index_knows() -> None:
    assert set(FILTERS) <= set(asking_schemas.SearchParameters.model_fields)


def test_no_field_has_a_name_that_says_nothing(api: dict[str, Any]) -> None:
    names = {field for schema in api["components"]["schemas"].values() for field in schema.get("properties", {})}
    assert names.isdisjoint({"item", "items", "data", "info", "chunk", "object"})
