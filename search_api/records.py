"""From the catalogue's nouns to what goes over the wire, for one reader and one language, within one request."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from archive import register
from archive.catalogue import Catalogue
from archive.errors import NotFound
from archive.model import (
    Basis,
    Case,
    Document,
    DocumentState,
    Locator,
    Outcome,
    Program,
    Remark,
    Result,
    Section,
    Session,
    Teaching,
)
from archive.vocabulary import choose
from index.query import YEAR_FILTERS
from index.units import WORD
from search_api import schemas
from search_api.reference import Reference, group
from search_api.vocabularies import vocabulary_view

__all__ = ["Records"]

_STRENGTH = list(Basis)
_SPAN = re.compile(r"^(\d{4})\.\.(\d{4})$")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_IN_BRACKETS = re.compile(rf" \({_ID.pattern}(?:[,;] {_ID.pattern})*\)")


class Records:
    """Shapes records, with the access of the reader that ``reference`` was read for."""

    def __init__(self, catalogue: Catalogue, reference: Reference, language: schemas.Language = "en") -> None:
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

    # Documents.

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

    def document(self, document_id: str) -> schemas.DocumentView:
        """The record of a document, or the tombstone of a withdrawn one. Raises NotFound."""
        document = self._catalogue.document(document_id, self._reader)
        here = document.withdrawal is None
        return schemas.DocumentView(
            **self.document_summary(document).model_dump(),
            sha256=document.sha256,
            byte_count=document.byte_count,
            filename=document.filename,
            organisation=document.organisation,
            rights=document.rights,
            page_count=document.page_count,
            pages_without_text=[self.locator(locator) for locator in document.pages_without_text],
            accessioned_at=document.accessioned_at,
            withdrawn_at=document.withdrawal.at if document.withdrawal else None,
            withdrawn_reason=document.withdrawal.reason if document.withdrawal else None,
            used_in=self._used_in(document.id) if here else [],
            covers=self._covers(document.id) if here else [],
        )

    def _used_in(self, document_id: str) -> list[schemas.UsedIn]:
        return [
            schemas.UsedIn(
                program=self.program_summary(self.reference.programs[use.program_id]),
                session=self._optional_session(use.session_id),
            )
            for use in self.reference.uses.get(document_id, ())
        ]

    def _covers(self, document_id: str) -> list[schemas.CoveredCase]:
        return [
            schemas.CoveredCase(case=self.case_summary(case), locator=self._optional_locator(coverage.locator))
            for coverage in self._catalogue.coverages(document_id=document_id, reader=self._reader)
            if (case := self.find_case(coverage.case_id))
        ]

    def passages(self, document_id: str) -> list[schemas.PassageView]:
        """The text of a document in its order; none of a withdrawn one. Raises NotFound."""
        self._catalogue.document(document_id, self._reader)
        return [
            schemas.PassageView(id=passage.id, locator=self.locator(passage.locator), text=passage.text)
            for passage in self._catalogue.passages_of(document_id=document_id, reader=self._reader)
        ]

    # Programs and sessions.

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

    def program(self, program_id: str) -> schemas.ProgramView:
        """Raises NotFound."""
        program = self._catalogue.program(program_id)
        used = (use.document_id for use in self._catalogue.uses(program_id=program_id, reader=self._reader))
        documents = [self.find_document(document_id) for document_id in dict.fromkeys(used)]
        return schemas.ProgramView(
            **self.program_summary(program).model_dump(),
            title_recorded=program.title_recorded,
            period=schemas.PeriodView(**program.period.model_dump()),
            commissioner=self._optional_label("partner", program.commissioner),
            partners=self._labels("partner", program.partners),
            cities=self._labels("city", program.audience.cities),
            countries=self._labels("country", program.audience.countries),
            networks=self._labels("partner", program.audience.networks),
            themes=self._labels("theme", program.themes),
            mode=program.mode,
            row=program.row,
            row_recorded=program.row_recorded,
            remarks=[self._remark(remark) for remark in program.remarks],
            documents=[self.document_summary(document) for document in documents if document],
            took_part=self._took_part(program.id),
            outcomes=self._outcomes(self._catalogue.outcomes(program_id=program.id, reader=self._reader)),
        )

    def _outcomes(self, outcomes: Iterable[Outcome]) -> list[schemas.OutcomeView]:
        return [
            schemas.OutcomeView(
                city=self._optional_label("city", outcome.city),
                kind=outcome.kind,
                date=outcome.date,
                note=outcome.note,
                program=self.program_summary(program)
                if (program := self.reference.programs.get(outcome.program_id or ""))
                else None,
                case=self.case_summary(case) if (case := self.find_case(outcome.case_id or "")) else None,
                sources=self.sources(outcome.source_ids),
            )
            for outcome in outcomes
        ]

    def _remark(self, remark: Remark) -> schemas.RemarkView:
        """The ids of sources that the note names become sources: nobody should have to look them up."""
        named = [word for word in _ID.findall(remark.note) if word in self.reference.sources]
        note = _IN_BRACKETS.sub(lambda found: "" if set(_ID.findall(found[0])) <= set(named) else found[0], remark.note)
        return schemas.RemarkView(**{**remark.model_dump(), "note": note}, sources=self.sources(named))

    def _took_part(self, program_id: str) -> list[schemas.ParticipationView]:
        places = self.reference.vocabulary.places
        return [
            schemas.ParticipationView(
                named=participation.place_named,
                place=self.label(places[place_id].kind.value, place_id)
                if (place_id := participation.place_id) in places and place_id is not None
                else None,
                head_count=participation.head_count,
                sources=self.sources(participation.source_ids),
            )
            for participation in self.reference.participations.get(program_id, ())
        ]

    def session(self, session: Session) -> schemas.SessionView:
        return schemas.SessionView(
            **self._session_summary(session).model_dump(),
            program=self.program_summary(self._catalogue.program(session.program_id)),
            organisation=session.organisation,
            city=self._optional_label("city", session.city),
            sources=self.sources(session.source_ids),
        )

    @staticmethod
    def _session_summary(session: Session) -> schemas.SessionSummary:
        return schemas.SessionSummary(id=session.id, title=session.title, kind=session.kind, date=session.date)

    def _optional_session(self, session_id: str | None) -> schemas.SessionSummary | None:
        session = self.reference.sessions.get(session_id) if session_id is not None else None
        return self._session_summary(session) if session else None

    # Cases.

    def case_summary(self, case: Case) -> schemas.CaseSummary:
        return schemas.CaseSummary(
            id=case.id,
            title=choose(case.title, self._language),
            gist=choose(case.gist, self._language),
            language=next((tag for tag in (self._language, "en") if tag in case.title), next(iter(case.title))),
            city=self.label("city", case.city),
            country=self.label("country", case.country),
            themes=self._labels("theme", case.themes),
        )

    def case(self, case_id: str) -> schemas.CaseView:
        """Raises NotFound."""
        case = self._catalogue.case(case_id, self._reader)
        coverages = self._catalogue.coverages(case_id=case_id, reader=self._reader)
        return schemas.CaseView(
            **self.case_summary(case).model_dump(),
            titles=case.title,
            gists=case.gist,
            scale=case.scale,
            sdg=list(case.sdg),
            tags=[self._tag(tag) for tag in case.tags],
            stage=case.stage,
            start=case.start,
            end=case.end,
            sections=[self._section(section) for section in case.sections],
            results=[self._result(result) for result in case.results],
            sources=self.sources(_all_sources(case)),
            relations=[
                schemas.RelationView(kind=relation.kind, case=self.case_summary(other))
                for relation in case.relations
                if (other := self.find_case(relation.case_id))
            ],
            documents=[
                schemas.CoverageView(
                    document=self.document_summary(document), locator=self._optional_locator(coverage.locator)
                )
                for coverage in coverages
                if (document := self.find_document(coverage.document_id))
            ],
            outcomes=self._outcomes(self._catalogue.outcomes(case_id=case.id, reader=self._reader)),
            written_in=case.language,
            author=case.author,
            reviewer=case.reviewer,
            last_reviewed=case.last_reviewed,
            licence=case.licence,
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

    def _tag(self, tag: str) -> schemas.TagView:
        facet, _, term = tag.partition(".")
        name = self.reference.vocabulary.facet_name(facet, self._language)
        return schemas.TagView(facet=schemas.Label(id=facet, label=name), term=self.label(facet, term))

    def _section(self, section: Section) -> schemas.SectionView:
        return schemas.SectionView(
            name=section.name,
            heading=section.name.replace("-", " ").capitalize(),
            text=section.text,
            sources=self.sources(section.source_ids),
        )

    def _result(self, result: Result) -> schemas.ResultView:
        return schemas.ResultView(**result.model_dump(exclude={"source_ids"}), sources=self.sources(result.source_ids))

    # Who taught what, and how we know.

    def programs_of_case(self, case_id: str) -> list[schemas.TaughtIn]:
        """Programs with a link to the case: facts first, real programs before samples, newest first."""
        by_program = group(self.reference.teachings.get(case_id, ()), "program_id")
        taught = [
            schemas.TaughtIn(
                **self.program_summary(self.reference.programs[program_id]).model_dump(),
                **self._reasons(teachings),
                took_part=self._took_part(program_id),
            )
            for program_id, teachings in by_program.items()
        ]
        return sorted(taught, key=lambda program: (not program.fact, program.sample, -(program.year or 0), program.id))

    def cases_of_program(self, program_id: str) -> list[schemas.CaseTaught]:
        """Cases with a link to the program: facts first, then by id. Raises NotFound."""
        self._catalogue.program(program_id)
        by_case = group(self._catalogue.teachings(program_id=program_id, reader=self._reader), "case_id")
        taught = [
            schemas.CaseTaught(case=self.case_summary(case), **self._reasons(teachings))
            for case_id, teachings in by_case.items()
            if (case := self.find_case(case_id))
        ]
        return sorted(taught, key=lambda link: (not link.fact, link.case.id))

    def programs_using(self, documents: Iterable[Document]) -> list[schemas.TaughtIn]:
        """Programs in which a document, or one of its copies, was used: the document itself is the material."""
        uses: dict[str, list[schemas.TeachingEvidence]] = defaultdict(list)
        for document, use in ((one, use) for one in documents for use in self.reference.uses.get(one.id, ())):
            uses[use.program_id].append(
                schemas.TeachingEvidence(
                    basis=Basis.MATERIAL,
                    fact=True,
                    session=self._optional_session(use.session_id),
                    document=self.document_summary(document),
                    locator=None,
                    sources=[],
                    note="",
                    suggestion=None,
                )
            )
        return [
            schemas.TaughtIn(
                **self.program_summary(self.reference.programs[program_id]).model_dump(),
                basis=Basis.MATERIAL,
                fact=True,
                evidence=evidence,
                took_part=self._took_part(program_id),
            )
            for program_id, evidence in sorted(uses.items(), reverse=True)
        ]

    def _reasons(self, teachings: list[Teaching]) -> dict[str, object]:
        ordered = sorted(teachings, key=lambda link: (not link.is_fact, _STRENGTH.index(link.basis), link.id))
        return {
            "basis": ordered[0].basis,
            "fact": ordered[0].is_fact,
            "evidence": [self._teaching_evidence(teaching) for teaching in ordered],
        }

    def _teaching_evidence(self, teaching: Teaching) -> schemas.TeachingEvidence:
        document = self.find_document(teaching.document_id) if teaching.document_id else None
        suggestion = teaching.suggestion
        return schemas.TeachingEvidence(
            basis=teaching.basis,
            fact=teaching.is_fact,
            session=self._optional_session(teaching.session_id),
            document=self.document_summary(document) if document else None,
            locator=self._optional_locator(teaching.locator),
            sources=self.sources(teaching.source_ids),
            note=teaching.note,
            suggestion=schemas.SuggestionView(**suggestion.model_dump()) if suggestion else None,
        )

    # The register and the vocabularies.

    def vocabulary(self, facet: str) -> schemas.Vocabulary:
        """All entries of one vocabulary. Raises NotFound where there is none of that name."""
        return vocabulary_view(self.reference.vocabulary, facet)

    def register_programs(self) -> list[Program]:
        """The programs of the register, newest first: sample courses stand outside of it."""
        programs = [program for program in self.reference.programs.values() if not program.is_sample]
        return sorted(programs, key=lambda program: program.id, reverse=True)

    def sample_programs(self) -> list[Program]:
        return [program for program in self.reference.programs.values() if program.is_sample]

    def findings(self) -> list[schemas.FindingView]:
        """What is wrong or open in the register, and claims that it does not bear out."""
        claims = {claim.id: claim for claim in self._catalogue.claims()}
        return [
            schemas.FindingView(
                **finding.model_dump(include={"code", "message", "recorded", "found"}),
                program_id=finding.subject if finding.subject in self.reference.programs else None,
                source=next(iter(self.sources([claims[finding.subject].source_id])), None)
                if finding.subject in claims
                else None,
            )
            for finding in register.check(self.reference.programs.values(), claims.values())
        ]


def _all_sources(case: Case) -> list[str]:
    parts = [case.source_ids, *(section.source_ids for section in case.sections)]
    parts += [result.source_ids for result in case.results]
    return [source_id for part in parts for source_id in part]
