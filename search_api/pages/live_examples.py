"""Examples on the page of the API: real answers of this archive, abbreviated."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from pydantic import BaseModel

from index.errors import SearchIndexError
from search_api import asking_schemas
from search_api.count_schemas import CountParameters
from search_api.counts import CountService
from search_api.pages.wording import N_
from search_api.service import SearchService

__all__ = ["Example", "abbreviated", "examples"]

QUESTION = "bus rapid transit"
LONGEST = 60
"""Characters of a text that are shown."""
SHOWN = 2
"""Members of a list that are shown."""
DEEPEST = 4
"""Objects and lists within each other that are opened."""


@dataclass(frozen=True)
class Example:
    """``address``: what was asked; ``answer``: JSON, abbreviated."""

    title: str
    address: str
    answer: str


def examples(service: SearchService, language: asking_schemas.Language) -> list[Example]:
    """What the archive answers now: without an index only what needs none, without a case what needs no case."""
    case = next(iter(service.catalogue.cases(limit=1)), None)
    records = service.records(language)

    def search() -> BaseModel:
        return service.search(asking_schemas.SearchParameters(q=QUESTION, limit=1, lang=language))

    def count() -> BaseModel:
        return CountService(service).count(CountParameters(rows="theme", columns="region", lang=language))

    found = [
        _example(N_("Search"), "/api/search", {"q": QUESTION, "limit": "1"}, search, language),
        _example(N_("Count"), "/api/counts", {"rows": "theme", "columns": "region"}, count, language),
    ]
    if case is not None:
        found.append(
            _example(N_("Read a record"), f"/api/cases/{quote(case.id)}", {}, lambda: records.case(case.id), language)
        )
    return [example for example in found if example]


def _example(
    title: str, path: str, asked: dict[str, str], answer: Callable[[], BaseModel], language: str
) -> Example | None:
    pairs = {**asked, **({"lang": language} if language != "en" else {})}
    try:
        value = answer().model_dump(mode="json")
    except SearchIndexError:
        return None
    text = json.dumps(abbreviated(value), ensure_ascii=False, indent=2)
    return Example(title, f"{path}{'?' + urlencode(pairs) if pairs else ''}", text)


def abbreviated(value: Any, depth: int = 0) -> Any:
    """JSON with long texts cut, long lists ended, and what lies deep closed; "…" stands for what is left out."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST else f"{value[:LONGEST].rstrip()} …"
    if not value or not isinstance(value, dict | list):
        return value
    if depth >= DEEPEST:
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, dict):
        return {name: abbreviated(inner, depth + 1) for name, inner in value.items()}
    left_out = len(value) - SHOWN
    return [*(abbreviated(inner, depth + 1) for inner in value[:SHOWN]), *([f"… {left_out}"] if left_out > 0 else [])]
