"""What may be asked, over HTTP, of a page and on the command line."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["en", "ko", "fr", "es", "zh", "ar", "pt", "id", "ru", "ja"]
"""Languages in which labels may be asked for; English stands in where a translation is missing. Titles and gists of
cases are there in the first four."""


class Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Asking(Wire):
    """What every question may say."""

    lang: Language = Field(default="en", description="Language of labels, case titles and gists; English otherwise.")


class Paging(Asking):
    limit: int = Field(default=20, ge=1, le=100, description="How many records one page holds at most.")
    cursor: str | None = Field(
        default=None, max_length=1000, description="The `next` of the page before; leave out for the first page."
    )


Values = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=20)]


class Filtering(Asking):
    """Filters of one name widen (any of them), different names narrow (all must hold), and a value with a leading `-`
    excludes: `city=seoul&city=bogota&theme=-T01.brt`."""

    theme: Values = Field(default=[], description="Theme ids, `T01` or `T01.bus-reform`; a theme holds its sub-themes.")
    city: Values = Field(default=[], description="City ids, `seoul`.")
    country: Values = Field(default=[], description="ISO 3166-1 alpha-2 codes, `KR`.")
    region: Values = Field(default=[], description="UN M49 codes of world regions, `142` for Asia.")
    program: Values = Field(default=[], description="Ids of training programs that taught the case.")
    year: Values = Field(default=[], description="Year in which it was taught: `2015`, `2010..2016`, `2010..`.")
    period: Values = Field(default=[], description="Years in which the policy ran, written like `year`.")
    kind: Values = Field(default=[], description="Kind of evidence: `case record`, `lecture`, `city presentation` …")
    language: Values = Field(default=[], description="BCP 47 tags of the language that the evidence is written in.")
    host: Values = Field(default=[], description="Ids of organisations that ran the programs.")
    partner: Values = Field(default=[], description="Ids of commissioners, partners and networks of the programs.")
    stage: Values = Field(default=[], description="How far the policy is: `pilot`, `running`, `dropped` …")
    scale: Values = Field(default=[], description="How large: `site`, `district`, `whole city`, `national` …")
    evidence: Values = Field(default=[], description="Evidence of its results: `measured`, `independently evaluated` …")
    instrument: Values = Field(default=[], description="What was used: `pricing`, `regulation`, `infrastructure` …")
    actor: Values = Field(default=[], description="Who led it: `city`, `community`, `public-corporation` …")
    finance: Values = Field(default=[], description="Who paid: `city-budget`, `user-fees`, `bond` …")
    challenge: Values = Field(default=[], description="What stood in the way: terms of the vocabulary `challenge`.")
    people: Values = Field(default=[], description="Whom it serves: `women`, `older`, `low-income` …")


class Questioning(Filtering):
    """Words, filters, or both."""

    q: str = Field(
        default="",
        max_length=2000,
        description='The question, in words. `"a phrase"` must stand in the evidence, `-word` must not, `city:Bogotá` '
        "or `year:2010..2016` sets a filter. May be empty if a filter is set.",
    )
    without: Values = Field(
        default=[], description="Ids of `understood` entries that the words are not to be understood as."
    )


Sort = Literal["relevance", "newest", "oldest", "last-taught", "most-taught", "title"]
"""Orders of the hits of a search."""


class SearchParameters(Questioning, Paging):
    """A question, and which page of its answer."""

    limit: int = Field(default=10, ge=1, le=100, description="How many hits one page holds at most.")
    sort: Sort = Field(
        default="relevance",
        description="Order of the relevant hits, of the best 200 where a question in words finds more. `newest`, "
        "`oldest`: by the year in which the policy began. `last-taught`, `most-taught`: by the programs that taught it "
        "as a fact (for a document: used it), suggestions and sample courses left out. `title`: by its letters. Hits "
        "without the year stand last; ties are in order of id. A cursor goes on in the order it was made in only.",
    )


class PageParameters(SearchParameters):
    """The same on a web page, where addresses come with odd parameters of other sites: those are left alone."""

    model_config = ConfigDict(extra="ignore")
