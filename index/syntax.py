"""What a person types, taken apart: "exact phrases", -exclusions and field:value. Nothing that is typed is an error:
what is not understood is taken as words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.units import WORD

__all__ = ["Field", "Typed", "parse", "without_fields"]

_QUOTED = re.compile('"([^"]*)"|“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|「([^「」]*)」|『([^『』]*)』')
_FIELD = re.compile(r"(?<![^\s(,])(?P<minus>-?)(?P<name>[a-z]{1,20}):(?=\S)", re.IGNORECASE)
_VALUE = re.compile(r"[^\s,;)]+")
_MINUS = re.compile(r"(?<!\S)-(?=[^\s-])")
_QUOTES = re.compile('["“”„«»「」『』]')


@dataclass(frozen=True)
class Field:
    """``name:value`` as it was typed; ``written`` is the whole of it."""

    name: str
    value: str
    is_excluded: bool
    written: str


@dataclass(frozen=True)
class Typed:
    """``words``: everything that is to be ranked by, the words of phrases among them."""

    words: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


def parse(text: str, names: Iterable[str]) -> Typed:
    """Take a typed query apart. ``names``: the fields there are; anything else before a colon is words (a title, an
    address). A quote without its partner, a lone minus and empty quotes are left out."""
    fields: list[Field] = []
    rest = _take_fields(text, {name.casefold() for name in names}, fields)
    phrases: list[str] = []
    excluded: list[str] = []

    def take_phrase(match: re.Match[str]) -> str:
        phrase = " ".join(next(group for group in match.groups() if group is not None).split())
        before = rest[: match.start()]
        is_excluded = before.endswith("-") and (len(before) == 1 or before[-2].isspace())
        if WORD.search(phrase) is None:
            return " "
        (excluded if is_excluded else phrases).append(phrase)
        return " " if is_excluded else f" {phrase} "

    rest = _QUOTES.sub(" ", _QUOTED.sub(take_phrase, rest))
    words = []
    for word in rest.split():
        if _MINUS.match(word) and WORD.search(word):
            excluded.append(word.removeprefix("-"))
        elif word != "-":
            words.append(word)
    return Typed(" ".join(words), tuple(phrases), tuple(excluded), tuple(fields))


def without_fields(text: str, names: Iterable[str]) -> str:
    """What was typed without its fields; everything else stands as it was."""
    return " ".join(_take_fields(text, {name.casefold() for name in names}, []).split())


def _take_fields(text: str, names: set[str], fields: list[Field]) -> str:
    kept, place = [], 0
    for match in _FIELD.finditer(text):
        if match.start() < place or match["name"].casefold() not in names:
            continue
        quoted = _QUOTED.match(text, match.end())
        bare = _VALUE.match(text, match.end())
        if quoted is not None:
            value, end = next(group for group in quoted.groups() if group is not None), quoted.end()
        elif bare is not None:
            value, end = _QUOTES.sub("", bare.group()), bare.end()
        else:
            continue
        if not value.strip():
            continue
        written = text[match.start() : end]
        fields.append(Field(match["name"].casefold(), " ".join(value.split()), bool(match["minus"]), written))
        kept.append(text[place : match.start()])
        place = end
    return " ".join([*kept, text[place:]])
