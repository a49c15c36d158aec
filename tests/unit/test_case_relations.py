"""Cases beside a case: as people tied them, seen from both ends, and contrasts by the stated rule."""

import pytest
from factories import PLACES, case
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Case, EvidenceLevel, Relation, Result, Stage
from archive.vocabulary import Vocabulary
from search_api.portraits.relations import BACKWARDS, MOST_CONTRASTS, best_evidence, contrasts, related

VOCABULARY = Vocabulary(places={place.id: place for place in PLACES})
BUS = case("seoul-bus", themes=("T01", "T01.brt"), tags=("instrument.pricing",))


def result(evidence: EvidenceLevel) -> Result:
    return Result(indicator="riders", evidence=evidence, source_ids=("page",))


def ids(case: Case, *others: Case) -> list[str]:
    return [one.case.id for one in contrasts(case, others, VOCABULARY)]


@pytest.mark.parametrize(("kind", "backwards"), BACKWARDS.items())
def test_a_relation_is_seen_from_both_ends(kind: str, backwards: str) -> None:
    child = case("seoul-night-bus", relations=(Relation.model_validate({"kind": kind, "case_id": "seoul-bus"}),))
    assert related(child, [BUS, child]) == [(kind, BUS)]
    assert related(BUS, [BUS, child]) == [(backwards, child)]


def test_a_relation_that_both_records_name_stands_once() -> None:
    one = case("one-bus", relations=(Relation(kind="contrasts with", case_id="two-bus"),))
    two = case("two-bus", relations=(Relation(kind="contrasts with", case_id="one-bus"),))
    assert related(one, [one, two]) == [("contrasts with", two)]


def test_a_relation_to_a_case_that_may_not_be_read_is_left_out() -> None:
    assert related(case(relations=(Relation(kind="follows", case_id="hidden-case"),)), [BUS]) == []


def test_a_contrast_shares_a_sub_theme_and_fared_otherwise() -> None:
    dropped = case("dropped-bus", stage=Stage.DROPPED)
    same_fate = case("running-bus")
    same_theme_only = case("dropped-tram", themes=("T01",), stage=Stage.DROPPED)
    assert ids(BUS, BUS, dropped, same_fate, same_theme_only) == ["dropped-bus"]
    (found,) = contrasts(BUS, [dropped], VOCABULARY)
    assert (found.themes, found.instruments, found.differences) == (("T01.brt",), (), ("fate",))


def test_evaluated_results_contrast_with_self_stated_ones_and_not_with_measured_ones() -> None:
    evaluated = case("evaluated-bus", results=(result(EvidenceLevel.SELF_STATED), result(EvidenceLevel.EVALUATED)))
    stated = case("stated-bus", results=(result(EvidenceLevel.SELF_STATED),))
    measured = case("measured-bus", results=(result(EvidenceLevel.MEASURED),))
    assert best_evidence(evaluated) is EvidenceLevel.EVALUATED
    assert ids(evaluated, stated, measured) == ["stated-bus"]
    assert ids(stated, evaluated, measured) == ["evaluated-bus"]


def test_another_fate_comes_first_then_more_in_common_then_another_part_of_the_world() -> None:
    own = case("own-bus", tags=("instrument.pricing",), results=(result(EvidenceLevel.EVALUATED),))
    weaker = case("a-weaker", tags=("instrument.pricing",))
    here = case("b-here", stage=Stage.ENDED)
    away = case("c-away", stage=Stage.ENDED, country="CO", city="bogota")
    alike = case("d-alike", stage=Stage.ENDED, tags=("instrument.pricing",))
    assert ids(own, weaker, here, away, alike) == ["d-alike", "c-away", "b-here", "a-weaker"]


CASES = st.lists(
    st.builds(
        lambda number, stage, evidence, theme: case(
            f"case-{number}", stage=stage, results=(result(evidence),), themes=("T01", theme)
        ),
        st.integers(0, 99),
        st.sampled_from(Stage),
        st.sampled_from(EvidenceLevel),
        st.sampled_from(["T01.brt", "T05"]),
    ),
    min_size=2,
    max_size=MOST_CONTRASTS,
    unique_by=lambda one: one.id,
)


@given(CASES)
def test_a_contrast_holds_both_ways(cases: list[Case]) -> None:
    pairs = {(one.id, other.case.id) for one in cases for other in contrasts(one, cases, VOCABULARY)}
    assert pairs == {(other, one) for one, other in pairs}
    assert all(one != other for one, other in pairs)
