import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.snippets import LENGTH, best_window, mark_words


def marked(text: str, words: list[str]) -> list[str]:
    return [text[start:end] for start, end in mark_words(text, words)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Paying for lanes: the lane paid.", ["pay", "lane"], ["Paying", "lanes", "lane", "paid"]),
        ("시민이 주민참여예산을 정한다", ["예산"], ["예산"]),
        ("Bogotá's busways", ["bogota"], ["Bogotá"]),
        ("nothing of it", ["bus"], []),
        ("nothing at all", [], []),
        ("Ｓｅｏｕｌ in full width", ["Seoul"], ["Ｓｅｏｕｌ"]),
    ],
)
def test_words_are_marked_in_all_their_forms(text: str, words: list[str], expected: list[str]) -> None:
    assert marked(text, words) == expected


def test_a_short_text_is_shown_whole() -> None:
    assert best_window("short", [(0, 5)]) == ("short", [(0, 5)])


def test_the_window_holds_the_most_different_words() -> None:
    text = "bus " * 100 + "filler " * 50 + "the bus reform was paid by the city " + "filler " * 50
    snippet, marks = best_window(text, mark_words(text, ["bus", "reform", "paid"]))
    assert {snippet[start:end] for start, end in marks} == {"bus", "reform", "paid"}
    assert snippet.startswith("…")
    assert snippet.endswith("…")


@given(
    st.text(alphabet="ab 버스예산.\n", max_size=900), st.lists(st.sampled_from(["a", "b", "버스", "예산"]), max_size=3)
)
def test_marks_stand_on_the_same_characters_in_the_snippet_as_in_the_text(text: str, words: list[str]) -> None:
    spans = mark_words(text, words)
    snippet, marks = best_window(text, spans)
    assert len(snippet) <= LENGTH + 2
    assert snippet.strip("…") in text
    assert {snippet[start:end] for start, end in marks} <= {text[start:end] for start, end in spans}
    assert marks == sorted(marks)
    assert all(0 <= start < end <= len(snippet) for start, end in marks)
