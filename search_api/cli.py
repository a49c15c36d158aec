"""The command line ``miti``: everything the archive can do, for a person or a script.

Only this file and its parts (cli_*.py) call ingest.
"""

import socket
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from archive import fixity
from archive.catalogue import Catalogue
from archive.errors import ArchiveError, InvalidRecord
from archive.model import Access
from index import manifest as manifests
from index.manifest import Manifest
from index.searcher import Searcher
from ingest.corpus import ingest_corpus, is_corpus
from ingest.pipeline import Report, Status, ingest_folder
from search_api import (
    cli_complete,
    cli_corpus,
    cli_counts,
    cli_evaluate,
    cli_exchange,
    cli_like,
    cli_model,
    cli_records,
    cli_render,
    cli_suggestions,
    cli_worker,
)
from search_api.app import create_app
from search_api.asking_schemas import SearchParameters
from search_api.cli_answer import show_answer
from search_api.cli_facets import show_facets
from search_api.cli_filters import parameters
from search_api.indexing import build_index, encoder_of, fresh_manifest, kept_manifest
from search_api.service import SearchService
from search_api.settings import Settings, read_settings
from search_api.terminal import JsonOption, note, progress_bar, say, show_json, show_table, tracked

__all__ = ["main"]

app = typer.Typer(
    name="miti",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="""The archive of urban policy cases and of the training programs that taught them.

A first walk: `miti ingest corpus`, then `miti index`, then
`miti search "how did cities pay for bus rapid transit"`, then `miti serve`.

Everything is kept in one folder: `--home`, or the variable MITI_HOME, or `var`.""",
)
app.add_typer(cli_records.programs, name="programs")
app.add_typer(cli_records.cases, name="cases")
app.add_typer(cli_records.documents, name="documents")
app.add_typer(cli_suggestions.suggestions, name="suggestions")
app.add_typer(cli_corpus.corpus, name="corpus")
app.add_typer(cli_model.model, name="model")
app.command()(cli_evaluate.evaluate)
app.command()(cli_counts.counts)
app.command()(cli_exchange.export)
app.command("cite")(cli_exchange.cite_record)
app.command()(cli_like.like)
app.command()(cli_worker.worker)
app.command()(cli_render.render)
app.command()(cli_complete.complete)


@app.callback()
def settings(
    context: typer.Context,
    home: Annotated[Path | None, typer.Option(help="Folder of the archive (default: MITI_HOME, else var).")] = None,
) -> None:
    context.obj = read_settings(home=home)


@app.command()
def ingest(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder of files (or one file), or a corpus folder.")],
    access: Annotated[Access, typer.Option(help="Who may read files that no materials.csv speaks of.")] = Access.PUBLIC,
    json: JsonOption = False,
) -> None:
    """Take files in: lectures, city presentations, transcripts, case files, the register of programs.

    With a **materials.csv** in the folder, the files it lists, each with its program, session and cases; else every
    file below. A folder with programs.csv or cases/ is taken as a whole corpus. Files are told by their content, not
    by their ending. One bad file stops nothing: every file gets a report, and the exit code is 1 if any was refused.
    Running it again takes in only what is new.
    """
    if not folder.exists():
        raise InvalidRecord(f"There is no folder {folder}.")
    reports: list[Report] = []
    with Catalogue.open(home_of(context)) as catalogue, progress_bar("Taking in") as move:
        source = (
            ingest_corpus(catalogue, folder) if is_corpus(folder) else ingest_folder(catalogue, folder, access=access)
        )
        for done, report in enumerate(source, start=1):
            reports.append(report)
            move(done, None)
            if report.status is Status.REFUSED and not json:
                note(f"refused  {report.path}: {report.message}")
    if json:
        show_json({"reports": reports})
    else:
        _summarise(reports)
    if any(report.status is Status.REFUSED for report in reports):
        raise typer.Exit(1)


@app.command()
def index(
    context: typer.Context,
    json: JsonOption = False,
    rebuild: Annotated[bool, typer.Option(help="Build again even where nothing has changed.")] = False,
) -> None:
    """Build the search index from the catalogue. Embeds only texts it has not met; can be stopped and run again."""
    with Catalogue.open(home_of(context)) as catalogue:
        encoder = encoder_of(context.obj)
        manifest = None if rebuild else fresh_manifest(catalogue, encoder)
        if manifest is None:
            manifest = build_index(catalogue, encoder)
            verb = "Built"
        else:
            verb = "Up to date"
    if json:
        show_json(manifest)
    else:
        say(
            f"{verb}: {manifest.entry_count:,} passages of {manifest.subject_count:,} cases and documents, "
            f"revision {manifest.revision}, {manifest.encoder_name}."
        )
        if not manifest.entry_count:
            say("There is nothing to find yet. Take files in: `miti ingest corpus`, or `miti ingest FOLDER`.")


@app.command()
def search(
    context: typer.Context,
    question: Annotated[list[str], typer.Argument(help="Your question, in your own words.")],
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many cases to show.")] = 5,
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", "-f", help="name=value, as often as you like; a leading - excludes: -f city=-seoul"),
    ] = None,
    lang: Annotated[
        str,
        typer.Option(
            help="Language of labels (en, ko, fr, es, zh, ar, pt, id, ru, ja), titles and gists (first four)."
        ),
    ] = "en",
    facets: Annotated[bool, typer.Option("--facets", help="Also show what the search can be narrowed to.")] = False,
    json: JsonOption = False,
) -> None:
    """Find cases, the programs that taught them and the slide that answers.

    Put **"a phrase"** in quotes, leave out a word with **-word** (after `--`, or the shell's quotes), and write filters
    in the question by name, **city:Bogotá theme:"bus rapid transit" year:2010..2016**, or by id with `-f`: theme, city,
    country, region, program, kind, language, host, partner, year (taught in), period (the policy ran in), stage,
    scale, evidence, instrument, actor, finance, challenge, people. `--facets` lists the ids with how many each finds.
    """
    asked = parameters(SearchParameters, filters or [], q=" ".join(question), limit=limit, lang=lang)
    with Catalogue.open(home_of(context)) as catalogue:
        searcher = Searcher.open(manifests.index_folder(catalogue.home), encoder_of(context.obj))
        answer = SearchService(catalogue, lambda: searcher).search(asked)
    if json:
        show_json(answer)
    else:
        show_answer(answer)
        if facets:
            show_facets(answer)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on (default: MITI_HOST, else 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (default: MITI_PORT, else 8000).")] = None,
    worker: Annotated[bool, typer.Option(help="Start a worker beside it, for the files that readers hand in.")] = True,
) -> None:
    """Serve the pages and the API until Ctrl-C."""
    chosen = read_settings(home=context.obj.home, host=host, port=port)
    _require_free(chosen.host, chosen.port)
    address = f"http://{chosen.host}:{chosen.port}"
    note(f"The archive is served on {address}   (pages)\n{' ' * 25}{address}/docs   (API)\nStop it with Ctrl-C.")
    with cli_worker.worker_beside(chosen) if worker else nullcontext():
        uvicorn.run(create_app(chosen), host=chosen.host, port=chosen.port, log_level="warning", server_header=False)


@app.command()
def verify(context: typer.Context, json: JsonOption = False) -> None:
    """Hash every stored original again and report what is missing, changed or left over. Exit code 1 on damage."""
    with Catalogue.open(home_of(context)) as catalogue:
        findings = fixity.verify(catalogue, tracked("Verifying"))
        count = len(catalogue.documents(Access.STAFF, withdrawn=True))
    if json:
        show_json({"documents": count, "findings": findings})
    else:
        show_table(
            ["what", "document", "message"],
            [(finding.kind, finding.document_id or finding.sha256[:16], finding.message) for finding in findings],
            f"All {count} stored originals are as they were accessioned.",
        )
    if any(finding.kind in {"missing", "changed"} for finding in findings):
        raise typer.Exit(1)


@app.command()
def status(context: typer.Context, json: JsonOption = False) -> None:
    """What the archive holds, and whether its index is up to date."""
    with Catalogue.open(home_of(context)) as catalogue:
        counts, revision = catalogue.counts(), catalogue.revision()
        manifest = kept_manifest(catalogue.home)
        state = _state(manifest, revision)
    if json:
        show_json({"home": str(catalogue.home), "revision": revision, "counts": counts, "index": state})
        return
    show_table(["records", "count"], [*counts.items(), ("revision", revision)], "")
    say(
        {"missing": "No index yet: run `miti index`.", "stale": "The index is stale: run `miti index`."}.get(
            state, "The index is up to date."
        )
    )


def home_of(context: typer.Context) -> Path:
    """The archive's folder that this call works on."""
    chosen: Settings = context.obj
    return chosen.home


def main() -> None:
    """Run ``miti``. Errors of ours are one line on standard error and exit code 1, never a traceback."""
    try:
        app()
    except ArchiveError as error:
        note(f"miti: {error.message}")
        sys.exit(1)
    except OSError as error:
        note(f"miti: {error.filename or 'the system'}: {error.strerror or error}.")
        sys.exit(1)


def _state(manifest: Manifest | None, revision: int) -> str:
    if manifest is None:
        return "missing"
    return "fresh" if manifest.revision == revision else "stale"


def _summarise(reports: list[Report]) -> None:
    counted = Counter(report.status for report in reports)
    say(
        f"{counted[Status.ADDED]} added, {counted[Status.DUPLICATE]} already there, {counted[Status.REFUSED]} refused; "
        f"{sum(report.passages for report in reports if report.status is Status.ADDED):,} new passages. "
        "Next: `miti index`."
    )


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InvalidRecord(
                f"{host}:{port} cannot be used ({error.strerror}). Choose another with --port or MITI_PORT."
            ) from error
