"""Original files over HTTP: whole, in parts, again only when changed, and never run by a browser."""

from typing import Any

import pytest


def test_a_head_request_says_what_get_would_without_the_body(site: Any) -> None:
    answer = site.client.head("/api/cases")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["etag"] == site.client.get("/api/cases").headers["etag"]


def test_answers_travel_compressed_and_originals_do_not(site: Any, files: Any) -> None:
    asked = {"Accept-Encoding": "gzip"}
    page = site.client.get("/?q=bus", headers=asked)
    assert page.headers["content-encoding"] == "gzip"
    assert int(page.headers["content-length"]) < len(page.content) / 2
    original = site.client.get(f"/api/documents/{files.deck.id}/file", headers=asked)
    assert "content-encoding" not in original.headers


def test_an_original_is_served_whole_in_part_and_once(site: Any, files: Any) -> None:
    path = f"/api/documents/{files.deck.id}/file"
    whole = site.client.get(path)
    assert whole.content == b"deck"
    assert whole.headers["content-type"] == "application/pdf"
    assert whole.headers["etag"] == f'"{files.deck.sha256}"'
    part = site.client.get(path, headers={"Range": "bytes=1-2"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"ec", "bytes 1-2/4")
    unchanged = site.client.get(path, headers={"If-None-Match": whole.headers["etag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


@pytest.mark.parametrize(
    "asked", ["bytes=9-", "bytes=9-,7-8", "bytes=3-1", "bytes=-0", "bytes=x", "bytes=" + "0-1," * 50]
)
def test_a_part_that_does_not_exist_is_refused(site: Any, files: Any, asked: str) -> None:
    answer = site.client.get(f"/api/documents/{files.deck.id}/file", headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == "bytes */4"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("asked", ["lines=1-2", "lines=x", "bytes"])
def test_a_range_in_a_unit_that_is_unknown_here_gives_the_whole_original(site: Any, files: Any, asked: str) -> None:
    answer = site.client.get(f"/api/documents/{files.deck.id}/file", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, b"deck")


@pytest.mark.parametrize("asked", ["Bytes=1-2", "BYTES=1-2", "bytes=9-,1-2", "bytes= 1-2 , 7-8", "bytes=1-1,2-2,-0"])
def test_the_parts_that_exist_are_served_whatever_else_is_asked_for(site: Any, files: Any, asked: str) -> None:
    answer = site.client.get(f"/api/documents/{files.deck.id}/file", headers={"Range": asked})
    assert (answer.status_code, answer.content, answer.headers["content-range"]) == (206, b"ec", "bytes 1-2/4")


@pytest.mark.parametrize("asked", ["bytes=1-2", "bytes=9-", "bytes=x"])
def test_a_part_of_another_state_of_the_original_is_the_whole_of_this_one(site: Any, files: Any, asked: str) -> None:
    path = f"/api/documents/{files.deck.id}/file"
    for other in ('"another"', f'W/"{files.deck.sha256}"', "Thu, 01 Jan 2015 00:00:00 GMT"):
        answer = site.client.get(path, headers={"Range": asked, "If-Range": other})
        assert (answer.status_code, answer.content) == (200, b"deck")
    same = site.client.get(path, headers={"Range": "bytes=1-2", "If-Range": f'"{files.deck.sha256}"'})
    assert (same.status_code, same.content) == (206, b"ec")


@pytest.mark.parametrize("asked", ["bytes=1-2", "bytes=9-"])
def test_a_part_of_an_original_that_the_reader_has_is_not_sent_again(site: Any, files: Any, asked: str) -> None:
    path = f"/api/documents/{files.deck.id}/file"
    for known in (f'"{files.deck.sha256}"', f'"other", W/"{files.deck.sha256}"', "*"):
        answer = site.client.get(path, headers={"Range": asked, "If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == f'"{files.deck.sha256}"'
    assert site.client.get(path, headers={"Range": "bytes=1-2", "If-None-Match": '"other"'}).status_code == 206


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/cases", 304),
        ("/api/cases/no-such-record", 404),
        ("/api/nothing", 404),
        ("/api/search", 400),
        ("/api/cases?limit=0", 422),
        ("/api/documents/no-such-record/file", 404),
        ("/cases/no-such-record", 404),
        ("/", 304),
    ],
)
def test_any_state_is_known_only_of_what_exists(site: Any, path: str, status: int) -> None:
    answer = site.client.get(path, headers={"If-None-Match": "*", "Accept-Encoding": "gzip"})
    assert answer.status_code == status
    assert bool(answer.content) == (status != 304)


def test_html_never_runs_on_this_origin(site: Any, files: Any) -> None:
    answer = site.client.get(f"/api/documents/{files.guide.id}/file")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_file_name_from_outside_cannot_write_headers_or_folders(site: Any, files: Any) -> None:
    answer = site.client.get(f"/api/documents/{files.loose.id}/file")
    assert "x" not in answer.headers
    assert answer.headers["content-disposition"] == "inline; filename*=utf-8''%EC%98%88%EC%82%B0.txt"


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_damaged_original_is_not_served(own_site: Any, files: Any, damage: str) -> None:
    stored = own_site.catalogue.store.path(files.deck.sha256)
    stored.unlink()
    if damage == "changed":
        stored.write_bytes(b"duck")
    problem = own_site.get(f"/api/documents/{files.deck.id}/file", status=500)
    assert problem["code"] == "fixity-error"
    assert str(own_site.catalogue.home) not in str(problem)
