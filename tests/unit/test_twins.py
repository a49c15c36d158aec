"""Nearly the same: which texts are, which documents are, and that the order in which they come changes nothing."""

import itertools
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import twins
from index.twins import families_of, twins_of

PARAGRAPH = (
    "In 2004 the city of Seoul changed its buses on one day: routes in four colours, one fare card for all of them, "
    "lanes in the middle of the road, and companies paid by the kilometre. The city took over the planning of routes "
    "and the risk of revenue, the companies kept vehicles and drivers. Riders came back in a year, accidents fell, and "
    "the subsidy grew. What made it possible was a strike that had shown everybody how badly the old system worked."
)
KOREAN = (
    "서울시는 2004년 7월 1일 버스 노선과 요금, 차로와 회사의 돈 받는 법을 같은 날 바꾸었다. 노선은 네 가지 색으로 "
    "나누고 지하철과 버스를 한 장의 카드로 갈아타게 했다. 시가 노선을 정하고 수입의 위험을 떠안았으며 회사는 차를 "
    "맡았다."
)
THAI = "กรุงเทพมหานครจัดทำระบบรถโดยสารด่วนพิเศษเพื่อให้ประชาชนเดินทางได้สะดวกรวดเร็วและปลอดภัยมากขึ้นในเขตเมือง"
SPANISH = (
    "En 2004 la ciudad de Seúl cambió sus autobuses en un solo día: rutas de cuatro colores, una tarjeta única para "
    "autobuses y metro, carriles en medio de la calle y empresas pagadas por kilómetro."
)

words = st.text(alphabet="abcdeéF2 서울버스.", max_size=40)


def are_twins(one: str, other: str) -> bool:
    first, second = twins_of([one, other])
    return first == second


def groups(texts: list[str]) -> set[frozenset[str]]:
    numbers = twins_of(texts)
    return {frozenset(text for text, other in zip(texts, numbers, strict=True) if other == one) for one in numbers}


@pytest.mark.parametrize(
    "changed",
    [
        PARAGRAPH.replace("2004", "2011").replace("four", "five"),
        PARAGRAPH.replace("Seoul", "Bogotá"),
        PARAGRAPH.upper().replace(",", " –"),
        f"Bogotá, 7 April 2015 · {PARAGRAPH}",
        "\n".join(reversed(PARAGRAPH.split(". "))),
        PARAGRAPH.replace("badly", "poorly").replace("everybody", "everyone").replace("grew", "rose"),
    ],
)
def test_a_passage_taught_again_with_a_few_words_changed_is_a_twin(changed: str) -> None:
    assert are_twins(PARAGRAPH, changed)


@pytest.mark.parametrize(("text", "changed"), [(KOREAN, KOREAN.replace("서울시", "부산시")), (THAI, THAI + "ด้วย")])
def test_scripts_with_loose_spaces_or_none_have_twins_too(text: str, changed: str) -> None:
    assert text != changed
    assert are_twins(text, changed)
    assert are_twins(text, text.replace(" ", ""))


@pytest.mark.parametrize(
    "other",
    [
        SPANISH,
        KOREAN,
        PARAGRAPH[: len(PARAGRAPH) // 2],
        PARAGRAPH + " " + SPANISH,
    ],
)
def test_translations_and_excerpts_are_no_twins(other: str) -> None:
    assert not are_twins(PARAGRAPH, other)


def test_the_numbers_of_a_table_are_what_it_says() -> None:
    table = "Riders 2003 4.1 2004 4.0 2005 4.6 Bus Metro Taxi"
    assert not are_twins(table, table.replace("4.6", "5.6").replace("4.1", "3.9"))
    assert not are_twins("Line 9", "Line 2")


@given(st.lists(words, max_size=6), st.integers(0, 2**32))
def test_the_order_of_texts_changes_no_group(texts: list[str], seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 the same on every run
    mixed = [*texts, PARAGRAPH, PARAGRAPH.replace("Seoul", "Bogotá"), PARAGRAPH.replace("risk", "loss"), KOREAN]
    shuffled = dice.sample(mixed, len(mixed))
    assert groups(mixed) == groups(shuffled)


@given(st.lists(words, min_size=1, max_size=8))
def test_equal_texts_are_always_in_one_group_and_groups_are_numbered_as_they_come(texts: list[str]) -> None:
    numbers = twins_of([*texts, *texts])
    assert numbers[: len(texts)] == numbers[len(texts) :]
    assert list(dict.fromkeys(numbers)) == list(range(len(set(numbers))))


@given(st.integers(0, 2**32))
def test_random_texts_have_no_twins(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 the same on every run
    vocabulary = PARAGRAPH.split() + SPANISH.split()
    texts = [" ".join(dice.choices(vocabulary, k=60)) for _ in range(8)]
    assert twins_of(texts) == list(range(8))


def are_alike(one: set[object], other: set[object]) -> bool:
    return len(one & other) >= 0.85 * len(one | other)


@given(st.lists(st.lists(st.integers(0, 9), max_size=14), max_size=6))
@example([[0] * 9 + [1] * 3, [0] * 11 + [1] * 3, [0] * 12 + [1] * 2])
def test_groups_form_around_texts_that_are_not_alike_by_exact_comparison(numbers: list[list[int]]) -> None:
    found = twins_of([" ".join(f"w{number}" for number in one) for one in numbers])
    sets = [{(word, one[:place].count(word)) for place, word in enumerate(one)} or {()} for one in numbers]
    groups = [[own for own, number in zip(sets, found, strict=True) if number == group] for group in set(found)]
    # Any of the longest may lead, if all others of its group are alike to it.
    leading = [
        [one for one in group if len(one) == max(map(len, group)) and all(are_alike(one, own) for own in group)]
        for group in groups
    ]
    assert any(
        not any(are_alike(one, other) for one, other in itertools.combinations(leaders, 2))
        for leaders in itertools.product(*leading)
    )


def test_nothing_has_no_groups() -> None:
    assert twins_of([]) == []
    assert families_of([]) == []
    assert twins_of(["", "…", "", "?"]) == [0, 1, 0, 2]


def test_forms_filled_in_by_the_thousand_do_not_take_quadratic_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MOST_COMPARED", 2)
    compared = []
    holds = twins._are_alike
    monkeypatch.setattr(twins, "_are_alike", lambda *sizes: compared.append(sizes) or holds(*sizes))
    forms = [f"We visited the plant at x{n} and saw y{n} at work with z{n} before noon" for n in range(50)]
    assert len(set(twins_of(forms))) == 50
    assert len(compared) <= 2 * 16 * 50


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (range(10), range(10), True),
        (range(10), range(2, 12), True),
        (range(10), range(3, 13), False),
        (range(10), range(40), True),
        ([1], range(20), False),
        ([1], [1], True),
        ([1, 2], [1, 2, 3], False),
        ([], [], True),
        ([], [1], False),
    ],
)
def test_a_document_is_a_copy_if_most_of_the_smaller_stands_in_the_larger(
    one: list[int], other: list[int], expected: bool
) -> None:
    first, second = families_of([one, other])
    assert (first == second) is expected
    assert families_of([one, other]) == families_of([other, one])
