"""Files that readers hand in and a worker reads: one row each, gone an hour after it is done.

A worker takes a job for the time of a lease. One that dies leaves its job to the next worker when the lease is over; a
file that has ended three workers is given up. Nothing here changes the revision: no record depends on it.
"""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, and_, delete, func, insert, or_, select, update

from archive.database import connection
from archive.errors import NotFound, QueueFull
from archive.tables import jobs, utc_now

__all__ = ["Job", "JobState", "Jobs"]

LEASE = dt.timedelta(minutes=5)
"""Longer than the reading of one file may take, with all that follows."""
KEPT = dt.timedelta(hours=1)
"""How long an answer can be fetched; and how long a file waits for a worker at most."""
MOST_ATTEMPTS = 3
MOST_WAITING = 20
"""Jobs that are not finished yet: with the limit on a file's size, a bound on what quarantine holds."""


class JobState(StrEnum):
    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


_UNFINISHED = (JobState.QUEUED, JobState.WORKING)


@dataclass(frozen=True)
class Job:
    """``asked`` and ``result`` are JSON of whoever asks and answers; ``id`` cannot be guessed: who has it may read the
    answer. ``error_code`` and ``error_message`` tell why a job failed. Times are UTC."""

    id: str
    state: JobState
    asked: str
    attempts: int
    created_at: dt.datetime
    result: str | None
    error_code: str | None
    error_message: str | None


class Jobs:
    """Safe to share between threads and processes: whoever takes a job has it alone."""

    def __init__(self, engine: Engine, clock: Callable[[], dt.datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    @staticmethod
    def new_id() -> str:
        """An id that nobody guesses: 192 bits of chance."""
        return secrets.token_urlsafe(24)

    def add(self, job_id: str, asked: str) -> None:
        """Queue a job under an id of ``new_id``. Raises QueueFull."""
        now = self._now()
        with connection(self._engine, writes=True) as opened, opened.begin():
            waiting = opened.scalar(select(func.count()).where(jobs.c.state.in_(_UNFINISHED)))
            if int(waiting or 0) >= MOST_WAITING:
                raise QueueFull("Too many files are waiting already. Try again in a few minutes.")
            row = {"id": job_id, "state": JobState.QUEUED, "asked": asked, "attempts": 0, "created_at": now}
            opened.execute(insert(jobs).values(row))

    def find(self, job_id: str) -> Job:
        """Raises NotFound, also where its hour is over."""
        kept = or_(jobs.c.finished_at.is_(None), jobs.c.finished_at > self._now() - KEPT)
        with connection(self._engine) as opened:
            row = opened.execute(select(jobs).where(jobs.c.id == job_id, kept)).one_or_none()
        if row is None:
            raise NotFound(f"There is no job '{job_id}', or its hour is over. Hand the file in again.", id=job_id)
        return _job(row)

    def ahead_of(self, job: Job) -> int:
        """How many unfinished jobs came before it."""
        number = select(jobs.c.number).where(jobs.c.id == job.id).scalar_subquery()
        with connection(self._engine) as opened:
            count = select(func.count()).where(jobs.c.state.in_(_UNFINISHED), jobs.c.number < number)
            return int(opened.scalar(count) or 0)

    def take(self) -> Job | None:
        """The job that has waited longest, for this worker alone until its lease is over; None: there is none."""
        now = self._now()
        is_left = and_(jobs.c.state == JobState.WORKING, jobs.c.leased_until < now)
        is_free = or_(jobs.c.state == JobState.QUEUED, and_(is_left, jobs.c.attempts < MOST_ATTEMPTS))
        next_one = select(jobs.c.id).where(is_free).order_by(jobs.c.number).limit(1)
        with connection(self._engine) as opened:  # a look first: writers wait for each other, and mostly for nothing
            if opened.scalar(next_one) is None:
                return None
        with connection(self._engine, writes=True) as opened, opened.begin():
            job_id = opened.scalar(next_one)
            if job_id is None:
                return None
            taken = {"state": JobState.WORKING, "attempts": jobs.c.attempts + 1, "leased_until": now + LEASE}
            opened.execute(update(jobs).where(jobs.c.id == job_id).values(taken))
            return _job(opened.execute(select(jobs).where(jobs.c.id == job_id)).one())

    def finish(self, job: Job, result: str) -> bool:
        """Keep the answer. False where the job was taken from this worker meanwhile: then nothing is kept."""
        return self._end(job, {"state": JobState.DONE, "result": result})

    def fail(self, job: Job, code: str, message: str) -> bool:
        """As ``finish``, for a job that has no answer."""
        return self._end(job, {"state": JobState.FAILED, "error_code": code, "error_message": message})

    def release(self, job: Job) -> None:
        """Put a job back that was not tried to its end: it does not count as an attempt."""
        self._change(job, {"state": JobState.QUEUED, "attempts": job.attempts - 1, "leased_until": None})

    def sweep(self) -> None:
        """Give up what ended its workers or waited an hour; forget what was finished an hour ago."""
        now = self._now()
        fatal = and_(jobs.c.state == JobState.WORKING, jobs.c.leased_until < now, jobs.c.attempts >= MOST_ATTEMPTS)
        late = and_(jobs.c.state == JobState.QUEUED, jobs.c.created_at < now - KEPT)
        failed = {"state": JobState.FAILED, "finished_at": now}
        died = "Reading this file ended the program that read it, three times. Export it again, as PDF for example."
        waited = "Nobody came to read this file within an hour. Hand it in again, or tell who runs this archive."
        with connection(self._engine, writes=True) as opened, opened.begin():
            opened.execute(update(jobs).where(fatal).values(**failed, error_code="worker-died", error_message=died))
            opened.execute(update(jobs).where(late).values(**failed, error_code="not-read", error_message=waited))
            opened.execute(delete(jobs).where(jobs.c.finished_at <= now - KEPT))

    def unfinished_ids(self) -> set[str]:
        """Whose files are still needed."""
        with connection(self._engine) as opened:
            return set(opened.scalars(select(jobs.c.id).where(jobs.c.state.in_(_UNFINISHED))))

    def _end(self, job: Job, values: dict[str, Any]) -> bool:
        return self._change(job, {**values, "finished_at": self._now()})

    def _change(self, job: Job, values: dict[str, Any]) -> bool:
        # The number of the attempt tells this worker's lease from that of one who took the job over.
        own = (jobs.c.id == job.id, jobs.c.state == JobState.WORKING, jobs.c.attempts == job.attempts)
        with connection(self._engine, writes=True) as opened, opened.begin():
            return opened.execute(update(jobs).where(*own).values(values)).rowcount == 1

    def _now(self) -> dt.datetime:
        return self._clock().replace(tzinfo=None)  # SQLite keeps no time zone; every time in the catalogue is UTC


def _job(row: Any) -> Job:
    return Job(
        id=row.id,
        state=JobState(row.state),
        asked=row.asked,
        attempts=row.attempts,
        created_at=row.created_at.replace(tzinfo=dt.UTC),
        result=row.result,
        error_code=row.error_code,
        error_message=row.error_message,
    )
