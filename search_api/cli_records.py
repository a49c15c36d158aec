"""The part of the command line that shows records: programs, cases, documents, and the hits of a search."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from archive import register
from archive.catalogue import Catalogue
from archive.model import Access, ProgramKind, Withdrawal
from archive.tables import utc_now
from search_api import schemas
from search_api.records import Records
from search_api.reference import ReferenceShelf
from search_api.terminal import JsonOption, say, show_json, show_table

__all__ = ["READER", "cases", "documents", "programs"]

READER = Access.STAFF
"""Whoever runs ``miti`` can open the archive's files anyway."""

NO_PROGRAMS = "No programs. Take in the register: `miti ingest corpus`."

programs = typer.Typer(help="The register of training programs.", invoke_without_command=True)
cases = typer.Typer(help="Urban policy cases.", invoke_without_command=True)
documents = typer.Typer(help="Accessioned documents.", invoke_without_command=True)

YearOption = Annotated[int | None, typer.Option(help="Only programs that began in this year.")]


@programs.callback()
def list_programs(
    context: typer.Context,
    year: YearOption = None,
    kind: Annotated[ProgramKind | None, typer.Option(help="Only programs of this kind.")] = None,
    json: JsonOption = False,
) -> None:
    """List the training programs. `miti programs show ID` shows one, `check` what the source gets wrong."""
    if context.invoked_subcommand:
        return
    with _records(context) as (catalogue, records):
        chosen = [
            records.program_summary(program)
            for program in catalogue.programs()
            if (year is None or program.year == year) and (kind is None or program.kind is kind)
        ]
    if json:
        show_json({"programs": chosen})
        return
    rows = [(p.id, p.title, p.kind, p.host.label if p.host else None, p.head_count) for p in chosen]
    show_table(
        ["id", "title", "kind", "host", "people"], rows, "No programs. Take in the register: `miti ingest corpus`."
    )
    if chosen:
        say(f"{len(chosen)} programs, {sum(p.head_count or 0 for p in chosen):,} people.")


@programs.command("show")
def show_program(context: typer.Context, program_id: str, json: JsonOption = False) -> None:
    """One program: recorded and normalised, its sessions, and the cases it taught with the reason to say so."""
    with _records(context) as (catalogue, records):
        program, taught = records.program(program_id), records.cases_of_program(program_id)
        sessions = [records.session(session) for session in catalogue.sessions(program_id, reader=READER)]
    if json:
        show_json({"program": program, "sessions": sessions, "cases": taught})
        return
    say(f"{program.title}\n  recorded as   {program.title_recorded}\n  period        {program.period.recorded}")
    say(f"  people        {_or_not_stated(program.head_count)}")
    say(f"  host          {_or_not_stated(program.host.label if program.host else None)}")
    for remark in program.remarks:
        say(f"  remark        {remark.field}: {remark.note}")
    show_table(
        ["session", "kind", "date", "organisation"],
        [(s.title, s.kind, s.date, s.organisation) for s in sessions],
        "No sessions are known.",
    )
    show_table(
        ["case taught", "basis", "source"],
        [(entry.case.id, _basis(entry), _cited(entry)) for entry in taught],
        "No case is known to have been taught in it.",
    )


@programs.command("check")
def check_programs(context: typer.Context, json: JsonOption = False) -> None:
    """What the source of the register gets wrong or leaves open. Recorded values are kept beside normalised ones."""
    with Catalogue.open(context.obj.home) as catalogue:
        registered = [program for program in catalogue.programs() if not program.is_sample]
        findings = register.check(registered, catalogue.claims())
    totals = {
        "programs": len(registered),
        "participants": sum(program.head_count or 0 for program in registered),
        "findings": len(findings),
    }
    if json:
        show_json({**totals, "by_code": Counter(finding.code for finding in findings), "details": findings})
        return
    show_table(
        ["finding", "about", "message"],
        [(finding.code, finding.subject, finding.message) for finding in findings],
        "Nothing to report." if registered else NO_PROGRAMS,
    )
    say(f"{totals['programs']} programs, {totals['participants']:,} participants, {len(findings)} findings.")


@cases.callback()
def list_cases(context: typer.Context, json: JsonOption = False) -> None:
    """List the cases. `miti cases show ID` shows one."""
    if context.invoked_subcommand:
        return
    with _records(context) as (catalogue, records):
        listed = [records.case_summary(case) for case in catalogue.cases(READER)]
    if json:
        show_json({"cases": listed})
        return
    rows = [(case.id, case.title, case.city.label, case.themes[0].label) for case in listed]
    show_table(["id", "title", "city", "main theme"], rows, "No cases. Take some in: `miti ingest corpus`.")


@cases.command("show")
def show_case(context: typer.Context, case_id: str, json: JsonOption = False) -> None:
    """One case: the record with its sources, and the programs that taught it."""
    with _records(context) as (_, records):
        case, taught_in = records.case(case_id), records.programs_of_case(case_id)
    if json:
        show_json({"case": case, "programs": taught_in})
        return
    say(f"{case.title}\n{case.city.label}, {case.country.label}, {case.start}–{case.end or 'today'}\n\n{case.gist}")
    for section in case.sections:
        cited = ", ".join(source.id for source in section.sources)
        say(f"\n{section.heading}\n{section.text}" + (f"\n[{cited}]" if cited else ""))
    say()
    _show_programs(taught_in)


@documents.callback()
def list_documents(context: typer.Context, json: JsonOption = False) -> None:
    """List the documents. `miti documents show ID` shows one with its text, `withdraw ID` takes one out."""
    if context.invoked_subcommand:
        return
    with _records(context) as (catalogue, records):
        listed = [records.document_summary(document) for document in catalogue.documents(READER)]
    if json:
        show_json({"documents": listed})
        return
    rows = [(d.id, d.title, d.kind, d.language, "sample" if d.sample else None) for d in listed]
    show_table(["id", "title", "kind", "language", ""], rows, "No documents. Take some in: `miti ingest FOLDER`.")


@documents.command("show")
def show_document(context: typer.Context, document_id: str, json: JsonOption = False) -> None:
    """One document: where it was used, and its text with the page, slide, section or time of each passage."""
    with _records(context) as (_, records):
        document, passages = records.document(document_id), records.passages(document_id)
    if json:
        show_json({"document": document, "passages": passages})
        return
    say(f"{document.title}\n{document.filename}, {document.media_type}, {document.byte_count:,} bytes")
    for used in document.used_in:
        say(f"  used in {used.program.id}" + (f", {used.session.title}" if used.session else ""))
    for passage in passages:
        say(f"\n[{passage.locator.label}]\n{passage.text}")


@documents.command("withdraw")
def withdraw_document(
    context: typer.Context,
    document_id: str,
    reason: Annotated[str, typer.Option(help="Why; it is kept with the tombstone and shown.")],
    json: JsonOption = False,
) -> None:
    """Take a document out of search and reading at once. Its record stays as a tombstone with the reason."""
    with Catalogue.open(context.obj.home) as catalogue:
        withdrawal = Withdrawal(reason=reason, at=utc_now())
        with catalogue.recording(actor="miti documents", note=reason) as recording:
            recording.withdraw(document_id, withdrawal)
        catalogue.derivatives.remove(catalogue.document(document_id, READER).sha256)
    if json:
        show_json({"document": document_id, "withdrawal": withdrawal})
    else:
        say(f"{document_id} is withdrawn. Run `miti index` to take it out of the index too.")


@documents.command("access")
def set_access(context: typer.Context, document_id: str, level: Access, json: JsonOption = False) -> None:
    """Say who may read a document: public, members or staff. It takes effect at once, before any new index."""
    with Catalogue.open(context.obj.home) as catalogue:
        document = catalogue.document(document_id, READER).model_copy(update={"access": level})
        with catalogue.recording(actor="miti documents", note=f"access {level}") as recording:
            recording.put(document)
    if json:
        show_json({"document": document_id, "access": level})
    else:
        say(f"{document_id} may be read by: {level}. Run `miti index` so that search follows.")


def _show_programs(taught_in: list[schemas.TaughtIn]) -> None:
    show_table(
        ["taught in", "year", "basis", "source"],
        [(program.id, program.year, _basis(program), _cited(program)) for program in taught_in],
        "No program is known to have taught it.",
    )


def _basis(link: schemas.TaughtIn | schemas.CaseTaught) -> str:
    return str(link.basis) if link.fact else f"{link.basis}, not confirmed"


def _cited(link: schemas.TaughtIn | schemas.CaseTaught) -> str:
    return ", ".join(
        dict.fromkeys(
            cited
            for reason in link.evidence
            for cited in (*(source.id for source in reason.sources), *([reason.document.id] if reason.document else []))
        )
    )


def _or_not_stated(value: object) -> str:
    return "not stated" if value is None else str(value)


@contextmanager
def _records(context: typer.Context) -> Iterator[tuple[Catalogue, Records]]:
    with Catalogue.open(context.obj.home) as catalogue:
        yield catalogue, Records(catalogue, ReferenceShelf(catalogue, READER).newest())
