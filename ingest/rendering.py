"""Pages of a PDF as pictures, drawn in a process of its own with limits on time, memory and output."""

import base64
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.derivatives import Picture
from ingest.errors import UnreadableDocument
from ingest.isolation import Task, error_of, work_isolated

__all__ = ["RenderLimits", "render_isolated"]


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """What drawing one document may take. ``answer_bytes``: pictures and words of all its pages together."""

    seconds: int = 120
    memory_bytes: int = 1024**3
    pages: int = 1000
    answer_bytes: int = 400 * 1024**2


def render_isolated(
    path: Path, page_count: int | None = None, limits: RenderLimits = RenderLimits()
) -> Generator[Picture]:
    """The pictures of a PDF's pages in order; a page that cannot be drawn is left out. Close it, or consume it whole.

    Raises IngestError subclasses only, for whatever the file holds: ProtectedDocument, UnreadableDocument (also where
    it has not ``page_count`` pages), LimitExceeded. OSError where the path itself cannot be opened.
    """
    task = Task(
        asked={"most_pages": limits.pages},
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        answer_bytes=limits.answer_bytes,
        too_much=f"its pictures take more than {limits.answer_bytes:,} bytes: none are kept",
    )
    with path.open("rb") as file, closing(work_isolated(file, task)) as lines:
        try:
            for line in lines:
                if "error" in line:
                    raise error_of(line)
                if page_count is not None and line.get("page_count", page_count) != page_count:
                    raise UnreadableDocument(
                        f"{line['page_count']} pages can be drawn of the {page_count} that were read: "
                        "no pictures are kept, since they might be the wrong ones"
                    )
                if line.get("image"):
                    yield _picture(line)
        except (ValueError, TypeError, KeyError) as error:  # not what our renderer says: something else has taken over
            raise UnreadableDocument("the renderer gave a broken answer: export the file again") from error


def _picture(line: dict[str, Any]) -> Picture:
    """Raises ValueError (pydantic's errors are of that kind), TypeError, KeyError."""
    pictures = {name: base64.b64decode(line[name], validate=True) for name in ("image", "thumbnail")}
    return Picture.model_validate({**line, **pictures})
