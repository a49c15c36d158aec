"""Any search as an Atom feed: what is new among what it finds."""

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from archive.exchange.atom import MEDIA_TYPE, Feed, FeedEntry, stable_id, to_atom
from archive.exchange.works import ARCHIVE
from archive.model import Case, Document
from search_api.citing import Citing
from search_api.exchange_schemas import FeedParameters
from search_api.narrowing import SearchLinks
from search_api.pages.spoken import INTERFACES
from search_api.pages.translations import translations
from search_api.pages.wording import N_
from search_api.routes.dependencies import ServiceIn
from search_api.schemas import TaughtIn
from search_api.search_citations import asked_again
from search_api.service import SearchService

__all__ = ["LONGEST", "router"]

router = APIRouter()

LONGEST = 50
"""Entries of one feed."""
_BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""When an archive without a record was last changed."""
SUBTITLE = N_("Cases, and the programs that taught them; what changed last comes first.")
ALL_CASES = N_("all cases")
TAUGHT_IN = N_("Taught in: %(programs)s.")
USED_IN = N_("Used in: %(programs)s.")
UNCLAIMED = N_("A document that no case record claims.")
NO_YEAR = N_("year not stated")
SAMPLE = N_("sample course: written for this archive")

Say = Callable[[str], str]
"""A sentence in the language of the feed."""


@router.get("/feed.atom")
def read_feed(request: Request, service: ServiceIn, asked: Annotated[FeedParameters, Query()]) -> Response:
    """Any search as a feed. It speaks the language that its address names, whoever fetches it."""
    citing = Citing.today(service, request.app.state.settings.address, asked.lang)
    return Response(to_atom(feed_of(service, asked, citing)), media_type=f"{MEDIA_TYPE}; charset=utf-8")


def feed_of(service: SearchService, asked: FeedParameters, citing: Citing) -> Feed:
    """What the search finds, the newest first; without words and filters, all cases. Raises QueryError or
    SearchIndexError."""
    parameters = asked_again(asked)
    is_all = not asked.q.strip() and not SearchLinks.of(asked).filters
    if is_all:
        subjects = [f"case:{case_id}" for case_id in citing.records.reference.cases]
    else:
        subjects = [hit.subject for hit in service.find(asked, citing.records).hits]
    changed = _last_changes(subjects, citing)
    newest = sorted(changed, key=lambda subject: (changed[subject], subject), reverse=True)[:LONGEST]
    say = translations(asked.lang if asked.lang in INTERFACES else "en").gettext
    entries = [entry for subject in newest if (entry := _entry(subject, changed[subject], citing, say))]
    return Feed(
        id=stable_id(f"feed:{parameters}"),
        title=f"{ARCHIVE}: {_named(asked) or say(ALL_CASES)}",
        subtitle=say(SUBTITLE),
        address=citing.address(f"/feed.atom?{parameters}" if parameters else "/feed.atom"),
        page=citing.address(f"/?{parameters}" if not is_all else "/cases"),
        updated=_BEGINNING,
        author=ARCHIVE,
        language=asked.lang,
        entries=entries,
    )


def _named(asked: FeedParameters) -> str:
    filters = [f"{name}: {value}" for name, value in SearchLinks.of(asked).filters]
    return ", ".join([*([f"“{asked.q.strip()}”"] if asked.q.strip() else []), *filters])


def _last_changes(subjects: Iterable[str], citing: Citing) -> dict[str, dt.datetime]:
    """When each subject that may be read, or what is known of who taught it, was last changed."""
    named = {subject: subject.partition(":")[::2] for subject in subjects}
    teachings = citing.records.reference.teachings
    ids = [record_id for kind, record_id in named.values() if kind == "case" and citing.records.find_case(record_id)]
    facts = {case_id: [link.id for link in teachings.get(case_id, ()) if link.is_fact] for case_id in ids}
    cases = citing.catalogue.newest_versions("case", ids)
    links = citing.catalogue.newest_versions("teaching", chain.from_iterable(facts.values()))
    changed: dict[str, dt.datetime] = {}
    for subject, (kind, record_id) in named.items():
        if record_id in cases and kind == "case":
            changed[subject] = max(
                version.at for version in [cases[record_id], *map(links.__getitem__, facts[record_id])]
            )
        elif kind == "document" and (document := citing.records.find_document(record_id)):
            changed[subject] = document.accessioned_at
    return changed


def _entry(subject: str, updated: dt.datetime, citing: Citing, say: Say) -> FeedEntry | None:
    kind, _, record_id = subject.partition(":")
    if kind == "case":
        case = citing.records.find_case(record_id)
        return _case_entry(case, updated, citing, say) if case else None
    document = citing.records.find_document(record_id)
    return _document_entry(document, citing, say) if document else None


def _case_entry(case: Case, updated: dt.datetime, citing: Citing, say: Say) -> FeedEntry:
    summary = citing.records.case_summary(case)
    taught = [program for program in citing.records.programs_of_case(case.id) if program.fact]
    return FeedEntry(
        id=stable_id(f"case:{case.id}"),
        title=summary.title,
        address=citing.address(f"/cases/{case.id}"),
        updated=updated,
        author=case.author,
        summary=_summary(summary.gist, TAUGHT_IN, taught, say),
        language=summary.language,
        themes=tuple((theme.id, theme.label) for theme in summary.themes),
        rights=case.licence,
    )


def _document_entry(document: Document, citing: Citing, say: Say) -> FeedEntry:
    return FeedEntry(
        id=stable_id(f"document:{document.id}"),
        title=document.title,
        address=citing.address(f"/documents/{document.id}"),
        updated=document.accessioned_at,
        author=document.organisation or ARCHIVE,
        summary=_summary(say(UNCLAIMED), USED_IN, citing.records.programs_using([document]), say),
        language=document.language,
    )


def _summary(text: str, sentence: str, programs: Iterable[TaughtIn], say: Say) -> str:
    named = [
        f"{program.title} ({say(SAMPLE) if program.sample else program.year or say(NO_YEAR)})" for program in programs
    ]
    return f"{text} {say(sentence) % {'programs': '; '.join(named)}}" if named else text
