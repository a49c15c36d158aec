"""The order of hits, and pages of it: over a real catalogue, with hits written by hand."""

from collections.abc import Iterator

import pytest
from factories import PLACES, THEMES, case, document, passage, program, sample_program, source
from hypothesis import given
from hypothesis import strategies as st

from archive.catalogue import Catalogue
from archive.model import Basis, Suggestion, Teaching, Use
from index.errors import QueryError
from index.ranking import RankedHit
from search_api.records import Records
from search_api.reference import ReferenceShelf
from search_api.sorting import cursor_after, following, in_order, read_position

DECK = document("deck", title="Öffentlicher Verkehr")
COPY = document("copy of the deck")
LATE, EARLY = program("2018-07-02-transport"), program("2015-04-07-climate")


def teaching(name: str, case_id: str, program_id: str, basis: Basis = Basis.RECORD, **fields: object) -> Teaching:
    given = {"source_ids": ("page",)} if basis is Basis.RECORD else {}
    return Teaching.model_validate(
        {"id": name, "case_id": case_id, "program_id": program_id, "basis": basis, **given, **fields}
    )


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    with Catalogue.open(tmp_path_factory.mktemp("sorting")) as catalogue:
        with catalogue.recording(actor="a test") as recording:
            for noun in (*THEMES, *PLACES, source(), LATE, EARLY, sample_program()):
                recording.put(noun)
            for record in (
                case("old", start="1974-09", title={"en": "b) Éclairage", "ko": "나"}),
                case("new", start="2012~", title={"en": "Zebra", "ko": "가"}),
                case("undated", start="not stated", title={"en": "alpha"}),
            ):
                recording.put(record)
            for file in (DECK, COPY):
                recording.add_document(file, [passage(file, "Buses")])
            recording.link(Use(document_id=COPY.id, program_id=LATE.id))
            recording.put(teaching("one", "old", EARLY.id))
            recording.put(teaching("two", "old", "sample-course"))
            guess = Suggestion(method="theme", score=0.5)
            recording.put(teaching("three", "new", LATE.id, Basis.SUGGESTED, suggestion=guess))
            recording.put(teaching("four", "undated", EARLY.id))
            recording.put(teaching("five", "undated", LATE.id))
        yield Records(catalogue, ReferenceShelf(catalogue).newest())


HITS = [
    RankedHit("case:undated", 0.9, ()),
    RankedHit(f"document:{DECK.id}", 0.8, (), copies=(RankedHit(f"document:{COPY.id}", 0.7, ()),)),
    RankedHit("case:old", 0.5, ()),
    RankedHit("case:new", 0.5, ()),
]
DECK_HIT = HITS[1].subject


def order(records: Records, sort: str, language: str = "en") -> list[str]:
    return [hit.subject.removeprefix("case:") for _, hit in in_order(HITS, sort, records, language)]


def test_the_ranking_is_left_as_it_is(records: Records) -> None:
    assert order(records, "relevance") == ["undated", DECK_HIT, "old", "new"]


def test_by_the_year_a_policy_began_what_has_none_stands_last(records: Records) -> None:
    assert order(records, "newest") == ["new", "old", "undated", DECK_HIT]
    assert order(records, "oldest") == ["old", "new", "undated", DECK_HIT]


def test_only_facts_and_real_programs_count_as_teaching(records: Records) -> None:
    # "new" is only suggested; the sample course of "old" is no program of the register; a copy counts for its deck.
    assert order(records, "last-taught") == ["undated", DECK_HIT, "old", "new"]
    assert order(records, "most-taught") == ["undated", "old", DECK_HIT, "new"]


def test_titles_are_ordered_by_their_letters_in_the_language_of_the_reader(records: Records) -> None:
    assert order(records, "title") == ["undated", "old", DECK_HIT, "new"]
    assert order(records, "title", "ko") == ["undated", DECK_HIT, "new", "old"]


def test_a_cursor_goes_on_in_its_own_order_only(records: Records) -> None:
    placed = in_order(HITS, "newest", records, "en")
    cursor = cursor_after(placed[0], "newest")
    assert read_position(None, "newest") is None
    assert [hit.subject for _, hit in following(placed, read_position(cursor, "newest"))] == [
        hit.subject for _, hit in placed[1:]
    ]
    for other in ("oldest", "title"):
        with pytest.raises(QueryError):
            read_position(cursor, other)


keys = st.integers(-3, 3).map(float)


@given(st.lists(keys, max_size=12), st.integers(1, 5), st.sets(st.integers(0, 11), max_size=4))
def test_pages_neither_lose_nor_repeat_a_hit_even_where_some_vanish_between_them(
    values: list[float], limit: int, vanishing: set[int]
) -> None:
    placed = sorted(
        ((key, RankedHit(f"case:{place:02}", 0.5, ())) for place, key in enumerate(values)),
        key=lambda one: (one[0], one[1].subject),
    )
    left = list(placed)
    seen: list[str] = []
    position = None
    while page := list(following(left, position))[:limit]:
        seen += [hit.subject for _, hit in page]
        position = read_position(cursor_after(page[-1], "newest"), "newest")
        left = [one for place, one in enumerate(placed) if place not in vanishing]
    assert len(seen) == len(set(seen))
    stay = [hit.subject for place, (_, hit) in enumerate(placed) if place not in vanishing]
    assert [subject for subject in seen if subject in stay] == stay
