"""How full a case record is: which fields say something, and which nobody has looked for yet."""

from collections.abc import Callable
from typing import NamedTuple

from archive.model import NOT_STATED, Case, Place
from search_api.portraits.case_schemas import Completeness, FieldState, Level, State

__all__ = ["FIELDS", "SECTIONS", "Known", "completeness"]

SECTIONS: dict[str, Level] = {
    "problem": "required",
    "solution": "required",
    "lessons": "required",
    "objectives": "wanted",
    "background": "wanted",
    "actors": "wanted",
    "resources": "wanted",
    "obstacles": "wanted",
    "success-factors": "wanted",
    "transfer": "wanted",
    "inclusion": "optional",
}
"""The sections of a record, each with how much it is needed."""
TITLES = ("en", "ko")
"""A record has a title in the language of the archive's readers and in that of the programs."""


class Known(NamedTuple):
    """What is known of a case beside its record."""

    place: Place | None
    """Its city in the vocabulary."""
    is_taught: bool
    """Whether a program of the register taught it as a matter of fact."""
    is_related: bool
    """Whether a person tied another case to it."""


Answer = Callable[[Case, Known], State]


def _have(is_there: Callable[[Case], object]) -> Answer:
    return lambda case, _known: _said(is_there(case))


def _stated(value: Callable[[Case], str]) -> Answer:
    return lambda case, _known: "not stated" if value(case) == NOT_STATED else "filled"


FIELDS: tuple[tuple[str, Level, Answer], ...] = (
    ("title", "required", _have(lambda case: all(tag in case.title for tag in TITLES))),
    ("gist", "required", _have(lambda case: all(tag in case.gist for tag in TITLES))),
    (
        "coordinates",
        "required",
        lambda _case, known: _said(known.place is not None and known.place.latitude is not None),
    ),
    ("start", "required", _stated(lambda case: case.start)),
    ("sources", "required", _have(lambda case: case.source_ids)),
    ("review", "required", _have(lambda case: case.last_reviewed)),
    ("taught", "wanted", lambda _case, known: _said(known.is_taught)),
    ("sdg", "wanted", _have(lambda case: case.sdg)),
    ("results", "wanted", _have(lambda case: case.results)),
    ("instrument", "wanted", _have(lambda case: _tagged(case, "instrument"))),
    ("actor", "wanted", _have(lambda case: _tagged(case, "actor"))),
    ("finance", "wanted", _have(lambda case: _tagged(case, "finance"))),
    ("challenge", "wanted", _have(lambda case: _tagged(case, "challenge"))),
    ("people", "optional", _have(lambda case: _tagged(case, "people"))),
    ("relations", "wanted", lambda _case, known: _said(known.is_related)),
)
"""Fields beside the sections. City, country, scale, theme, stage, language and licence are left out: no record is
taken in without them, so that they would only raise every share."""
_ORDER: list[Level] = ["required", "wanted", "optional"]


def completeness(case: Case, known: Known) -> Completeness:
    """Each field with its state, and the share of those that are filled."""
    states = [
        *(FieldState(field=name, level=level, state=answer(case, known)) for name, level, answer in FIELDS),
        *(
            FieldState(field=f"section:{name}", level=level, state=_section(case, name))
            for name, level in SECTIONS.items()
        ),
    ]
    counts = {state: sum(one.state == state for one in states) for state in ("filled", "not stated", "missing")}
    return Completeness(
        fields=sorted(states, key=lambda one: _ORDER.index(one.level)),
        filled_count=counts["filled"],
        not_stated_count=counts["not stated"],
        missing_count=counts["missing"],
        share=round(counts["filled"] / len(states), 3),
    )


def _said(is_there: object) -> State:
    return "filled" if is_there else "missing"


def _section(case: Case, name: str) -> State:
    text = next((section.text for section in case.sections if section.name == name), None)
    if text is None:
        return "missing"
    return "not stated" if text == NOT_STATED else "filled"


def _tagged(case: Case, facet: str) -> bool:
    return any(tag.startswith(f"{facet}.") for tag in case.tags)
