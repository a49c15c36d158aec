"""Data sets in BEIR's layout, read as entries of an index: a document is a subject and a unit, split into passages."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from archive.model import Access, Entry

PASSAGE_WORDS = 110


def entries(folder: Path) -> Iterator[Entry]:
    """One entry per passage of about 110 words, in the order of the corpus."""
    for name, title, body in documents(folder):
        subject = f"document:{name}"
        for ordinal, text in enumerate(split(body or title or "-")):
            yield Entry(
                passage_id=f"{name}#{ordinal}",
                subject=subject,
                unit=subject,
                title=title,
                text=text,
                facets={},
                access=Access.PUBLIC,
            )


def documents(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Id, title and text of each document, in the order of the corpus."""
    for document in _lines(folder / "corpus.jsonl"):
        yield document["_id"], document.get("title") or "", document["text"] or ""


def split(text: str) -> list[str]:
    """Pieces of equal length, at most PASSAGE_WORDS words each."""
    words = text.split()
    count = max(1, -(-len(words) // PASSAGE_WORDS))
    size = -(-len(words) // count)
    return [" ".join(words[start : start + size]) for start in range(0, max(len(words), 1), max(size, 1))]


def topics(folder: Path) -> dict[str, str]:
    """Query id -> text, of the queries that have judgements."""
    judged = qrels(folder)
    queries = {query["_id"]: query["text"] for query in _lines(folder / "queries.jsonl")}
    return {query_id: queries[query_id] for query_id in judged}


def qrels(folder: Path) -> dict[str, dict[str, int]]:
    """Query id -> document id -> relevance above 0."""
    judged: dict[str, dict[str, int]] = {}
    for path in sorted((folder / "qrels").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if int(row["score"]) > 0:
                    judged.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    return judged


def _lines(path: Path) -> Iterator[dict[str, str]]:
    # Not splitlines(), which also breaks at U+2028, a character that texts contain.
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
