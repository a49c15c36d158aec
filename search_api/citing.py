"""Records as works that can be cited, for one reader, one day and one language."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from archive.catalogue import Catalogue
from archive.errors import NotFound
from archive.exchange import bibtex, csl, ris
from archive.exchange.styles import STYLES
from archive.exchange.works import Work, work_of_case, work_of_document, work_of_source
from search_api.asking_schemas import Language
from search_api.exchange_schemas import CitationFormat
from search_api.records import Records
from search_api.schemas import Hit
from search_api.service import SearchService

__all__ = ["FILES", "Citing", "absolute", "cite"]

FILES = {
    CitationFormat.BIBTEX: ("bib", bibtex.MEDIA_TYPE, bibtex.to_bibtex),
    CitationFormat.RIS: ("ris", ris.MEDIA_TYPE, ris.to_ris),
    CitationFormat.CSL: ("json", csl.MEDIA_TYPE, csl.to_csl_json),
}
"""Formats for reference managers: the ending of a file's name, its media type, and what writes it."""


def absolute(base_url: str | None, path: str) -> str:
    """The address of a path (which begins with a slash); the path itself where the archive's own address is not set."""
    return f"{(base_url or '').rstrip('/')}{path}"


def cite(work: Work, form: CitationFormat) -> str:
    """The work in one of the formats, as text."""
    if form in FILES:
        return "".join(FILES[form][2]([work]))
    return f"{STYLES[form.value](work)}\n"


@dataclass(frozen=True)
class Citing:
    """``day``: the day of access. ``base_url``: public address of the archive; None: addresses are paths."""

    catalogue: Catalogue
    records: Records
    base_url: str | None
    day: dt.date
    language: Language = "en"

    @classmethod
    def today(cls, service: SearchService, base_url: str | None, language: Language) -> Self:
        """For a request that comes in now."""
        return cls(service.catalogue, service.records(language), base_url, dt.datetime.now(dt.UTC).date(), language)

    def address(self, path: str) -> str:
        return absolute(self.base_url, path)

    def case(self, case_id: str) -> Work:
        """The newest version of a case. Raises NotFound."""
        found = list(self._cases([case_id]))
        if not found:
            raise NotFound(f"There is no case '{case_id}' here. List them with `miti cases`.", id=case_id)
        return found[0]

    def document(self, document_id: str) -> Work:
        """Raises NotFound, also for a withdrawn document: nobody could look it up."""
        document = self.records.find_document(document_id)
        if document is None:
            raise NotFound(f"There is no document '{document_id}' here. List them with `miti documents`.")
        is_sample = self.records.document_summary(document).sample
        return work_of_document(document, self.address(f"/documents/{document.id}"), self.day, is_sample=is_sample)

    def source(self, source_id: str) -> Work:
        """Raises NotFound."""
        self.records.source(source_id)
        source = self.records.reference.sources[source_id]
        return work_of_source(source, source.url or self.address(f"/documents/{source.document_id}"))

    def hits(self, hits: Iterable[Hit]) -> Iterator[Work]:
        """What was found, in its order: cases in their newest version, and documents."""
        hits = list(hits)
        cases = {work.key: work for work in self._cases(hit.case.id for hit in hits if hit.case)}
        for hit in hits:
            if hit.case:
                yield cases[f"miti-{hit.case.id}"]
            elif hit.document:
                yield self.document(hit.document.id)

    def _cases(self, case_ids: Iterable[str]) -> Iterator[Work]:
        cases = [case for case_id in case_ids if (case := self.records.find_case(case_id))]
        versions = self.catalogue.newest_versions("case", (case.id for case in cases))
        for case in cases:
            themes = tuple(self.records.label("theme", theme).label for theme in case.themes)
            address = self.address(f"/cases/{case.id}")
            yield work_of_case(case, versions[case.id], address, self.day, self.language, themes)
