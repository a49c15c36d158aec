"""The register of training programs as a whole, and the vocabularies."""

from archive import register
from archive.model import Program
from search_api.record_schemas import FindingView, Vocabulary
from search_api.records.summaries import Summaries
from search_api.vocabularies import vocabulary_view

__all__ = ["RegisterRecords"]


class RegisterRecords(Summaries):
    """The register with what is open in it, and the entries of the vocabularies."""

    def vocabulary(self, facet: str) -> Vocabulary:
        """All entries of one vocabulary. Raises NotFound where there is none of that name."""
        return vocabulary_view(self.reference.vocabulary, facet)

    def register_programs(self) -> list[Program]:
        """The programs of the register, newest first: sample courses stand outside of it."""
        programs = [program for program in self.reference.programs.values() if not program.is_sample]
        return sorted(programs, key=lambda program: program.id, reverse=True)

    def sample_programs(self) -> list[Program]:
        return [program for program in self.reference.programs.values() if program.is_sample]

    def findings(self) -> list[FindingView]:
        """What is wrong or open in the register, and claims that it does not bear out."""
        claims = {claim.id: claim for claim in self._catalogue.claims()}
        return [
            FindingView(
                **finding.model_dump(include={"code", "message", "recorded", "found"}),
                program_id=finding.subject if finding.subject in self.reference.programs else None,
                source=next(iter(self.sources([claims[finding.subject].source_id])), None)
                if finding.subject in claims
                else None,
            )
            for finding in register.check(self.reference.programs.values(), claims.values())
        ]
