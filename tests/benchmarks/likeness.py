"""How well "more like this" finds what it should, on the starter corpus with the packaged model.

    python tests/benchmarks/likeness.py HOME [--decks 20]

HOME: an archive that holds the corpus, with its index (MITI_HOME). Two measures, neither of which was tuned on:

- decks: a document of the archive is asked with as a reader's own file would be, its copy in the archive left out as
  always. Does a case that people say it covers stand among the first one, the first three; how many of the covered
  cases stand among the first ten?
- cases: the record of a case is asked with. How many of the cases that its record, or theirs, names as related stand
  among the first five, the first ten?

Decks are taken evenly over all in order of id; 0 takes all of them. Prints one line each, and the decks that failed.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from archive.catalogue import Catalogue
from index import manifest as manifests
from index.searcher import Searcher
from search_api.like_schemas import LikeAnswer, LikeParameters
from search_api.likes import LikeService, Place
from search_api.service import SearchService

ASKED = LikeParameters(limit=10)


def case_ids(answer: LikeAnswer) -> list[str]:
    return [hit.case.id for hit in answer.hits if hit.case is not None]


def recall(wanted: set[str], found: Sequence[str], k: int) -> float:
    """The share of the wanted among the first k; of more than k wanted, k are all."""
    return len(wanted.intersection(found[:k])) / min(len(wanted), k)


def mean(values: Iterable[float]) -> str:
    listed = list(values)
    return f"{sum(listed) / len(listed):.3f}"


def measure_decks(catalogue: Catalogue, likes: LikeService, count: int) -> None:
    covered: dict[str, set[str]] = {}
    for coverage in catalogue.coverages():
        covered.setdefault(coverage.document_id, set()).add(coverage.case_id)
    documents = [document for document in catalogue.documents() if document.id in covered]
    count = min(count, len(documents)) or len(documents)
    chosen = [documents[len(documents) * step // count] for step in range(count)]
    found: dict[str, list[str]] = {}
    for document in chosen:
        places = [Place(one.locator, one.text) for one in catalogue.passages_of(document_id=document.id)]
        compared = likes.compare(places, document.language, ASKED)
        found[document.id] = case_ids(likes.shape(compared, ASKED, ""))
        if covered[document.id].isdisjoint(found[document.id][:3]):
            print(f"  not among three: {document.filename} ({document.language})")
    first = mean(float(not covered[one].isdisjoint(ids[:1])) for one, ids in found.items())
    three = mean(float(not covered[one].isdisjoint(ids[:3])) for one, ids in found.items())
    ten = mean(recall(covered[one], ids, 10) for one, ids in found.items())
    print(f"decks: {len(chosen)}; a covered case first {first}, among three {three}; covered cases among ten {ten}")


def measure_cases(catalogue: Catalogue, likes: LikeService) -> None:
    related: dict[str, set[str]] = {}
    for case in catalogue.cases():
        for relation in case.relations:
            related.setdefault(case.id, set()).add(relation.case_id)
            related.setdefault(relation.case_id, set()).add(case.id)
    found = {case_id: case_ids(likes.of_case(case_id, ASKED)) for case_id in sorted(related)}
    five, ten = (mean(recall(related[one], ids, k) for one, ids in found.items()) for k in (5, 10))
    print(f"cases: {len(found)}; related cases among five {five}, among ten {ten}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--decks", type=int, default=20)
    given = parser.parse_args()
    with Catalogue.open(given.home) as catalogue:
        searcher = Searcher.open(manifests.index_folder(given.home))
        likes = LikeService(SearchService(catalogue, lambda: searcher))
        measure_decks(catalogue, likes, given.decks)
        measure_cases(catalogue, likes)


if __name__ == "__main__":
    main()
