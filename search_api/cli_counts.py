"""The part of the command line that counts: tables of what a search finds."""

import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from archive.catalogue import Catalogue
from archive.errors import InvalidRecord
from index import manifest as manifests
from index.searcher import Searcher
from search_api.cli_filters import parameters
from search_api.count_csv import count_csv
from search_api.count_schemas import CountAnswer, CountAxis, CountParameters
from search_api.counts import CountService
from search_api.indexing import encoder_of
from search_api.service import SearchService
from search_api.terminal import JsonOption, say, show_json, show_table

__all__ = ["counts"]


def counts(
    context: typer.Context,
    question: Annotated[
        list[str] | None, typer.Argument(help="A question; without one, everything is counted.")
    ] = None,
    rows: Annotated[str, typer.Option(help="The first axis: theme, region, year, stage, program …")] = "theme",
    columns: Annotated[str | None, typer.Option(help="The second axis.")] = None,
    layers: Annotated[str | None, typer.Option(help="The third axis: a table for each of its values.")] = None,
    of: Annotated[str, typer.Option(help="What to count: hits, programs, teachings or participants.")] = "hits",
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", "-f", help="name=value, as often as you like; a leading - excludes: -f city=-seoul"),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of labels: en, ko, fr, es, zh, ar, pt, id, ru, ja.")] = "en",
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV, one line for each cell, for a spreadsheet.")] = False,
    json: JsonOption = False,
) -> None:
    """Count what a search finds, or the whole archive, by one to three axes.

    `miti counts --rows theme --columns region`, `miti counts "bus rapid transit" --rows country -f period=2010..`,
    `miti counts --rows theme --columns year --of participants`

    What has several values of an axis counts in each: the column and row "all" count it once. Training counts as far as
    it is a fact: nothing that is merely suggested, no sample courses.
    """
    if json and csv:
        raise InvalidRecord("Choose one of --json and --csv.")
    axes = {"rows": rows, "columns": columns, "layers": layers}
    asked = parameters(CountParameters, filters or [], q=" ".join(question or []), of=of, lang=lang, **axes)
    with Catalogue.open(context.obj.home) as catalogue:
        searcher = Searcher.open(manifests.index_folder(catalogue.home), encoder_of(context.obj))
        answer = CountService(SearchService(catalogue, lambda: searcher)).count(asked)
    if json:
        show_json(answer)
    elif csv:
        sys.stdout.writelines(count_csv(answer))
    else:
        _show(answer)


def _show(answer: CountAnswer) -> None:
    missing = f" ({answer.unrecorded} programs without a head count)" if answer.unrecorded else ""
    say(f"{answer.total:,} {answer.of}{missing}.{'  The index is stale: run `miti index`.' if answer.stale else ''}")
    if not answer.total:
        return
    rows, *others = answer.axes
    columns, layers = (*others, None, None)[:2]
    if columns is None:
        show_table([rows.name, "all"], [(row.label, row.count) for row in rows.values], "")
    elif layers is None:
        found = {tuple(cell.values): cell.count for cell in answer.cells}
        _show_layer(rows, columns, found | {(row.id, None): row.count for row in rows.values})
    else:
        for layer in layers.values:
            say(f"\n{layers.name}: {layer.label} ({layer.count:,})")
            both = (*answer.cells, *answer.margins)
            _show_layer(
                rows, columns, {tuple(cell.values[:2]): cell.count for cell in both if cell.values[2] == layer.id}
            )


def _show_layer(rows: CountAxis, columns: CountAxis, counts: Mapping[tuple[str | None, ...], int]) -> None:
    """``counts``: by ids of row and column; None stands for all columns."""
    show_table(
        [rows.name, "all", *(column.label for column in columns.values)],
        [
            (row.label, counts[row.id, None], *(counts.get((row.id, column.id), "") for column in columns.values))
            for row in rows.values
            if (row.id, None) in counts
        ],
        "",
    )
