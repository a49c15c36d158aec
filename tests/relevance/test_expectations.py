"""Every expectation over the starter corpus. What is known to fail is expected to, strictly: once it is mended its mark
has to go. `python tests/relevance_report.py FOLDER` writes the same as pages to read."""

from collections import Counter

import pytest
from relevance.expectations import Before, Expectation, Within
from relevance.expected.categories import CATEGORIES
from relevance.starter import CORPUS, StarterSearch

CASES = {path.stem for path in (CORPUS / "cases").glob("*.md")}


def _parameters() -> list[object]:
    return [
        pytest.param(
            expectation,
            id=f"{category}: {expectation.question}: {expectation.wanted()}",
            marks=[pytest.mark.xfail(reason=expectation.known, strict=True)] if expectation.known else [],
        )
        for category, expectations in CATEGORIES.items()
        for expectation in expectations
    ]


@pytest.mark.parametrize("expectation", _parameters())
def test_the_answer_is_as_expected(search: StarterSearch, expectation: Expectation) -> None:
    finding = expectation.examine(search)
    assert finding.holds, str(finding)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_category_has_a_dozen_expectations_none_of_them_twice(category: str) -> None:
    counted = Counter((one.question, str(one.filters), one.wanted()) for one in CATEGORIES[category])
    assert sum(counted.values()) >= 12
    assert max(counted.values()) == 1


def test_expectations_name_cases_that_there_are() -> None:
    named: set[str] = set()
    for one in (one for expectations in CATEGORIES.values() for one in expectations):
        match one:
            case Within():
                named.update(one.ids, one.never)
            case Before():
                named.update([one.better, *one.worse])
    assert named <= CASES
