"""A judged test collection in (BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv), into a throw-away archive.

Layout: Thakur et al. 2021, "BEIR: A Heterogenous Benchmark for Zero-shot Evaluation of Information Retrieval Models".
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from archive.catalogue import Catalogue
from archive.database import FILENAME
from archive.errors import InvalidRecord
from archive.language import language
from archive.model import Access, Document, Locator, LocatorKind, Passage, short_hash
from archive.store import sha256_of
from archive.tables import utc_now
from ingest.passages import split
from ingest.readers import Page, clean

__all__ = ["content_of", "document_id", "ingest_collection", "prepare_home", "read_qrels", "read_topics"]

_WHOLE = Locator(kind=LocatorKind.SECTION, start=1, end=1, label="section 1")
_BATCH = 500
_GRADE = re.compile(r"([+-]?\d{1,9})(?:\.0*)?", re.ASCII)  # some collections write 1.0
LAYOUT = "A collection has corpus.jsonl, queries.jsonl and qrels/test.tsv, in UTF-8."


def document_id(name: str) -> str:
    """The id that a document of a collection gets in the archive; ``name`` is its ``_id`` there."""
    return f"doc-{short_hash(name)}"


def prepare_home(home: Path, sha256: str) -> None:
    """Empty a throw-away archive whose content (``sha256``) has changed since, but for its embeddings."""
    mark = home / "content.sha256"
    if mark.is_file() and mark.read_text() == sha256:
        return
    for path in home.glob(f"{FILENAME}*"):
        path.unlink()
    # A new catalogue counts its revisions from the beginning: the old index must not pass for one of it.
    for name in ("index", "originals"):
        shutil.rmtree(home / name, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    mark.write_text(sha256)


def content_of(folder: Path) -> str:
    """What a collection holds, as the SHA-256 of its documents. Raises InvalidRecord."""
    corpus = folder / "corpus.jsonl"
    if not corpus.is_file():
        raise InvalidRecord(f"{corpus} cannot be read. {LAYOUT}")
    return sha256_of(corpus)


def ingest_collection(catalogue: Catalogue, folder: Path) -> int:
    """Take in all documents of ``folder``/corpus.jsonl, and return how many different ones it holds.

    Each is a document of one section that no case claims. Its original is the collection itself, so no bytes are
    stored. Documents that are already there are left alone, so a killed run carries on; of several with the same
    ``_id`` the first counts. Raises InvalidRecord.
    """
    present = {document.id for document in catalogue.documents(Access.STAFF)}
    count = 0
    records = _distinct(folder / "corpus.jsonl")
    while batch := list(islice(records, _BATCH)):
        count += len(batch)
        new = [_document(record) for record in batch if document_id(record["_id"]) not in present]
        if not new:
            continue
        with catalogue.recording(actor="miti evaluate") as recording:
            for document, passages in new:
                recording.add_document(document, passages)
    return count


def read_topics(folder: Path) -> dict[str, str]:
    """The queries of queries.jsonl by their id, which may stand there once. Raises InvalidRecord."""
    path = folder / "queries.jsonl"
    topics: dict[str, str] = {}
    for number, record in _lines(path):
        if record["_id"] in topics:
            raise InvalidRecord(f"{path.name}, line {number}: the query id '{record['_id'][:40]}' was already used.")
        topics[record["_id"]] = record["text"]
    return topics


def read_qrels(folder: Path) -> dict[str, dict[str, int]]:
    """The judgements of qrels/test.tsv: query id -> document id (of the archive) -> grade. Raises InvalidRecord.

    Three columns as BEIR has them (query id, document id, grade) or four as TREC has them (an iteration second), with
    or without a line of headings.
    """
    path = folder / "qrels" / "test.tsv"
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_text(path).split("\n"), start=1):
        cells = _cells(line)
        if not cells or (number == 1 and not _is_number(cells[-1])):
            continue
        grade = _GRADE.fullmatch(cells[-1])
        if len(cells) not in {3, 4} or not all(cells) or grade is None:
            raise InvalidRecord(f"{path.name}, line {number}: expected query id, document id and a whole number.")
        judged.setdefault(cells[0], {})[document_id(cells[-2])] = int(grade[1])
    return judged


def _cells(line: str) -> list[str]:
    """Cut at tabs where that gives a judgement, else at any space. Quotation marks are part of an id."""
    cells = [cell.strip() for cell in line.strip().split("\t")]
    return cells if len(cells) in {3, 4} else line.split()


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _document(record: dict[str, Any]) -> tuple[Document, tuple[Passage, ...]]:
    name, title = record["_id"], clean(str(record.get("title") or ""))
    # A title alone is all that some collections know of a document: it is then what is found.
    text = clean(record["text"]) or title
    sha256 = hashlib.sha256(f"{name}\n{title}\n{text}".encode()).hexdigest()
    document = Document(
        id=document_id(name),
        sha256=sha256,
        byte_count=len(text.encode()),
        media_type="text/plain",
        filename=name,
        title=title[:1000] or name[:1000],
        language=language(text),
        page_count=1,
        accessioned_at=utc_now(),
    )
    return document, tuple(split([Page(_WHOLE, text)], document_id=document.id, document_sha256=sha256))


def _distinct(path: Path) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for _, record in _lines(path):
        if record["_id"] not in seen:
            seen.add(record["_id"])
            yield record


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The records of a file with the number of their line, counted from 1."""
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            record["_id"], record["text"] = _string(record["_id"]), _string(record["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidRecord(f"{path.name}, line {number}: expected an object with '_id' and 'text'.") from error
        if not record["_id"].strip():
            raise InvalidRecord(f"{path.name}, line {number}: '_id' is empty.")
        yield number, record


def _string(value: object) -> str:
    """Text as it stands, a number as text. Raises TypeError for anything else, null above all, and UnicodeError for
    halves of characters, which no file can hold."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(type(value).__name__)
    text = str(value)
    text.encode()
    return text


def _text(path: Path) -> str:
    try:
        # With or without the byte order mark that some editors put first.
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRecord(f"{path} cannot be read. {LAYOUT}") from error
