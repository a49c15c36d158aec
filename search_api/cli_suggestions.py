"""The part of the command line that computes suggested links, and lets a person accept them."""

import datetime as dt
from typing import Annotated

import typer

from archive.catalogue import Catalogue
from archive.model import Acceptance, Access, Teaching
from index import manifest as manifests
from index.searcher import Searcher
from search_api.indexing import encoder_of
from search_api.suggestions import suggest
from search_api.terminal import JsonOption, progress_bar, say, show_json, show_table

__all__ = ["suggestions"]

suggestions = typer.Typer(help="Links between programs and cases that are probable, and no facts yet.")


@suggestions.callback(invoke_without_command=True)
def list_suggestions(context: typer.Context, json: JsonOption = False) -> None:
    """List what is suggested and not accepted yet, strongest first."""
    if context.invoked_subcommand:
        return
    with Catalogue.open(context.obj.home) as catalogue:
        waiting = sorted(
            (one for one in catalogue.teachings(reader=Access.STAFF) if not one.is_fact),
            key=lambda one: (-_score(one), one.program_id, one.case_id),
        )
    if json:
        show_json({"suggestions": waiting})
        return
    show_table(
        ["id", "score", "program", "case"],
        [(one.id, f"{_score(one):.2f}", one.program_id, one.case_id) for one in waiting],
        "Nothing is suggested. `miti suggestions compute` computes suggestions from the index.",
    )


@suggestions.command("compute")
def compute(context: typer.Context, json: JsonOption = False) -> None:
    """Compute suggestions anew from the index. Those that a person accepted stay; others make room for the new ones."""
    with Catalogue.open(context.obj.home) as catalogue:
        searcher = Searcher.open(manifests.index_folder(catalogue.home), encoder_of(context.obj))
        with progress_bar("Suggesting") as move:
            found = suggest(catalogue, searcher, move)
        with catalogue.recording(actor="miti suggestions", note="computed anew") as recording:
            recording.replace_suggestions(found)
    programs = len({one.program_id for one in found})
    if json:
        show_json({"suggestions": len(found), "programs": programs})
    else:
        say(
            f"{len(found)} suggestions for {programs} programs. None is a fact: `miti suggestions accept ID --by NAME`."
        )


@suggestions.command("accept")
def accept(
    context: typer.Context,
    teaching_id: Annotated[str, typer.Argument(help="Id of a suggestion, as listed.")],
    by: Annotated[str, typer.Option(help="Who accepts it, and answers for it.")],
    json: JsonOption = False,
) -> None:
    """Turn a suggestion into a fact. Who did it, and when, is kept."""
    acceptance = Acceptance(by=by, at=dt.datetime.now(dt.UTC).replace(microsecond=0))
    with (
        Catalogue.open(context.obj.home) as catalogue,
        catalogue.recording(actor=by, note="accepted a suggestion") as recording,
    ):
        recording.accept(teaching_id, acceptance)
    if json:
        show_json({"accepted": teaching_id, "by": by})
    else:
        say(f"Accepted {teaching_id}. Run `miti index`, so that filters know it.")


def _score(teaching: Teaching) -> float:
    return teaching.suggestion.score if teaching.suggestion else 0.0
