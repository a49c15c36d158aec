"""The archive changes while it is served: what is withdrawn is gone at once, what is new is found."""

import datetime as dt
import threading
from typing import Any

from answers import subjects
from factories import case, document, passage, slide

from archive.model import Access, Withdrawal

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def test_a_withdrawal_takes_effect_before_any_new_index(own_site: Any, files: Any) -> None:
    assert files.guide.id in subjects(own_site.get("/api/search", q="leaks in water pipes"))
    before = own_site.get("/api/search", q="leaks in water pipes")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.withdraw(files.guide.id, Withdrawal(reason="rights withdrawn", at=NOW))

    after = own_site.get("/api/search", q="leaks in water pipes")
    assert files.guide.id not in subjects(after)
    assert after["total"] == before["total"] - 1
    assert after["stale"] is True
    assert own_site.get(f"/api/documents/{files.guide.id}")["withdrawn_reason"] == "rights withdrawn"
    assert own_site.get(f"/api/documents/{files.guide.id}/passages")["records"] == []
    own_site.get(f"/api/documents/{files.guide.id}/file", status=404)

    own_site.index()
    assert own_site.get("/api/search", q="leaks in water pipes")["stale"] is False


def test_a_case_that_was_made_private_is_gone_before_any_new_index(own_site: Any) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("bogota-brt", city="bogota", country="CO", access=Access.STAFF))
    assert subjects(own_site.get("/api/search", city="bogota")) == []
    assert own_site.get("/api/search", city="bogota")["total"] == 0


def test_an_embargo_hides_a_case_until_its_day(own_site: Any) -> None:
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("bogota-brt", city="bogota", country="CO", embargo_until=tomorrow))
    own_site.get("/api/cases/bogota-brt", status=404)
    assert subjects(own_site.get("/api/search", city="bogota")) == []


def test_a_new_index_is_used_without_a_restart(own_site: Any) -> None:
    novel = document("novel", title="Trams", media_type="text/plain", filename="trams.txt")
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.add_document(novel, [passage(novel, "Trams run on grass", slide(1))])
    assert novel.id not in subjects(own_site.get("/api/search", q="trams on grass"))
    own_site.index()
    assert subjects(own_site.get("/api/search", q="trams on grass"))[0] == novel.id


def test_questions_are_answered_while_the_index_is_swapped(own_site: Any) -> None:
    statuses: list[int] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            statuses.append(own_site.client.get("/api/search?q=bus").status_code)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    for number in range(4):
        added = document(f"added {number}", media_type="text/plain")
        with own_site.catalogue.recording(actor="a test") as recording:
            recording.add_document(added, [passage(added, f"bus {number}", slide(1))])
        own_site.index()
    is_over.set()
    for asker in askers:
        asker.join()
    assert set(statuses) == {200}


def test_an_answer_is_sent_again_only_when_something_changed(own_site: Any) -> None:
    first = own_site.client.get("/api/cases")
    tag = {"If-None-Match": first.headers["etag"]}
    again = own_site.client.get("/api/cases", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert own_site.client.get("/api/cases?limit=1", headers=tag).status_code == 200
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case("seoul-water"))
    changed = own_site.client.get("/api/cases", headers=tag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_it_is_ready_when_it_can_be_searched(own_site: Any) -> None:
    assert own_site.get("/health") == {"status": "alive"}
    state = own_site.get("/ready")
    assert (state["ready"], state["stale"], state["encoder"]) == (True, False, "fake")
    (own_site.catalogue.home / "index" / "CURRENT").unlink()
    assert own_site.get("/ready", status=503)["code"] == "index-missing"
    assert own_site.get("/health") == {"status": "alive"}
    assert own_site.get("/api/cases")["records"]


def test_the_next_pages_cursor_survives_a_hit_that_vanishes(own_site: Any) -> None:
    first = own_site.get("/api/search", theme="T01", limit=1)
    with own_site.catalogue.recording(actor="a test") as recording:
        recording.put(case(subjects(first)[0], access=Access.STAFF))
    second = own_site.get("/api/search", theme="T01", limit=1, cursor=first["next"])
    assert len(subjects(second)) == 1
    assert subjects(second) != subjects(first)
