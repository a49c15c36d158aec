"""Is every original still there, and still what was accessioned?"""

from collections.abc import Callable, Iterable
from typing import Literal, Protocol

from archive.errors import FixityError
from archive.model import Access, Document, Noun
from archive.store import Store

__all__ = ["Finding", "verify"]


class Finding(Noun):
    """One thing that is not as it should be. ``sha256`` names the bytes, ``document_id`` the record that needs them."""

    kind: Literal["missing", "changed", "orphan", "leftover"]
    sha256: str
    document_id: str | None
    message: str


class Records(Protocol):
    @property
    def store(self) -> Store: ...
    def documents(self, reader: Access, *, withdrawn: bool) -> list[Document]: ...


def verify(records: Records, progress: Callable[[list[Document]], Iterable[Document]] = iter) -> tuple[Finding, ...]:
    """Hash every stored original again. ``progress`` wraps the loop over documents, for a progress bar.

    An orphan (bytes without a record) and a leftover are what a killed process leaves: harmless, safe to delete.
    """
    store = records.store
    documents = records.documents(Access.STAFF, withdrawn=True)
    findings = []
    for document in progress(documents):
        try:
            store.check(document.sha256)
        except FixityError as error:
            findings.append(
                Finding(
                    kind="missing" if error.found_sha256 is None else "changed",
                    sha256=document.sha256,
                    document_id=document.id,
                    message=f"{document.filename}: {error.message} Restore it from a copy.",
                )
            )
    known = {document.sha256 for document in documents}
    findings += [
        Finding(kind="orphan", sha256=sha256, document_id=None, message="Stored bytes that no record names.")
        for sha256 in store
        if sha256 not in known
    ]
    findings += [
        Finding(kind="leftover", sha256="", document_id=None, message=f"{path.name} was never finished; delete it.")
        for path in store.leftovers()
    ]
    return tuple(findings)
