"""The part of the command line that completes what is being typed, as the search box does."""

from typing import Annotated

import typer
from pydantic import ValidationError

from archive.catalogue import Catalogue
from archive.errors import InvalidRecord
from search_api.completion_schemas import CompletionParameters
from search_api.completions import Completer
from search_api.reference import ReferenceShelf
from search_api.terminal import JsonOption, show_json, show_table

__all__ = ["complete"]


def complete(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(help="The beginning of what you look for.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many completions to show.")] = 8,
    lang: Annotated[str, typer.Option(help="Language of names and titles: en, ko, fr or es.")] = "en",
    json: JsonOption = False,
) -> None:
    """What cases, programs, themes, places, organisations and concepts are called as these words begin."""
    try:
        asked = CompletionParameters.model_validate({"q": " ".join(text), "limit": limit, "lang": lang})
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidRecord(f"'{'.'.join(map(str, first['loc']))}': {first['msg']}.") from error
    with Catalogue.open(context.obj.home) as catalogue:
        answer = Completer(ReferenceShelf(catalogue)).complete(asked)
    if json:
        show_json(answer)
        return
    show_table(
        ["kind", "name", "as", "cases", "leads to"],
        [(one.kind, one.label, one.form, one.case_count, one.address) for one in answer.completions],
        "Nothing here is called so. Ask it as a question: `miti search`.",
    )
