"""`miti render`: all pages at once, what has none and why, and nothing of what is withdrawn."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from documents import write_pdf, write_vtt

from archive.derivatives import Derivatives
from search_api import cli

Render = Callable[..., str]


@pytest.fixture
def miti(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Render:
    monkeypatch.setenv("MITI_HOME", str(tmp_path / "home"))

    def run(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["miti", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        assert not stopped.value.code
        return capsys.readouterr().out

    return run


def test_pages_are_drawn_once_and_it_is_said_what_has_none(miti: Render, tmp_path: Path) -> None:
    folder = tmp_path / "lectures"
    folder.mkdir()
    write_pdf(folder / "a.pdf")
    write_vtt(folder / "b.vtt")
    miti("ingest", str(folder))
    told = json.loads(miti("render", "--json"))
    assert (told["drawn"], told["pages"], told["documents"]) == (1, 2, 2)
    assert [(one["filename"], one["reason"]) for one in told["without_pictures"]] == [("b.vtt", "no-pages")]
    again = miti("render")
    assert "0 of 2 documents were drawn now, 0 pages." in again
    assert "it has no pages" in again


def test_withdrawing_a_document_deletes_its_pictures(miti: Render, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf")
    [report] = json.loads(miti("ingest", str(path), "--json"))["reports"]
    miti("render")
    document = json.loads(miti("documents", "show", report["document"], "--json"))["document"]
    derivatives = Derivatives(tmp_path / "home" / "derivatives")
    assert derivatives.find(document["sha256"]) is not None
    miti("documents", "withdraw", document["id"], "--reason", "rights")
    assert derivatives.find(document["sha256"]) is None
