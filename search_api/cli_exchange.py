"""The part of the command line that takes the archive along: exports and citations."""

import datetime as dt
import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from archive.catalogue import Catalogue
from archive.errors import NotFound
from archive.exchange.works import Work
from index import manifest as manifests
from index.searcher import Searcher
from search_api.asking_schemas import Language
from search_api.citing import Citing, cite
from search_api.cli_filters import parameters
from search_api.cli_records import READER, programs
from search_api.exchange_schemas import CitationFormat, CitationParameters, ExportFormat, ExportParameters
from search_api.exports import export_hits
from search_api.indexing import encoder_of
from search_api.records import Records
from search_api.reference import ReferenceShelf
from search_api.register_export import RegisterExportParameters, RegisterFormat, export_register
from search_api.service import SearchService

__all__ = ["cite_record", "export"]

FilterOption = Annotated[
    list[str] | None,
    typer.Option("--filter", "-f", help="name=value, as often as you like; a leading - excludes: -f city=-seoul"),
]
LangOption = Annotated[str, typer.Option(help="Language of labels, titles and gists: en, ko, fr, es …")]


def export(
    context: typer.Context,
    question: Annotated[
        list[str] | None, typer.Argument(help="Your question; none: all that passes the filters.")
    ] = None,
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write.")] = ExportFormat.CSV,
    filters: FilterOption = None,
    lang: LangOption = "en",
) -> None:
    """Write the whole answer to a question on standard output: a table, JSON Lines, or references.

    `miti export "bus reform" -f city=-seoul > buses.csv`, `miti export -f theme=T01 --format bibtex > transport.bib`
    """
    asked = parameters(ExportParameters, filters or [], q=" ".join(question or []), format=form, lang=lang)
    with Catalogue.open(context.obj.home) as catalogue:
        searcher = Searcher.open(manifests.index_folder(catalogue.home), encoder_of(context.obj))
        service = SearchService(catalogue, lambda: searcher)
        _write(export_hits(service, asked, Citing.today(service, context.obj.address, asked.lang)).parts)


def cite_record(
    context: typer.Context,
    record_id: Annotated[str, typer.Argument(help="Id of a case, a document or a source.")],
    form: Annotated[CitationFormat, typer.Option("--format", help="A style, or a file format.")] = CitationFormat.APA,
    lang: LangOption = "en",
) -> None:
    """Cite a case, a document or a source: as one reference, or for a reference manager.

    The citation of a case names its version. `miti cite seoul-bus-reform`, `miti cite seoul-bus-reform --format ris`
    """
    asked = parameters(CitationParameters, [], format=form, lang=lang)
    with Catalogue.open(context.obj.home) as catalogue:
        work = _work(record_id, _citing(catalogue, context, asked.lang))
    _write([cite(work, asked.format)])


@programs.command("export")
def export_programs(
    context: typer.Context,
    form: Annotated[RegisterFormat, typer.Option("--format", help="A table, or JSON.")] = RegisterFormat.CSV,
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", "-f", help="year, kind, theme, partner or host: -f year=2010..2016 -f kind=course"),
    ] = None,
    lang: LangOption = "en",
) -> None:
    """Write the register on standard output, whole or narrowed: `miti programs export -f host=shrdc > register.csv`"""
    asked = parameters(RegisterExportParameters, filters or [], format=form, lang=lang)
    with Catalogue.open(context.obj.home) as catalogue:
        _write(export_register(asked, _citing(catalogue, context, asked.lang)).parts)


def _citing(catalogue: Catalogue, context: typer.Context, language: Language) -> Citing:
    records = Records(catalogue, ReferenceShelf(catalogue, READER).newest(), language)
    return Citing(catalogue, records, context.obj.address, dt.datetime.now(dt.UTC).date(), language)


def _work(record_id: str, citing: Citing) -> Work:
    for find in (citing.case, citing.document, citing.source):
        try:
            return find(record_id)
        except NotFound:
            continue
    raise NotFound(
        f"There is no case, document or source '{record_id}' here. List the cases with `miti cases`.", id=record_id
    )


def _write(parts: Iterable[str]) -> None:
    """As it is, line ends included, whatever the terminal's own encoding."""
    sys.stdout.flush()
    for part in parts:
        sys.stdout.buffer.write(part.encode())
    sys.stdout.buffer.flush()
