"""What tests ask of an answer of the API."""

from typing import Any


def subjects(answer: dict[str, Any]) -> list[str]:
    """The ids of what was found, best first."""
    return [(hit["case"] or hit["document"])["id"] for hit in answer["hits"]]
