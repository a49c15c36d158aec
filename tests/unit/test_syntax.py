"""What a person types, taken apart; nothing is ever an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.syntax import Field, Typed, parse, without_fields

NAMES = ("city", "theme", "year", "kind")


def field(name: str, value: str, written: str, *, is_excluded: bool = False) -> Field:
    return Field(name, value, is_excluded, written)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("bus rapid transit", Typed("bus rapid transit")),
        ('bus "rapid transit" lanes', Typed("bus rapid transit lanes", phrases=("rapid transit",))),
        ("“smart city” and «park and ride»", Typed("smart city and park and ride", ("smart city", "park and ride"))),
        ("「参加 予算」", Typed("参加 予算", ("参加 予算",))),
        ("bus -bogota", Typed("bus", excluded=("bogota",))),
        ('bus -"smart city"', Typed("bus", excluded=("smart city",))),
        ("well-being and e-tax", Typed("well-being and e-tax")),
        ("bus city:Seoul", Typed("bus", fields=(field("city", "Seoul", "city:Seoul"),))),
        (
            '-theme:"bus rapid transit" Year:2010..2016',
            Typed(
                "",
                fields=(
                    field("theme", "bus rapid transit", '-theme:"bus rapid transit"', is_excluded=True),
                    field("year", "2010..2016", "Year:2010..2016"),
                ),
            ),
        ),
        ("Seoul: bus reform http://example.org/a:b", Typed("Seoul: bus reform http://example.org/a:b")),
        ("year: 2010", Typed("year: 2010")),
    ],
)
def test_phrases_exclusions_and_fields_are_taken_out(text: str, typed: Typed) -> None:
    assert parse(text, NAMES) == typed


@pytest.mark.parametrize("text", ['"', '""', '"- "', "-", " - ", 'city:""', "", "“”"])
def test_what_says_nothing_is_left_out(text: str) -> None:
    typed = parse(text, NAMES)
    assert (typed.phrases, typed.excluded, typed.fields) == ((), (), ())


def test_an_unbalanced_quote_is_no_quote() -> None:
    assert parse('bus "rapid transit', NAMES) == Typed("bus rapid transit")
    assert parse('"smart city" and "rapid', NAMES) == Typed("smart city and rapid", ("smart city",))


@given(st.text(alphabet='ab -"“”:«»city ', max_size=40))
def test_nothing_that_is_typed_is_an_error_and_no_quote_is_left(text: str) -> None:
    typed = parse(text, NAMES)
    assert not set(typed.words) & set('"“”«»')
    for part in (*typed.phrases, *typed.excluded):
        assert part.strip()


def test_what_was_typed_is_left_as_it_was_but_for_the_fields() -> None:
    typed = 'bus  "rapid transit" -tram -city:Seoul note: city:"New York" http://a/b'
    assert without_fields(typed, NAMES) == 'bus "rapid transit" -tram note: http://a/b'
