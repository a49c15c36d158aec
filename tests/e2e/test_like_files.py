"""A deck of a reader's own: handed in, read by the worker, compared, and forgotten."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
import pytest
from documents import PNG, write_pdf, write_protected_pdf, write_zip

from archive.model import Withdrawal
from archive.quarantine import Quarantine
from archive.tables import utc_now
from search_api import worker as working
from search_api.worker import Worker

SENTENCE = "Unter strengster Geheimhaltung: the zanzibar harbour bus reform of the city"


def worker_of(site: Any) -> Worker:
    return Worker(site.catalogue, site.client.app.state.service, Quarantine(site.catalogue.home / "quarantine"))


def deck(path: Path, *slides: str) -> Path:
    made = pptx.Presentation()
    for text in slides:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = text
    made.save(str(path))
    return path


def hand_in(site: Any, path: Path, name: str = "ours.pptx", **filters: str) -> str:
    """The address that tells what has become of it."""
    with path.open("rb") as file:
        answer = site.client.post("/api/like/files", files={"file": (name, file)}, params=filters)
    assert answer.status_code == 202, answer.text
    assert answer.json()["state"] == "queued"
    assert answer.headers["location"] == f"/api/like/files/{answer.json()['id']}"
    return str(answer.headers["location"])


def kept_bytes(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_a_deck_finds_cases_and_says_which_slide_of_yours_is_meant(own_site: Any, tmp_path: Path) -> None:
    path = deck(tmp_path / "a", "Water leaks", "The bus reform of the city")
    address = hand_in(own_site, path)
    assert worker_of(own_site).work_once()
    job = own_site.get(address)
    assert (job["state"], job["code"], job["answer"]["passage_count"]) == ("done", None, 2)
    hit = next(hit for hit in job["answer"]["hits"] if hit["case"] and hit["case"]["id"] == "seoul-bus")
    evidence = hit["evidence"][0]
    assert evidence["resembles"] == {"kind": "slide", "start": 2, "end": 2, "label": "slide 2"}
    assert evidence["why"]["text"].startswith("resembles slide 2 of yours: ")
    assert evidence["highlights"]


def test_filters_that_come_with_a_file_hold(own_site: Any, tmp_path: Path) -> None:
    path = deck(tmp_path / "a", "The bus reform of the city")
    address = hand_in(own_site, path, theme="T01", city="-seoul")
    worker_of(own_site).work_once()
    hits = own_site.get(address)["answer"]["hits"]
    assert [hit["case"]["id"] for hit in hits] == ["bogota-brt"]


def test_nothing_of_a_file_is_kept(own_site: Any, tmp_path: Path) -> None:
    home = own_site.catalogue.home
    path = tmp_path / "a"
    path.write_text(f"# Geheimhaltung\n\n{SENTENCE}\n")
    address = hand_in(own_site, path, name="Geheimhaltung.md")
    assert SENTENCE.encode() in kept_bytes(home)
    worker_of(own_site).work_once()
    own_site.get(address)
    assert own_site.get(address)["answer"]["hits"]
    with sqlite3.connect(home / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint")
    left = kept_bytes(home).lower()
    assert not [word for word in (b"geheimhaltung", b"zanzibar", b"strengster", b"harbour bus") if word in left]
    assert list((home / "quarantine").iterdir()) == []


def korean(path: Path) -> Path:
    return deck(path, "우리 시의 계획", "시민과 함께하는 예산 편성")


def bomb(path: Path) -> Path:
    content = bytearray(deck(path, "A bomb").read_bytes())
    unpacked_size = content.index(b"PK\x01\x02") + 24
    content[unpacked_size : unpacked_size + 4] = (0x7FFFFFFF).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def test_a_korean_deck_finds_what_is_said_in_korean(own_site: Any, files: Any, tmp_path: Path) -> None:
    address = hand_in(own_site, korean(tmp_path / "a"))
    worker_of(own_site).work_once()
    answer = own_site.get(address)["answer"]
    assert answer["language"] == "ko"
    assert answer["hits"][0]["document"]["id"] == files.loose.id
    assert answer["hits"][0]["evidence"][0]["resembles"]["label"] == "slide 2"


@pytest.mark.parametrize(
    ("write", "code", "told"),
    [
        (lambda path: write_protected_pdf(path, "secret"), "protected-document", "password"),
        (bomb, "limit-exceeded", "unpack"),
        (written(b""), "empty-document", "empty"),
        (written(PNG), "unsupported-format", "this is a picture"),
        (lambda path: write_zip(path, {"a.txt": b"x"}), "unsupported-format", "zip archive"),
        (written(b"%PDF-1.7 cut off"), "unreadable-document", "export it again"),
        (lambda path: write_pdf(path, ("",)), "empty-document", "no text"),
        (written(b"... ---"), "empty-query", "no words"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_is_deleted(
    own_site: Any, tmp_path: Path, write: Callable[[Path], Path], code: str, told: str
) -> None:
    address = hand_in(own_site, write(tmp_path / "a"))
    assert worker_of(own_site).work_once()
    job = own_site.get(address)
    assert (job["state"], job["code"], job["answer"]) == ("failed", code, None)
    assert told in job["message"]
    page = own_site.client.get(address.removeprefix("/api"))
    assert "It could not be compared" in page.text
    assert "http-equiv" not in page.text
    assert list((own_site.catalogue.home / "quarantine").iterdir()) == []


def test_a_failure_of_ours_is_told_without_its_details(
    own_site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path) -> None:
        raise KeyError("zanzibar")

    monkeypatch.setattr(working, "read_places", fail)
    address = hand_in(own_site, deck(tmp_path / "a", "bus"))
    assert worker_of(own_site).work_once()
    assert own_site.get(address)["code"] == "internal-error"
    assert "zanzibar" not in own_site.client.get(address).text
    assert list((own_site.catalogue.home / "quarantine").iterdir()) == []


def test_without_an_index_a_file_is_told_to_come_back(own_site: Any, tmp_path: Path) -> None:
    address = hand_in(own_site, deck(tmp_path / "a", "bus"))
    (own_site.catalogue.home / "index" / "CURRENT").unlink()
    worker_of(own_site).work_once()
    job = own_site.get(address)
    assert job["code"] == "index-missing"
    assert "searching comes later" in job["message"]
    assert "`miti" not in job["message"]


def test_a_worker_that_is_stopped_puts_its_job_back(
    own_site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_path: Path) -> None:
        raise SystemExit(0)

    address = hand_in(own_site, deck(tmp_path / "a", "The bus reform of the city"))
    with monkeypatch.context() as patch:
        patch.setattr(working, "read_places", stop)
        with pytest.raises(SystemExit):
            worker_of(own_site).work_once()
    assert own_site.get(address)["state"] == "queued"
    assert worker_of(own_site).work_once()
    assert own_site.get(address)["state"] == "done"


def test_a_file_that_is_gone_fails_clearly(own_site: Any, tmp_path: Path) -> None:
    address = hand_in(own_site, deck(tmp_path / "a", "bus"))
    Quarantine(own_site.catalogue.home / "quarantine").remove(address.rpartition("/")[2])
    worker_of(own_site).work_once()
    assert "hand it in again" in own_site.get(address)["message"]


def test_the_worker_sweeps_when_it_starts_and_stops_when_it_is_told(own_site: Any, tmp_path: Path) -> None:
    address = hand_in(own_site, deck(tmp_path / "a", "bus"))
    wanted = iter([True, True, False])
    worker_of(own_site).run(lambda: next(wanted))
    assert own_site.get(address)["state"] == "done"


def test_what_is_withdrawn_meanwhile_is_no_answer(own_site: Any, files: Any, tmp_path: Path) -> None:
    address = hand_in(own_site, deck(tmp_path / "a", "How a utility finds leaks in pipes of water"))
    worker_of(own_site).work_once()
    assert files.guide.id in own_site.client.get(address).text
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.withdraw(files.guide.id, Withdrawal(reason="rights", at=utc_now()))
    assert files.guide.id not in own_site.client.get(address).text


def test_the_page_hands_a_file_in_waits_and_shows_the_hits(own_site: Any, tmp_path: Path) -> None:
    path = deck(tmp_path / "a", "The bus reform of the city")
    with path.open("rb") as file:
        answer = own_site.client.post(
            "/like?lang=ko", data={"text": ""}, files={"file": ("<b>.pptx", file)}, follow_redirects=False
        )
    assert answer.status_code == 303
    address = answer.headers["location"]
    assert re.fullmatch(r"/like/files/[\w-]{32}\?lang=ko", address)
    waiting = own_site.client.get(address)
    assert '<script type="module" src="/static/wait.js?v=' in waiting.text
    assert (waiting.headers["cache-control"], "etag" in waiting.headers) == ("no-store", False)
    worker_of(own_site).work_once()
    done = own_site.client.get(address)
    assert "/static/wait.js" not in done.text
    assert "서울 버스 개편" in done.text
    assert "슬라이드 1" in done.text
    assert "English" in done.text


def test_those_who_wait_are_told_how_many_come_before(own_site: Any, tmp_path: Path) -> None:
    path = deck(tmp_path / "a", "bus")
    addresses = [hand_in(own_site, path) for _ in range(3)]
    assert [own_site.get(address)["ahead"] for address in addresses] == [0, 1, 2]
    assert "2 files are read before it" in own_site.client.get(addresses[2].removeprefix("/api")).text


def test_too_many_files_are_refused_and_leave_nothing(own_site: Any, tmp_path: Path) -> None:
    path = deck(tmp_path / "a", "bus")
    for _ in range(20):
        hand_in(own_site, path)
    with path.open("rb") as file:
        answer = own_site.client.post("/api/like/files", files={"file": file})
    assert (answer.status_code, answer.json()["code"]) == (503, "queue-full")
    assert answer.headers["retry-after"] == "60"
    assert len(list((own_site.catalogue.home / "quarantine").iterdir())) == 20


def test_a_file_that_is_too_large_is_not_taken(own_site: Any) -> None:
    big = b"x" * (51 << 20)
    answer = own_site.client.post("/api/like/files", files={"file": big})
    assert answer.status_code == 413
    assert not (own_site.catalogue.home / "quarantine").exists()


def test_a_request_without_a_file_says_so(own_site: Any) -> None:
    answer = own_site.client.post("/api/like/files", data={"text": "bus"})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "file")


def test_an_address_that_was_guessed_leads_nowhere(own_site: Any) -> None:
    own_site.get("/api/like/files/" + "a" * 32, status=404)
    assert own_site.client.get("/like/files/" + "a" * 32).status_code == 404
