"""From what a person typed to the question that is asked: phrases, exclusions, filters by name, and what the words
name. Nothing typed is an error here: what cannot be understood is said, and searched as words."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import get_args

from archive.model import (
    Case,
    Concept,
    EvidenceLevel,
    Organisation,
    Place,
    PlaceKind,
    SessionKind,
    Stage,
    Theme,
)
from archive.vocabulary import Vocabulary, term_id
from index.errors import UnknownFilter
from index.lexicon import Gloss, Mention
from index.query import FILTERS, YEAR_FILTERS, Filter
from index.syntax import Field, Typed, parse
from index.units import WORD, units_of
from search_api.reference import Reference

__all__ = ["Offer", "Understanding", "called", "filter_entries", "understand"]

_FIXED: dict[str, tuple[str, ...]] = {
    "kind": (*SessionKind, "case record"),
    "stage": tuple(Stage),
    "evidence": tuple(EvidenceLevel),
    "scale": get_args(Case.model_fields["scale"].annotation),
}
"""Filters whose values are the program's own words, with spaces; those of the other facets are ids."""
_YEAR = r"((?:19|20)\d\d)"
_SPANS = (
    (rf"\b(?:before|until|avant|antes del?|hasta|até|sebelum)\s+{_YEAR}\b", "..{}"),
    (rf"{_YEAR}년?\s*이전", "..{}"),
    (rf"\b(?:since|after|from|depuis|après|desde|después de|sejak|setelah)\s+{_YEAR}\b", "{}.."),
    (rf"{_YEAR}년?\s*이후", "{}.."),
    (rf"\b(?:in|during|en|em|pada)\s+{_YEAR}\b", "{}"),
    (rf"{_YEAR}년", "{}"),
)


@dataclass(frozen=True)
class Offer:
    """A filter that words of the question suggest; never set unless the person chooses it."""

    name: str
    value: str
    words: str


@dataclass(frozen=True)
class Understanding:
    """``filters``: names and values as the index takes them, those of the request and those typed. ``unknown``: fields
    as they were typed whose value nothing here is called; they are searched as words. ``corrected``: words as typed and
    as they are read; those in quotes are never corrected."""

    typed: Typed
    words: str
    corrected: Mapping[str, str]
    filters: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    mentions: tuple[Mention, ...]
    gloss: Gloss | None
    offers: tuple[Offer, ...]


def understand(
    text: str,
    chosen: Iterable[tuple[str, str]],
    without: Iterable[str],
    reference: Reference,
    corrections: Callable[[str], Mapping[str, str]],
) -> Understanding:
    """``chosen``: the filters of the request, which are taken as they are; ``without``: ids of entries that the words
    are not to be understood as; ``corrections`` sets misspelt words right."""
    typed = parse(text, FILTERS)
    filters, unknown = list(chosen), []
    if typed.words in reference.programs:
        # The id of a program, copied from its page or the register, means that program.
        filters.append(("program", typed.words))
        typed = replace(typed, words="")
    for field in typed.fields:
        values = list(_values(field, reference))
        filters += [(field.name, f"-{value}" if field.is_excluded else value) for value in values]
        if not values:
            unknown.append(field.written)
    words = " ".join([typed.words, *(field.value for field in typed.fields if field.written in unknown)]).strip()
    # A name that the vocabularies know is no slip, though no text here holds it.
    known = {word for one in reference.lexicon.in_question(words) for word in WORD.findall(one.words)}
    quoted = {word for phrase in typed.phrases for word in WORD.findall(phrase)}
    corrected = {word: meant for word, meant in corrections(words).items() if word not in known | quoted}
    words = WORD.sub(lambda word: corrected.get(word.group(), word.group()), words)
    left_out = set(without)
    mentions = tuple(one for one in reference.lexicon.in_question(words) if one.id not in left_out)
    return Understanding(
        typed=typed,
        words=words,
        corrected=corrected,
        filters=tuple(dict.fromkeys(filters)),
        unknown=tuple(unknown),
        mentions=mentions,
        gloss=reference.lexicon.gloss(words, mentions),
        offers=tuple(_offers(words, mentions, filters, reference.vocabulary)),
    )


def _values(field: Field, reference: Reference) -> Iterator[str]:
    """Ids that the value of a field stands for: the id itself, or every entry of that name."""
    if field.name in YEAR_FILTERS:
        yield from _if_valid(field.name, field.value)
        return
    yield from called(field.name, field.value, reference)
    if not filter_entries(field.name, reference):
        yield from _if_valid(field.name, field.value)


def called(name: str, value: str, reference: Reference) -> list[str]:
    """The ids of a filter's entries that are called so in any language, or whose id it is, whatever its case."""
    wanted = _folded(value)
    entries = filter_entries(name, reference)
    return [entry_id for entry_id, names in entries.items() if wanted in {_folded(entry_id), *map(_folded, names)}]


def _if_valid(name: str, value: str) -> Iterator[str]:
    try:
        Filter.parse([(name, value)])
    except UnknownFilter:
        return
    yield value


def filter_entries(name: str, reference: Reference) -> Mapping[str, Iterable[str]]:
    """The values that a filter can have, with their names; empty where they are not listed."""
    known = reference.vocabulary
    if name == "theme":
        return {entry.id: _names(entry) for entry in known.themes.values()}
    if name in {"city", "country", "region"}:
        return {entry.id: _names(entry) for entry in known.places.values() if entry.kind.value == name}
    if name in {"host", "partner"}:
        return {entry.id: _names(entry) for entry in known.organisations.values()}
    if name == "program":
        return {program.id: (program.title,) for program in reference.programs.values()}
    values = {term_id(name, value): value for value in _FIXED.get(name, ())}
    # The program's own words are values with or without an entry that names them.
    return dict.fromkeys(values.values(), ()) | {
        values.get(entry.id, entry.id.removeprefix(f"{name}.")): _names(entry)
        for entry in known.concepts.values()
        if entry.id.startswith(f"{name}.")
    }


def _names(entry: Theme | Place | Organisation | Concept) -> list[str]:
    return [*entry.labels.values(), *(form for forms in entry.alt_labels.values() for form in forms)]


def _folded(text: str) -> str:
    return " ".join(unit.form for unit in units_of(unicodedata.normalize("NFC", text)))


def _offers(
    words: str, mentions: Iterable[Mention], filters: Iterable[tuple[str, str]], vocabulary: Vocabulary
) -> Iterator[Offer]:
    chosen = {name for name, _ in filters}
    places = {(mention.kind, mention.id): mention.words for mention in reversed([*mentions])}
    yield from (
        Offer(kind, entry_id, said)
        for (kind, entry_id), said in reversed(places.items())
        if kind in {"city", "country"} and kind not in chosen
    )
    if "region" not in chosen:
        yield from _regions(words, vocabulary)
    if chosen.isdisjoint(YEAR_FILTERS):
        found = ((re.search(pattern, words, re.IGNORECASE), span) for pattern, span in _SPANS)
        yield from islice((Offer("period", span.format(m[1]), m.group()) for m, span in found if m), 1)


def _regions(words: str, vocabulary: Vocabulary) -> Iterator[Offer]:
    said = f" {_folded(words)} "
    for place in vocabulary.places.values():
        if place.kind is PlaceKind.REGION:
            yield from islice((Offer("region", place.id, n) for n in _names(place) if f" {_folded(n)} " in said), 1)
