"""The job table and the quarantine: nobody works on another's job, nothing waits for ever, and nothing stays."""

import datetime as dt
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.database import open_engine
from archive.errors import NotFound, QueueFull
from archive.fixity import verify
from archive.jobs import KEPT, LEASE, MOST_ATTEMPTS, MOST_WAITING, Job, Jobs, JobState
from archive.quarantine import GRACE_SECONDS, Quarantine

SECOND = dt.timedelta(seconds=1)


class Clock:
    def __init__(self) -> None:
        self.now = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(tmp_path: Path, clock: Clock) -> Iterator[Jobs]:
    engine = open_engine(tmp_path / "home")
    yield Jobs(engine, clock)
    engine.dispose()


def added(jobs: Jobs, asked: str = "{}") -> str:
    job_id = jobs.new_id()
    jobs.add(job_id, asked)
    return job_id


def taken(jobs: Jobs) -> Job:
    job = jobs.take()
    assert job is not None
    return job


def test_jobs_are_taken_in_the_order_in_which_they_came(jobs: Jobs) -> None:
    first, second = added(jobs, '{"n": 1}'), added(jobs)
    assert (jobs.ahead_of(jobs.find(first)), jobs.ahead_of(jobs.find(second))) == (0, 1)
    job = taken(jobs)
    assert (job.id, job.state, job.asked, job.attempts) == (first, JobState.WORKING, '{"n": 1}', 1)
    assert taken(jobs).id == second
    assert jobs.take() is None


def test_an_answer_is_there_for_an_hour_and_then_forgotten(jobs: Jobs, clock: Clock) -> None:
    job_id = added(jobs)
    assert jobs.finish(taken(jobs), '{"hits": []}')
    clock.now += KEPT - SECOND
    jobs.sweep()
    assert (jobs.find(job_id).state, jobs.find(job_id).result) == (JobState.DONE, '{"hits": []}')
    clock.now += SECOND
    with pytest.raises(NotFound, match="hour is over"):
        jobs.find(job_id)
    jobs.sweep()
    clock.now -= KEPT
    with pytest.raises(NotFound):
        jobs.find(job_id)


def test_a_failure_keeps_its_code_and_message(jobs: Jobs) -> None:
    job_id = added(jobs)
    jobs.fail(taken(jobs), "empty-document", "It holds no text.")
    failed = jobs.find(job_id)
    assert (failed.state, failed.error_code, failed.error_message) == (
        JobState.FAILED,
        "empty-document",
        "It holds no text.",
    )
    assert jobs.take() is None


def test_the_job_of_a_worker_that_died_is_taken_up_when_its_lease_is_over(jobs: Jobs, clock: Clock) -> None:
    added(jobs)
    dead = taken(jobs)
    clock.now += LEASE
    assert jobs.take() is None
    clock.now += SECOND
    assert taken(jobs).attempts == 2
    # It was not dead after all: what it says now is not wanted, and it must leave the bytes alone.
    assert not jobs.finish(dead, '{"late": true}')
    assert not jobs.fail(dead, "x", "y")
    assert jobs.find(dead.id).state is JobState.WORKING


def test_a_file_that_ends_three_workers_is_given_up(jobs: Jobs, clock: Clock) -> None:
    job_id = added(jobs)
    for _ in range(MOST_ATTEMPTS):
        taken(jobs)
        clock.now += LEASE + SECOND
    assert jobs.take() is None
    jobs.sweep()
    assert jobs.find(job_id).error_code == "worker-died"


def test_a_job_that_is_put_back_has_not_been_tried(jobs: Jobs) -> None:
    added(jobs)
    for _ in range(MOST_ATTEMPTS + 1):
        job = taken(jobs)
        assert job.attempts == 1
        jobs.release(job)


def test_what_nobody_reads_within_an_hour_is_given_up(jobs: Jobs, clock: Clock) -> None:
    job_id = added(jobs)
    clock.now += KEPT + SECOND
    jobs.sweep()
    assert jobs.find(job_id).error_code == "not-read"
    assert jobs.unfinished_ids() == set()


def test_too_many_are_not_queued(jobs: Jobs) -> None:
    for _ in range(MOST_WAITING):
        added(jobs)
    with pytest.raises(QueueFull, match="few minutes"):
        added(jobs)
    jobs.finish(taken(jobs), "{}")
    added(jobs)


def test_ids_are_long_and_never_twice_the_same(jobs: Jobs) -> None:
    ids = {jobs.new_id() for _ in range(100)}
    assert len(ids) == 100
    assert {len(one) for one in ids} == {32}


def test_two_workers_never_have_the_same_job(tmp_path: Path) -> None:
    for _ in range(MOST_WAITING):
        with Catalogue.open(tmp_path) as catalogue:
            added(catalogue.jobs)
    had: list[str] = []

    def work() -> None:
        with Catalogue.open(tmp_path) as catalogue:
            while (job := catalogue.jobs.take()) is not None:
                had.append(job.id)
                catalogue.jobs.finish(job, "{}")

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(had) == len(set(had)) == MOST_WAITING


def test_jobs_change_no_revision(catalogue: Catalogue) -> None:
    added(catalogue.jobs)
    assert catalogue.revision() == 0


@pytest.fixture
def quarantine(tmp_path: Path) -> Quarantine:
    return Quarantine(tmp_path / "home" / "quarantine")


def test_only_its_owner_can_look_into_quarantine(quarantine: Quarantine, tmp_path: Path) -> None:
    original = tmp_path / "deck"
    original.write_bytes(b"bytes")
    with original.open("rb") as file:
        quarantine.add("a" * 32, file)
    assert quarantine.path("a" * 32).read_bytes() == b"bytes"
    assert quarantine.folder.stat().st_mode & 0o077 == 0
    assert quarantine.path("a" * 32).stat().st_mode & 0o077 == 0
    quarantine.remove("a" * 32)
    quarantine.remove("a" * 32)
    assert list(quarantine.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 15, "a/" * 10, "a" * 65, "..", "a" * 20 + "\0"])
def test_a_file_is_called_by_the_id_of_a_job_and_nothing_else(quarantine: Quarantine, name: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        quarantine.path(name)


def test_what_a_killed_program_left_is_swept_and_what_is_needed_or_new_is_not(quarantine: Quarantine) -> None:
    quarantine.folder.mkdir(parents=True)
    for name, age in {"needed": 2, "left": 2, "new": 0.5}.items():
        path = quarantine.folder / name
        path.write_bytes(b"")
        past = path.stat().st_mtime - age * GRACE_SECONDS
        os.utime(path, (past, past))
    quarantine.sweep({"needed"})
    assert sorted(path.name for path in quarantine.folder.iterdir()) == ["needed", "new"]


def test_verify_does_not_speak_of_quarantine(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "deck").write_bytes(b"bytes")
    with (tmp_path / "deck").open("rb") as file:
        Quarantine(catalogue.home / "quarantine").add("a" * 32, file)
    assert verify(catalogue) == ()
