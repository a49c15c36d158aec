"""The starter corpus, taken in, indexed with the real model and asked as everybody asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from relevance.expectations import Filters, Shown

from archive.catalogue import Catalogue
from index import manifest as manifests
from index.build import build
from index.lexicon import Lexicon
from index.multilingual import MultilingualEncoder
from index.searcher import Searcher
from ingest.corpus import ingest_corpus
from search_api import asking_schemas, schemas
from search_api.service import SearchService

__all__ = ["CORPUS", "StarterSearch", "search_of", "starter_archive"]

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@dataclass(frozen=True)
class StarterSearch:
    """``Search`` (expectations.py) over one service."""

    service: SearchService
    searcher: Searcher

    def answer(self, question: str, filters: Filters, limit: int) -> schemas.SearchAnswer:
        return self.service.search(_parameters(question, filters, limit))

    def ranked(self, question: str, filters: Filters) -> list[Shown]:
        query, _ = self.service.question(_parameters(question, filters, 1), self.service.records(), self.searcher)
        return [Shown(hit.subject.partition(":")[2], round(hit.score, 4)) for hit in self.searcher.search(query).hits]


@contextmanager
def starter_archive(home: Path) -> Iterator[Catalogue]:
    """A catalogue in ``home`` that holds the whole starter corpus. Raises AssertionError if a file is refused."""
    with Catalogue.open(home) as catalogue:
        refused = [report for report in ingest_corpus(catalogue, CORPUS) if report.status == "refused"]
        assert refused == [], "\n".join(f"{report.path}: {report.message}" for report in refused)
        yield catalogue


def search_of(catalogue: Catalogue) -> StarterSearch:
    """Index the catalogue, which embeds only what ``catalogue.home`` has not met, and give its search."""
    encoder = MultilingualEncoder()
    build(
        catalogue.entries(), catalogue.revision(), encoder, catalogue.home, lexicon=Lexicon.of(catalogue.vocabulary())
    )
    searcher = Searcher.open(manifests.index_folder(catalogue.home), encoder)
    return StarterSearch(SearchService(catalogue, lambda: searcher), searcher)


def _parameters(question: str, filters: Filters, limit: int) -> asking_schemas.SearchParameters:
    return asking_schemas.SearchParameters.model_validate({"q": question, "limit": limit, **filters})
