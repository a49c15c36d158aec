"""The catalogue's tables: the only file that knows columns.

A row holds what is asked for by column and, in ``content``, the whole noun as JSON. The noun is the truth of a row;
the other columns are copies of its fields, written in the same statement.
"""

import datetime as dt
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from archive.model import (
    Case,
    Claim,
    Concept,
    Coverage,
    Document,
    Locator,
    LocatorKind,
    Noun,
    Organisation,
    Outcome,
    Participation,
    Passage,
    Place,
    Program,
    Session,
    Source,
    Teaching,
    Theme,
)

__all__ = [
    "cases",
    "claims",
    "coverages",
    "documents",
    "jobs",
    "load",
    "metadata",
    "outcomes",
    "participations",
    "passages",
    "programs",
    "revision",
    "row_of",
    "sessions",
    "sources",
    "table_of",
    "teachings",
    "uses",
    "versions",
    "vocabulary",
]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _content() -> Column[str]:
    return Column("content", Text, nullable=False)


revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
)
programs = Table(
    "programs",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    _content(),
)
sessions = Table(
    "sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("program_id", ForeignKey("programs.id"), nullable=False, index=True),
    _content(),
)
participations = Table(
    "participations",
    metadata,
    Column("id", String, primary_key=True),
    Column("program_id", ForeignKey("programs.id"), nullable=False, index=True),
    _content(),
)
sources = Table("sources", metadata, Column("id", String, primary_key=True), _content())
claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    _content(),
)
cases = Table(
    "cases",
    metadata,
    Column("id", String, primary_key=True),
    Column("access", String, nullable=False),
    Column("embargo_until", Date),
    _content(),
)
documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("access", String, nullable=False),
    Column("embargo_until", Date),
    _content(),
)
passages = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), index=True),
    Column("case_id", ForeignKey("cases.id"), index=True),
    Column("ordinal", Integer, nullable=False),
    Column("locator_kind", String, nullable=False),
    Column("locator_start", Integer, nullable=False),
    Column("locator_end", Integer, nullable=False),
    Column("locator_label", String, nullable=False),
    Column("text", Text, nullable=False),
)
uses = Table(
    "uses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("program_id", ForeignKey("programs.id"), nullable=False, index=True),
    Column("session_id", ForeignKey("sessions.id")),
    UniqueConstraint("document_id", "program_id", "session_id"),
)
coverages = Table(
    "coverages",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    _content(),
)
teachings = Table(
    "teachings",
    metadata,
    Column("id", String, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("program_id", ForeignKey("programs.id"), nullable=False, index=True),
    Column("session_id", ForeignKey("sessions.id")),
    Column("document_id", ForeignKey("documents.id"), index=True),
    Column("basis", String, nullable=False),
    _content(),
)
outcomes = Table(
    "outcomes",
    metadata,
    Column("id", String, primary_key=True),
    Column("program_id", ForeignKey("programs.id"), index=True),
    Column("case_id", ForeignKey("cases.id"), index=True),
    _content(),
)
jobs = Table(
    "jobs",
    metadata,
    # In the order in which they came: a time alone may be that of two.
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("state", String, nullable=False, index=True),
    Column("asked", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("leased_until", DateTime),
    Column("finished_at", DateTime),
    Column("result", Text),
    Column("error_code", String),
    Column("error_message", Text),
)
vocabulary = Table(
    "vocabulary",
    metadata,
    Column("scheme", String, nullable=False),
    Column("id", String, nullable=False),
    _content(),
    PrimaryKeyConstraint("scheme", "id"),
)
versions = Table(
    "versions",
    metadata,
    Column("noun", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("actor", String, nullable=False),
    Column("note", Text, nullable=False),
    _content(),
    PrimaryKeyConstraint("noun", "record_id", "number"),
)
Index("ix_passages_owner", passages.c.document_id, passages.c.ordinal)

_TABLES: dict[type[Noun], Table] = {
    Program: programs,
    Session: sessions,
    Participation: participations,
    Source: sources,
    Claim: claims,
    Case: cases,
    Document: documents,
    Passage: passages,
    Coverage: coverages,
    Teaching: teachings,
    Outcome: outcomes,
    Theme: vocabulary,
    Place: vocabulary,
    Organisation: vocabulary,
    Concept: vocabulary,
}
SCHEMES: dict[type[Noun], str] = {
    Theme: "theme",
    Place: "place",
    Organisation: "organisation",
    Concept: "concept",
}

N = TypeVar("N", bound=Noun)


def table_of(noun: type[Noun]) -> Table:
    """The table that keeps nouns of this type."""
    return _TABLES[noun]


def row_of(noun: Noun) -> dict[str, Any]:
    """The row that keeps ``noun``."""
    if isinstance(noun, Passage):
        return _passage_row(noun)
    table = table_of(type(noun))
    row: dict[str, Any] = {"content": noun.model_dump_json()}
    for column in (c.name for c in table.columns):
        if column in {"content", "scheme", "id"}:
            continue
        row[column] = getattr(noun, column)
    row["id"] = coverage_id(noun) if isinstance(noun, Coverage) else getattr(noun, "id")  # noqa: B009
    if table is vocabulary:
        row["scheme"] = SCHEMES[type(noun)]
    return row


def coverage_id(coverage: Coverage) -> str:
    """A coverage is what it says: the same statement twice is one row."""
    place = coverage.locator
    span = f"{place.kind}:{place.start}-{place.end}" if place else "whole"
    return f"{coverage.document_id}/{coverage.case_id}/{span}"


def load(noun: type[N], row: Any) -> N:
    """The noun that ``row`` keeps."""
    if noun is Passage:
        return noun.model_validate(_passage_fields(row))
    return noun.model_validate_json(row.content)


def _passage_row(passage: Passage) -> dict[str, Any]:
    place = passage.locator
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "case_id": passage.case_id,
        "ordinal": passage.ordinal,
        "locator_kind": place.kind,
        "locator_start": place.start,
        "locator_end": place.end,
        "locator_label": place.label,
        "text": passage.text,
    }


def _passage_fields(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "document_id": row.document_id,
        "case_id": row.case_id,
        "ordinal": row.ordinal,
        "locator": Locator(
            kind=LocatorKind(row.locator_kind),
            start=row.locator_start,
            end=row.locator_end,
            label=row.locator_label,
        ),
        "text": row.text,
    }


def utc_now() -> dt.datetime:
    """The present moment in UTC, to the second: what every ``_at`` column holds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
