"""What goes over the wire. Every field is described: the OpenAPI document is the archive's data dictionary.

"not stated" means that the sources were read and do not say; null or an empty list means that nobody has looked yet.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from archive.model import Basis, LocatorKind, ProgramKind, SessionKind, Stage
from search_api.asking_schemas import Language, Wire

T = TypeVar("T", bound=BaseModel)


# Small parts.


class Label(Wire):
    """An entry of a controlled vocabulary."""

    id: str = Field(description="Stable id, the one that filters take.")
    label: str = Field(description="Its name in the language asked for, else in English.")


class LocatorView(Wire):
    """Where in a document or record a text stands."""

    kind: LocatorKind = Field(description="page, slide or section (counted from 1), or time (whole seconds).")
    start: int = Field(description="First page, slide, section or second.")
    end: int = Field(description="Last one, included.")
    label: str = Field(description="What a person reads: `slide 12`, `00:12:30`, `Problem`.")


class Pictured(Wire):
    """A place in a document that may have been drawn: pages of PDF files, slides, sections of Word documents."""

    thumbnail: str | None = Field(
        default=None,
        description="Address of a small picture of the page (WebP, at most 160 pixels wide); null: there is none.",
    )
    page_image: str | None = Field(
        default=None,
        description="Address of a picture of it to read (WebP, at most 1,000 pixels wide); null: there is none.",
    )


class SourceView(Wire):
    """What supports a statement."""

    id: str = Field(description="Stable id of the source.")
    kind: Literal["web", "document"] = Field(description="A public web page, or a document of this archive.")
    title: str = Field(description="Title of the page or document.")
    publisher: str = Field(description="Who published it, or `not stated`.")
    url: str | None = Field(description="Public address; null for a document of this archive.")
    published: str = Field(description="Date of publication (EDTF), or `not stated`.")
    seen: dt.date | None = Field(description="The day we last looked at the page.")
    language: str = Field(description="BCP 47 tag of the language it is written in.")
    note: str = Field(description="What it says that we rely on, in our own words.")
    document_id: str | None = Field(description="Document of this archive that it is a part of, if any.")
    locator: LocatorView | None = Field(description="Where in that document.")
    quote: str = Field(description="The words of the document; empty for web pages.")


class SessionSummary(Wire):
    id: str = Field(description="Stable id of the session.")
    title: str = Field(description="Title of the session.")
    kind: SessionKind = Field(description="Lecture, city presentation, site visit, discussion, action plan.")
    date: dt.date | None = Field(description="Day on which it was held; null if not known.")


class DocumentSummary(Wire):
    id: str = Field(description="Stable id of the document.")
    title: str = Field(description="Title of the document.")
    kind: SessionKind = Field(description="What it was made for: lecture, city presentation, action plan …")
    language: str = Field(description="BCP 47 tag of its language; `und` where it could not be told.")
    media_type: str = Field(description="Media type of the original file.")
    sample: bool = Field(description="True: a starter material written for this archive, not training material.")


class ProgramSummary(Wire):
    """One training program: one edition of a course."""

    id: str = Field(description="Stable id of the program; it begins with its first day.")
    title: str = Field(description="Normalised title.")
    year: int | None = Field(description="Year in which it began; null if not known.")
    kind: ProgramKind = Field(description="course, workshop, degree, forum; `sample` stands outside the register.")
    sample: bool = Field(description="True: a sample course that holds starter materials written for this archive.")
    host: Label | None = Field(description="Organisation that ran it; null: not stated.")
    head_count: int | None = Field(description="Number of participants as recorded; null: not stated.")


class ParticipationView(Wire):
    """A city or country that took part in a program, as a source names it: counts only, never names of people."""

    named: str = Field(description="The place as the source names it.")
    place: Label | None = Field(description="The place in the vocabulary; null: it is not in there.")
    head_count: int | None = Field(description="How many people came from there; null: not stated.")
    sources: list[SourceView] = Field(description="What says so.")


class CaseSummary(Wire):
    """One urban policy case."""

    id: str = Field(description="Stable id of the case.")
    title: str = Field(description="Title in the language asked for, else in English.")
    gist: str = Field(description="The case in one sentence, in the language asked for, else in English.")
    language: str = Field(description="BCP 47 tag of the language that `title` is in.")
    city: Label = Field(description="City where the policy ran.")
    country: Label = Field(description="Its country.")
    themes: list[Label] = Field(description="Themes, the main one first.")
    stage: Stage = Field(description="How far the policy has come.")
    start: str = Field(description="When it began (EDTF), or `not stated`.")
    end: str = Field(description="When it ended (EDTF), or `not stated`; empty while it runs.")


class SuggestionView(Wire):
    """How an unconfirmed link was computed."""

    method: str = Field(description="The method, in words.")
    score: float = Field(description="How strong the sign is, 0 to 1; comparable within one method only.")


class TeachingEvidence(Pictured):
    """One reason to say that a program taught a case."""

    basis: Basis = Field(
        description="`material`: a document used in the program covers the case. `record`: a cited public source says "
        "so. `suggested`: computed; not a fact until a person has accepted it."
    )
    fact: bool = Field(description="False for a suggestion that nobody has accepted yet.")
    session: SessionSummary | None = Field(description="The session, where known.")
    document: DocumentSummary | None = Field(description="The material (basis `material`).")
    locator: LocatorView | None = Field(description="Where in the material; null: the whole of it.")
    sources: list[SourceView] = Field(description="Public sources (basis `record`).")
    note: str = Field(description="A remark on this link.")
    suggestion: SuggestionView | None = Field(description="How it was computed (basis `suggested`).")


class TaughtIn(ProgramSummary):
    """A program that taught a case, with every reason to say so."""

    basis: Basis = Field(description="The strongest basis: material before record before suggested.")
    fact: bool = Field(description="True if at least one reason is a fact; suggestions stand after all facts.")
    evidence: list[TeachingEvidence] = Field(description="The reasons, facts first.")
    took_part: list[ParticipationView] = Field(description="Who was trained in it, where sources name cities.")


class CaseTaught(Wire):
    """A case that a program taught, with every reason to say so."""

    case: CaseSummary = Field(description="The case.")
    basis: Basis = Field(description="The strongest basis: material before record before suggested.")
    fact: bool = Field(description="True if at least one reason is a fact; suggestions stand after all facts.")
    evidence: list[TeachingEvidence] = Field(description="The reasons, facts first.")


# The answer to a search.


ReasonKind = Literal["words", "title", "names", "title-names", "translated", "none", "close", "related"]


class Reason(Wire):
    """One reason why a passage was found, for a sentence in any language."""

    kind: ReasonKind = Field(
        description="`words`: it has `words` of the question. `title`: its title alone has them. `names`: it names "
        "`label` as `words`. `title-names`: its title alone names `label`. `translated`: it has the English "
        "`words` that words of the question may stand for. `none`: nothing of these. `close`, `related`: in meaning, "
        "by `meaning`."
    )
    words: list[str] = Field(default=[], description="The words.")
    label: str = Field(default="", description="What is named, in the language asked for; else empty.")
    meaning: float | None = Field(default=None, description="Cosine, -1 to 1, where nearness in meaning is the reason.")


class Why(Wire):
    """Why a passage was found."""

    words: list[str] = Field(
        description="Words of the question that stand in the passage or in its title, in any form."
    )
    names: list[Label] = Field(description="Entries of `understood` that the passage or its title names, in any words.")
    translated: list[str] = Field(
        default=[], description="English words in the passage or its title that words of the question may stand for."
    )
    meaning: float = Field(description="Nearness in meaning: cosine of question and passage, -1 to 1.")
    text: str = Field(description="The reasons in one English sentence.")
    reasons: list[Reason] = Field(description="The same one by one, the strongest first.")


class EvidenceView(Pictured):
    """A passage that speaks for a hit."""

    passage_id: str = Field(description="Stable id of the passage.")
    document: DocumentSummary | None = Field(description="Its document; null: it comes from the case record itself.")
    locator: LocatorView = Field(description="Where it stands: `slide 12`, or the section of the case record.")
    language: str = Field(description="BCP 47 tag of the language that `snippet` is in; `und`: not determined.")
    snippet: str = Field(description="The best part of the passage, about 300 characters, plain text.")
    highlights: list[tuple[int, int]] = Field(
        description="Where words of the question stand in `snippet`: [start, end) in Unicode code points, in order."
    )
    score: float = Field(description="Rank value of the passage; comparable within one answer only.")
    why: Why = Field(description="Why it was found.")
    resembles: LocatorView | None = Field(
        default=None, description="Of what is like something: the place in that something which it resembles."
    )


class ScoreParts(Wire):
    """What a score is the sum of."""

    words: float = Field(description="From the words, and the names of the vocabularies, that it shares.")
    meaning: float = Field(description="From its nearness in meaning.")
    neighbours: float = Field(description="From the scores of the best hits that resemble it most.")


class Copy(Wire):
    """A document that is nearly the same as a hit: other words of a date, a number, a place."""

    document: DocumentSummary = Field(description="The document.")
    programs: list[TaughtIn] = Field(description="Programs in which it was used.")


Unclaimed = Literal["document", "part"]
"""What no case record claims: a whole document, or a part of one."""


class Hit(Wire):
    """One result: a case, or a document that no case record claims, in whole or in part."""

    case: CaseSummary | None = Field(
        description="The case; null for a document, or a part of one, that no case record claims."
    )
    document: DocumentSummary | None = Field(description="The document, only where `case` is null.")
    also_in: list[Copy] = Field(
        description="Near-identical documents that answer too, best first: only the best of them is a hit, and it "
        "counts once. Empty for a case."
    )
    note: str = Field(
        description="Said where `case` is null: that no case record claims the document yet or, where cases claim "
        "other parts of it, that none claims this part. Else empty."
    )
    unclaimed: Unclaimed | None = Field(description="The same in a word: what no case record claims; null for a case.")
    score: float = Field(description="Rank value; comparable within one answer only. 0 when only filters were given.")
    parts: ScoreParts = Field(description="What the score of an answer is the sum of; 0 for what is like something.")
    relevance: float = Field(
        description="Estimate, 0 to 1, of whether it answers the question; comparable between answers. 1 when only "
        "filters were given, and for what is like something, which answers nothing."
    )
    programs: list[TaughtIn] = Field(
        description="Programs that taught the case: facts first, then suggestions, marked as such. For a document: "
        "programs in which it, or one of `also_in`, was used."
    )
    catalogued: list[Label] = Field(
        description="Themes and tags of the case that the question names: it is found by these too, where no passage "
        "says so. Empty for a document."
    )
    evidence: list[EvidenceView] = Field(description="Passages that speak for the hit, best first, at most 5.")


class FacetCount(Label):
    """A value of a facet. A city stands below its country, a country or region below the smallest region it lies in, a
    sub-theme below its theme; what stands above a value is always in the answer too."""

    count: int = Field(
        description="How many hits (cases and unclaimed documents, not passages) the same search has with this value "
        "alone chosen under its name; whatever stands below it is counted with it. 0 where it is here because it is "
        "chosen, or because of what stands below it."
    )
    parent: str | None = Field(
        default=None,
        description="Id of the value above it: in `theme` for a theme, in `country` for a city, in `region` for a "
        "country or a region; null at the top.",
    )
    chosen: bool = Field(default=False, description="True: the search asks for it.")
    excluded: bool = Field(default=False, description="True: the search excludes it.")


class Understood(Wire):
    """An entry of the vocabularies that words of the question name: it was searched by whatever words name it."""

    kind: Literal["concept", "name", "theme", "city", "country"] = Field(description="Which vocabulary it stands in.")
    id: str = Field(description="Its id there; `without=ID` searches again without it.")
    label: str = Field(description="Its name in the language asked for, else in English.")
    words: list[str] = Field(description="The words of the question that name it.")
    also: list[str] = Field(description="Other words for it that were searched too: in English, and those of `lang`.")


class OfferedFilter(Wire):
    """A filter that words of the question suggest. It is never set unless it is chosen."""

    name: str = Field(description="Name of the filter.")
    value: str = Field(description="Its value, as the filter takes it.")
    label: str = Field(description="What the value is called.")
    words: str = Field(description="The words that suggest it.")


class UnknownValue(Wire):
    """A value of a filter that nothing found has and no vocabulary here knows: asked for, it finds nothing; excluded,
    it takes nothing away."""

    name: str = Field(description="Name of the filter.")
    value: str = Field(description="Its value, as it was given; a leading `-` excludes.")
    called: list[Label] = Field(description="Entries of the filter's vocabulary that are called so: give their id.")


class QuestionEcho(Wire):
    """The question as it was understood."""

    q: str = Field(description="What was typed.")
    phrases: list[str] = Field(description="Quoted: each stands word for word in the evidence.")
    corrected: Mapping[str, str] = Field(
        description="Words that nothing here holds, and the word here that they were read as; quotes prevent it."
    )
    excluded: list[str] = Field(description="With a leading minus: no evidence holds any of them.")
    unknown: list[str] = Field(description="Fields whose value nothing is called; they were searched as words.")
    unknown_values: list[UnknownValue] = Field(description="Values of filters that are no id here.")
    offered: list[OfferedFilter] = Field(description="Filters that the words suggest.")
    understood: list[Understood] = Field(description="What the words name, in their order.")
    translated: list[str] = Field(
        default=[],
        description="English words that those of a question in another language may stand for, likeliest first: they "
        "were searched too, and the best hits hold them. Computed from translated texts, so not always right.",
    )
    filters: Mapping[str, list[str]] = Field(
        description="Filter name to values, those typed as `name:value` among them; a leading `-` excludes."
    )
    lang: Language = Field(description="Language of the labels.")


class QueryEcho(QuestionEcho):
    limit: int = Field(description="Hits per page.")


class SearchAnswer(Wire):
    answered: bool = Field(
        description="Whether anything here answers the question, by the relevance of the best hit, within the filters "
        "or without them, and the filters leave some of it. README tells how often that is right."
    )
    total: int = Field(description="How many relevant hits there are; pages go as far as the best 200.")
    hits: list[Hit] = Field(description="The relevant hits of this page, best first; none where nothing answers.")
    nearest: list[Hit] = Field(
        description="Where there are no hits: what comes nearest to the question, at most 5. It does not answer it."
    )
    facets: Mapping[str, list[FacetCount]] = Field(
        description="Facet name to its values, which the filter of that name takes: most frequent first, then by name; "
        "years and decades newest first; themes and regions as a tree, each right after the one above it."
    )
    next: str | None = Field(description="Cursor of the next page; null on the last.")
    revision: int = Field(description="Revision of the catalogue that the records shown are from.")
    index_revision: int = Field(description="Revision of the catalogue that was indexed.")
    stale: bool = Field(
        description="True: the catalogue has changed since it was indexed. New records are not found yet; withdrawn "
        "and hidden ones are already left out of hits and total, facet counts may still hold them."
    )
    query: QueryEcho = Field(description="The question as it was understood, with its filters.")


# Lists.


class RecordPage(Wire, Generic[T]):
    """One page of a list, ordered by id."""

    records: list[T] = Field(description="The records of this page.")
    next: str | None = Field(description="Cursor of the next page; null on the last. The Link header has it as a link.")
    revision: int = Field(description="Revision of the catalogue.")


# State and errors.


class Health(Wire):
    status: Literal["alive"] = Field(description="The server answers.")


class Readiness(Wire):
    ready: bool = Field(description="True: catalogue and index are open. Otherwise the answer is a problem, 503.")
    revision: int = Field(description="Revision of the catalogue.")
    index_revision: int = Field(description="Revision of the catalogue that was indexed.")
    stale: bool = Field(description="True: the catalogue has changed since it was indexed.")
    encoder: str = Field(description="Embedding model of the index.")


class ProblemPart(Wire):
    parameter: str = Field(description="Parameter that is wrong.")
    message: str = Field(description="What is wrong with it.")


class Problem(Wire):
    """RFC 9457 problem details: the body of every error."""

    type: str = Field(description="URI of the kind of problem.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="HTTP status.")
    detail: str = Field(description="What is wrong and what to do, for a person.")
    instance: str = Field(description="Path that was asked for.")
    code: str = Field(description="The kind of problem, stable: `not-found`, `unknown-filter` …")
    errors: tuple[ProblemPart, ...] = Field(default=(), description="Each wrong parameter of an invalid request.")
