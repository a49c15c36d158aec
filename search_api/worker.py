"""The worker: reads the files that readers hand in, one at a time, apart from the web server, which never parses one;
and draws the pages of the archive's own documents while nobody waits.

A file is read in a process of its own with limits, compared, and deleted at once, however that ended.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from archive.catalogue import Catalogue
from archive.errors import ArchiveError, CatalogueError
from archive.jobs import Job
from archive.language import language
from archive.quarantine import Quarantine
from index.errors import SearchIndexError
from ingest.errors import UnreadableDocument
from ingest.isolation import Limits, read_isolated
from ingest.passages import split
from ingest.sniff import media_type
from search_api.drawing import Drawing, forget_withdrawn
from search_api.errors import answer_for
from search_api.like_jobs import KeptLikes, passage_ids
from search_api.like_schemas import LikeParameters
from search_api.likes import LikeService, Place
from search_api.service import SearchService

__all__ = ["Worker", "read_places"]

logger = logging.getLogger(__name__)

LIMITS = Limits(seconds=60, memory_bytes=1024**3, characters=2_000_000, pages=2_000)
"""Less than for files of the archive's own people: the largest lecture seen has 300 slides."""
PAUSE_SECONDS = 0.5
SWEEP_SECONDS = 60


def read_places(path: Path, limits: Limits = LIMITS) -> tuple[list[Place], str]:
    """The passages of a file, read in a process of its own, and the tag of its language. Raises IngestError."""
    reading = read_isolated(path, media_type(path), limits)
    # The id of the owner only names the passages, and nothing of them is kept.
    places = [Place(one.locator, one.text) for one in split(reading.pages, case_id="file")]
    return places, language("\n".join(page.text for page in reading.pages))


class Worker:
    """Works on the jobs of one archive. Several may run side by side, in processes of their own."""

    def __init__(self, catalogue: Catalogue, service: SearchService, quarantine: Quarantine) -> None:
        self._catalogue = catalogue
        self._drawing = Drawing(catalogue)
        self._jobs = catalogue.jobs
        self._likes = LikeService(service)
        self._quarantine = quarantine

    def run(self, is_wanted: Callable[[], bool]) -> None:
        """Work until ``is_wanted`` says no, which is asked between two jobs. A signal that ends the program puts the
        present job back."""
        swept_at = -float("inf")
        while is_wanted():
            if time.monotonic() - swept_at > SWEEP_SECONDS:
                self.sweep()
                swept_at = time.monotonic()
            if not (self.work_once() or self._drawing.draw_once()):
                time.sleep(PAUSE_SECONDS)

    def sweep(self) -> None:
        """Forget what is over, and delete the bytes that a killed program left, and pictures of what was withdrawn."""
        self._jobs.sweep()
        forget_withdrawn(self._catalogue)
        self._quarantine.sweep(self._jobs.unfinished_ids())

    def work_once(self) -> bool:
        """Take one job and end it, whatever the file does. False where there is none."""
        job = self._jobs.take()
        if job is None:
            return False
        try:
            is_own = self._jobs.finish(job, self._compare(job))
        except (CatalogueError, SearchIndexError) as error:  # its own message is for who runs the archive
            is_own = self._jobs.fail(job, error.code, answer_for(error).detail or error.message)
        except ArchiveError as error:
            is_own = self._jobs.fail(job, error.code, error.message)
        except Exception:  # one file must not stop the worker
            logger.exception("A file could not be compared")
            is_own = self._jobs.fail(job, "internal-error", "Something went wrong here. Try again later.")
        except BaseException:
            self._jobs.release(job)
            raise
        if is_own:  # else another worker has taken it over, and needs the bytes
            self._quarantine.remove(job.id)
        return True

    def _compare(self, job: Job) -> str:
        asked = LikeParameters.model_validate_json(job.asked)
        path = self._quarantine.path(job.id)
        try:
            places, tag = read_places(path)
        except OSError as error:
            raise UnreadableDocument("The file is not here any more: hand it in again.") from error
        compared = self._likes.compare(places, tag, asked)
        passages = self._catalogue.passages(passage_ids(compared))
        return KeptLikes.of(compared, asked.limit, passages).model_dump_json()
