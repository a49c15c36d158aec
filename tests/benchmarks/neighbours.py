"""What evening out scores among similar records gains (index/neighbours.py), on judged collections.

Run `miti evaluate FOLDER…` once before, so that the collections are indexed; then, with the same MITI_HOME:

    python tests/benchmarks/neighbours.py ../shared/data/ir/med ../shared/data/ir/cranfield
"""

import sys
from pathlib import Path
from unittest import mock

from index import manifest as manifests
from index import ranking
from index.evaluation import evaluate
from index.multilingual import MultilingualEncoder
from index.query import Query
from index.searcher import Searcher
from ingest.beir import read_qrels, read_topics
from search_api.settings import read_settings

SHARES = (0.0, 0.1, 0.2, 0.3)


def main(folders: list[Path]) -> None:
    """Print nDCG@10 of each collection for each share of the neighbours."""
    encoder = MultilingualEncoder()
    print("share".ljust(28), *(f"{share:>7}" for share in SHARES))
    for folder in folders:
        home = read_settings().home / "evaluation" / folder.resolve().name
        searcher = Searcher.open(manifests.index_folder(home), encoder)
        queries = {topic: Query(text) for topic, text in read_topics(folder).items()}
        qrels = read_qrels(folder)
        figures = []
        for share in SHARES:
            with mock.patch.object(ranking, "NEIGHBOURS_SHARE", share):
                figures.append(evaluate(searcher, queries, qrels).ndcg_at_10)
        print(folder.name.ljust(28), *(f"{figure:7.3f}" for figure in figures), flush=True)


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
