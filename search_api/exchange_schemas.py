"""What may be asked of exports, citations and feeds, and what a citation of a search says over the wire."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from search_api.asking_schemas import Asking, Language, Questioning, Sort, Values, Wire

__all__ = [
    "ChangedPart",
    "CitationCheck",
    "CitationCheckParameters",
    "CitationFormat",
    "CitationPageParameters",
    "CitationParameters",
    "ExportFormat",
    "ExportParameters",
    "FeedParameters",
    "OrderedQuestion",
    "SearchCitation",
    "SearchCitationFormat",
    "SearchCitationParameters",
]


class ExportFormat(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"


class CitationFormat(StrEnum):
    APA = "apa"
    CHICAGO = "chicago"
    ISO690 = "iso690"
    VANCOUVER = "vancouver"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"


class SearchCitationFormat(StrEnum):
    JSON = "json"
    TEXT = "text"
    BIBTEX = "bibtex"


class OrderedQuestion(Questioning):
    """A question, and the order of its answer."""

    sort: Sort = Field(default="relevance", description="Order of the hits, as `/api/search` takes it.")


class ExportParameters(OrderedQuestion):
    """A question whose whole answer is taken away."""

    format: ExportFormat = Field(
        default=ExportFormat.CSV,
        description="`csv`: a table for a spreadsheet. `jsonl`: one hit per line, as `/api/search` gives it. `bibtex`, "
        "`ris`, `csl`: references for a reference manager.",
    )


class CitationParameters(Asking):
    format: CitationFormat = Field(
        default=CitationFormat.APA,
        description="`apa` (7th edition), `chicago` (author-date), `iso690` (name and date, Harvard) and `vancouver` "
        "are plain text; `bibtex`, `ris` and `csl` (CSL-JSON) are files for a reference manager.",
    )


class SearchCitationParameters(OrderedQuestion):
    format: SearchCitationFormat = Field(
        default=SearchCitationFormat.JSON,
        description="`json`: every part by name. `text`: one reference for the end of a paper. `bibtex`: a `@misc`.",
    )


class CitationCheckParameters(OrderedQuestion):
    """A question, and what a citation of it says."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        default=None, description="The citation's SHA-256 over the ordered ids."
    )
    index_revision: int | None = Field(default=None, ge=0, description="The citation's revision of the index.")
    revision: int | None = Field(default=None, ge=0, description="The citation's revision of the catalogue.")
    encoder: str | None = Field(default=None, max_length=300, description="The citation's embedding model.")


class CitationPageParameters(CitationCheckParameters):
    """The same on a web page, where addresses come with odd parameters of other sites: those are left alone."""

    model_config = ConfigDict(extra="ignore")


class FeedParameters(Questioning):
    """A feed's address may come with odd parameters of other sites: those are left alone."""

    model_config = ConfigDict(extra="ignore")


class SearchCitation(Wire):
    """A search as it can be cited and done again."""

    q: str = Field(description="The question as it was asked.")
    filters: Mapping[str, list[str]] = Field(description="Filter name to values as they were asked for.")
    without: Values = Field(description="Ids of entries that the words were not to be understood as.")
    lang: Language = Field(description="Language of the labels.")
    sort: Sort = Field(description="Order of the hits.")
    address: str = Field(description="The page that asks the same; a path where the archive's address is not set.")
    day: dt.date = Field(description="The day on which it was asked (UTC).")
    total: int = Field(description="How many relevant hits there were.")
    listed: int = Field(description="Over how many of them, in order, the SHA-256 goes: of words at most 200.")
    first_ids: list[str] = Field(description="Ids of the first ten: `case:ID` or `document:ID`.")
    sha256: str = Field(
        description="SHA-256, hexadecimal, over the ids of all that are listed, in order, as UTF-8, a line feed "
        "between two of them and none at the end."
    )
    index_revision: int = Field(description="Revision of the catalogue that was indexed.")
    revision: int = Field(description="Revision of the catalogue that the records were from.")
    encoder: str = Field(description="Embedding model of the index.")
    text: str = Field(description="All of this as one reference, in the manner of APA.")
    check: str = Field(description="The address that tells whether the answer is still the same.")
    check_page: str = Field(description="The page that tells a person so.")


class ChangedPart(StrEnum):
    INDEX = "index"
    CATALOGUE = "catalogue"
    ENCODER = "encoder"
    UNKNOWN = "unknown"


class CitationCheck(Wire):
    """Whether a cited search gives the same answer now."""

    same: bool = Field(description="True: the same hits in the same order.")
    changed: list[ChangedPart] = Field(
        description="What has changed since, as far as the citation tells: `index`, `catalogue`, `encoder`. `unknown`: "
        "the answer differs and none of these does."
    )
    text: str = Field(description="The same in words, for a person.")
    now: SearchCitation = Field(description="The search as it would be cited today.")
