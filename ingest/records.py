"""Sources, sessions and teachings in: the tables of what public pages say of the register's programs."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.model import (
    NOT_STATED,
    Basis,
    Outcome,
    Participation,
    Session,
    SessionKind,
    Source,
    Teaching,
    short_hash,
)
from ingest.rows import Complain, Row, read_each, read_rows_if_there, refuse

__all__ = ["read_outcomes", "read_participations", "read_sessions", "read_sources", "read_teachings"]

SOURCE_COLUMNS = ("id", "kind", "title", "publisher", "url", "published", "seen", "language", "note")
PARTICIPANT_COLUMNS = ("program", "city_or_country_as_named", "place_id", "count", "source")
SESSION_COLUMNS = ("id", "program", "kind", "title", "date", "organisation", "city", "sources")
OUTCOME_COLUMNS = ("program", "city", "case", "kind", "date", "sources", "note")
TEACHING_COLUMNS = ("program", "session", "case", "sources", "note")


def read_sources(path: Path, complain: Complain = refuse) -> Iterator[Source]:
    """The web sources of sources.csv; none where the file is absent. Complains with InvalidRecord."""
    seen: set[str] = set()

    def make(row: Row) -> Source:
        if row.text("kind") != "web":
            raise row.refusal("kind", "must be 'web': documents are sources by being taken in")
        source = row.make(
            Source,
            {},
            id=row.text("id"),
            kind="web",
            title=row.text("title"),
            publisher=row.text("publisher") or NOT_STATED,
            url=row.optional("url"),
            published=row.text("published") or NOT_STATED,
            seen=row.date("seen"),
            language=row.text("language") or "en",
            note=row.text("note"),
        )
        row.note_id(source.id, seen)
        return source

    yield from read_each(read_rows_if_there(path, SOURCE_COLUMNS, complain=complain), make, complain)


def read_sessions(
    path: Path, program_ids: Iterable[str], source_ids: Iterable[str], complain: Complain = refuse
) -> Iterator[Session]:
    """The sessions of sessions.csv; none where the file is absent. Complains with InvalidRecord."""
    seen: set[str] = set()
    programs, sources = set(program_ids), set(source_ids)

    def make(row: Row) -> Session:
        session = row.make(
            Session,
            {"program_id": "program", "source_ids": "sources"},
            id=row.text("id"),
            program_id=_known(row, "program", programs),
            kind=row.text("kind") or SessionKind.NOT_STATED,
            title=row.text("title"),
            date=row.date("date"),
            organisation=row.optional("organisation"),
            city=row.optional("city"),
            source_ids=_sources(row, sources),
        )
        if not session.id.startswith(f"{session.program_id}-"):
            raise row.refusal("id", f"must begin with its program's id and a hyphen, '{session.program_id}-'")
        row.note_id(session.id, seen)
        return session

    yield from read_each(read_rows_if_there(path, SESSION_COLUMNS, complain=complain), make, complain)


def read_participations(
    path: Path, program_ids: Iterable[str], source_ids: Iterable[str], complain: Complain = refuse
) -> Iterator[Participation]:
    """The places of participants.csv; none where the file is absent. Complains with InvalidRecord."""
    seen: set[str] = set()
    programs, sources = set(program_ids), set(source_ids)

    def make(row: Row) -> Participation:
        program_id, named = _known(row, "program", programs), row.text("city_or_country_as_named")
        participation = row.make(
            Participation,
            {"place_named": "city_or_country_as_named", "head_count": "count", "source_ids": "source"},
            id=short_hash("participation", program_id, named, row.text("source")),
            program_id=program_id,
            place_named=named,
            place_id=row.optional("place_id"),
            head_count=row.number("count"),
            source_ids=_sources(row, sources, "source"),
        )
        row.note_id(participation.id, seen)
        return participation

    yield from read_each(read_rows_if_there(path, PARTICIPANT_COLUMNS, complain=complain), make, complain)


def read_outcomes(
    path: Path, program_ids: Iterable[str], source_ids: Iterable[str], complain: Complain = refuse
) -> Iterator[Outcome]:
    """The outcomes of outcomes.csv; none where the file is absent. Complains with InvalidRecord.

    Whether the cases exist is for the catalogue to say: they are not in a table.
    """
    seen: set[str] = set()
    programs, sources = set(program_ids), set(source_ids)

    def make(row: Row) -> Outcome:
        program_id = _known(row, "program", programs) if row.text("program") else None
        city, case_id, kind = row.optional("city"), row.optional("case"), row.text("kind")
        outcome = row.make(
            Outcome,
            {"program_id": "program", "case_id": "case", "source_ids": "sources"},
            id=short_hash("outcome", program_id, city, case_id, kind, row.text("date")),
            program_id=program_id,
            city=city,
            case_id=case_id,
            kind=kind,
            date=row.text("date") or NOT_STATED,
            source_ids=_sources(row, sources),
            note=row.text("note"),
        )
        if outcome.id in seen:
            raise row.refusal("kind", f"'{kind}' is there already for this program, city, case and date")
        seen.add(outcome.id)
        return outcome

    yield from read_each(read_rows_if_there(path, OUTCOME_COLUMNS, complain=complain), make, complain)


def read_teachings(
    path: Path,
    program_ids: Iterable[str],
    sessions: Iterable[Session],
    source_ids: Iterable[str],
    complain: Complain = refuse,
) -> Iterator[Teaching]:
    """The teachings of basis `record` in teachings.csv, each with a public source; none where the file is absent.

    Complains with InvalidRecord. Whether the cases exist is for the catalogue to say: they are not in a table.
    """
    seen: set[str] = set()
    programs, sources = set(program_ids), set(source_ids)
    program_of = {session.id: session.program_id for session in sessions}

    def make(row: Row) -> Teaching:
        program_id, session_id = _known(row, "program", programs), row.optional("session")
        if session_id is not None and program_of.get(session_id) != program_id:
            raise row.refusal("session", f"'{session_id}' is no session of {program_id} in sessions.csv")
        teaching = row.make(
            Teaching,
            {"case_id": "case", "program_id": "program", "source_ids": "sources", "id": "sources"},
            id=short_hash("record", row.text("case"), program_id, session_id),
            case_id=row.text("case"),
            program_id=program_id,
            session_id=session_id,
            basis=Basis.RECORD,
            source_ids=_sources(row, sources),
            note=row.text("note"),
        )
        if teaching.id in seen:
            raise row.refusal("case", f"'{teaching.case_id}' is there already for this program and session")
        seen.add(teaching.id)
        return teaching

    yield from read_each(read_rows_if_there(path, TEACHING_COLUMNS, complain=complain), make, complain)


def _sources(row: Row, known: set[str], column: str = "sources") -> tuple[str, ...]:
    named = row.ids(column)
    if not named:
        raise row.refusal(column, "is empty: name at least one public page of sources.csv")
    if unknown := [f"'{source_id}'" for source_id in named if source_id not in known]:
        raise row.refusal(column, f"{', '.join(unknown)} is not in sources.csv")
    return named


def _known(row: Row, column: str, known: set[str]) -> str:
    if row.text(column) not in known:
        raise row.refusal(column, f"there is no program '{row.text(column)}'")
    return row.text(column)
