"""The starter corpus, taken in and indexed with the real model once for all questions."""

from collections.abc import Callable, Iterator

import pytest
from relevance.starter import CORPUS, StarterSearch, search_of, starter_archive

from archive.catalogue import Catalogue
from ingest.corpus import ingest_corpus
from ingest.pipeline import Report
from search_api import schemas

Ask = Callable[..., schemas.SearchAnswer]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """A catalogue that holds the whole starter corpus."""
    with starter_archive(tmp_path_factory.mktemp("starter")) as catalogue:
        yield catalogue


@pytest.fixture(scope="session")
def again(archive: Catalogue) -> list[Report]:
    """What taking the same corpus in a second time reports."""
    return list(ingest_corpus(archive, CORPUS))


@pytest.fixture(scope="session")
def search(archive: Catalogue) -> StarterSearch:
    """The search over it, as everybody has it."""
    return search_of(archive)


@pytest.fixture(scope="session")
def ask(search: StarterSearch) -> Ask:
    """Asks as a person would: words, and filters by name."""
    return lambda question="", **filters: search.answer(question, filters, 10)
