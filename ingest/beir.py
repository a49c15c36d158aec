"""A judged test collection in (BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv), into a throw-away archive.

Layout: Thakur et al. 2021, "BEIR: A Heterogenous Benchmark for Zero-shot Evaluation of Information Retrieval Models".
"""

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from archive.catalogue import Catalogue
from archive.database import FILENAME
from archive.errors import InvalidRecord
from archive.model import Access, Document, Locator, LocatorKind, Passage, short_hash
from archive.store import sha256_of
from archive.tables import utc_now
from ingest.describe import language
from ingest.passages import split
from ingest.readers import Page, clean

__all__ = ["document_id", "ingest_collection", "prepare_home", "read_qrels", "read_topics"]

_WHOLE = Locator(kind=LocatorKind.SECTION, start=1, end=1, label="section 1")
_BATCH = 500
LAYOUT = "A collection has corpus.jsonl, queries.jsonl and qrels/test.tsv, in UTF-8."


def document_id(name: str) -> str:
    """The id that a document of a collection gets in the archive; ``name`` is its ``_id`` there."""
    return f"doc-{short_hash(name)}"


def prepare_home(home: Path, folder: Path) -> None:
    """Empty a throw-away archive whose collection has changed since, but for its embeddings. Raises InvalidRecord."""
    corpus, mark = folder / "corpus.jsonl", home / "corpus.sha256"
    if not corpus.is_file():
        raise InvalidRecord(f"{corpus} cannot be read. {LAYOUT}")
    sha256 = sha256_of(corpus)
    if mark.is_file() and mark.read_text() == sha256:
        return
    for path in home.glob(f"{FILENAME}*"):
        path.unlink()
    # A new catalogue counts its revisions from the beginning: the old index must not pass for one of it.
    shutil.rmtree(home / "index", ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    mark.write_text(sha256)


def ingest_collection(catalogue: Catalogue, folder: Path) -> int:
    """Take in all documents of ``folder``/corpus.jsonl, and return how many it holds.

    Each is a document of one section that no case claims. Its original is the collection itself, so no bytes are
    stored. Documents that are already there are left alone, so a killed run carries on. Raises InvalidRecord.
    """
    present = {document.id for document in catalogue.documents(Access.STAFF)}
    count = 0
    records = _lines(folder / "corpus.jsonl")
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
    """The queries of queries.jsonl by their id. Raises InvalidRecord."""
    return {record["_id"]: record["text"] for record in _lines(folder / "queries.jsonl")}


def read_qrels(folder: Path) -> dict[str, dict[str, int]]:
    """The judgements of qrels/test.tsv: query id -> document id (of the archive) -> grade. Raises InvalidRecord."""
    path = folder / "qrels" / "test.tsv"
    judged: dict[str, dict[str, int]] = {}
    for number, row in enumerate(csv.reader(_text(path).splitlines(), delimiter="\t"), start=1):
        if number == 1 and row and row[-1] == "score":
            continue
        try:
            topic, name, grade = row
            judged.setdefault(topic, {})[document_id(name)] = int(grade)
        except ValueError as error:
            raise InvalidRecord(f"{path.name}, line {number}: expected query id, document id and a number.") from error
    return judged


def _document(record: dict[str, Any]) -> tuple[Document, tuple[Passage, ...]]:
    name, title = record["_id"], clean(str(record.get("title") or ""))
    text = clean(record["text"])
    sha256 = hashlib.sha256(f"{name}\n{title}\n{text}".encode()).hexdigest()
    document = Document(
        id=document_id(name),
        sha256=sha256,
        byte_count=len(text.encode()),
        media_type="text/plain",
        filename=name,
        title=title[:1000] or name,
        language=language(text),
        page_count=1,
        accessioned_at=utc_now(),
    )
    return document, tuple(split([Page(_WHOLE, text)], document_id=document.id, document_sha256=sha256))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            record["_id"], record["text"] = str(record["_id"]), str(record["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidRecord(f"{path.name}, line {number}: expected an object with '_id' and 'text'.") from error
        yield record


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRecord(f"{path} cannot be read. {LAYOUT}") from error
