"""The part of the command line that reads a corpus folder before it is taken in."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from ingest.corpus_account import Account, Tally
from ingest.corpus_check import CorpusReport, check_corpus
from search_api.terminal import JsonOption, say, show_json, show_table

__all__ = ["corpus"]

corpus = typer.Typer(help="A corpus folder: the files that an archive is filled from.", no_args_is_help=True)


@corpus.callback()
def group() -> None:
    """A corpus folder: the files that an archive is filled from."""


@corpus.command("check")
def check(
    folder: Annotated[Path, typer.Argument(help="A corpus folder.")] = Path("corpus"), json: JsonOption = False
) -> None:
    """Everything that is wrong or missing in a corpus folder, file by file, and what it holds. No archive is touched.

    An **error** must be mended before the corpus is taken in, and makes the exit code 1; a **gap** is something that a
    reader will miss: a translation, a second source, the year of a figure.
    """
    report = check_corpus(folder)
    if json:
        counts = {"errors": len(report.errors), "gaps": len(report.findings) - len(report.errors)}
        show_json({**counts, "findings": report.findings, "account": report.account})
    else:
        _show(report)
    if report.errors:
        raise typer.Exit(1)


def _show(report: CorpusReport) -> None:
    for file, findings in groupby(report.findings, key=lambda one: one.file):
        say(file)
        for one in findings:
            about = "" if one.record in {"", Path(file).stem} else f"{one.record}: "
            say(f"  {one.severity:5}  {one.code}  {about}{one.message}")
    say(f"{len(report.errors)} errors, {len(report.findings) - len(report.errors)} gaps.\n")
    _show_account(report.account)


def _show_account(account: Account) -> None:
    say(f"{account.cases} cases, {account.sources} sources.")
    say(f"  a case, in the middle: {account.words_per_case:g} words, {account.sources_per_case:g} sources")
    say(f"  title and gist in {_listed(account.cases_complete_in)}; in all: {account.cases_complete_in_all}")
    show_table(
        ["main theme", "", "cases"], ((tally.id, tally.label, tally.count) for tally in account.by_theme), "No themes."
    )
    say(f"  regions    {_listed(account.by_region)}")
    say(f"  countries  {_listed(account.by_country)}")
    say(f"  begun in   {_listed(account.by_decade)}")
    say(f"  stages     {_listed(account.by_stage)}")
    say(f"  results    {_listed(account.results_by_evidence)}")
    say(f"{account.programs} programs in the register; with {_listed(account.programs_with)}.")
    say(f"  teachings  {_listed(account.teachings_by_basis)}")
    say(f"  outcomes   {_listed(account.outcomes_by_kind)}")
    say(f"  concepts   {_listed(account.concepts_by_scheme)}")
    say(f"  words      of themes and concepts: {_listed(account.labels_by_language)}")
    for draw in account.draws:
        rate = "none seen" if draw.error_rate is None else f"{draw.error_rate:.1%} of those seen"
        say(f"  draw {draw.number}     claims of {draw.cases} cases: {_listed(draw.by_verdict)}; at fault {rate}")
    say(f"  topics     {_listed(account.topics_by_language)}")
    say(f"             {_listed(account.topics_by_category)}")
    say(f"  judgements {_listed(account.judgements_by_grade)}")
    if account.judges_agree is not None:
        say(f"             two judges agree on what answers a topic: kappa {account.judges_agree:.2f}")
    say(f"  gaps       {_listed(account.gaps)}")


def _listed(tallies: Iterable[Tally]) -> str:
    return ", ".join(f"{tally.label} {tally.count}" for tally in tallies) or "none"
