"""Which engine should rank by keywords: bm25s, SQLite FTS5 or tantivy, all fed the terms of index/analysis.py.

    python tests/benchmarks/keyword_engines.py ../shared/data/ir/scifact [--units 5000 100000]

Prints nDCG@10 over the folder's judged topics, then for each size the seconds to build, to add one unit in a hundred,
and the median milliseconds of a query for the best 400 units, without a mask and with one that lets a tenth through.
Larger collections are made by crossing the halves of real documents, so that words stay as frequent as they are.
tantivy is not among this project's requirements and is left out where it is not installed.
"""

import argparse
import importlib.util
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from beir import documents, qrels, topics

from index.analysis import analyse_query, terms
from index.backend import Unit
from index.evaluation import ndcg
from index.keywords import Keywords

BEST = 400
Texts = Sequence[tuple[list[str], list[str]]]
"""Terms of title and of body, per unit."""


class Engine(Protocol):
    def add(self, texts: Texts) -> None: ...
    def search(self, words: list[str], mask: npt.NDArray[np.bool_] | None) -> list[int]: ...


class Bm25s:
    """Cannot grow: adding builds everything again."""

    def __init__(self) -> None:
        self._texts: list[tuple[list[str], list[str]]] = []

    def add(self, texts: Texts) -> None:
        self._texts.extend(texts)
        units = [Unit([row], 2 * title + body) for row, (title, body) in enumerate(self._texts)]
        self._keywords = Keywords.build(units, [title + body for title, body in self._texts])
        self._all = np.ones(len(units), dtype=np.bool_)

    def search(self, words: list[str], mask: npt.NDArray[np.bool_] | None) -> list[int]:
        return self._keywords.matching(words, self._all if mask is None else mask, BEST).rows.tolist()


class Fts5:
    """A mask is laid over all matches afterwards: joining a table of passing rows took thirty times as long."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE unit USING fts5(title, body, tokenize='unicode61')")
        self._count = 0

    def add(self, texts: Texts) -> None:
        rows = [(self._count + n, " ".join(title), " ".join(body)) for n, (title, body) in enumerate(texts)]
        with self._connection:
            self._connection.executemany("INSERT INTO unit(rowid, title, body) VALUES (?, ?, ?)", rows)
        self._count += len(rows)

    def search(self, words: list[str], mask: npt.NDArray[np.bool_] | None) -> list[int]:
        asked = " OR ".join(f'"{word}"' for word in words)
        statement = "SELECT rowid FROM unit WHERE unit MATCH ? ORDER BY bm25(unit, 2, 1) LIMIT ?"
        found = self._connection.execute(statement, (asked, BEST if mask is None else -1))
        return list(islice((row for (row,) in found if mask is None or mask[row]), BEST))


class Tantivy:
    """Takes a mask as a set of terms over a field of row numbers."""

    def __init__(self) -> None:
        import tantivy

        self._library = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="terms")
        builder.add_text_field("unit", tokenizer_name="raw", stored=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("terms", analyser)
        self._mask: Any = None
        self._count = 0

    def add(self, texts: Texts) -> None:
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for title, body in texts:
            writer.add_document(self._library.Document(body=" ".join(2 * title + body), unit=str(self._count)))
            self._count += 1
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, words: list[str], mask: npt.NDArray[np.bool_] | None) -> list[int]:
        query_type, occur = self._library.Query, self._library.Occur
        query = query_type.boolean_query(
            [(occur.Should, query_type.term_query(self._schema, "body", word)) for word in words]
        )
        if mask is not None:
            if mask is not self._mask:
                self._mask = mask
                rows = [str(row) for row in np.flatnonzero(mask)]
                passing = query_type.term_set_query(self._schema, "unit", rows)
                self._among = query_type.const_score_query(passing, 0.0)
            query = query_type.boolean_query([(occur.Must, query), (occur.Must, self._among)])
        searcher = self._index.searcher()
        return [int(searcher.doc(address)["unit"][0]) for _, address in searcher.search(query, BEST).hits]


def crossed(texts: Texts, count: int) -> Texts:
    """``count`` units: the given ones first, then halves of two of them put together."""
    dice = random.Random(1)  # noqa: S311 the same on every run
    made = list(texts[:count])
    while len(made) < count:
        (title, one), (_, other) = dice.choice(texts), dice.choice(texts)
        made.append((title, one[: len(one) // 2] + other[len(other) // 2 :]))
    return made


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, nargs="+", default=[5_000, 100_000])
    arguments = parser.parse_args()
    ids, texts = zip(
        *((name, (terms(title), terms(body))) for name, title, body in documents(arguments.folder)), strict=True
    )
    asked = {topic: [token.term for token in analyse_query(text)] for topic, text in topics(arguments.folder).items()}
    judged = qrels(arguments.folder)
    makers: list[Callable[[], Engine]] = [Bm25s, Fts5]
    if importlib.util.find_spec("tantivy"):
        makers.append(Tantivy)
    print("engine   units    nDCG@10  build s  add 1% s  query ms  masked ms")
    for make in makers:
        for count in (len(texts), *arguments.units):
            units = crossed(texts, count)
            engine = make()
            build_s = seconds(lambda engine=engine, units=units: engine.add(units))
            figure = ""
            if count == len(texts):
                found = {topic: [ids[row] for row in engine.search(words, None)] for topic, words in asked.items()}
                figure = f"{statistics.fmean(ndcg(found[topic], judged[topic], 10) for topic in found):.4f}"
            mask = np.arange(count) % 10 == 0
            engine.search(["warm"], mask)
            plain = [seconds(lambda e=engine, w=words: e.search(w, None)) for words in asked.values()]
            masked = [seconds(lambda e=engine, w=words, m=mask: e.search(w, m)) for words in asked.values()]
            add_s = seconds(lambda engine=engine, units=units: engine.add(units[: len(units) // 100]))
            times = f"{1000 * statistics.median(plain):8.2f}  {1000 * statistics.median(masked):8.2f}"
            print(f"{make.__name__:8} {count:7}  {figure:7} {build_s:8.1f} {add_s:9.2f}  {times}", flush=True)


if __name__ == "__main__":
    main()
