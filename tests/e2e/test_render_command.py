"""`miti render`: all pages at once, what has none and why, and nothing of what is withdrawn."""

from pathlib import Path

from command import Miti, answer
from documents import write_pdf, write_vtt

from archive.derivatives import Derivatives


def test_pages_are_drawn_once_and_it_is_said_what_has_none(miti: Miti, tmp_path: Path) -> None:
    folder = tmp_path / "lectures"
    folder.mkdir()
    write_pdf(folder / "a.pdf")
    write_vtt(folder / "b.vtt")
    miti("ingest", str(folder))
    told = answer(miti("render", "--json"))
    assert (told["drawn"], told["pages"], told["documents"]) == (1, 2, 2)
    assert [(one["filename"], one["reason"]) for one in told["without_pictures"]] == [("b.vtt", "no-pages")]
    again = miti("render")[1]
    assert "0 of 2 documents were drawn now, 0 pages." in again
    assert "it has no pages" in again


def test_withdrawing_a_document_deletes_its_pictures(miti: Miti, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf")
    [report] = answer(miti("ingest", str(path), "--json"))["reports"]
    miti("render")
    document = answer(miti("documents", "show", report["document"], "--json"))["document"]
    derivatives = Derivatives(tmp_path / "home" / "derivatives")
    assert derivatives.find(document["sha256"]) is not None
    miti("documents", "withdraw", document["id"], "--reason", "rights")
    assert derivatives.find(document["sha256"]) is None
