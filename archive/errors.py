"""Every error a user may meet, drawn as one tree.

ArchiveError                        a code, a message that says what to do next, details
├─ NotFound                         no such record, or not for this reader
├─ DuplicateDocument                the same bytes are already in the archive
├─ FixityError                      stored bytes are missing or are not what was accessioned
├─ InvalidRecord                    a record handed in (a corpus file, a setting) breaks a rule
├─ CatalogueError                   the catalogue cannot be opened, or another version of it is on disk
├─ QueueFull                        too many files wait for the worker already
├─ IngestError                      ingest/errors.py
│  ├─ UnsupportedFormat
│  ├─ ProtectedDocument
│  ├─ UnreadableDocument
│  ├─ EmptyDocument
│  └─ LimitExceeded
├─ QueryError                       index/errors.py
│  ├─ EmptyQuery
│  └─ UnknownFilter
└─ SearchIndexError                 index/errors.py
   ├─ IndexMissing
   └─ IndexIncompatible

Libraries' exceptions are translated where the library is imported, with ``from``. The command line prints
``message`` on one line; the web answers with problem details (search_api/errors.py holds the table of statuses).
"""

from typing import Any, ClassVar

__all__ = [
    "ArchiveError",
    "CatalogueError",
    "DuplicateDocument",
    "FixityError",
    "InvalidRecord",
    "NotFound",
    "QueueFull",
]


class ArchiveError(Exception):
    """Base of every error of this project. ``code`` is stable, ``message`` is for a person."""

    code: ClassVar[str] = "archive-error"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class NotFound(ArchiveError):
    code = "not-found"


class DuplicateDocument(ArchiveError):
    """The same bytes are already in the archive; ``existing_id`` names the document that holds them."""

    code = "duplicate-document"

    def __init__(self, message: str, *, existing_id: str) -> None:
        super().__init__(message, existing_id=existing_id)
        self.existing_id = existing_id


class FixityError(ArchiveError):
    """Stored bytes do not match their accession; ``found`` is None where the file is gone."""

    code = "fixity-error"

    def __init__(self, message: str, *, expected_sha256: str, found_sha256: str | None) -> None:
        super().__init__(message, expected_sha256=expected_sha256, found_sha256=found_sha256)
        self.expected_sha256 = expected_sha256
        self.found_sha256 = found_sha256


class InvalidRecord(ArchiveError):
    code = "invalid-record"


class CatalogueError(ArchiveError):
    code = "catalogue-error"


class QueueFull(ArchiveError):
    code = "queue-full"
