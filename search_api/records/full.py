"""Records in full: documents, programs, sessions and cases."""

import re
from collections.abc import Iterable

from archive.model import Case, Outcome, Remark, Result, Section, Session
from search_api import schemas
from search_api.record_schemas import (
    CaseView,
    CoverageView,
    CoveredCase,
    DocumentView,
    OutcomeView,
    PassageView,
    PeriodView,
    ProgramView,
    RelationView,
    RemarkView,
    ResultView,
    SectionView,
    SessionView,
    TagView,
    UsedIn,
)
from search_api.records.register import RegisterRecords
from search_api.records.teachings import TeachingRecords

__all__ = ["Records"]

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_IN_BRACKETS = re.compile(rf" \({_ID.pattern}(?:[,;] {_ID.pattern})*\)")


class Records(TeachingRecords, RegisterRecords):
    """All shapes of records: summaries, links of teaching, the register, and records in full."""

    # Documents.

    def document(self, document_id: str) -> DocumentView:
        """The record of a document, or the tombstone of a withdrawn one. Raises NotFound."""
        document = self._catalogue.document(document_id, self._reader)
        here = document.withdrawal is None
        return DocumentView(
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

    def _used_in(self, document_id: str) -> list[UsedIn]:
        return [
            UsedIn(
                program=self.program_summary(self.reference.programs[use.program_id]),
                session=self._optional_session(use.session_id),
            )
            for use in self.reference.uses.get(document_id, ())
        ]

    def _covers(self, document_id: str) -> list[CoveredCase]:
        return [
            CoveredCase(
                case=self.case_summary(case),
                locator=self._optional_locator(coverage.locator),
                **self.pictures(self.find_document(document_id), coverage.locator),
            )
            for coverage in self._catalogue.coverages(document_id=document_id, reader=self._reader)
            if (case := self.find_case(coverage.case_id))
        ]

    def passages(self, document_id: str) -> list[PassageView]:
        """The text of a document in its order; none of a withdrawn one. Raises NotFound."""
        document = self._catalogue.document(document_id, self._reader)
        return [
            PassageView(
                id=passage.id,
                locator=self.locator(passage.locator),
                text=passage.text,
                **self.pictures(document, passage.locator),
            )
            for passage in self._catalogue.passages_of(document_id=document_id, reader=self._reader)
        ]

    # Programs and sessions.

    def program(self, program_id: str) -> ProgramView:
        """Raises NotFound."""
        program = self._catalogue.program(program_id)
        used = (use.document_id for use in self._catalogue.uses(program_id=program_id, reader=self._reader))
        documents = [self.find_document(document_id) for document_id in dict.fromkeys(used)]
        return ProgramView(
            **self.program_summary(program).model_dump(),
            title_recorded=program.title_recorded,
            period=PeriodView(**program.period.model_dump()),
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
            took_part=self.took_part(program.id),
            outcomes=self.outcomes(self._catalogue.outcomes(program_id=program.id, reader=self._reader)),
        )

    def outcomes(self, outcomes: Iterable[Outcome]) -> list[OutcomeView]:
        return [
            OutcomeView(
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

    def _remark(self, remark: Remark) -> RemarkView:
        """The ids of sources that the note names become sources: nobody should have to look them up."""
        named = [word for word in _ID.findall(remark.note) if word in self.reference.sources]
        note = _IN_BRACKETS.sub(lambda found: "" if set(_ID.findall(found[0])) <= set(named) else found[0], remark.note)
        return RemarkView(**{**remark.model_dump(), "note": note}, sources=self.sources(named))

    def session(self, session: Session) -> SessionView:
        return SessionView(
            **self.session_summary(session).model_dump(),
            program=self.program_summary(self._catalogue.program(session.program_id)),
            organisation=session.organisation,
            city=self._optional_label("city", session.city),
            sources=self.sources(session.source_ids),
        )

    # Cases.

    def case(self, case_id: str) -> CaseView:
        """Raises NotFound."""
        case = self._catalogue.case(case_id, self._reader)
        coverages = self._catalogue.coverages(case_id=case_id, reader=self._reader)
        return CaseView(
            **self.case_summary(case).model_dump(),
            titles=case.title,
            gists=case.gist,
            scale=case.scale,
            sdg=list(case.sdg),
            tags=[self._tag(tag) for tag in case.tags],
            sections=[self._section(section) for section in case.sections],
            results=[self._result(result) for result in case.results],
            sources=self.sources(_all_sources(case)),
            relations=[
                RelationView(kind=relation.kind, case=self.case_summary(other))
                for relation in case.relations
                if (other := self.find_case(relation.case_id))
            ],
            documents=[
                CoverageView(
                    document=self.document_summary(document),
                    locator=self._optional_locator(coverage.locator),
                    **self.pictures(document, coverage.locator),
                )
                for coverage in coverages
                if (document := self.find_document(coverage.document_id))
            ],
            outcomes=self.outcomes(self._catalogue.outcomes(case_id=case.id, reader=self._reader)),
            written_in=case.language,
            author=case.author,
            reviewer=case.reviewer,
            last_reviewed=case.last_reviewed,
            licence=case.licence,
        )

    def _tag(self, tag: str) -> TagView:
        facet, _, term = tag.partition(".")
        name = self.reference.vocabulary.facet_name(facet, self._language)
        return TagView(facet=schemas.Label(id=facet, label=name), term=self.label(facet, term))

    def _section(self, section: Section) -> SectionView:
        return SectionView(
            name=section.name,
            heading=section.name.replace("-", " ").capitalize(),
            text=section.text,
            sources=self.sources(section.source_ids),
        )

    def _result(self, result: Result) -> ResultView:
        return ResultView(**result.model_dump(exclude={"source_ids"}), sources=self.sources(result.source_ids))


def _all_sources(case: Case) -> list[str]:
    parts = [case.source_ids, *(section.source_ids for section in case.sections)]
    parts += [result.source_ids for result in case.results]
    return [source_id for part in parts for source_id in part]
