"""From the archive's documents to pictures: made once, made again when needed, gone with what is withdrawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from documents import SENTENCE, write_docx, write_pdf, write_pptx, write_vtt
from pictures import add_pictures, picture

import ingest.derivation
from archive.catalogue import Catalogue
from archive.derivatives import Manifest
from archive.fixity import verify
from archive.model import Access, Document, Withdrawal
from archive.tables import utc_now
from ingest.derivation import NO_CONVERTER, RENDERER, derive, has_pages, missing
from ingest.materials import MaterialRow
from ingest.office import can_convert
from ingest.pipeline import ingest_file
from search_api.drawing import Drawing, forget_withdrawn

needs_office = pytest.mark.skipif(not can_convert(), reason="LibreOffice (soffice) is not installed on this machine")


def take_in(catalogue: Catalogue, path: Path, access: Access = Access.PUBLIC) -> Document:
    report = ingest_file(catalogue, path, MaterialRow(file=path.name, access=access))
    return catalogue.document(str(report.document), Access.STAFF)


def drawn(catalogue: Catalogue, document: Document) -> Manifest:
    manifest = derive(catalogue, catalogue.derivatives, document)
    assert manifest is not None
    assert catalogue.derivatives.find(document.sha256) == manifest
    return manifest


def missing_ids(catalogue: Catalogue) -> list[str]:
    return [document.id for document in missing(catalogue, catalogue.derivatives)]


def withdraw(catalogue: Catalogue, document: Document) -> None:
    with catalogue.recording(actor="a test") as recording:
        recording.withdraw(document.id, Withdrawal(reason="asked to", at=utc_now()))


def test_a_pdf_is_drawn_page_by_page_and_only_once(catalogue: Catalogue, tmp_path: Path) -> None:
    document = take_in(catalogue, write_pdf(tmp_path / "a.pdf"))
    assert missing_ids(catalogue) == [document.id]
    manifest = drawn(catalogue, document)
    assert [page.number for page in manifest.pages] == [1, 2]
    assert (manifest.reason, manifest.renderer) == (None, RENDERER)
    assert [word.text for word in catalogue.derivatives.words(document.sha256, 1)] == SENTENCE.split()
    assert missing_ids(catalogue) == []


def test_another_version_of_the_renderer_draws_again(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = take_in(catalogue, write_pdf(tmp_path / "a.pdf"))
    drawn(catalogue, document)
    monkeypatch.setattr(ingest.derivation, "RENDERER", "another")
    assert missing_ids(catalogue) == [document.id]
    assert drawn(catalogue, document).renderer == "another"


def test_one_that_cannot_be_drawn_keeps_its_reason_and_is_not_tried_again(catalogue: Catalogue, tmp_path: Path) -> None:
    document = take_in(catalogue, write_pdf(tmp_path / "a.pdf"))
    catalogue.store.path(document.sha256).chmod(0o644)
    catalogue.store.path(document.sha256).write_bytes(b"%PDF-1.7 and no more")
    manifest = drawn(catalogue, document)
    assert (manifest.pages, manifest.reason) == ((), "unreadable-document")
    assert "export it again" in str(manifest.message)
    assert missing_ids(catalogue) == []


def test_what_has_no_pages_is_not_drawn(catalogue: Catalogue, tmp_path: Path) -> None:
    assert not has_pages(take_in(catalogue, write_vtt(tmp_path / "a.vtt")))
    assert missing_ids(catalogue) == []


def test_without_libreoffice_a_deck_waits_for_it(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = take_in(catalogue, write_pptx(tmp_path / "a.pptx"))
    monkeypatch.setattr(ingest.derivation, "can_convert", lambda: False)
    assert drawn(catalogue, document).reason == NO_CONVERTER
    assert missing_ids(catalogue) == []
    monkeypatch.setattr(ingest.derivation, "can_convert", lambda: True)
    assert missing_ids(catalogue) == [document.id]


@needs_office
def test_slide_n_is_page_n_and_a_deck_of_which_this_is_not_sure_has_no_pictures(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    document = take_in(catalogue, write_pptx(tmp_path / "a.pptx"))
    assert [page.number for page in drawn(catalogue, document).pages] == [1, 2, 3, 4, 5]
    manifest = drawn(catalogue, document.model_copy(update={"page_count": 4}))
    assert (manifest.pages, manifest.reason) == ((), "unreadable-document")
    assert "wrong ones" in str(manifest.message)
    assert catalogue.derivatives.words(document.sha256, 1) == []


@needs_office
def test_sections_of_a_word_document_are_found_on_their_pages(catalogue: Catalogue, tmp_path: Path) -> None:
    manifest = drawn(catalogue, take_in(catalogue, write_docx(tmp_path / "a.docx")))
    assert manifest.section_pages == {1: 1, 2: 1}


def test_verify_knows_nothing_of_pictures(catalogue: Catalogue, tmp_path: Path) -> None:
    drawn(catalogue, take_in(catalogue, write_pdf(tmp_path / "a.pdf")))
    assert verify(catalogue) == ()


def test_pictures_of_withdrawn_documents_are_deleted(catalogue: Catalogue, tmp_path: Path) -> None:
    gone, kept = (take_in(catalogue, write_pdf(tmp_path / name, (name,))) for name in ("a.pdf", "b.pdf"))
    for document in (gone, kept):
        drawn(catalogue, document)
    withdraw(catalogue, gone)
    forget_withdrawn(catalogue)
    assert catalogue.derivatives.find(gone.sha256) is None
    assert catalogue.derivatives.find(kept.sha256) is not None


def test_the_worker_draws_what_is_there_and_what_comes(catalogue: Catalogue, tmp_path: Path) -> None:
    drawing = Drawing(catalogue)
    assert not drawing.draw_once()
    documents = [take_in(catalogue, write_pdf(tmp_path / name, (name,))) for name in ("a.pdf", "b.pdf")]
    assert drawing.draw_once()
    assert len(missing_ids(catalogue)) == 1
    assert drawing.draw_once()
    assert not drawing.draw_once()
    assert all(catalogue.derivatives.find(document.sha256) for document in documents)
    take_in(catalogue, write_pdf(tmp_path / "c.pdf", ("c",)), Access.STAFF)
    assert drawing.draw_once()
    assert missing_ids(catalogue) == []


def test_one_document_does_not_stop_the_worker(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    documents = sorted(
        (take_in(catalogue, write_pdf(tmp_path / name, (name,))) for name in ("a.pdf", "b.pdf")), key=lambda one: one.id
    )
    real: Callable[..., Manifest | None] = ingest.derivation.derive

    def full_disk(*given: object) -> Manifest | None:
        if given[-1] == documents[0]:
            raise OSError(28, "No space left on device")
        return real(*given)

    monkeypatch.setattr("search_api.drawing.derive", full_disk)
    assert Drawing(catalogue).draw_once()
    assert catalogue.derivatives.find(documents[0].sha256) is None
    assert catalogue.derivatives.find(documents[1].sha256) is not None
    assert "could not be drawn" in caplog.text


def test_one_that_another_process_draws_is_left_to_it(catalogue: Catalogue, tmp_path: Path) -> None:
    document = take_in(catalogue, write_pdf(tmp_path / "a.pdf"))
    with catalogue.derivatives.drafting(document.sha256) as draft:
        assert draft is not None
        assert derive(catalogue, catalogue.derivatives, document) is None
    add_pictures(catalogue, document, picture(1))
    assert missing_ids(catalogue) == []
