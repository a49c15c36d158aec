"""Answers of a search, told on the command line."""

from collections.abc import Iterable, Iterator

from search_api import schemas
from search_api.terminal import say

__all__ = ["show_answer", "show_hits"]


def show_answer(answer: schemas.SearchAnswer) -> None:
    """How the question was understood, then each hit: the case, who was trained on it, and the evidence. Where nothing
    answers, that, and the nearest."""
    for line in _understood(answer.query):
        say(line)
    if answer.hits:
        say(f"{answer.total} found.{'  The index is stale: run `miti index`.' if answer.stale else ''}")
    else:
        say("Nothing in the archive answers this. Try other words, or fewer filters.")
        if answer.nearest:
            say("What comes nearest, and probably does not answer it:")
    show_hits(answer.hits or answer.nearest)


def show_hits(hits: Iterable[schemas.Hit]) -> None:
    """Each hit: the case, who was trained on it, and the evidence."""
    for number, hit in enumerate(hits, start=1):
        for line in _hit(number, hit):
            say(line)


def _understood(query: schemas.QueryEcho) -> Iterator[str]:
    for written, meant in query.corrected.items():
        yield f"‘{written}’ stands nowhere here: ‘{meant}’ was searched instead."
    for entry in query.understood:
        if entry.also:
            yield f"Also searched for ‘{'’, ‘'.join(entry.words)}’: {', '.join(entry.also[:4])}."
    if query.translated:
        yield f"Also searched for English words that yours may stand for: {', '.join(query.translated[:12])}."
    for field in query.unknown:
        yield f"Nothing here is called ‘{field}’: it was searched as words."
    for unknown in query.unknown_values:
        instead = " or ".join(f"{unknown.name}={label.id}" for label in unknown.called)
        value = unknown.value.removeprefix("-")
        yield f"‘{value}’ is not a value of the filter {unknown.name}{f': write {instead}' if instead else ''}."


def _hit(number: int, hit: schemas.Hit) -> Iterator[str]:
    yield f"\n{number}. {_headline(hit)}"
    if hit.catalogued:
        yield f"   catalogued under {', '.join(label.label for label in hit.catalogued)}"
    for copy in hit.also_in:
        used_in = f", {copy.programs[0].title}" if copy.programs else ""
        yield f"   also in {copy.document.title}   [{copy.document.id}{used_in}]"
    for program in hit.programs[:3]:
        yield f"   taught in {program.id} ({program.basis}{', sample' if program.sample else ''})"
    for evidence in hit.evidence[:2]:
        where = f"{evidence.document.title}, " if evidence.document else "case record, "
        yield f"   {where}{evidence.locator.label}: {' '.join(evidence.snippet.split())}\n      ({evidence.why.text})"


def _headline(hit: schemas.Hit) -> str:
    if hit.case is not None:
        return f"{hit.case.title}   [{hit.case.id}; {hit.case.city.label}, {hit.case.country.label}]"
    assert hit.document is not None  # noqa: S101  a hit without a case is a document, by the schema
    return f"{hit.document.title}   [{hit.document.id}; {hit.note}]"
