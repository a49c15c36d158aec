"""The search: rank, hydrate, shape. One way for JSON, pages, the command line and assistants.

The index says which passages, how good and why; the catalogue says what they are, and whether the reader may see
them now. What was withdrawn or hidden after indexing is left out here, before any new index.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from archive.catalogue import Catalogue
from archive.errors import NotFound
from archive.model import Access, Document, Passage
from index.crosstab import Axis, Crosstab, Links, Unit
from index.errors import SearchIndexError
from index.likeness import AskedPassage, Likeness, Likes
from index.query import FILTERS, Filter, Query
from index.ranking import RankedEvidence, RankedHit, Ranking
from search_api import asking_schemas, schemas
from search_api.completions import Completer
from search_api.facets import shape_facets, unknown_values
from search_api.highlights import Sought
from search_api.pictures import PictureFile, PictureKind, picture_file
from search_api.reasons import echo, explain, named_in
from search_api.records import Records
from search_api.reference import ReferenceShelf
from search_api.snippets import best_window, joined, mark_words
from search_api.sorting import cursor_after, following, in_order, read_position
from search_api.understanding import Understanding, understand

__all__ = ["Found", "IndexState", "IndexedSearcher", "SearchService", "language_of"]

UNCLAIMED: Mapping[schemas.Unclaimed | None, str] = {
    "document": "No case record claims this document yet.",
    "part": "No case record claims this part of the document.",
    None: "",
}
NEAREST = 5
"""Hits shown as nearest where nothing answers."""


class IndexState(Protocol):
    """What an index says of itself."""

    @property
    def revision(self) -> int: ...
    @property
    def encoder_name(self) -> str: ...


class IndexedSearcher(Protocol):
    """What is asked of index.searcher.Searcher."""

    @property
    def manifest(self) -> IndexState: ...
    def search(self, query: Query) -> Ranking: ...
    def corrections(self, text: str, reader: Access, today: dt.date) -> Mapping[str, str]: ...
    def in_english(self, words: str) -> Sequence[str]: ...
    def like(self, likeness: Likeness) -> Likes: ...
    def cross(
        self,
        query: Query,
        axes: Sequence[Axis],
        unit: Unit = Unit.HITS,
        links: Links | None = None,
        readable: Collection[str] | None = None,
    ) -> Crosstab: ...


@dataclass(frozen=True)
class Found:
    """What a question found. ``hits``: the relevant ones that the reader may see, best first, of words the best
    index.ranking.SHOWN, of filters alone all; ``total`` counts those that are not given too. ``index``: what the index
    says of itself."""

    hits: Sequence[RankedHit]
    total: int
    ranking: Ranking
    asks: Understanding
    index: IndexState

    @property
    def named(self) -> set[str]:
        """The ids of what the question names."""
        return {mention.id for mention in self.asks.mentions}


class SearchService:
    """Safe to share between threads. ``searcher_provider`` gives the newest searcher, or raises SearchIndexError."""

    def __init__(
        self,
        catalogue: Catalogue,
        searcher_provider: Callable[[], IndexedSearcher],
        *,
        reader: Access = Access.PUBLIC,
    ) -> None:
        self.catalogue = catalogue
        self._searcher = searcher_provider
        self._reader = reader
        self._shelf = ReferenceShelf(catalogue, reader)
        self.completer = Completer(self._shelf)

    def records(self, language: asking_schemas.Language = "en") -> Records:
        """Shaped records, for one request."""
        return Records(self.catalogue, self._shelf.newest(), language)

    def readiness(self) -> schemas.Readiness:
        """Raises SearchIndexError while there is no index, CatalogueError where the catalogue cannot be read."""
        manifest, revision = self._searcher().manifest, self.catalogue.revision()
        return schemas.Readiness(
            ready=True,
            revision=revision,
            index_revision=manifest.revision,
            stale=manifest.revision != revision,
            encoder=manifest.encoder_name,
        )

    def original(self, document_id: str) -> Document:
        """A document whose stored bytes have just been checked. Raises NotFound (unknown, hidden, withdrawn) or
        FixityError."""
        document = self._document(document_id)
        self.catalogue.store.check(document.sha256)
        return document

    def picture(self, document_id: str, kind: PictureKind, number: int) -> PictureFile:
        """The picture of a page. Raises NotFound: as ``original``, and where there is none."""
        return picture_file(self.catalogue, self._document(document_id), kind, number)

    def _document(self, document_id: str) -> Document:
        document = self.records().find_document(document_id)
        if document is None:
            raise NotFound(f"There is no document '{document_id}' here.", id=document_id)
        return document

    def search(self, asked: asking_schemas.SearchParameters) -> schemas.SearchAnswer:
        """One page of hits. Raises QueryError (empty, unknown filter, foreign cursor) or SearchIndexError."""
        after = read_position(asked.cursor, asked.sort)
        records = self.records(asked.lang)
        answer, found = self.outline(asked, records)
        placed = in_order(found.hits, asked.sort, records, asked.lang)
        remaining = following(placed, after)
        page = remaining[: asked.limit]
        return answer.model_copy(
            update={
                "hits": self.shape([hit for _, hit in page], records, found.named),
                "next": cursor_after(page[-1], asked.sort) if len(remaining) > len(page) else None,
            }
        )

    def outline(self, asked: asking_schemas.SearchParameters, records: Records) -> tuple[schemas.SearchAnswer, Found]:
        """The answer without its hits, and all hits that it could have, not yet shaped. Raises as ``search``."""
        found = self.find(asked, records)
        ranking, asks = found.ranking, found.asks
        nearest = [] if found.hits else self.shape(ranking.hits[: 2 * NEAREST], records, found.named)[:NEAREST]
        answer = schemas.SearchAnswer(
            answered=bool(found.hits),
            total=found.total,
            hits=[],
            nearest=nearest,
            facets=shape_facets(ranking.facets, asks.filters, records),
            next=None,
            revision=records.reference.revision,
            index_revision=found.index.revision,
            stale=found.index.revision != records.reference.revision,
            query=schemas.QueryEcho(
                **dict(
                    echo(
                        asked, asks, records, unknown_values(ranking.facets, asks.filters, records), ranking.translated
                    )
                ),
                limit=asked.limit,
            ),
        )
        return answer, found

    def find(self, asked: asking_schemas.Questioning, records: Records) -> Found:
        """Everything that is found, not yet shaped. Raises QueryError (empty, unknown filter) or SearchIndexError."""
        searcher = self._searcher()
        query, asks = self.question(asked, records, searcher)
        ranking = searcher.search(query)
        stale = searcher.manifest.revision != records.reference.revision
        # A fresh index knows what the reader may see; only a stale one has to be checked as a whole for the total.
        hits = self._still_readable(ranking.relevant, records) if stale else ranking.relevant
        total = ranking.total - (len(ranking.relevant) - len(hits))
        return Found(hits, total, ranking, asks, searcher.manifest)

    def alike(
        self,
        passages: Iterable[AskedPassage],
        tag: str,
        asked: asking_schemas.Filtering,
        records: Records,
        without: Sequence[str] = (),
    ) -> tuple[list[RankedHit], Mapping[str, int], IndexState]:
        """What is like the passages, in the language ``tag``, and may be read; for each passage of the evidence, by id,
        the place of the one it resembles; the state of the index that says so. ``without``: subjects that are a part of
        the same thing. Raises QueryError or SearchIndexError."""
        chosen = [(name, value) for name in FILTERS for value in getattr(asked, name) if value]
        searcher = self._searcher()
        today = dt.datetime.now(dt.UTC).date()
        likes = searcher.like(Likeness(tuple(passages), tag, tuple(without), Filter.parse(chosen), self._reader, today))
        return self._still_readable(likes.hits, records), likes.nearest, searcher.manifest

    @property
    def searcher(self) -> IndexedSearcher:
        """The newest one. Raises SearchIndexError."""
        return self._searcher()

    def question(
        self, asked: asking_schemas.Questioning, records: Records, searcher: IndexedSearcher
    ) -> tuple[Query, Understanding]:
        """What is asked of the index, and how it was understood. Raises UnknownFilter."""
        chosen = [(name, value) for name in FILTERS for value in getattr(asked, name) if value]
        today = dt.datetime.now(dt.UTC).date()
        asks = understand(
            asked.q,
            chosen,
            asked.without,
            records.reference,
            lambda words: searcher.corrections(words, self._reader, today),
        )
        query = Query(
            text=asks.words,
            filters=Filter.parse(asks.filters),
            reader=self._reader,
            today=today,
            phrases=asks.typed.phrases,
            excluded=asks.typed.excluded,
            mentions=asks.mentions,
            gloss=asks.gloss,
        )
        return query, asks

    def sought(self, text: str, records: Records) -> Sought:
        """What a question asks for, to be marked in a document. Misspelt words are set right where there is an index
        to know them by."""
        try:
            searcher: IndexedSearcher | None = self._searcher()
        except SearchIndexError:
            searcher = None
        today = dt.datetime.now(dt.UTC).date()
        asks = understand(
            text,
            (),
            (),
            records.reference,
            lambda words: searcher.corrections(words, self._reader, today) if searcher else {},
        )
        try:
            english = searcher.in_english(asks.words) if searcher else ()
        except SearchIndexError:
            english = ()
        return Sought.of(asks, english)

    def _still_readable(self, hits: Iterable[RankedHit], records: Records) -> list[RankedHit]:
        """The hits whose subject, and whose evidence if they had any, the reader may still see; a copy takes the place
        of a document that is gone."""
        hits = list(hits)
        passages = self._passages(hits)
        return [left for hit in hits if (left := _readable(hit, passages, records))]

    def _passages(self, hits: Iterable[RankedHit]) -> dict[str, Passage]:
        shown = (one for hit in hits for one in (hit, *hit.copies))
        return self.catalogue.passages((part.passage_id for one in shown for part in one.evidence), self._reader)

    def shape(self, hits: Sequence[RankedHit], records: Records, named: Collection[str] = ()) -> list[schemas.Hit]:
        """The hits for the reader, without those that may no longer be seen. ``named``: the ids of what the question
        names."""
        passages = self._passages(hits)
        return [
            _shape_hit(left, passages, records, self._unclaimed(left), named)
            for hit in hits
            if (left := _readable(hit, passages, records))
        ]

    def _unclaimed(self, hit: RankedHit) -> schemas.Unclaimed | None:
        kind, _, record_id = hit.subject.partition(":")
        if kind == "case":
            return None
        return "part" if self.catalogue.coverages(document_id=record_id, reader=self._reader) else "document"


def _readable(hit: RankedHit, passages: dict[str, Passage], records: Records) -> RankedHit | None:
    """What the reader may still see of a hit and its copies: the best one, with the others as its copies."""
    left = [one for one in (hit, *hit.copies) if _is_readable(one, passages, records)]
    return replace(left[0], copies=tuple(left[1:])) if left else None


def _is_readable(hit: RankedHit, passages: dict[str, Passage], records: Records) -> bool:
    kind, _, record_id = hit.subject.partition(":")
    found = records.find_case(record_id) if kind == "case" else records.find_document(record_id)
    has_evidence = not hit.evidence or any(evidence.passage_id in passages for evidence in hit.evidence)
    return found is not None and has_evidence


def _shape_hit(
    hit: RankedHit,
    passages: dict[str, Passage],
    records: Records,
    unclaimed: schemas.Unclaimed | None,
    named: Collection[str],
) -> schemas.Hit:
    kind, _, record_id = hit.subject.partition(":")
    case = records.find_case(record_id) if kind == "case" else None
    # The document itself first, then its copies.
    documents = [
        found
        for one in (hit, *hit.copies)
        if kind == "document" and (found := records.find_document(one.subject.partition(":")[2]))
    ]
    return schemas.Hit(
        case=records.case_summary(case) if case else None,
        document=records.document_summary(documents[0]) if documents else None,
        also_in=[
            schemas.Copy(document=records.document_summary(one), programs=records.programs_using([one]))
            for one in documents[1:]
        ],
        note=UNCLAIMED[unclaimed],
        unclaimed=unclaimed,
        score=round(hit.score, 4),
        parts=schemas.ScoreParts(
            words=round(hit.parts.words, 4),
            meaning=round(hit.parts.meaning, 4),
            neighbours=round(hit.parts.neighbours, 4),
        ),
        relevance=round(hit.relevance, 4),
        programs=records.programs_using(documents) if documents else records.programs_of_case(record_id),
        catalogued=records.catalogued(case, named) if case else [],
        evidence=_without_idle_translations(
            [
                _shape_evidence(evidence, passage, records)
                for evidence in hit.evidence
                if (passage := passages.get(evidence.passage_id))
            ],
            case.language if case else None,
        ),
    )


def _without_idle_translations(
    evidence: list[schemas.EvidenceView], language: str | None
) -> list[schemas.EvidenceView]:
    """Leaves out translated titles and gists that say nothing to this question which the record's own language does
    not say: a Korean question keeps the Korean gist, an English one is not shown the French. ``language``: the
    record's; None where the hit is no case."""
    is_idle = [one.document is None and language is not None and one.language != language for one in evidence]
    said = {word for one, idle in zip(evidence, is_idle, strict=True) if not idle for word in one.why.words}
    kept = [one for one, idle in zip(evidence, is_idle, strict=True) if not idle or not said.issuperset(one.why.words)]
    return kept or evidence[:1]


def _shape_evidence(evidence: RankedEvidence, passage: Passage, records: Records) -> schemas.EvidenceView:
    document = records.find_document(passage.document_id) if passage.document_id else None
    language = language_of(passage, document, records)
    named = named_in(evidence.named, passage.text, language, records)
    # An English word in a text of another language is mostly a word of that one ("red de metro").
    translated = evidence.translated if language in {"en", "und"} else ()
    said = [*evidence.words, *translated]
    marks = joined([*mark_words(passage.text, said), *(span for name in named for span in name.spans)])
    snippet, marks = best_window(passage.text, marks)
    return schemas.EvidenceView(
        passage_id=passage.id,
        document=records.document_summary(document) if document else None,
        locator=records.locator(passage.locator),
        language=language,
        snippet=snippet,
        highlights=marks,
        **records.pictures(document, passage.locator),
        score=round(evidence.score, 4),
        why=explain(evidence.words, passage.text, evidence.meaning, named, translated),
    )


def language_of(passage: Passage, document: Document | None, records: Records) -> str:
    """BCP 47 tag of the language that a passage is in; ``document``: its document, where it has one."""
    if document is not None:
        return document.language
    case = records.find_case(str(passage.case_id))
    return case.language_of(passage.locator) if case else "und"
