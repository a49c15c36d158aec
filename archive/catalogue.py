"""The catalogue: what the archive knows, read and written as nouns.

Reading takes the reader's access level. Writing goes through ``Catalogue.recording()``, one transaction that raises
the revision by one if it changed anything.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from archive import tables
from archive.database import connection, open_engine
from archive.derivatives import Derivatives
from archive.entries import entries_of
from archive.errors import NotFound
from archive.jobs import Jobs
from archive.model import (
    Access,
    Case,
    Claim,
    Concept,
    Coverage,
    Document,
    DocumentState,
    Entry,
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
    Use,
    Version,
)
from archive.recording import Recording
from archive.store import Store
from archive.vocabulary import Vocabulary

__all__ = ["Catalogue"]

N = TypeVar("N", bound=Noun)
_Rows = list[tuple[str, str]]
_BATCH = 500  # ids in one IN (...): well under SQLite's limit on variables


class Catalogue:
    """Open it with ``Catalogue.open(home)``. Safe to share between threads: every call has its own connection."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = Store(home / "originals")
        self.derivatives = Derivatives(home / "derivatives")
        self._engine = open_engine(home)
        self.jobs = Jobs(self._engine)
        self._lock = Lock()
        self._vocabulary: tuple[int, _Rows, Vocabulary] | None = None

    @classmethod
    def open(cls, home: Path) -> Self:
        """The catalogue kept in ``home``, made there if there is none. Raises CatalogueError."""
        return cls(home)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def recording(self, *, actor: str, note: str = "") -> Iterator[Recording]:
        """One transaction of changes, kept whole when the block ends and dropped whole when it raises."""
        with self._connection(writes=True) as opened, opened.begin():
            recording = Recording(opened, actor=actor, note=note)
            yield recording
            recording.close()

    def revision(self) -> int:
        """How many transactions have changed the catalogue; 0 for an empty one."""
        number = self._one(select(func.max(tables.revision.c.number)))
        return int(number or 0)

    def vocabulary(self) -> Vocabulary:
        """All vocabularies, kept in memory: the very same object until one of their entries changes."""
        revision = self.revision()
        with self._lock:
            if self._vocabulary is None or self._vocabulary[0] != revision:
                rows = self._vocabulary_rows()
                # Most changes leave the vocabularies alone, and making their thousands of entries takes a while.
                same = self._vocabulary is not None and self._vocabulary[1] == rows
                kept = self._vocabulary[2] if self._vocabulary is not None and same else _vocabulary_of(rows)
                self._vocabulary = (revision, rows, kept)
            return self._vocabulary[2]

    # Programs, sources and claims are public facts: they have no access level.

    def programs(self, after: str | None = None, limit: int | None = None) -> list[Program]:
        """The register and the sample programs, by id (which begins with the date)."""
        return self._list(Program, after=after, limit=limit)

    def program(self, program_id: str) -> Program:
        """Raises NotFound."""
        return self._get(Program, program_id)

    def sessions(
        self,
        program_id: str | None = None,
        after: str | None = None,
        limit: int | None = None,
        *,
        reader: Access = Access.PUBLIC,
    ) -> list[Session]:
        """Parts of programs, without those that only a document tells of which the reader may not see."""
        conditions = [*_equal(tables.sessions, program_id=program_id), _session_readable(reader)]
        return self._list(Session, conditions, after=after, limit=limit)

    def session(self, session_id: str, reader: Access = Access.PUBLIC) -> Session:
        """Raises NotFound."""
        return self._get(Session, session_id, [_session_readable(reader)])

    def participations(self, program_id: str | None = None) -> list[Participation]:
        """Which cities and countries took part, as far as public sources name them."""
        found = self._list(Participation, _equal(tables.participations, program_id=program_id))
        return sorted(found, key=lambda one: (one.program_id, one.place_named))

    def sources(self, ids: Iterable[str] | None = None) -> list[Source]:
        """All sources, or those of ``ids`` that exist, by id."""
        if ids is None:
            return self._list(Source)
        wanted = sorted(set(ids))
        found = [
            source for batch in _batches(wanted) for source in self._list(Source, [tables.sources.c.id.in_(batch)])
        ]
        return sorted(found, key=lambda source: source.id)

    def source(self, source_id: str) -> Source:
        """Raises NotFound."""
        return self._get(Source, source_id)

    def claims(self) -> list[Claim]:
        """What sources say of the register as a whole."""
        return self._list(Claim)

    # Cases and documents: only what the reader may see today.

    def cases(self, reader: Access = Access.PUBLIC, after: str | None = None, limit: int | None = None) -> list[Case]:
        return self._list(Case, _readable(tables.cases, reader), after=after, limit=limit)

    def case(self, case_id: str, reader: Access = Access.PUBLIC) -> Case:
        """Raises NotFound, also where the reader may not see it: its existence is not told."""
        return self._get(Case, case_id, _readable(tables.cases, reader))

    def documents(
        self,
        reader: Access = Access.PUBLIC,
        after: str | None = None,
        limit: int | None = None,
        *,
        withdrawn: bool = False,
    ) -> list[Document]:
        """Documents, without the tombstones of withdrawn ones unless these are asked for too."""
        conditions = _readable(tables.documents, reader) if withdrawn else _visible_documents(reader)
        return self._list(Document, conditions, after=after, limit=limit)

    def document(self, document_id: str, reader: Access = Access.PUBLIC) -> Document:
        """A document, or the tombstone of a withdrawn one. Raises NotFound."""
        return self._get(Document, document_id, _readable(tables.documents, reader))

    def document_by_sha256(self, sha256: str) -> Document | None:
        """The document that holds these bytes, withdrawn or not, whoever may read it."""
        found = self._list(Document, [tables.documents.c.sha256 == sha256])
        return found[0] if found else None

    def passages(self, ids: Iterable[str], reader: Access = Access.PUBLIC) -> dict[str, Passage]:
        """The passages of these ids by id, without those that the reader may not see now."""
        found: dict[str, Passage] = {}
        for batch in _batches(sorted(set(ids))):
            found.update((p.id, p) for p in self._passages([tables.passages.c.id.in_(batch)], reader))
        return found

    def passages_of(
        self, *, document_id: str | None = None, case_id: str | None = None, reader: Access = Access.PUBLIC
    ) -> list[Passage]:
        """All passages of one document or one case in their order."""
        return self._passages(_equal(tables.passages, document_id=document_id, case_id=case_id), reader)

    # Links: left out where they rest on a document, or lead to a case, that the reader may not see.

    def teachings(
        self, case_id: str | None = None, program_id: str | None = None, reader: Access = Access.PUBLIC
    ) -> list[Teaching]:
        """Links between cases and programs, suggestions among them: ask ``is_fact``."""
        table = tables.teachings
        conditions = _equal(table, case_id=case_id, program_id=program_id)
        return self._list(Teaching, [*conditions, *_links_readable(table, reader)])

    def outcomes(
        self, case_id: str | None = None, program_id: str | None = None, reader: Access = Access.PUBLIC
    ) -> list[Outcome]:
        """What cities did after training, as far as public sources say."""
        table = tables.outcomes
        readable = table.c.case_id.in_(_ids(tables.cases, _readable(tables.cases, reader)))
        conditions = [*_equal(table, case_id=case_id, program_id=program_id), or_(table.c.case_id.is_(None), readable)]
        found = self._list(Outcome, conditions)
        return sorted(found, key=lambda one: (one.program_id or "", one.city or "", one.kind, one.id))

    def uses(
        self, document_id: str | None = None, program_id: str | None = None, reader: Access = Access.PUBLIC
    ) -> list[Use]:
        """In which programs and sessions documents were used."""
        table = tables.uses
        conditions = [*_equal(table, document_id=document_id, program_id=program_id)]
        conditions.append(table.c.document_id.in_(_ids(tables.documents, _visible_documents(reader))))
        with self._connection() as connection:
            return [
                Use(document_id=row.document_id, program_id=row.program_id, session_id=row.session_id)
                for row in connection.execute(select(table).where(*conditions).order_by(table.c.id))
            ]

    def coverages(
        self, document_id: str | None = None, case_id: str | None = None, reader: Access = Access.PUBLIC
    ) -> list[Coverage]:
        """Which spans of documents are about which cases."""
        table = tables.coverages
        conditions = _equal(table, document_id=document_id, case_id=case_id)
        return self._list(Coverage, [*conditions, *_links_readable(table, reader)])

    def versions(self, noun: str, record_id: str) -> list[Version]:
        """Every state that a program, case or teaching has had, oldest first."""
        table = tables.versions
        statement = select(table).where(table.c.noun == noun, table.c.record_id == record_id).order_by(table.c.number)
        with self._connection() as connection:
            return [_version(row._mapping) for row in connection.execute(statement)]

    def newest_versions(self, noun: str, ids: Iterable[str]) -> dict[str, Version]:
        """The present state of each program, case or teaching (``noun``) of these ids that exists, by id."""
        table = tables.versions
        newest = select(table.c.record_id, func.max(table.c.number).label("number")).where(table.c.noun == noun)
        found: dict[str, Version] = {}
        for batch in _batches(sorted(set(ids))):
            last = newest.where(table.c.record_id.in_(batch)).group_by(table.c.record_id).subquery()
            same = and_(table.c.record_id == last.c.record_id, table.c.number == last.c.number)
            statement = select(table).join(last, same).where(table.c.noun == noun)
            with self._connection() as connection:
                found.update((row.record_id, _version(row._mapping)) for row in connection.execute(statement))
        return found

    def entries(self) -> Iterator[Entry]:
        """Every passage as evidence, for building an index: in order of passage id, then subject.

        Hidden and embargoed ones are among them, marked; those of withdrawn documents are not.
        """
        return entries_of(self)

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are, hidden ones included: for the people who run the archive."""
        counted = ("programs", "sessions", "cases", "documents", "passages", "teachings", "sources")
        with self._connection() as connection:
            return {
                name: int(connection.scalar(select(func.count()).select_from(tables.metadata.tables[name])) or 0)
                for name in counted
            }

    # How it is done.

    def _connection(self, *, writes: bool = False) -> AbstractContextManager[Connection]:
        return connection(self._engine, writes=writes)

    def _list(
        self,
        noun: type[N],
        conditions: Iterable[ColumnElement[bool]] = (),
        *,
        after: str | None = None,
        limit: int | None = None,
    ) -> list[N]:
        table = tables.table_of(noun)
        statement = select(table).where(*conditions).order_by(table.c.id)
        if after is not None:
            statement = statement.where(table.c.id > after)
        if limit is not None:
            statement = statement.limit(limit)
        with self._connection() as connection:
            return [tables.load(noun, row) for row in connection.execute(statement)]

    def _get(self, noun: type[N], record_id: str, conditions: Iterable[ColumnElement[bool]] = ()) -> N:
        found = self._list(noun, [tables.table_of(noun).c.id == record_id, *conditions])
        if not found:
            name = noun.__name__.lower()
            raise NotFound(f"There is no {name} '{record_id}' here. List them with `miti {name}s`.", id=record_id)
        return found[0]

    def _passages(self, conditions: Iterable[ColumnElement[bool]], reader: Access) -> list[Passage]:
        table = tables.passages
        statement = (
            select(table)
            .join(tables.documents, table.c.document_id == tables.documents.c.id, isouter=True)
            .join(tables.cases, table.c.case_id == tables.cases.c.id, isouter=True)
            .where(
                *conditions,
                or_(table.c.document_id.is_(None), and_(*_visible_documents(reader))),
                or_(table.c.case_id.is_(None), and_(*_readable(tables.cases, reader))),
            )
            .order_by(table.c.document_id, table.c.case_id, table.c.ordinal)
        )
        with self._connection() as connection:
            return [tables.load(Passage, row) for row in connection.execute(statement)]

    def _vocabulary_rows(self) -> "_Rows":
        table = tables.vocabulary
        with self._connection() as connection:
            return [
                tuple(row) for row in connection.execute(select(table.c.scheme, table.c.content).order_by(table.c.id))
            ]

    def _one(self, statement: Any) -> Any:
        with self._connection() as connection:
            return connection.scalar(statement)


def _version(row: Mapping[Any, Any]) -> Version:
    # SQLite keeps no time zone; every time in the catalogue is UTC.
    return Version.model_validate({**row, "at": row["at"].replace(tzinfo=dt.UTC)})


def _vocabulary_of(rows: _Rows) -> Vocabulary:
    def entries(noun: type[N]) -> Iterator[N]:
        return (noun.model_validate_json(content) for scheme, content in rows if scheme == tables.SCHEMES[noun])

    return Vocabulary(
        themes={entry.id: entry for entry in entries(Theme)},
        places={entry.id: entry for entry in entries(Place)},
        organisations={entry.id: entry for entry in entries(Organisation)},
        concepts={entry.id: entry for entry in entries(Concept)},
    )


def _equal(table: Table, **values: str | None) -> list[ColumnElement[bool]]:
    return [table.c[name] == value for name, value in values.items() if value is not None]


def _readable(table: Table, reader: Access) -> list[ColumnElement[bool]]:
    levels = [level.value for level in Access if reader.may_read(level)]
    conditions: list[ColumnElement[bool]] = [table.c.access.in_(levels)]
    if reader is not Access.STAFF:
        # Staff prepare records under embargo; everybody else waits for the day.
        today = dt.datetime.now(dt.UTC).date()
        conditions.append(or_(table.c.embargo_until.is_(None), table.c.embargo_until <= today))
    return conditions


def _visible_documents(reader: Access) -> list[ColumnElement[bool]]:
    return [*_readable(tables.documents, reader), tables.documents.c.state != DocumentState.WITHDRAWN.value]


def _links_readable(table: Table, reader: Access) -> list[ColumnElement[bool]]:
    documents = _ids(tables.documents, _visible_documents(reader))
    return [
        table.c.case_id.in_(_ids(tables.cases, _readable(tables.cases, reader))),
        or_(table.c.document_id.is_(None), table.c.document_id.in_(documents)),
    ]


def _session_readable(reader: Access) -> ColumnElement[bool]:
    uses = tables.uses
    used = select(uses.c.id).where(uses.c.session_id == tables.sessions.c.id)
    visible = used.where(uses.c.document_id.in_(_ids(tables.documents, _visible_documents(reader))))
    has_source = ~tables.sessions.c.content.contains('"source_ids":[]')
    return or_(has_source, ~used.exists(), visible.exists())


def _ids(table: Table, conditions: list[ColumnElement[bool]]) -> Select[tuple[str]]:
    return select(table.c.id).where(*conditions)


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
