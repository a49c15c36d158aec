"""What the starter corpus must answer, by category; written from the case records."""

from relevance.expectations import Expectation
from relevance.expected import (
    acronym,
    cross_lingual,
    identifier,
    misspelling,
    phrase,
    punctuation_and_numbers,
    question,
    title_and_place,
    unanswerable,
)

__all__ = ["CATEGORIES"]

CATEGORIES: dict[str, list[Expectation]] = {
    "acronym": acronym.EXPECTATIONS,
    "misspelling": misspelling.EXPECTATIONS,
    "punctuation and numbers": punctuation_and_numbers.EXPECTATIONS,
    "phrase": phrase.EXPECTATIONS,
    "title and place": title_and_place.EXPECTATIONS,
    "question": question.EXPECTATIONS,
    "identifier": identifier.EXPECTATIONS,
    "unanswerable": unanswerable.EXPECTATIONS,
    "other languages": cross_lingual.EXPECTATIONS,
}
