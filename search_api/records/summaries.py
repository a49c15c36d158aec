"""What every shape of a record is made of: what may be read now, labels, sources, and records in short."""

import re
from collections.abc import Collection, Iterable

from archive.catalogue import Catalogue
from archive.errors import NotFound
from archive.model import Case, Document, DocumentState, Locator, Program, Session
from archive.vocabulary import choose
from index.query import YEAR_FILTERS
from index.units import WORD
from search_api import asking_schemas, schemas
from search_api.pictures import picture_addresses
from search_api.reference import Reference

__all__ = ["Summaries"]

_SPAN = re.compile(r"^(\d{4})\.\.(\d{4})$")


class Summaries:
    """Shapes parts of records, with the access of the reader that ``reference`` was read for."""

    def __init__(self, catalogue: Catalogue, reference: Reference, language: asking_schemas.Language = "en") -> None:
        self._catalogue = catalogue
        self._language = language
        self._reader = reference.reader
        self.reference = reference
        self._documents: dict[str, Document | None] = {}

    # What may be read now.

    def find_document(self, document_id: str) -> Document | None:
        """The document, or None where it is unknown, hidden or withdrawn."""
        if document_id not in self._documents:
            self._documents[document_id] = self._look_up_document(document_id)
        return self._documents[document_id]

    def find_case(self, case_id: str) -> Case | None:
        """The case, or None where it is unknown or hidden."""
        return self.reference.cases.get(case_id)

    def _look_up_document(self, document_id: str) -> Document | None:
        try:
            document = self._catalogue.document(document_id, self._reader)
        except NotFound:
            return None
        return None if document.state is DocumentState.WITHDRAWN else document

    # Small parts.

    def label(self, facet: str, entry_id: str) -> schemas.Label:
        if facet == "program" and (program := self.reference.programs.get(entry_id)):
            return schemas.Label(id=entry_id, label=program.title)
        if facet in YEAR_FILTERS:
            return schemas.Label(id=entry_id, label=_SPAN.sub(r"\1–\2", entry_id))
        return schemas.Label(id=entry_id, label=self.reference.vocabulary.label(facet, entry_id, self._language))

    def _labels(self, facet: str, entry_ids: Iterable[str]) -> list[schemas.Label]:
        return [self.label(facet, entry_id) for entry_id in entry_ids]

    def _optional_label(self, facet: str, entry_id: str | None) -> schemas.Label | None:
        return self.label(facet, entry_id) if entry_id is not None else None

    @staticmethod
    def locator(locator: Locator) -> schemas.LocatorView:
        return schemas.LocatorView(**locator.model_dump())

    def _optional_locator(self, locator: Locator | None) -> schemas.LocatorView | None:
        return self.locator(locator) if locator is not None else None

    def pictures(self, document: Document | None, locator: Locator | None) -> dict[str, str]:
        """The fields of schemas.Pictured that are there for a place; ``locator`` None: the whole document."""
        return picture_addresses(self._catalogue.derivatives, document, locator)

    def source(self, source_id: str) -> schemas.SourceView:
        """Raises NotFound, also where it is a part of a document that the reader may not see."""
        found = self.sources([source_id])
        if not found:
            raise NotFound(f"There is no source '{source_id}' here.", id=source_id)
        return found[0]

    def sources(self, source_ids: Iterable[str]) -> list[schemas.SourceView]:
        """Those of the sources that the reader may see, in the order given."""
        known = (self.reference.sources.get(source_id) for source_id in dict.fromkeys(source_ids))
        return [
            schemas.SourceView(**source.model_dump(exclude={"locator"}), locator=self._optional_locator(source.locator))
            for source in known
            if source is not None and (source.document_id is None or self.find_document(source.document_id))
        ]

    # Summaries.

    def _is_starter_material(self, document_id: str) -> bool:
        """Whether samples are all that a document was used in."""
        uses = self.reference.uses.get(document_id, ())
        return bool(uses) and all(self.reference.programs[use.program_id].is_sample for use in uses)

    def document_summary(self, document: Document) -> schemas.DocumentSummary:
        return schemas.DocumentSummary(
            id=document.id,
            title=document.title,
            kind=document.kind,
            language=document.language,
            media_type=document.media_type,
            sample=self._is_starter_material(document.id),
        )

    def program_summary(self, program: Program) -> schemas.ProgramSummary:
        return schemas.ProgramSummary(
            id=program.id,
            title=program.title,
            year=program.year,
            kind=program.kind,
            sample=program.is_sample,
            host=self._optional_label("host", program.host),
            head_count=program.head_count,
        )

    def took_part(self, program_id: str, place_id: str | None = None) -> list[schemas.ParticipationView]:
        """Who took part in a program, as far as other sources than the register say; or only those of one place."""
        places = self.reference.vocabulary.places
        return [
            schemas.ParticipationView(
                named=participation.place_named,
                place=self.label(place.kind.value, place.id)
                if (place := places.get(participation.place_id or ""))
                else None,
                head_count=participation.head_count,
                sources=self.sources(participation.source_ids),
            )
            for participation in self.reference.participations.get(program_id, ())
            if place_id in (None, participation.place_id)
        ]

    @staticmethod
    def session_summary(session: Session) -> schemas.SessionSummary:
        return schemas.SessionSummary(id=session.id, title=session.title, kind=session.kind, date=session.date)

    def _optional_session(self, session_id: str | None) -> schemas.SessionSummary | None:
        session = self.reference.sessions.get(session_id) if session_id is not None else None
        return self.session_summary(session) if session else None

    def case_summary(self, case: Case) -> schemas.CaseSummary:
        return schemas.CaseSummary(
            id=case.id,
            title=choose(case.title, self._language),
            gist=choose(case.gist, self._language),
            language=next((tag for tag in (self._language, "en") if tag in case.title), next(iter(case.title))),
            city=self.label("city", case.city),
            country=self.label("country", case.country),
            themes=self._labels("theme", case.themes),
            stage=case.stage,
            start=case.start,
            end=case.end,
        )

    def catalogued(self, case: Case, named: Collection[str]) -> list[schemas.Label]:
        """The themes and tags of a case that are, or whose English name is, one of the entries ``named``."""
        found: dict[str, schemas.Label] = {}
        for entry_id in (*case.themes, *case.tags):
            entry = self.reference.vocabulary.entry(entry_id)
            heading = choose(entry.labels, "en") if entry else ""
            ids = {entry_id, *(mention.id for mention in self.reference.lexicon.in_text(heading, "en"))}
            if not ids.isdisjoint(named):
                label = schemas.Label(id=entry_id, label=self.entry_label(entry_id))
                # A theme and a tag may be called the same.
                found.setdefault(" ".join(WORD.findall(label.label.casefold())), label)
        return list(found.values())

    def entry_label(self, entry_id: str) -> str:
        """The name of any entry of the vocabularies; its id where there is none."""
        entry = self.reference.vocabulary.entry(entry_id)
        return choose(entry.labels, self._language) if entry else entry_id

    def other_words(self, entry_id: str, said: Iterable[str]) -> list[str]:
        """The words for an entry beside those ``said``, in English and in the reader's language."""
        entry = self.reference.vocabulary.entry(entry_id)
        if entry is None:
            return []
        forms = [
            form
            for tag in dict.fromkeys((self._language, "en"))
            for form in (*filter(None, (entry.labels.get(tag),)), *entry.alt_labels.get(tag, ()))
        ]
        known = {word.casefold() for word in said}
        return [form for form in dict.fromkeys(forms) if form.casefold() not in known]
