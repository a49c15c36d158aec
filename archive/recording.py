"""One transaction of changes to the catalogue."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from archive import tables
from archive.errors import DuplicateDocument, InvalidRecord, NotFound
from archive.model import (
    Acceptance,
    Basis,
    Case,
    Coverage,
    Document,
    DocumentState,
    Noun,
    Passage,
    Program,
    Teaching,
    Use,
    Withdrawal,
    short_hash,
)

__all__ = ["Recording"]

_VERSIONED: dict[type[Noun], str] = {Program: "program", Case: "case", Teaching: "teaching"}


class Recording:
    """Made by ``Catalogue.recording()``. Nothing is kept unless the whole block succeeds.

    ``put`` is idempotent: a record that is already there unchanged makes no version and no new revision.
    """

    def __init__(self, connection: Connection, *, actor: str, note: str) -> None:
        self._connection = connection
        self._actor = actor
        self._note = note
        self._changed = False

    def put(self, noun: Noun) -> bool:
        """Add a record, or replace the one of the same id. Returns whether anything changed.

        Raises InvalidRecord where it names a record that does not exist.
        """
        self._refuse_unknown_sources(noun)
        table = tables.table_of(type(noun))
        row = tables.row_of(noun)
        key = [column == row[column.name] for column in table.primary_key]
        present = self._connection.execute(select(table).where(*key)).one_or_none()
        if present is not None and dict(present._mapping) == row:
            return False
        statement = insert(table).values(row) if present is None else update(table).where(*key).values(row)
        try:
            self._connection.execute(statement)
        except IntegrityError as error:
            raise InvalidRecord(
                f"{type(noun).__name__} '{row['id']}' names a record that is not in the archive: {_names(noun)}. "
                "Take that one in first, or correct the id.",
            ) from error
        self._changed = True
        if (name := _VERSIONED.get(type(noun))) is not None:
            self._keep_version(name, row["id"], row["content"])
        return True

    def put_new(self, noun: Noun) -> bool:
        """Add a record unless one of its id is there, whatever that one says. Returns whether it was added."""
        table = tables.table_of(type(noun))
        key = tables.row_of(noun)["id"]
        if self._connection.execute(select(table.c.id).where(table.c.id == key)).one_or_none() is not None:
            return False
        return self.put(noun)

    def replace_passages(self, passages: Iterable[Passage], *, case_id: str) -> None:
        """The passages of a case record, in place of those it had."""
        owned = tables.passages.c.case_id == case_id
        rows = [tables.row_of(passage) for passage in passages]
        present = self._connection.execute(select(tables.passages).where(owned).order_by(tables.passages.c.ordinal))
        if [dict(row._mapping) for row in present] == rows:
            return
        self._connection.execute(delete(tables.passages).where(owned))
        self._insert(rows)

    def add_document(self, document: Document, passages: Iterable[Passage]) -> None:
        """A new document with its passages. Raises DuplicateDocument where its bytes are already there."""
        try:
            self._connection.execute(insert(tables.documents).values(tables.row_of(document)))
        except IntegrityError as error:
            raise DuplicateDocument(
                f"These bytes are already in the archive as {document.id}.", existing_id=document.id
            ) from error
        self._insert([tables.row_of(passage) for passage in passages])

    def link(self, use: Use, coverages: Iterable[Coverage] = ()) -> None:
        """A document was used in a program; each case that it covers was therefore taught there.

        Raises InvalidRecord where starter material (used in a sample program) is claimed for a real one, or the
        other way round: a sample never stands as evidence for a real program.
        """
        self._refuse_mixing(use)
        table = tables.uses
        same = [table.c.document_id == use.document_id, table.c.program_id == use.program_id]
        same.append(table.c.session_id.is_(None) if use.session_id is None else table.c.session_id == use.session_id)
        if self._connection.execute(select(table.c.id).where(*same)).one_or_none() is None:
            self._connection.execute(insert(table).values(use.model_dump()))
            self._changed = True
        for coverage in coverages:
            self.put(coverage)
            self.put(_material_teaching(use, coverage))

    def withdraw(self, document_id: str, withdrawal: Withdrawal) -> None:
        """Leave a tombstone: the record of the document stays, its text and its links as evidence do not count.

        Raises NotFound.
        """
        document = self._document(document_id)
        gone = {"state": DocumentState.WITHDRAWN, "withdrawal": withdrawal}
        self.put(document.model_copy(update=gone))

    def replace_suggestions(self, teachings: Iterable[Teaching]) -> None:
        """Keep these computed links instead of those that nobody has accepted; those accepted stay as they are."""
        table = tables.teachings
        rows = self._connection.execute(select(table).where(table.c.basis == Basis.SUGGESTED.value))
        kept = {row.id: tables.load(Teaching, row) for row in rows}
        new = {teaching.id: teaching for teaching in teachings}
        for teaching_id, teaching in kept.items():
            if teaching.acceptance is None and teaching_id not in new:
                self._connection.execute(delete(table).where(table.c.id == teaching_id))
                self._changed = True
        for teaching_id, teaching in new.items():
            if teaching_id not in kept or kept[teaching_id].acceptance is None:
                self.put(teaching)

    def accept(self, teaching_id: str, acceptance: Acceptance) -> None:
        """A person confirms a suggested teaching; who did is kept. Raises NotFound, InvalidRecord."""
        row = self._connection.execute(
            select(tables.teachings).where(tables.teachings.c.id == teaching_id)
        ).one_or_none()
        if row is None:
            raise NotFound(f"There is no teaching '{teaching_id}'.", id=teaching_id)
        teaching = tables.load(Teaching, row)
        if teaching.is_fact:
            raise InvalidRecord(f"Teaching '{teaching_id}' needs no acceptance: it is not an open suggestion.")
        self.put(teaching.model_copy(update={"acceptance": acceptance}))

    def close(self) -> None:
        """Raise the revision if anything changed. Called by ``Catalogue.recording()`` just before the commit."""
        if not self._changed:
            return
        table = tables.revision
        if self._connection.execute(update(table).values(number=table.c.number + 1)).rowcount == 0:
            self._connection.execute(insert(table).values(id=1, number=1))

    def _insert(self, rows: list[dict[str, object]]) -> None:
        self._changed = True
        if rows:
            self._connection.execute(insert(tables.passages), rows)

    def _document(self, document_id: str) -> Document:
        row = self._connection.execute(
            select(tables.documents).where(tables.documents.c.id == document_id)
        ).one_or_none()
        if row is None:
            raise NotFound(f"There is no document '{document_id}' here.", id=document_id)
        return tables.load(Document, row)

    def _keep_version(self, noun: str, record_id: str, content: str) -> None:
        table = tables.versions
        last = self._connection.scalar(
            select(func.max(table.c.number)).where(table.c.noun == noun, table.c.record_id == record_id)
        )
        self._connection.execute(
            insert(table).values(
                noun=noun,
                record_id=record_id,
                number=(last or 0) + 1,
                at=tables.utc_now(),
                actor=self._actor,
                note=self._note,
                content=content,
            )
        )

    def _refuse_unknown_sources(self, noun: Noun) -> None:
        cited = _cited(noun)
        if not cited:
            return
        table = tables.sources
        known = set(self._connection.scalars(select(table.c.id).where(table.c.id.in_(cited))))
        if missing := sorted(cited - known):
            raise InvalidRecord(f"{type(noun).__name__} cites sources that are not there: {', '.join(missing)}.")

    def _refuse_mixing(self, use: Use) -> None:
        used = select(tables.programs.c.kind).where(
            tables.programs.c.id.in_(
                select(tables.uses.c.program_id).where(tables.uses.c.document_id == use.document_id)
            )
        )
        kinds = set(self._connection.scalars(used))
        wanted = self._connection.scalar(select(tables.programs.c.kind).where(tables.programs.c.id == use.program_id))
        if wanted is None:
            raise InvalidRecord(f"There is no program '{use.program_id}' here. List them with `miti programs`.")
        if kinds and ("sample" in kinds) != (wanted == "sample"):
            raise InvalidRecord(
                f"Document {use.document_id} is starter material of a sample program, or this program is one: "
                "sample material never stands as evidence for a real program."
            )


def _material_teaching(use: Use, coverage: Coverage) -> Teaching:
    return Teaching(
        id=short_hash("material", coverage.case_id, use.program_id, use.session_id, tables.coverage_id(coverage)),
        case_id=coverage.case_id,
        program_id=use.program_id,
        session_id=use.session_id,
        document_id=use.document_id,
        locator=coverage.locator,
        basis=Basis.MATERIAL,
    )


def _cited(noun: Noun) -> set[str]:
    cited: set[str] = set(getattr(noun, "source_ids", ()))
    if isinstance(noun, Case):
        cited.update(*(section.source_ids for section in noun.sections))
        cited.update(*(result.source_ids for result in noun.results))
    return cited


def _names(noun: Noun) -> str:
    named = {name: value for name, value in noun.model_dump().items() if name.endswith("_id") and value}
    return ", ".join(f"{name.removesuffix('_id')} '{value}'" for name, value in named.items()) or "see its ids"
