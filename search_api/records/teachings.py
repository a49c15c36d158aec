"""Who taught what, and how we know."""

from collections import defaultdict
from collections.abc import Iterable

from archive.model import Basis, Document, Teaching
from search_api import schemas
from search_api.records.summaries import Summaries
from search_api.reference import group

__all__ = ["TeachingRecords"]

_STRENGTH = list(Basis)


class TeachingRecords(Summaries):
    """The links between cases and programs."""

    def programs_of_case(self, case_id: str) -> list[schemas.TaughtIn]:
        """Programs with a link to the case: facts first, real programs before samples, newest first."""
        by_program = group(self.reference.teachings.get(case_id, ()), "program_id")
        taught = [
            schemas.TaughtIn(
                **self.program_summary(self.reference.programs[program_id]).model_dump(),
                **self._reasons(teachings),
                took_part=self.took_part(program_id),
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
                took_part=self.took_part(program_id),
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
            **self.pictures(document, teaching.locator),
            sources=self.sources(teaching.source_ids),
            note=teaching.note,
            suggestion=schemas.SuggestionView(**suggestion.model_dump()) if suggestion else None,
        )
