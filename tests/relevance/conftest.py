"""The starter corpus, taken in and indexed with the real model once for all questions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from index import manifest as manifests
from index.build import build
from index.encoder import SentenceTransformerEncoder
from index.lexicon import Lexicon
from index.searcher import Searcher
from ingest.corpus import ingest_corpus
from ingest.pipeline import Report
from search_api import schemas
from search_api.service import SearchService

Ask = Callable[..., schemas.SearchAnswer]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """A catalogue that holds the whole starter corpus."""
    corpus = Path(__file__).resolve().parents[2] / "corpus"
    with Catalogue.open(tmp_path_factory.mktemp("starter")) as catalogue:
        refused = [report for report in ingest_corpus(catalogue, corpus) if report.status == "refused"]
        assert refused == [], "\n".join(f"{report.path}: {report.message}" for report in refused)
        yield catalogue


@pytest.fixture(scope="session")
def again(archive: Catalogue) -> list[Report]:
    """What taking the same corpus in a second time reports."""
    return list(ingest_corpus(archive, Path(__file__).resolve().parents[2] / "corpus"))


@pytest.fixture(scope="session")
def ask(archive: Catalogue) -> Ask:
    """Asks as a person would: words, and filters by name."""
    encoder = SentenceTransformerEncoder()
    build(archive.entries(), archive.revision(), encoder, archive.home, lexicon=Lexicon.of(archive.vocabulary()))
    searcher = Searcher.open(manifests.index_folder(archive.home), encoder)
    service = SearchService(archive, lambda: searcher)

    def answer(question: str = "", **filters: list[str]) -> schemas.SearchAnswer:
        return service.search(schemas.SearchParameters.model_validate({"q": question, **filters}))

    return answer
