"""What may be asked of every hit: each function gives a rule for ``Every``."""

import unicodedata
from collections.abc import Callable

from search_api import schemas

__all__ = ["evidence_shows", "in_country", "names_neither"]

Rule = Callable[[schemas.Hit], bool]


def evidence_shows(phrase: str) -> Rule:
    """Every piece of evidence shows the phrase in its snippet, or stands under a title that has it."""

    def holds(hit: schemas.Hit) -> bool:
        return all(_folded(phrase) in _folded(" ".join(_shown(hit, evidence))) for evidence in hit.evidence)

    return holds


def names_neither(*words: str) -> Rule:
    """No evidence shows one of the words."""

    def holds(hit: schemas.Hit) -> bool:
        shown = [_folded(evidence.snippet) for evidence in hit.evidence]
        return not any(_folded(word) in text for word in words for text in shown)

    return holds


def in_country(*codes: str) -> Rule:
    """The hit is a case of one of these countries (ISO 3166-1 alpha-2), or a part of a document, which has none."""
    return lambda hit: hit.case is None or hit.case.country.id in codes


def _shown(hit: schemas.Hit, evidence: schemas.EvidenceView) -> list[str]:
    titles = [record.title for record in (hit.case, hit.document, evidence.document) if record]
    return [evidence.snippet, *titles]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("’", "'").replace("-", " "))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
