"""Every error that leaves has one shape: problem details (RFC 9457) for programs, a page for persons.

Each route of the application is led into its errors; what went wrong inside is told by none of them.
"""

import re
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from archive.errors import ArchiveError
from index import errors as index_errors
from search_api.errors import STATUSES, answer_for, wants_json

MEMBERS = {"type", "title", "status", "detail", "instance", "code", "errors"}
PAGES = [
    "/",
    "/cases",
    "/cases/{id}",
    "/cities/{id}",
    "/themes/{id}",
    "/programs",
    "/programs/findings",
    "/programs/{id}",
    "/documents/{id}",
    "/documents/{id}/at/slide-1",
    "/documents/{id}/text",
    "/about",
    "/cite",
    "/feed.atom",
]


def assert_is_problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert set(problem) == MEMBERS
    assert problem["status"] == status
    assert problem["type"] == f"urn:miti:problem:{problem['code']}"
    assert problem["detail"].endswith((".", "?"))
    assert_is_safe(answer)
    return problem


def assert_is_error_page(answer: Any, status: int) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"{status} ·" in answer.text
    assert_is_safe(answer)


def assert_is_safe(answer: Any) -> None:
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert not [word for word in ("Traceback", "sqlite", "/home", "site-packages") if word in answer.text]


def api_paths(site: Any) -> list[str]:
    return [path for path, operations in site.client.app.openapi()["paths"].items() if "get" in operations]


def test_every_route_answers_an_unknown_record_with_a_404(site: Any) -> None:
    paths = [path for path in api_paths(site) if "{" in path]
    assert len(paths) >= 10
    for path in paths:
        record, _, rest = path.partition("}")
        # What is counted within a record stands behind it: page 1 of a document that is not here.
        concrete = record.split("{")[0] + "no-such-record" + re.sub(r"\{\w+\}", "1", rest)
        assert_is_problem(site.client.get(concrete), 404)
    for path in (page.replace("{id}", "no-such-record") for page in PAGES if "{" in page):
        assert_is_error_page(site.client.get(path), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_every_route_can_only_be_read(site: Any, method: str) -> None:
    for path in api_paths(site):
        answer = site.client.request(method, path.replace("{", "").replace("}", ""))
        assert_is_problem(answer, 405)
        assert answer.headers["allow"] == "GET, HEAD"
    for path in [*PAGES, "/static/site.css"]:
        answer = site.client.request(method, path)
        assert_is_error_page(answer, 405)
        assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/api/cases/a/b/c"])
def test_an_unknown_address_of_the_api_is_a_problem(site: Any, path: str) -> None:
    assert_is_problem(site.client.get(path), 404)


@pytest.mark.parametrize("path", ["/api/cases/", "/api/search/?q=bus", "/health/", "/cases/", "/static"])
def test_an_address_with_a_slash_too_many_or_too_few_leads_nowhere(site: Any, path: str) -> None:
    answer = site.client.get(path, headers={"Host": "evil.example"}, follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers
    assert "evil.example" not in answer.text


@pytest.mark.parametrize("path", ["/nothing", "/static/nothing.css", "/static/../settings.py", "/cases/%00", "/apis"])
def test_an_unknown_page_is_a_page(site: Any, path: str) -> None:
    assert_is_error_page(site.client.get(path), 404)


def test_every_route_names_the_parameter_that_is_wrong(site: Any) -> None:
    for path in api_paths(site):
        operation = site.client.app.openapi()["paths"][path]["get"]
        names = {parameter["name"] for parameter in operation.get("parameters", [])}
        if "lang" in names:
            problem = assert_is_problem(site.client.get(f"{path}?lang=xx"), 422)
            assert [part["parameter"] for part in problem["errors"]] == ["lang"]
        if "limit" in names:
            for limit in ("0", "101", "-1", "many", "1e9"):
                problem = assert_is_problem(site.client.get(f"{path}?limit={limit}"), 422)
                assert [part["parameter"] for part in problem["errors"]] == ["limit"]
        if "lang" in names:
            assert_is_problem(site.client.get(f"{path}?no_such_parameter=1"), 422)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("", 400),
        ("?q=%20", 400),
        ("?q=%3F%3F", 400),
        ("?year=20x", 400),
        ("?city=%2E%2E%2Fetc", 400),
        ("?q=" + "x" * 2001, 422),
        ("?" + "&".join(["city=a"] * 21), 422),
        ("?city=" + "x" * 201, 422),
    ],
)
def test_a_search_that_cannot_be_asked_says_what_to_do(site: Any, asked: str, status: int) -> None:
    assert_is_problem(site.client.get(f"/api/search{asked}"), status)


def test_an_unreadable_search_page_is_an_error_page(site: Any) -> None:
    assert_is_error_page(site.client.get("/?year=20x"), 400)
    assert_is_error_page(site.client.get("/?limit=0&q=bus"), 422)


def test_without_an_index_searching_is_unavailable_and_reading_is_not(own_site: Any) -> None:
    (own_site.catalogue.home / "index" / "CURRENT").unlink()
    answer = own_site.client.get("/api/search?q=bus")
    assert_is_problem(answer, 503)
    assert answer.headers["retry-after"] == "60"
    assert_is_error_page(own_site.client.get("/?q=bus"), 503)
    assert own_site.client.get("/cases").status_code == 200
    assert own_site.client.get("/").status_code == 200


def test_a_damaged_index_tells_no_path(own_site: Any) -> None:
    (own_site.catalogue.home / "index" / "CURRENT").write_text("../..")
    assert (
        str(own_site.catalogue.home) not in assert_is_problem(own_site.client.get("/api/search?q=bus"), 503)["detail"]
    )


def test_an_unexpected_failure_tells_nothing_of_itself(own_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise OperationalError("SELECT secret", {}, Exception("/home/secret/catalogue.sqlite"))

    monkeypatch.setattr(type(own_site.catalogue), "cases", fail)
    assert "secret" not in str(assert_is_problem(own_site.client.get("/api/cases"), 500))
    assert_is_error_page(own_site.client.get("/cases"), 500)
    monkeypatch.setattr(type(own_site.catalogue), "revision", fail)
    assert_is_problem(own_site.client.get("/api/programs"), 500)


def test_a_hostile_address_is_shown_as_text(site: Any) -> None:
    answer = site.client.get("/%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_every_error_class_has_a_status() -> None:
    assert index_errors.EmptyQuery.__mro__[1] in STATUSES
    assert {answer_for(kind("x")).status for kind in (index_errors.EmptyQuery, index_errors.UnknownFilter)} == {400}
    assert answer_for(ArchiveError("x")).status == 500


@pytest.mark.parametrize(("path", "is_json"), [("/api", True), ("/api/x", True), ("/apiary", False), ("/ready", True)])
def test_programs_and_persons_are_told_apart_by_the_address(path: str, is_json: bool) -> None:
    assert wants_json(path) is is_json
