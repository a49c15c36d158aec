"""How the command line speaks: tables for people, JSON for programs, progress on standard error only."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

__all__ = ["JsonOption", "note", "progress_bar", "say", "show_json", "show_table", "tracked"]

T = TypeVar("T")
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]

# Plain text to a pipe, colours to a terminal; long values are wrapped, never cut.
_out = Console(soft_wrap=True, highlight=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)


def say(text: str = "") -> None:
    """One line of the answer, on standard output, printed as it is."""
    _out.print(text, markup=False)


def note(text: str) -> None:
    """A remark beside the answer, on standard error."""
    _err.print(text, markup=False)


def show_json(value: Any) -> None:
    """The answer as JSON; models become objects, text keeps its script."""
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=2) + "\n")


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """A table, or the sentence ``empty`` where there is no row: it says what to do next."""
    listed = [[("" if value is None else str(value)) for value in row] for row in rows]
    if not listed:
        say(empty)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in listed:
        table.add_row(*row)
    Console(highlight=False, width=None if sys.stdout.isatty() else 160, markup=False).print(table)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on standard error, moved by calling it with (done, total); silent where nobody watches."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=_err,
        disable=not sys.stderr.isatty(),
    ) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def tracked(label: str) -> Callable[[Sequence[T]], Iterable[T]]:
    """Wraps a loop so that a bar follows it."""

    def wrap(sequence: Sequence[T]) -> Iterator[T]:
        with progress_bar(label) as move:
            for done, value in enumerate(sequence):
                move(done, len(sequence))
                yield value
            move(len(sequence), len(sequence))

    return wrap


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
