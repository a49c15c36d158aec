"""What the register adds up to, and which of its courses are the same."""

import pytest
from factories import PLACES, THEMES, program
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Audience, Participation, Period, Program, ProgramKind
from archive.vocabulary import Vocabulary
from search_api.editions import editions, subject
from search_api.pages.register_links import RegisterLinks
from search_api.portraits.trained import attendance
from search_api.register_figures import NONE, RegisterFigures, figures, side, sides
from search_api.register_filters import RegisterParameters

VOCABULARY = Vocabulary(
    themes={theme.id: theme for theme in THEMES}, places={place.id: place for place in PLACES}, organisations={}
)
COUNTRY_OF = {"seoul": "KR", "bogota": "CO"}
BUS = program("2015-04-07-bus", themes=("T01.brt", "T01"), host="shrdc", head_count=9)
WATER = program("2017-07-02-water", themes=("T01", "T05"), commissioner="koica", partners=("citynet",), head_count=None)
OPEN = program("2017-09-01-open", head_count=3)
UNDATED = program(
    "2018-01-01-undated", period=Period(start=None, end=None, precision="unknown", recorded=""), head_count=4
)


def added_up(*programs: Program, came: tuple[Participation, ...] = ()) -> RegisterFigures:
    return figures(
        [attendance(one, [p for p in came if p.program_id == one.id], VOCABULARY) for one in programs], COUNTRY_OF
    )


def participation(program_id: str, place_id: str | None) -> Participation:
    return Participation(
        id=f"{program_id}-{place_id}",
        program_id=program_id,
        place_named=place_id or "A Province",
        place_id=place_id,
        source_ids=("page",),
    )


def test_years_without_programs_are_years_too_and_heads_that_are_not_stated_are_counted_apart() -> None:
    found = added_up(BUS, WATER, OPEN, UNDATED)
    assert (found.count, found.head_count, found.without_head_count) == (4, 16, 1)
    assert found.years == (2015, 2016, 2017)
    assert found.programs_by_year == {2015: 1, 2017: 2}
    assert found.heads_by_year == {2015: 9, 2017: 3}


def test_nothing_adds_up_to_nothing() -> None:
    assert added_up().years == ()
    assert added_up().head_count == 0


def test_cities_are_counted_once_a_program_and_countries_where_none_of_their_cities_is_named() -> None:
    audience = Audience(cities=("seoul",), countries=("KR", "CO"))
    found = added_up(
        BUS.model_copy(update={"audience": audience}),
        WATER,
        OPEN,
        came=(participation(BUS.id, "seoul"), participation(WATER.id, "bogota"), participation(OPEN.id, None)),
    )
    assert found.by_city == {"seoul": 1, "bogota": 1}
    assert found.countries_alone == {"CO": 1}
    assert found.without_place == 1


def test_a_program_counts_for_each_main_theme_and_one_without_any_for_none() -> None:
    of = sides(VOCABULARY)
    found = side([BUS, WATER, OPEN], of["theme"])
    assert found.ids == ("T01", "T05", NONE)
    assert found.totals == {"T01": 2, "T05": 1, NONE: 1}
    assert found.by_year == {("T01", 2015): 1, ("T01", 2017): 1, ("T05", 2017): 1, (NONE, 2017): 1}
    assert side([BUS, WATER], of["partner"]).totals == {"koica": 1, "citynet": 1, NONE: 1}
    assert side([BUS, WATER], of["host"]).ids == ("shrdc", NONE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("First e-Government Training for WeGO Member Cities", "WeGO e-Government Training Program (Online)"),
        ("Waste Management Policy", "Waste Management (2)"),
        ("Second Master's Degree Course for Civil Servants", "Master's Degree"),
        ("Training", "training"),
    ],
)
def test_titles_that_differ_in_what_every_course_is_called_are_one_course(one: str, other: str) -> None:
    assert subject(one) == subject(other)


def test_titles_that_differ_in_their_subject_are_not() -> None:
    assert subject("Urban Transportation Policy") != subject("Transportation Policy")
    assert subject("Training Program") != subject("Policy Training")


@given(st.text(max_size=60))
def test_a_title_always_has_the_same_subject_however_it_is_written(title: str) -> None:
    assert subject(title) == subject(f"  {title} ")


def test_editions_are_of_one_kind_and_stand_in_order() -> None:
    titled = {"title": "Climate Policy"}
    first, second = program("2015-01-01-a", **titled), program("2016-01-01-b", title="Climate Training")
    degree = program("2017-01-01-c", kind=ProgramKind.DEGREE, **titled)
    assert editions(second, [degree, second, BUS.model_copy(update={"title": "Buses"}), first]) == [first, second]


def links(**asked: object) -> RegisterLinks:
    return RegisterLinks.of(RegisterParameters.model_validate(asked), [("by", "host"), ("lang", "ko")])


def test_an_address_of_the_register_differs_from_the_present_one_in_one_filter() -> None:
    asked = links(q="bus", year=["2015"], theme=["T01"], kind=["course"])
    kept = "by=host&lang=ko"
    assert asked.only(year=["2016"]) == f"/programs?q=bus&theme=T01&kind=course&year=2016&{kept}"
    assert asked.only(theme=["T05"], year=["2016"]) == f"/programs?q=bus&kind=course&theme=T05&year=2016&{kept}"
    assert asked.only(city=["seoul", "bogota"]).endswith(f"&city=seoul&city=bogota&{kept}")
    assert asked.without("kind", "course") == f"/programs?q=bus&year=2015&theme=T01&{kept}"
    assert asked.clear() == f"/programs?{kept}"


def test_the_table_is_set_out_anew_and_the_list_taken_along_with_the_same_filters() -> None:
    asked = links(year=["2015"])
    assert asked.set_out_by("partner") == "/programs?year=2015&by=partner&lang=ko"
    assert asked.export("csv") == "/api/programs/export?year=2015&format=csv"
    assert RegisterLinks.of(RegisterParameters()).clear() == "/programs"
