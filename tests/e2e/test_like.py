"""More like this, over HTTP and as pages: like a case, a passage, and a text of one's own."""

import json
from typing import Any

import pytest
from answers import subjects

PLAN = "Our confidential plan: the bus reform of the city"


def post(site: Any, status: int = 200, **asked: object) -> dict[str, Any]:
    answer = site.client.post("/api/like", json=asked)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def test_a_case_is_like_others_and_never_like_itself(site: Any) -> None:
    answer = site.get("/api/cases/seoul-bus/like")
    assert subjects(answer)[0] == "bogota-brt"
    assert "seoul-bus" not in subjects(answer)
    assert answer["language"] == "en"
    evidence = answer["hits"][0]["evidence"][0]
    assert evidence["resembles"]["kind"] == "section"
    assert evidence["why"]["text"].startswith("resembles ")
    assert " of the case: " in evidence["why"]["text"]


def test_a_passage_is_like_what_other_cases_say(site: Any, files: Any) -> None:
    answer = site.get(f"/api/passages/{files.evidence}/like")
    assert subjects(answer)[0] == "bogota-brt"
    assert "seoul-bus" not in subjects(answer)
    assert answer["passage_count"] == 1


def test_a_text_finds_cases_and_says_which_part_of_it_is_meant(site: Any) -> None:
    long = "Water leaks from pipes. " * 30
    answer = post(site, text=f"{long}\n\nThe bus reform of the city.")
    assert {"seoul-bus", "bogota-brt"} <= set(subjects(answer))
    resembling = {
        hit["case"]["id"]: hit["evidence"][0]["resembles"]["label"] for hit in answer["hits"] if hit["case"] is not None
    }
    assert resembling["seoul-bus"] == f"part {answer['passage_count']}"


def test_filters_limit_and_language_hold_as_in_a_search(site: Any) -> None:
    assert subjects(post(site, text=PLAN, city=["-seoul"], theme=["T01"])) == ["bogota-brt"]
    assert len(post(site, text=PLAN, limit=1)["hits"]) == 1
    assert post(site, text=PLAN, lang="ko", city=["seoul"])["hits"][0]["case"]["title"] == "서울 버스 개편"
    assert "seoul-bus" not in subjects(site.get("/api/cases/bogota-brt/like", city="-seoul"))


def test_what_is_hidden_is_like_nothing(site: Any, files: Any) -> None:
    everything = json.dumps(post(site, text="A memorandum on the bus reform", limit=50))
    assert files.hidden.id not in everything
    assert "A secret memorandum" not in everything


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 422),
        ({"text": ""}, 422),
        ({"text": "x" * 20_001}, 422),
        ({"text": "bus", "colour": "red"}, 422),
        ({"text": "bus", "limit": 51}, 422),
        ({"text": "… — …"}, 400),
        ({"text": "bus", "year": ["20x"]}, 400),
    ],
)
def test_what_cannot_be_compared_is_a_problem(site: Any, asked: dict[str, Any], status: int) -> None:
    assert post(site, status, **asked)["status"] == status


def test_a_body_that_is_too_large_is_not_read(site: Any) -> None:
    problem = post(site, 413, text="x" * 400_000)
    assert "300,000 bytes" in problem["detail"]
    assert site.client.post("/like", data={"text": "x" * 400_000}).status_code == 422


def test_a_text_cannot_be_asked_with_get(site: Any) -> None:
    answer = site.client.get("/api/like")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_the_page_compares_a_pasted_text_and_gives_it_back_to_nobody_else(site: Any) -> None:
    answer = site.client.post("/like", data={"text": f"{PLAN} <script>alert(1)</script>"})
    assert answer.status_code == 200
    assert "Bogotá rapid bus" in answer.text
    assert "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert PLAN not in site.client.get("/like").text


def test_an_empty_form_says_what_to_do(site: Any) -> None:
    answer = site.client.post("/like", data={"text": "  "})
    assert answer.status_code == 400
    assert "paste a paragraph" in answer.text
    assert site.client.post("/like", data={"text": "—"}).status_code == 400


def test_pages_lead_to_what_is_like_them(site: Any, files: Any) -> None:
    assert "/like?case=seoul-bus" in site.client.get("/cases/seoul-bus").text
    assert f"/like?passage={files.evidence}" in site.client.get("/?q=bus+reform+paid+by+the+city").text
    page = site.client.get("/like?case=seoul-bus&utm_source=elsewhere").text
    assert "Bogotá rapid bus" in page
    assert "city=-seoul" in page
    assert site.client.get("/like?case=none").status_code == 404
    assert site.client.get("/like?passage=none").status_code == 404
