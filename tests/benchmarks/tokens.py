"""How good keywords alone are, with the tokens of index/analysis.py: nDCG@10 and recall@100 on collections in BEIR's
layout, a few seconds each, nothing embedded.

    python tests/benchmarks/tokens.py ../shared/data/ir/xquad-ar ../shared/data/ir/korean-autorag
"""

import sys
from pathlib import Path

import numpy as np
from beir import documents, qrels, topics

from index.analysis import analyse_query, terms
from index.backend import Unit
from index.evaluation import ndcg, recall
from index.keywords import Keywords


def measure(folder: Path) -> tuple[float, float]:
    """Means over all judged queries; a document is one unit and one row, its title counting twice."""
    names, units, row_terms = [], [], []
    for row, (name, title, text) in enumerate(documents(folder)):
        names.append(name)
        row_terms.append(terms(f"{title} {text}"))
        units.append(Unit((row,), [*terms(title), *row_terms[-1]]))
    keywords = Keywords.build(units, row_terms)
    everything = np.ones(len(names), dtype=np.bool_)
    judged, scores = qrels(folder), []
    for topic, text in topics(folder).items():
        asked = [token.term for token in analyse_query(text)]
        ranked = [names[row] for row in keywords.matching(asked, everything, 100).rows]
        scores.append((ndcg(ranked, judged[topic], 10), recall(ranked, judged[topic], 100)))
    ndcg_at_10, recall_at_100 = np.mean(scores, axis=0)
    return float(ndcg_at_10), float(recall_at_100)


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(__doc__)
    for argument in sys.argv[1:]:
        print("{}: nDCG@10 {:.4f}, recall@100 {:.4f}".format(Path(argument).name, *measure(Path(argument))))
