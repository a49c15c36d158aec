"""What is done with files of readers, apart from the web server, which never parses one."""

from pathlib import Path

from archive.language import language
from ingest.isolation import Limits, read_isolated
from ingest.passages import split
from ingest.sniff import media_type
from search_api.likes import Place

__all__ = ["read_places"]

LIMITS = Limits(seconds=60, memory_bytes=1024**3, characters=2_000_000, pages=2_000)
"""Less than for files of the archive's own people: the largest lecture seen has 300 slides."""


def read_places(path: Path, limits: Limits = LIMITS) -> tuple[list[Place], str]:
    """The passages of a file, read in a process of its own, and the tag of its language. Raises IngestError."""
    reading = read_isolated(path, media_type(path), limits)
    # The id of the owner only names the passages, and nothing of them is kept.
    places = [Place(one.locator, one.text) for one in split(reading.pages, case_id="file")]
    return places, language("\n".join(page.text for page in reading.pages))
