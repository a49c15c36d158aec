"""What hangs together with one case, for one reader in one language."""

from collections.abc import Sequence

from archive.errors import NotFound
from archive.model import Case, SessionKind, Teaching, Version
from search_api.portraits.case_schemas import CaseContext, Changes, Contrast, FieldChange, RelatedCase, Visit
from search_api.portraits.changes import changed_fields, last_taught, newer_results, newer_sources, version_at
from search_api.portraits.completeness import Known, completeness
from search_api.portraits.relations import Contrasted, contrasts, related
from search_api.portraits.trained import attendance, programs_that_taught, trained_on
from search_api.records import Records
from search_api.service import SearchService

__all__ = ["case_context"]


def case_context(service: SearchService, records: Records, case_id: str) -> CaseContext:
    """Raises NotFound."""
    case = records.find_case(case_id)
    if case is None:
        raise NotFound(f"There is no case '{case_id}' here.", id=case_id)
    reference = records.reference
    teachings = reference.teachings.get(case_id, [])
    taught = programs_that_taught(teachings, reference.programs)
    tied = related(case, reference.cases.values())
    apart = {other.id for _, other in tied}
    beside = [other for other in reference.cases.values() if other.id not in apart]
    return CaseContext(
        trained=trained_on(
            [attendance(one, reference.participations.get(one.id, ()), reference.vocabulary) for one in taught], records
        ),
        visits=_visits(teachings, records),
        relations=[RelatedCase(kind=kind, case=records.case_summary(other)) for kind, other in tied],
        contrasts=[_contrast(case, one, records) for one in contrasts(case, beside, reference.vocabulary)],
        completeness=completeness(
            case, Known(reference.vocabulary.places.get(case.city), is_taught=bool(taught), is_related=bool(tied))
        ),
        changes=_changes(case, teachings, service.catalogue.versions("case", case_id), records),
    )


def _visits(teachings: Sequence[Teaching], records: Records) -> list[Visit]:
    reference = records.reference
    visits = []
    for link in teachings:
        session, program = reference.sessions.get(link.session_id or ""), reference.programs[link.program_id]
        if session is None or session.kind is not SessionKind.SITE_VISIT or not link.is_fact or program.is_sample:
            continue
        document = records.find_document(link.document_id) if link.document_id else None
        visits.append(
            Visit(
                session=records.session_summary(session),
                program=records.program_summary(program),
                sources=records.sources((*session.source_ids, *link.source_ids)),
                document=records.document_summary(document) if document else None,
                locator=records.locator(link.locator) if document and link.locator else None,
            )
        )
    return sorted(visits, key=lambda visit: (visit.program.id, visit.session.id), reverse=True)


def _contrast(case: Case, one: Contrasted, records: Records) -> Contrast:
    return Contrast(
        case=records.case_summary(one.case),
        shared_themes=[records.label("theme", theme) for theme in one.themes],
        shared_instruments=[records.label("instrument", tag.partition(".")[2]) for tag in one.instruments],
        differences=list(one.differences),
        stage=records.label("stage", one.case.stage.value),
        own_stage=records.label("stage", case.stage.value),
    )


def _changes(
    case: Case, teachings: Sequence[Teaching], versions: Sequence[Version], records: Records
) -> Changes | None:
    reference = records.reference
    taught = last_taught(teachings, reference.programs, reference.sessions)
    if taught is None or not versions:
        return None
    then = version_at(versions, taught.day)
    cited = [source for found in records.case(case.id).sources if (source := reference.sources.get(found.id))]
    return Changes(
        last_taught=taught.day,
        precision=taught.precision,
        program=records.program_summary(taught.program),
        kept_since=versions[0].at,
        is_known=then is not None,
        changed=[
            FieldChange(field=name, kind=kind)
            for name, kind in changed_fields((then or versions[0]).content, versions[-1].content)
        ],
        newer_sources=records.sources(source.id for source in newer_sources(cited, taught.day)),
        newer_results=newer_results(case, taught.day.year),
    )
