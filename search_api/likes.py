"""More like this: from a case, a passage or a text to the cases that are like it. One way for JSON, pages, the command
line and the worker."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.errors import NotFound
from archive.language import language
from archive.model import Locator, Passage
from index.likeness import AskedPassage
from index.ranking import RankedHit
from search_api import asking_schemas, schemas
from search_api.like_schemas import LikeAnswer, LikeParameters
from search_api.pasted import parts
from search_api.records import Records
from search_api.service import SearchService, language_of

__all__ = ["Compared", "LikeService", "Place"]


class Place(NamedTuple):
    """A passage of what is asked with, and where it stands there."""

    locator: Locator
    text: str
    passage_id: str | None = None


class Compared(NamedTuple):
    """Hits, best first; for each passage that is evidence, by id, the place that it resembles; how many were compared,
    in which language, against which revision."""

    hits: Sequence[RankedHit]
    nearest: dict[str, Locator]
    passage_count: int
    language: str
    index_revision: int


class LikeService:
    """Safe to share between threads."""

    def __init__(self, service: SearchService) -> None:
        self._service = service

    def of_case(self, case_id: str, asked: LikeParameters) -> LikeAnswer:
        """Cases like a case, by what its record says in its own language: a gist said four times would count four
        times. Raises NotFound."""
        return self.shape(self.compare_case(case_id, asked), asked, "of the case")

    def compare_case(self, case_id: str, asked: LikeParameters) -> Compared:
        """What is like a case, not yet shaped. Raises NotFound, QueryError or SearchIndexError."""
        records = self._service.records(asked.lang)
        case = records.find_case(case_id)
        if case is None:
            raise NotFound(f"There is no case '{case_id}' here.", id=case_id)
        own = self._service.catalogue.passages_of(case_id=case_id, reader=records.reference.reader)
        places = [
            Place(passage.locator, passage.text, passage.id)
            for passage in own
            if case.language_of(passage.locator) == case.language
        ]
        return self.compare(places, case.language, asked)

    def of_passage(self, passage_id: str, asked: LikeParameters) -> LikeAnswer:
        """Cases like what one passage says, other than those it speaks for. Raises NotFound."""
        records = self._service.records(asked.lang)
        passage = self.passage(passage_id, asked)
        document = records.find_document(passage.document_id) if passage.document_id else None
        place = Place(passage.locator, passage.text, passage.id)
        tag = language_of(passage, document, records)
        own = (f"document:{passage.document_id}",)  # what no case claims of its document is no other thing
        return self.shape(self.compare([place], tag, asked, without=own), asked, "")

    def of_text(self, text: str, asked: LikeParameters) -> LikeAnswer:
        """Cases like a text, which is not kept. Raises EmptyQuery where it has no words."""
        places = [Place(locator, part) for locator, part in parts(text)]
        return self.shape(self.compare(places, language(text), asked), asked, "of your text")

    def passage(self, passage_id: str, asked: asking_schemas.Asking) -> Passage:
        """Raises NotFound, also where the reader may not see it."""
        records = self._service.records(asked.lang)
        found = self._service.catalogue.passages([passage_id], records.reference.reader)
        if passage_id not in found:
            raise NotFound(f"There is no passage '{passage_id}' here.", id=passage_id)
        return found[passage_id]

    def compare(
        self, places: Sequence[Place], tag: str, asked: LikeParameters, without: Sequence[str] = ()
    ) -> Compared:
        """Rank what is like these places, in the language ``tag``, other than the subjects ``without``. Raises
        QueryError or SearchIndexError."""
        records = self._service.records(asked.lang)
        hits, nearest, index = self._service.alike(_asked(places, tag, records), tag, asked, records, without)
        return Compared(
            hits=hits,
            nearest={passage_id: places[place].locator for passage_id, place in nearest.items()},
            passage_count=len(places),
            language=tag,
            index_revision=index.revision,
        )

    def shape(self, compared: Compared, asked: LikeParameters, whose: str) -> LikeAnswer:
        """For the reader; ``whose``: of what the places are that evidence resembles, in words; empty: not said."""
        records = self._service.records(asked.lang)
        hits = self._service.shape(compared.hits[: asked.limit], records)
        return LikeAnswer(
            answered=bool(hits),
            hits=[_with_places(hit, compared, whose, records) for hit in hits],
            passage_count=compared.passage_count,
            language=compared.language,
            revision=records.reference.revision,
            index_revision=compared.index_revision,
            stale=compared.index_revision != records.reference.revision,
        )


def _asked(places: Iterable[Place], tag: str, records: Records) -> Iterable[AskedPassage]:
    lexicon = records.reference.lexicon
    for place in places:
        mentions = lexicon.in_text(place.text, tag)
        gloss = lexicon.gloss(place.text, mentions) if tag != "en" else None
        yield AskedPassage(place.text, place.passage_id, mentions, gloss)


def _with_places(hit: schemas.Hit, compared: Compared, whose: str, records: Records) -> schemas.Hit:
    evidence = [_with_place(one, compared.nearest[one.passage_id], whose, records) for one in hit.evidence]
    return hit.model_copy(update={"evidence": evidence})


def _with_place(evidence: schemas.EvidenceView, place: Locator, whose: str, records: Records) -> schemas.EvidenceView:
    update: dict[str, object] = {"resembles": records.locator(place)}
    if whose:
        # Of "section 4: problem" the name says more than the number.
        named = place.label.partition(": ")[2] or place.label
        update["why"] = evidence.why.model_copy(update={"text": f"resembles {named} {whose}: {evidence.why.text}"})
    return evidence.model_copy(update=update)
