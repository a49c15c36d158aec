"""What goes over the wire when something like a case, a passage or a text is asked for."""

import datetime as dt

from pydantic import ConfigDict, Field

from archive.jobs import JobState
from search_api.asking_schemas import Filtering, Wire
from search_api.schemas import Hit

__all__ = ["LONGEST_TEXT", "LikeAnswer", "LikeJob", "LikePageParameters", "LikeParameters", "LikeText"]

LONGEST_TEXT = 20_000
"""Characters of a pasted text: some seven pages. Whole decks come as files."""


class LikeParameters(Filtering):
    """Filters, as in a search, and how many hits to give."""

    limit: int = Field(default=10, ge=1, le=50, description="How many hits to give at most.")


class LikePageParameters(LikeParameters):
    """The same on a web page, where addresses come with odd parameters of other sites: those are left alone."""

    model_config = ConfigDict(extra="ignore")

    case: str = Field(default="", max_length=200, description="Id of the case to start from.")
    passage: str = Field(default="", max_length=200, description="Id of the passage to start from.")


class LikeText(LikeParameters):
    """A text that the archive does not hold, in any language. It is compared and not kept."""

    text: str = Field(
        min_length=1, max_length=LONGEST_TEXT, description="The text: a paragraph or a few pages. It is not kept."
    )


class LikeAnswer(Wire):
    """What is like something: cases, and documents that no case record claims. Never the thing itself, nor passages
    that say just the same."""

    answered: bool = Field(description="True while there are hits.")
    hits: list[Hit] = Field(description="What is most like it, best first; `resembles` and `why` say in what.")
    passage_count: int = Field(description="How many passages of it were compared.")
    language: str = Field(description="BCP 47 tag of the language it is in; `und`: not determined.")
    revision: int = Field(description="Revision of the catalogue that the records shown are from.")
    index_revision: int = Field(description="Revision of the catalogue that was indexed.")
    stale: bool = Field(description="True: the catalogue has changed since; the newest records are not found yet.")


class LikeJob(Wire):
    """A file that was handed in to be compared, and what has become of it. All of it is forgotten after an hour."""

    id: str = Field(description="Its id, which cannot be guessed: whoever has it may read the answer.")
    state: JobState = Field(
        description="`queued`, `working`, `done`, or `failed`. Ask again while it is one of the first."
    )
    ahead: int = Field(description="How many files are read before it.")
    created_at: dt.datetime = Field(description="When it was handed in (UTC).")
    code: str | None = Field(description="Why it failed, stable: `unsupported-format`, `protected-document` …")
    message: str | None = Field(description="Why it failed, and what to do, for a person.")
    answer: LikeAnswer | None = Field(description="What is like it, once it is `done`.")
