"""The register of training programs in: programs.csv with its remarks and claims (corpus/README.md describes them)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.errors import InvalidRecord
from archive.model import (
    Audience,
    Claim,
    Outcome,
    Participation,
    Period,
    Program,
    ProgramKind,
    Remark,
    Session,
    Source,
    Teaching,
)
from archive.vocabulary import Vocabulary
from ingest.records import read_outcomes, read_participations, read_sessions, read_sources, read_teachings
from ingest.rows import Complain, Row, read_each, read_rows, read_rows_if_there, refuse

__all__ = ["Register", "read_register"]

RECORDED = (
    "row",
    "year_recorded",
    "location_recorded",
    "period_recorded",
    "title_recorded",
    "head_count_recorded",
    "row_recorded",
)
NORMALISED = (
    "title",
    "host",
    "start",
    "end",
    "precision",
    "commissioner",
    "partners",
    "cities",
    "countries",
    "networks",
    "themes",
    "mode",
    "head_count",
)
REMARKED = frozenset({*NORMALISED, "kind", "period"})
_CLAIM = ("id", "source", "quantity", "value", "first_year", "last_year", "kinds", "hosts", "networks", "nature")


@dataclass(frozen=True)
class Register:
    """All that the tables of a corpus folder say. ``samples`` are programs of kind sample: never of the register."""

    programs: tuple[Program, ...]
    samples: tuple[Program, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    sessions: tuple[Session, ...]
    participations: tuple[Participation, ...]
    teachings: tuple[Teaching, ...]
    outcomes: tuple[Outcome, ...]


def read_register(folder: Path, vocabulary: Vocabulary | None = None, complain: Complain = refuse) -> Register:
    """Read programs.csv, and where they are there remarks.csv, claims.csv, sample_programs.csv, sources.csv,
    sessions.csv, participants.csv, teachings.csv and outcomes.csv, strictly: one wrong cell refuses the whole, and
    nothing is half taken in.

    With a ``vocabulary``, every place, theme and organisation must be in it. Raises InvalidRecord, naming file, line
    and column; where ``complain`` does not raise, wrong rows are left out and all others are read.
    """
    left_out: set[str] = set()

    def hear(error: InvalidRecord) -> None:
        complain(error)
        if record := error.details.get("record"):
            left_out.add(record)

    sources = tuple(read_sources(folder / "sources.csv", hear))
    programs = tuple(_programs(folder / "programs.csv", _remarks(folder / "remarks.csv", hear), vocabulary, hear))
    samples = tuple(_samples(folder / "sample_programs.csv", programs, vocabulary, hear))
    # A row that was left out is complained of once, not again by every row that names it.
    program_ids = {program.id for program in (*programs, *samples)} | left_out
    source_ids = {source.id for source in sources} | left_out
    sessions = tuple(read_sessions(folder / "sessions.csv", program_ids, source_ids, hear))
    return Register(
        programs=programs,
        samples=samples,
        claims=tuple(_claims(folder / "claims.csv", source_ids, hear)),
        sources=sources,
        sessions=sessions,
        participations=tuple(read_participations(folder / "participants.csv", program_ids, source_ids, hear)),
        teachings=tuple(read_teachings(folder / "teachings.csv", program_ids, sessions, source_ids, hear)),
        outcomes=tuple(read_outcomes(folder / "outcomes.csv", program_ids, source_ids, hear)),
    )


def _programs(
    path: Path, remarks: Mapping[int, list[tuple[Row, Remark]]], vocabulary: Vocabulary | None, complain: Complain
) -> Iterator[Program]:
    seen_ids: set[str] = set()
    seen_rows: set[int | None] = set()

    def make(row: Row) -> Program:
        number = row.number("row")
        if number is None or number in seen_rows:
            raise row.refusal("row", "is empty" if number is None else f"row {number} is there already")
        seen_rows.add(number)
        program = _program(row, tuple(remark for _, remark in remarks.get(number, ())), vocabulary)
        if program.is_sample:
            raise row.refusal("kind", "a sample stands outside the register: write it into sample_programs.csv")
        if row.number("head_count_recorded") != program.head_count:
            raise row.refusal("head_count", f"differs from the recorded {row.text('head_count_recorded') or 'nothing'}")
        row.note_id(program.id, seen_ids)
        return program

    yield from read_each(read_rows(path, ("id", "kind", *RECORDED, *NORMALISED), complain=complain), make, complain)
    for number, found in remarks.items():
        if number not in seen_rows:
            complain(found[0][0].refusal("row", f"{path.name} has no row {number}"))


def _samples(
    path: Path, programs: Iterable[Program], vocabulary: Vocabulary | None, complain: Complain
) -> Iterator[Program]:
    seen = {program.id for program in programs}

    def make(row: Row) -> Program:
        if row.text("kind") not in {"", ProgramKind.SAMPLE}:
            raise row.refusal("kind", "must be 'sample' here: real programs belong into programs.csv")
        program = _program(row, (), vocabulary, kind=ProgramKind.SAMPLE)
        row.note_id(program.id, seen)
        return program

    rows = read_rows_if_there(path, ("id", "title"), ("kind", *RECORDED, *NORMALISED[1:]), complain)
    yield from read_each(rows, make, complain)


def _program(
    row: Row, remarks: tuple[Remark, ...], vocabulary: Vocabulary | None, kind: ProgramKind | None = None
) -> Program:
    start, end = row.date("start"), row.date("end")
    if start and end and end < start:
        raise row.refusal("end", f"lies before the start {start}: leave it empty and say why in a remark")
    period = row.make(
        Period,
        {},
        start=start,
        end=end,
        precision=row.text("precision") or ("day" if start else "unknown"),
        recorded=row.recorded("period_recorded"),
    )
    audience = row.make(
        Audience, {}, cities=row.ids("cities"), countries=row.ids("countries"), networks=row.ids("networks")
    )
    program = row.make(
        Program,
        {},
        id=row.text("id"),
        title=row.text("title"),
        title_recorded=row.recorded("title_recorded"),
        host=row.optional("host"),
        period=period,
        head_count=row.number("head_count"),
        commissioner=row.optional("commissioner"),
        partners=row.ids("partners"),
        audience=audience,
        themes=row.ids("themes"),
        mode=row.text("mode") or "not stated",
        kind=kind or row.text("kind"),
        row=row.number("row"),
        year_recorded=row.number("year_recorded"),
        location_recorded=row.recorded("location_recorded"),
        row_recorded=row.recorded("row_recorded"),
        remarks=remarks,
    )
    if vocabulary is not None:
        _refuse_unknown(row, vocabulary)
    return program


def _refuse_unknown(row: Row, vocabulary: Vocabulary) -> None:
    known: dict[str, Iterable[str]] = dict.fromkeys(
        ("host", "commissioner", "partners", "networks"), vocabulary.organisations
    )
    known |= {"themes": vocabulary.themes, "cities": vocabulary.places, "countries": vocabulary.places}
    for column, ids in known.items():
        for unknown in (entry_id for entry_id in row.ids(column) if entry_id not in ids):
            raise row.refusal(column, f"'{unknown}' is not in the vocabularies")


def _remarks(path: Path, complain: Complain) -> Mapping[int, list[tuple[Row, Remark]]]:
    found: dict[int, list[tuple[Row, Remark]]] = defaultdict(list)

    def make(row: Row) -> tuple[int, Row, Remark]:
        number = row.number("row")
        if number is None:
            raise row.refusal("row", "is empty")
        if row.text("field") not in REMARKED:
            raise row.refusal("field", f"'{row.text('field')}' is no column of programs.csv that a remark can be about")
        remark = row.make(
            Remark,
            {},
            field=row.text("field"),
            recorded=row.recorded("recorded"),
            normalised=row.optional("normalised"),
            note=row.text("note"),
        )
        return number, row, remark

    rows = read_rows_if_there(path, ("row", "field", "recorded", "normalised", "note"), complain=complain)
    for number, row, remark in read_each(rows, make, complain):
        found[number].append((row, remark))
    return found


def _claims(path: Path, source_ids: set[str], complain: Complain) -> Iterator[Claim]:
    seen: set[str] = set()

    def make(row: Row) -> Claim:
        if row.text("source") not in source_ids:
            raise row.refusal("source", f"'{row.text('source')}' is not in sources.csv")
        claim = row.make(
            Claim,
            {"source_id": "source"},
            id=row.text("id"),
            source_id=row.text("source"),
            quantity=row.text("quantity"),
            value=row.number("value"),
            first_year=row.number("first_year"),
            last_year=row.number("last_year"),
            kinds=row.ids("kinds"),
            hosts=row.ids("hosts"),
            networks=row.ids("networks"),
            nature=row.text("nature") or "count",
            statement=row.text("statement"),
        )
        row.note_id(claim.id, seen)
        return claim

    yield from read_each(read_rows_if_there(path, (*_CLAIM, "statement"), complain=complain), make, complain)
