"""What of a case, a document or a source is cited, before any format: one small record for all of them."""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, StringConstraints

from archive.model import NOT_STATED, Case, Document, Noun, SessionKind, Source, Version
from archive.vocabulary import choose

__all__ = [
    "ARCHIVE",
    "PLACE",
    "Issued",
    "Work",
    "WorkKind",
    "one_line",
    "work_of_case",
    "work_of_document",
    "work_of_source",
]

ARCHIVE = "MITI urban policy case archive"
"""The publisher of every record written here."""
PLACE = "Seoul"

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Control characters and whatever some reader takes for the end of a line: formats of lines must not break there."""
_HALVES = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
"""Halves of UTF-16 pairs and what is no character: neither UTF-8 nor XML has a place for these."""


def one_line(text: str) -> str:
    """The text without breaks, as every format can carry it; spaces of other widths stay."""
    return _BREAKS.sub(" ", _HALVES.sub("\ufffd", text)).strip()


OneLine = Annotated[str, AfterValidator(one_line)]


class WorkKind(StrEnum):
    """Types of the Citation Style Language (CSL 1.0.2)."""

    DATASET = "dataset"
    SPEECH = "speech"
    REPORT = "report"
    DOCUMENT = "document"
    WEBPAGE = "webpage"


class Issued(Noun):
    """When something came out, as far as it is known; ``is_about``: about then."""

    year: int
    month: int | None = None
    day: int | None = None
    is_about: bool = False

    @classmethod
    def of(cls, day: dt.date) -> Self:
        return cls(year=day.year, month=day.month, day=day.day)

    @classmethod
    def parse(cls, written: str) -> Self | None:
        """From EDTF as the catalogue keeps it (archive.model.Date); None where it is not stated."""
        if written == NOT_STATED:
            return None
        year, month, day = ([int(part) for part in written.rstrip("?~%").split("-")] + [None, None])[:3]
        return cls(year=year or 0, month=month, day=day, is_about=written[-1] in "?~%")

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month and day, as many as are known."""
        return tuple(part for part in (self.year, self.month, self.day) if part is not None)


class Work(Noun):
    """Something that can be cited. An empty text, or None, is not known.

    ``key`` is its id in a file of references, ``author`` an organisation (the archive names no people), ``address`` an
    absolute one or, where the archive does not know its own, a path; ``version`` counts from 1; ``accessed`` is the day
    on which it was looked at.
    """

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: WorkKind
    title: OneLine
    address: OneLine
    accessed: dt.date | None
    genre: OneLine = ""
    author: OneLine = ""
    publisher: OneLine = ""
    place: OneLine = ""
    issued: Issued | None = None
    version: int | None = None
    language: str = ""
    abstract: OneLine = ""
    keywords: tuple[OneLine, ...] = ()
    licence: OneLine = ""
    note: OneLine = ""


def work_of_case(
    case: Case,
    version: Version,
    address: str,
    accessed: dt.date,
    language: str = "en",
    keywords: tuple[str, ...] = (),
) -> Work:
    """A version of a case record. It is a data set, as DataCite has it (text in a defined structure, with a version),
    of the genre "Case record"; ``language``: of title and gist, where the case has them."""
    tag = next((tag for tag in (language, "en") if tag in case.title), next(iter(case.title)))
    return Work(
        key=f"miti-{case.id}",
        kind=WorkKind.DATASET,
        title=case.title[tag],
        address=address,
        accessed=accessed,
        genre="Case record",
        author=case.author[:1].upper() + case.author[1:],
        publisher=ARCHIVE,
        place=PLACE,
        issued=Issued.of(version.at.date()),
        version=version.number,
        language=tag,
        abstract=choose(case.gist, language),
        keywords=keywords,
        licence=case.licence,
    )


_KINDS = {
    SessionKind.LECTURE: WorkKind.SPEECH,
    SessionKind.CITY_PRESENTATION: WorkKind.SPEECH,
    SessionKind.ACTION_PLAN: WorkKind.REPORT,
}


def work_of_document(document: Document, address: str, accessed: dt.date, *, is_sample: bool) -> Work:
    """A document of the archive. When it was made is not known: only when it was taken in, and that is said so.
    ``is_sample``: it was written for this archive, and must not pass for material of a training program."""
    genre = "Training material" if document.kind is SessionKind.NOT_STATED else document.kind.value.capitalize()
    return Work(
        key=f"miti-{document.id}",
        kind=_KINDS.get(document.kind, WorkKind.DOCUMENT),
        title=document.title,
        address=address,
        accessed=accessed,
        genre="Starter material written for this archive" if is_sample else genre,
        author=document.organisation or "",
        publisher=ARCHIVE,
        place=PLACE,
        language="" if document.language == "und" else document.language,
        licence="" if document.rights == NOT_STATED else document.rights,
        note=f"Taken in on {document.accessioned_at.date()}. SHA-256 of the original: {document.sha256}",
    )


def work_of_source(source: Source, address: str) -> Work:
    """A public page that a statement rests on; it was accessed on the day when we last looked. ``address``: that of the
    page, or of the document of this archive that the source is a part of."""
    publisher = "" if source.publisher == NOT_STATED else source.publisher
    return Work(
        key=source.id,
        kind=WorkKind.WEBPAGE if source.kind == "web" else WorkKind.DOCUMENT,
        title=source.title,
        address=address,
        accessed=source.seen,
        author=publisher,
        publisher=publisher,
        issued=Issued.parse(source.published),
        language=source.language,
        note=source.locator.label if source.locator else "",
    )
