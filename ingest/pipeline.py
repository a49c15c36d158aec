"""From files to the archive: the whole story on one screen.

``ingest_file`` takes in one file or raises; ``ingest_folder`` never stops for one of them and reports on each.
"""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from archive.catalogue import Catalogue
from archive.errors import ArchiveError, DuplicateDocument, InvalidRecord
from archive.language import language
from archive.model import NOT_STATED, Access, Document, Noun, Passage
from archive.recording import Recording
from archive.tables import utc_now
from ingest.accession import Accession, accession
from ingest.describe import describe
from ingest.errors import UnsupportedFormat
from ingest.isolation import Limits, ReadDocument, read_isolated
from ingest.materials import FILENAME, MaterialRow, UnusableRow, read_materials
from ingest.passages import split
from ingest.sniff import media_type

__all__ = ["Report", "Status", "ingest_file", "ingest_folder", "inside", "listed", "refused"]

ACTOR = "miti ingest"
LIMITS = Limits()


class Status(StrEnum):
    ADDED = "added"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Report(Noun):
    """What became of one file. ``error`` is a stable code, ``message`` says what to do."""

    path: str
    status: Status
    error: str | None = None
    message: str | None = None
    document: str | None = None
    passages: int = 0


def ingest_file(catalogue: Catalogue, path: Path, row: MaterialRow, limits: Limits = LIMITS) -> Report:
    """Read one file in a process of its own, and keep it with its passages and links, whole or not at all.

    Raises IngestError where the file cannot be read, InvalidRecord where its row names what is not there.
    """
    taken = accession(path, row)
    present = catalogue.document_by_sha256(taken.sha256)
    if present is not None:
        return _link_again(catalogue, taken, present)
    kind = media_type(path)
    reading = read_isolated(path, kind, limits)
    passages = tuple(split(reading.pages, document_id=taken.document_id, document_sha256=taken.sha256))
    document = _document(catalogue, taken, kind, reading, passages)
    try:
        with catalogue.recording(actor=ACTOR, note=f"took in {path.name}") as recording:
            recording.add_document(document, passages)
            _link(recording, taken)
            # When nothing can be refused any more, and before the commit: a crash leaves at worst bytes without a
            # record, never a record without its bytes.
            catalogue.store.add(path, taken.sha256)
    except DuplicateDocument:  # another process took the same bytes in while this one read them
        return _link_again(catalogue, taken, catalogue.document(taken.document_id, Access.STAFF))
    return Report(path=path.name, status=Status.ADDED, document=document.id, passages=len(passages))


def ingest_folder(
    catalogue: Catalogue, folder: Path, *, access: Access = Access.PUBLIC, limits: Limits = LIMITS
) -> Iterator[Report]:
    """One report per file, as each is done: the rows of materials.csv where there is one, else every file below.

    ``access`` is the level of files that no row speaks of. A materials.csv that is no such table is refused as one.
    """
    try:
        files = list(listed(folder, access))
    except InvalidRecord as error:
        yield refused(FILENAME, error)
        return
    for name, row in files:
        yield _report(catalogue, folder, name, row, limits)


def listed(folder: Path, access: Access) -> Iterator[tuple[str, MaterialRow | UnusableRow]]:
    """The files that ``ingest_folder`` will take, in its order: names relative to ``folder`` with their rows."""
    table = folder / FILENAME
    if table.exists():
        for row in read_materials(table):
            yield row.file, row
        return
    if not folder.is_dir():
        yield folder.name, MaterialRow(file=_printable(folder.name), access=access)
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if _is_hidden(path.relative_to(folder)):
            continue
        if path.is_symlink() and path.is_dir():
            yield name, UnusableRow(name, UnsupportedFormat("This is a link to a folder: it is not followed."))
        elif not path.is_dir():
            yield name, MaterialRow(file=_printable(name), access=access)


def _report(catalogue: Catalogue, folder: Path, name: str, row: MaterialRow | UnusableRow, limits: Limits) -> Report:
    if isinstance(row, UnusableRow):
        return refused(name, row.error)
    try:
        report = ingest_file(catalogue, inside(folder, name), row, limits)
    except ArchiveError as error:
        return refused(name, error)
    return report.model_copy(update={"path": _printable(name)})


def refused(name: str, error: ArchiveError) -> Report:
    """The report on a file or record that was not taken in."""
    return Report(path=_printable(name), status=Status.REFUSED, error=error.code, message=error.message)


def inside(folder: Path, name: str) -> Path:
    """The path of a file that a table names. Raises InvalidRecord where it lies outside the folder."""
    if not folder.is_dir():
        return folder
    try:
        path = (folder / name).resolve()
    except (ValueError, OSError, RuntimeError) as error:  # a NUL in the name, or links that run in a circle
        raise InvalidRecord(f"'{_printable(name)}' is no name of a file.") from error
    if not path.is_relative_to(folder.resolve()):
        raise InvalidRecord(f"'{name}' lies outside the folder: only files below {folder.resolve()} are taken in.")
    return path


def _link_again(catalogue: Catalogue, taken: Accession, present: Document) -> Report:
    message = f"These bytes are already in the archive as {present.id}."
    if present.withdrawal is not None:
        message = f"{present.id} holds these bytes and was withdrawn: {present.withdrawal.reason}"
    else:
        with catalogue.recording(actor=ACTOR, note=f"linked {taken.path.name} again") as recording:
            _link(recording, taken)
            # A row may close a document and never open it: opening is done on purpose, by its own command.
            stricter = present.access if present.access.may_read(taken.row.access) else taken.row.access
            recording.put(present.model_copy(update={"access": stricter}))
        message += f" It is linked to {taken.row.program}." if taken.row.program else ""
        message += f" Its access is now '{stricter}'." if stricter is not present.access else ""
        message += _kept_as_it_was(present, taken.row)
    return Report(
        path=taken.path.name,
        status=Status.DUPLICATE,
        error="duplicate-document",
        message=message,
        document=present.id,
        passages=len(catalogue.passages_of(document_id=present.id, reader=Access.STAFF)),
    )


def _kept_as_it_was(present: Document, row: MaterialRow) -> str:
    """What a row states otherwise than the accession, and does not change: said, so that nobody believes it did."""
    stated = {"title": row.title, "language": row.language, "organisation": row.organisation}
    stated["rights"] = row.rights if row.rights != NOT_STATED else ""
    kept = [name for name, value in stated.items() if value and value != getattr(present, name)]
    said = f" It keeps its {', '.join(kept)}." if kept else ""
    if present.access is not row.access and present.access.may_read(row.access):
        said += f" It stays '{present.access}': to open it, run `miti documents access {present.id} {row.access}`."
    return said


def _link(recording: Recording, taken: Accession) -> None:
    session, use = taken.session(), taken.use()
    if session is not None:
        recording.put_new(session)
    if use is not None:
        recording.link(use, taken.coverages())
    else:
        for coverage in taken.coverages():
            recording.put(coverage)


def _document(
    catalogue: Catalogue, taken: Accession, kind: str, reading: ReadDocument, passages: tuple[Passage, ...]
) -> Document:
    row = taken.row
    titles = {case.id: tuple(case.title.values()) for case in catalogue.cases(Access.STAFF)}
    return Document(
        id=taken.document_id,
        sha256=taken.sha256,
        byte_count=taken.byte_count,
        media_type=kind,
        filename=_printable(taken.path.name),
        title=row.title or reading.title or _title_of(taken.path),
        language=row.language or language("\n".join(page.text for page in reading.pages)),
        kind=row.session_kind,
        organisation=row.organisation,
        rights=row.rights,
        access=row.access,
        page_count=len(reading.pages) + len(reading.pages_without_text),
        pages_without_text=reading.pages_without_text,
        description=describe(passages, catalogue.vocabulary(), titles),
        accessioned_at=utc_now(),
    )


def _title_of(path: Path) -> str:
    return _printable(" ".join(path.stem.replace("_", " ").split()) or path.name)[:300]


def _printable(name: str) -> str:
    # File names are bytes: one that is no UTF-8 must not keep its file from being reported or recorded.
    return name.encode("utf-8", "replace").decode("utf-8")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
