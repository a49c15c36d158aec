"""Pictures of pages over HTTP: beside evidence and passages, for those who may see the document, and no longer."""

from typing import Any

import pytest
from pictures import WEBP, add_pictures, picture

from archive.model import Access, Withdrawal
from archive.tables import utc_now


@pytest.fixture
def pictured(own_site: Any, files: Any) -> Any:
    """A site on which the guide and a hidden document have pictures, too."""
    for document in (files.guide, files.hidden):
        add_pictures(own_site.catalogue, document, picture(1), picture(2))
    return own_site


def test_a_picture_is_served_as_what_it_is(pictured: Any, files: Any) -> None:
    for kind in ("pages", "thumbnails"):
        answer = pictured.client.get(f"/api/documents/{files.deck.id}/{kind}/2.webp")
        assert (answer.status_code, answer.content) == (200, WEBP)
        assert answer.headers["content-type"] == "image/webp"
        assert answer.headers["cache-control"] == "public, no-cache"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "content-encoding" not in answer.headers
        assert files.deck.sha256 in answer.headers["etag"]


def test_a_reader_who_has_it_is_told_so(pictured: Any, files: Any) -> None:
    address = f"/api/documents/{files.deck.id}/pages/1.webp"
    tag = pictured.client.get(address).headers["etag"]
    again = pictured.client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = pictured.client.get(f"/api/documents/{files.deck.id}/pages/2.webp", headers={"If-None-Match": tag})
    assert other.status_code == 200
    add_pictures_of_another_version(pictured, files)
    assert pictured.client.get(address, headers={"If-None-Match": tag}).status_code == 200


def add_pictures_of_another_version(site: Any, files: Any) -> None:
    with site.catalogue.derivatives.drafting(files.deck.sha256) as draft:
        draft.add(picture(1))
        manifest = site.catalogue.derivatives.find(files.deck.sha256)
        draft.close(manifest.model_copy(update={"renderer": "2", "pages": draft.pages}))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("{deck}/pages/3.webp", 404),
        ("{deck}/thumbnails/999999.webp", 404),
        ("{loose}/pages/1.webp", 404),
        ("{hidden}/pages/1.webp", 404),
        ("nothing/pages/1.webp", 404),
        ("{deck}/pages/0.webp", 422),
        ("{deck}/pages/-1.webp", 422),
        ("{deck}/pages/first.webp", 422),
        ("{deck}/pages/1.png", 404),
    ],
)
def test_where_there_is_none_a_problem_says_so(path: str, status: int, pictured: Any, files: Any) -> None:
    path = path.format(deck=files.deck.id, loose=files.loose.id, hidden=files.hidden.id)
    answer = pictured.client.get(f"/api/documents/{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_evidence_and_passages_name_their_pictures(pictured: Any, files: Any) -> None:
    [hit] = [
        hit
        for hit in pictured.get("/api/search", q="bus reform")["hits"]
        if hit["case"] and hit["case"]["id"] == "seoul-bus"
    ]
    by_document = {bool(one["document"]): one for one in hit["evidence"]}
    thumbnail = f"/api/documents/{files.deck.id}/thumbnails/2.webp"
    assert (by_document[True]["thumbnail"], by_document[True]["page_image"]) == (
        thumbnail,
        f"/api/documents/{files.deck.id}/pages/2.webp",
    )
    assert by_document.get(False, {}).get("thumbnail") is None
    assert pictured.client.get(thumbnail).content == WEBP
    passages = pictured.get(f"/api/documents/{files.deck.id}/passages")["records"]
    assert [one["thumbnail"] for one in passages] == [thumbnail.replace("2.webp", f"{n}.webp") for n in (1, 2)]
    [covered] = pictured.get("/api/cases/seoul-bus")["documents"]
    assert covered["thumbnail"] == thumbnail


def test_without_pictures_the_fields_are_null(site: Any, files: Any) -> None:
    passages = site.get(f"/api/documents/{files.loose.id}/passages")["records"]
    assert {(one["thumbnail"], one["page_image"]) for one in passages} == {(None, None)}


def test_what_is_withdrawn_or_closed_is_not_served_at_once(pictured: Any, files: Any) -> None:
    addresses = [f"/api/documents/{one.id}/pages/1.webp" for one in (files.deck, files.guide)]
    tags = [pictured.client.get(address).headers["etag"] for address in addresses]
    with pictured.catalogue.recording(actor="a test") as recording:
        recording.withdraw(files.deck.id, Withdrawal(reason="asked to", at=utc_now()))
        recording.put(files.guide.model_copy(update={"access": Access.MEMBERS}))
    for address, tag in zip(addresses, tags, strict=True):
        assert pictured.client.get(address, headers={"If-None-Match": tag}).status_code == 404


def test_an_answer_that_was_kept_is_asked_for_again_when_pictures_have_come(own_site: Any, files: Any) -> None:
    address = f"/api/documents/{files.guide.id}/passages"
    before = own_site.client.get(address)
    assert own_site.client.get(address, headers={"If-None-Match": before.headers["etag"]}).status_code == 304
    add_pictures(own_site.catalogue, files.guide, picture(1))
    after = own_site.client.get(address, headers={"If-None-Match": before.headers["etag"]})
    assert after.json()["records"][0]["thumbnail"].endswith("/thumbnails/1.webp")
