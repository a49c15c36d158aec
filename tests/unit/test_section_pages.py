"""Sections of a Word document on the pages of its PDF: only where it is certain."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.section_pages import section_pages

OPENING = "How buses were paid for in the city of the river"
SECOND = "What the drivers said about the new contracts of work"


def test_each_section_is_on_the_page_where_it_begins() -> None:
    pages = [[*OPENING.split(), "and", *SECOND.split()[:6]], [*SECOND.split()[6:], "Finally", "the", "lessons:"]]
    assert section_pages({1: OPENING, 2: SECOND}, pages) == {1: 1, 2: 1}


def test_spaces_marks_and_forms_of_letters_do_not_matter() -> None:
    assert section_pages({1: "Café — the “new” PLAN of ﬁre"}, [["cafe\u0301", "thenew", "plan", "of", "fire"]]) == {
        1: 1
    }


def test_a_beginning_that_stands_in_two_places_is_on_no_page() -> None:
    assert section_pages({1: OPENING}, [OPENING.split(), OPENING.split()]) == {}


def test_a_longer_beginning_tells_two_places_apart() -> None:
    first, second = f"{OPENING} in the north", f"{OPENING} in the south"
    assert section_pages({1: first, 2: second}, [first.split(), second.split()]) == {1: 1, 2: 2}


def test_what_stands_in_the_middle_of_a_beginning_is_passed_over() -> None:
    drawn = [*OPENING.split(), "footer", "7", *SECOND.split()]
    assert section_pages({1: f"{OPENING} {SECOND}"}, [["a", "cover"], drawn]) == {1: 2}


def test_a_section_before_the_one_that_precedes_it_is_on_no_page() -> None:
    assert section_pages({1: SECOND, 2: OPENING}, [OPENING.split(), SECOND.split()]) == {1: 2}


def test_a_beginning_of_a_few_letters_is_on_no_page() -> None:
    assert section_pages({1: "Tools"}, [["Tools"]]) == {}


@given(
    st.lists(st.lists(st.text(alphabet="abcd ", min_size=1, max_size=30), max_size=5), max_size=5), st.text(max_size=60)
)
def test_a_page_that_is_named_exists_and_the_section_begins_there(pages: list[list[str]], text: str) -> None:
    for page in section_pages({1: text}, pages).values():
        assert 1 <= page <= len(pages)
        assert pages[page - 1]
