"""Accession: a file and what is said of it. The same bytes are never taken in twice."""

from dataclasses import dataclass
from pathlib import Path

from archive.model import Coverage, Session, Use
from archive.store import sha256_of
from ingest.errors import EmptyDocument, LimitExceeded, UnreadableDocument
from ingest.materials import MaterialRow, session_id

__all__ = ["MAX_BYTES", "Accession", "accession"]

MAX_BYTES = 500 * 1024 * 1024
"""Larger than any lecture deck seen; a bound on what one file may cost."""


@dataclass(frozen=True)
class Accession:
    """One file about to be taken in."""

    path: Path
    sha256: str
    byte_count: int
    row: MaterialRow

    @property
    def document_id(self) -> str:
        """The same on every machine, because it comes from the bytes."""
        return f"doc-{self.sha256[:16]}"

    def session(self) -> Session | None:
        """The session of a program that the row names."""
        row = self.row
        if row.program is None or not row.session:
            return None
        return Session(
            id=row.session if row.session.startswith(f"{row.program}-") else session_id(row.program, row.session),
            program_id=row.program,
            kind=row.session_kind,
            title=row.session,
            date=row.date,
            organisation=row.organisation,
        )

    def use(self) -> Use | None:
        if self.row.program is None:
            return None
        session = self.session()
        return Use(
            document_id=self.document_id, program_id=self.row.program, session_id=session.id if session else None
        )

    def coverages(self) -> list[Coverage]:
        return [
            Coverage(document_id=self.document_id, case_id=stated.case_id, locator=stated.locator)
            for stated in self.row.cases
        ]


def accession(path: Path, row: MaterialRow) -> Accession:
    """Look at a file from outside. Raises IngestError where it is no plain file, empty, too large or not readable."""
    try:
        if not path.is_file():
            raise UnreadableDocument("There is no such file here." if not path.exists() else "This is no plain file.")
        byte_count = path.stat().st_size
        if byte_count == 0:
            raise EmptyDocument("The file has no content at all.")
        if byte_count > MAX_BYTES:
            raise LimitExceeded(f"The file has {byte_count:,} bytes; at most {MAX_BYTES:,} are taken in.")
        return Accession(path=path, sha256=sha256_of(path), byte_count=byte_count, row=row)
    except OSError as error:
        raise UnreadableDocument(f"The file cannot be opened: {error.strerror or error}.") from error
