"""The two real documents that the archive started from, taken in and asked like any others."""

from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from index import manifest as manifests
from index.build import build
from index.encoder import SentenceTransformerEncoder
from index.searcher import Searcher
from ingest.pipeline import Report, ingest_folder
from search_api.asking_schemas import SearchParameters
from search_api.service import SearchService

SLIDES, PAGE = "introduction-of-miti-slides.txt", "policy-training-page.txt"


@pytest.fixture
def reports(catalogue: Catalogue, shared: Path) -> dict[str, Report]:
    return {report.path: report for report in ingest_folder(catalogue, shared / "seeds")}


def test_both_seed_documents_are_taken_in_whole(catalogue: Catalogue, reports: dict[str, Report], shared: Path) -> None:
    for name in (SLIDES, PAGE):
        report = reports[name]
        assert report.status == "added", report.message
        kept = " ".join(p.text for p in catalogue.passages_of(document_id=report.document))
        written = (shared / "seeds" / name).read_text(encoding="utf-8").split()
        assert set(written) <= set(kept.split()), set(written) - set(kept.split())


@pytest.mark.parametrize(
    ("question", "name", "words"),
    [
        ("where do foreign trainees sleep", SLIDES, "Dormitory"),
        ("master's degree for officials of developing countries", PAGE, "Master"),
        ("when was the institute renamed", SLIDES, "Renamed"),
    ],
)
def test_questions_lead_to_the_seed_document_that_answers(
    catalogue: Catalogue, reports: dict[str, Report], question: str, name: str, words: str
) -> None:
    encoder = SentenceTransformerEncoder()
    build(catalogue.entries(), catalogue.revision(), encoder, catalogue.home)
    searcher = Searcher.open(manifests.index_folder(catalogue.home), encoder)
    answer = SearchService(catalogue, lambda: searcher).search(SearchParameters(q=question))

    # "Sleep" stands nowhere, so the dormitory may be given as the nearest only.
    best = (answer.hits or answer.nearest)[0]
    assert best.case is None
    assert best.document is not None
    assert best.document.id == reports[name].document
    passages = catalogue.passages(evidence.passage_id for evidence in best.evidence)
    assert any(words in passage.text for passage in passages.values())
