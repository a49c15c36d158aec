"""The part of the command line that finds more like this: like a case, a file, or a text."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from archive.catalogue import Catalogue
from archive.errors import InvalidRecord, NotFound
from index import manifest as manifests
from index.searcher import Searcher
from search_api.cli_answer import show_hits
from search_api.cli_filters import parameters
from search_api.indexing import encoder_of
from search_api.like_schemas import LONGEST_TEXT, LikeAnswer, LikeParameters
from search_api.likes import LikeService
from search_api.service import SearchService
from search_api.terminal import JsonOption, say, show_json
from search_api.worker import read_places

__all__ = ["like"]


def like(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="A file, the id of a case, or - for a text on standard input.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many cases to show.")] = 5,
    filters: Annotated[
        list[str] | None,
        typer.Option("--filter", "-f", help="name=value, as often as you like; a leading - excludes: -f city=-seoul"),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of labels, titles and gists: en, ko, fr or es.")] = "en",
    json: JsonOption = False,
) -> None:
    """Find cases like a case, like a deck of your own, or like a text. Nothing of a file or text is kept.

    `miti like my-deck.pptx`, `miti like seoul-bus-reform -f city=-seoul`, `miti like - < notes.txt`
    """
    asked = parameters(LikeParameters, filters or [], limit=limit, lang=lang)
    with Catalogue.open(context.obj.home) as catalogue:
        searcher = Searcher.open(manifests.index_folder(catalogue.home), encoder_of(context.obj))
        answer = _answer(what, asked, LikeService(SearchService(catalogue, lambda: searcher)))
    if json:
        show_json(answer)
        return
    if not answer.hits:
        say("Nothing here is like it. Give more of it, or fewer filters.")
        return
    say(f"{answer.passage_count} passages compared.{'  The index is stale: run `miti index`.' if answer.stale else ''}")
    show_hits(answer.hits)


def _answer(what: str, asked: LikeParameters, likes: LikeService) -> LikeAnswer:
    if what == "-":
        text = sys.stdin.read(LONGEST_TEXT + 1)
        if len(text) > LONGEST_TEXT:
            raise InvalidRecord(f"This text is longer than {LONGEST_TEXT:,} characters: put it in a file.")
        return likes.of_text(text, asked)
    if (path := Path(what)).is_file():
        places, tag = read_places(path)
        return likes.shape(likes.compare(places, tag, asked), asked, "of your file")
    try:
        return likes.of_case(what, asked)
    except NotFound as error:
        raise NotFound(f"There is no file and no case '{what}' here. List the cases with `miti cases`.") from error
