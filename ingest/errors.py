"""Why a file could not be taken in. The tree stands in archive/errors.py."""

from archive.errors import ArchiveError

__all__ = [
    "EmptyDocument",
    "IngestError",
    "LimitExceeded",
    "ProtectedDocument",
    "UnreadableDocument",
    "UnsupportedFormat",
]


class IngestError(ArchiveError):
    """A file was refused. Nothing of it was kept."""

    code = "ingest-error"


class UnsupportedFormat(IngestError):
    """The bytes are of no format that a reader here understands."""

    code = "unsupported-format"


class ProtectedDocument(IngestError):
    """The document is encrypted and does not open without a password."""

    code = "protected-document"


class UnreadableDocument(IngestError):
    """The bytes are damaged: the reader failed, died or ended early."""

    code = "unreadable-document"


class EmptyDocument(IngestError):
    """The document opens, and holds no text at all (an empty file, or pictures only)."""

    code = "empty-document"


class LimitExceeded(IngestError):
    """Reading took too long, too much memory, or gave more text than a document may hold."""

    code = "limit-exceeded"
