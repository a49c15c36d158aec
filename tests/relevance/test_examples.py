"""What the home page offers to ask finds something in the starter corpus, in every language of the interface."""

from collections.abc import Callable

import pytest

from search_api import schemas
from search_api.pages.examples import EXAMPLES

Ask = Callable[..., schemas.SearchAnswer]


@pytest.mark.parametrize(
    ("language", "question"),
    [(tag, question) for tag, groups in EXAMPLES.items() for questions in groups.values() for question in questions],
)
def test_every_example_is_answered(ask: Ask, language: str, question: str) -> None:
    answer = ask(question, lang=language)
    assert answer.answered
    assert answer.hits
    assert answer.query.unknown == []  # each filter that is typed in it is one
