"""A question in another language is searched by the English words that its own stand for, and says so."""

import re
from typing import Any

QUESTION = "реформа автобусов"


def test_the_answer_tells_the_english_words_and_where_they_were_found(site: Any, files: Any) -> None:
    answer = site.get("/api/search", q=QUESTION)
    assert answer["query"]["translated"] == ["buses", "reform"]
    why = [part["why"] for hit in [*answer["hits"], *answer["nearest"]] for part in hit["evidence"]]
    told = next(one for one in why if one["translated"])
    assert told["words"] == []
    assert "which your words may stand for" in told["text"]
    assert "none of your words" not in told["text"]


def test_an_english_question_has_none(site: Any, files: Any) -> None:
    answer = site.get("/api/search", q="reform of buses")
    assert answer["query"]["translated"] == []
    assert not any(part["why"]["translated"] for hit in answer["hits"] for part in hit["evidence"])


def test_the_page_of_results_tells_them_in_the_readers_language(site: Any, files: Any) -> None:
    markup = site.client.get("/", params={"q": QUESTION}).text
    assert "Also searched for: buses, reform" in markup
    assert "English words that yours may stand for: buses, reform." in markup
    korean = site.client.get("/", params={"q": QUESTION, "lang": "ko"}).text
    assert "입력한 단어가 뜻할 수 있는 영어 단어: buses, reform." in korean


def test_they_are_marked_on_the_slide(site: Any, files: Any) -> None:
    markup = site.client.get(f"/documents/{files.deck.id}/at/slide-2", params={"q": QUESTION}).text
    assert re.search(r"<mark>bus</mark>", markup)
