"""Pool what is to be judged: for each topic the best cases and slides of three rankers, words alone, meaning alone and
both together, asked with the topic's own words and with their English (Spärck Jones and van Rijsbergen 1975).

    miti ingest corpus && miti index
    python tests/benchmarks/pool_topics.py corpus/judgements/topics.csv var OUT

writes OUT/cases.csv (topic, case, gist) and OUT/slides.csv (topic, file, place, text), in an order that does not tell
which ranker found what. Judge each line by the grades of corpus/README.md, "judgements".
"""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from archive.catalogue import Catalogue
from archive.model import Access, Locator, LocatorKind
from index import manifest as manifests
from index.analysis import analyse_query
from index.backend import Mask, Rows
from index.columns import Columns
from index.faiss_backend import FaissBackend
from index.multilingual import MultilingualEncoder
from index.query import By, Query
from index.searcher import Searcher
from ingest.judgements import Topic, read_judgements

DEPTH = 20
Place = tuple[str, str]
"""A file, and where in it, as slides.csv writes them."""
T = TypeVar("T")


class Pool:
    """One index, asked by each ranker on its own."""

    def __init__(self, home: Path) -> None:
        self._encoder = MultilingualEncoder()
        generation = manifests.current(manifests.index_folder(home))
        self._columns, self._backend = Columns.open(generation), FaissBackend.open(generation)
        self._searcher = Searcher.open(manifests.index_folder(home), self._encoder)

    def cases(self, text: str) -> set[str]:
        found: set[str] = set()
        for by in By:
            found.update(hit.subject for hit in self._searcher.search(Query(text, by=by)).hits[:DEPTH])
        return {subject.removeprefix("case:") for subject in found if subject.startswith("case:")}

    def places(self, text: str, place_of: Mapping[str, Place]) -> set[Place]:
        """The DEPTH best different places of each ranker: a slide that several cases claim has several rows."""
        mask = np.array([passage_id in place_of for passage_id in self._columns.passage_ids])
        found: set[Place] = set()
        for rows in self._rankings(text, mask, 40 * DEPTH):
            found.update(list(dict.fromkeys(place_of[self._columns.passage_ids[row]] for row in rows.tolist()))[:DEPTH])
        return found

    def _rankings(self, text: str, mask: Mask, depth: int) -> Iterator[Rows]:
        terms = [token.term for token in analyse_query(text)]
        yield self._backend.matching(terms, mask, depth).rows
        yield self._backend.nearest(self._encoder.encode_query(text), mask, depth).rows


def main(topics_file: Path, home: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    topics = read_judgements(topics_file.parent).topics
    pool = Pool(home)
    with Catalogue.open(home) as catalogue:
        gists = {case.id: f"{case.name} | {case.gist.get('en', '')}" for case in catalogue.cases()}
        place_of: dict[str, Place] = {}
        texts: dict[Place, list[str]] = {}
        for document in catalogue.documents(Access.STAFF):
            for passage in catalogue.passages_of(document_id=document.id, reader=Access.STAFF):
                place_of[passage.id] = place = (document.filename, _written(passage.locator))
                texts.setdefault(place, []).append(passage.text)
    cases = ((topic.id, case, gists[case]) for topic in topics for case in sorted(_all(topic, pool.cases)))
    _write(out / "cases.csv", ("topic", "case", "gist"), cases)
    slides = (
        (topic.id, *place, "\n".join(texts[place]))
        for topic in topics
        for place in sorted(_all(topic, lambda text: pool.places(text, place_of)))
    )
    _write(out / "slides.csv", ("topic", "file", "place", "text"), slides)


def _all(topic: Topic, ask: Callable[[str], set[T]]) -> set[T]:
    none: set[T] = set()
    return none.union(*(ask(text) for text in {topic.text, topic.english} - {""}))


def _written(place: Locator) -> str:
    """The place as slides.csv writes it."""
    if place.kind is LocatorKind.TIME:
        return "time " + "-".join(f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in (place.start, place.end))
    return f"{place.kind} {place.start}"


def _write(path: Path, header: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
