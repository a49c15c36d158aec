"""Records for tests: whole and valid, with the fields that a test cares about given by name."""

import datetime as dt
import hashlib
from typing import Any

from archive.model import (
    Access,
    Case,
    Concept,
    Coverage,
    Document,
    Entry,
    Locator,
    LocatorKind,
    Passage,
    Period,
    Place,
    PlaceKind,
    Program,
    ProgramKind,
    Scheme,
    Section,
    Source,
    Stage,
    Theme,
    short_hash,
)

THEMES = (
    Theme(id="T01", labels={"en": "Transport", "ko": "교통"}),
    Theme(id="T01.brt", labels={"en": "Bus rapid transit", "ko": "간선급행버스"}, broader="T01"),
    Theme(id="T05", labels={"en": "Water", "ko": "물"}),
)
PLACES = (
    Place(id="142", kind=PlaceKind.REGION, labels={"en": "Asia", "ko": "아시아"}),
    Place(id="KR", kind=PlaceKind.COUNTRY, labels={"en": "South Korea", "ko": "대한민국"}, regions=("142",)),
    Place(id="CO", kind=PlaceKind.COUNTRY, labels={"en": "Colombia"}, regions=("019",)),
    Place(id="seoul", kind=PlaceKind.CITY, labels={"en": "Seoul", "ko": "서울"}, country="KR"),
    Place(id="bogota", kind=PlaceKind.CITY, labels={"en": "Bogotá"}, country="CO"),
)
CONCEPTS = (
    Concept(id="instrument", scheme=Scheme.FACET, labels={"en": "policy instrument", "ko": "정책 수단"}),
    Concept(
        id="instrument.pricing", scheme=Scheme.FACET, labels={"en": "pricing", "ko": "요금"}, broader=("instrument",)
    ),
    Concept(id="people", scheme=Scheme.FACET, labels={"en": "people served"}),
    Concept(id="people.women", scheme=Scheme.FACET, labels={"en": "women"}, broader=("people",)),
    Concept(id="stage", scheme=Scheme.FACET, labels={"en": "stage"}),
    Concept(id="stage.running", scheme=Scheme.FACET, labels={"en": "running", "ko": "운영 중"}, broader=("stage",)),
    Concept(
        id="congestion-charge",
        scheme=Scheme.CONCEPT,
        labels={"en": "congestion charge", "ko": "혼잡통행료"},
        alt_labels={"en": ("road pricing",)},
        negative_labels={"en": ("network congestion",)},
        scope_note="A fee for driving where and when roads are full.",
        broader=("T01",),
        related=("bus-lane",),
    ),
    Concept(id="bus-lane", scheme=Scheme.CONCEPT, labels={"en": "bus lane"}, broader=("T01.brt",)),
    Concept(id="topis", scheme=Scheme.NAME, labels={"en": "TOPIS", "ko": "토피스"}, broader=("T01",)),
)


def source(source_id: str = "page", **fields: Any) -> Source:
    return Source.model_validate(
        {"id": source_id, "title": f"Page {source_id}", "url": f"https://example.org/{source_id}", **fields}
    )


def program(program_id: str = "2015-04-07-climate", **fields: Any) -> Program:
    start = dt.date.fromisoformat(program_id[:10])
    period = Period(start=start, end=start, precision="day", recorded=program_id[:10])
    given = {"title": "Climate policy", "title_recorded": "Climate policy", "kind": ProgramKind.COURSE, "head_count": 9}
    return Program.model_validate({"id": program_id, "period": period, **given, **fields})


def sample_program(program_id: str = "sample-course") -> Program:
    period = Period(start=None, end=None, precision="unknown", recorded="")
    return Program(id=program_id, title="A sample", title_recorded="", period=period, kind=ProgramKind.SAMPLE)


def case(case_id: str = "seoul-bus", **fields: Any) -> Case:
    given: dict[str, Any] = {
        "title": {"en": f"The case {case_id}", "ko": f"사례 {case_id}"},
        "gist": {"en": "Buses became faster."},
        "city": "seoul",
        "country": "KR",
        "scale": "whole city",
        "themes": ("T01.brt",),
        "stage": Stage.RUNNING,
        "start": "2004",
        "sections": (Section(name="problem", text="Buses were slow.", source_ids=("page",)),),
        "source_ids": ("page",),
    }
    return Case.model_validate({"id": case_id, **given, **fields})


def document(name: str = "deck", **fields: Any) -> Document:
    """``name`` stands for the bytes: another name is another file."""
    given: dict[str, Any] = {
        "id": f"doc-{short_hash(name)}",
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "byte_count": len(name),
        "media_type": "application/pdf",
        "filename": f"{name}.pdf",
        "title": f"The {name}",
        "language": "en",
        "accessioned_at": dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
    }
    return Document.model_validate({**given, **fields})


def slide(number: int, last: int | None = None) -> Locator:
    label = f"slide {number}" if last is None else f"slides {number}–{last}"
    return Locator(kind=LocatorKind.SLIDE, start=number, end=last or number, label=label)


def passage(owner: Document | Case, text: str, place: Locator | None = None, ordinal: int = 0) -> Passage:
    place = place or slide(1)
    owned = {"document_id": owner.id} if isinstance(owner, Document) else {"case_id": owner.id}
    return Passage.model_validate(
        {"id": short_hash(owner.id, place.start, ordinal), "locator": place, "ordinal": ordinal, "text": text, **owned}
    )


def coverage(of: Document, case_id: str, place: Locator | None = None) -> Coverage:
    return Coverage(document_id=of.id, case_id=case_id, locator=place)


def entry(passage_id: str = "p1", text: str = "Buses were slow.", **fields: Any) -> Entry:
    """A passage as the index sees it: by default a unit and a subject of its own, and public."""
    given: dict[str, Any] = {
        "subject": f"document:{passage_id}",
        "unit": f"{passage_id}:slide:1",
        "title": "",
        "facets": {},
        "access": Access.PUBLIC,
    }
    return Entry.model_validate({"passage_id": passage_id, "text": text, **given, **fields})
