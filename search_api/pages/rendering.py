"""How a page is made: templates, what they may say about values, and addresses that keep the reader's language.

All text is escaped by Jinja: nothing here makes markup.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader

from archive.model import NOT_STATED
from archive.vocabulary import language_name
from search_api import schemas
from search_api.pages.spoken import INTERFACES, LANGUAGES, Spoken
from search_api.pages.translations import translations
from search_api.pages.wording import N_, SECTIONS

__all__ = ["show", "templates"]

COMPLETION_TEXTS = {
    "list": N_("Completions"),
    "one": N_("1 completion"),
    "many": N_("{count} completions"),
    "as": N_("as {name}"),
    "case": N_("1 case"),
    "cases": N_("{count} cases"),
    "none": N_("no case yet"),
    "kind.case": N_("case"),
    "kind.concept": N_("concept"),
    "kind.name": N_("name"),
    "kind.theme": N_("theme"),
    "kind.city": N_("city"),
    "kind.country": N_("country"),
    "kind.program": N_("program"),
    "kind.organisation": N_("organisation"),
}
"""What complete.js says."""
UNDETERMINED = N_("language not determined")

_CARRIED = 200
"""Characters of a question that the addresses of its evidence carry."""

_HERE = Path(__file__).parents[1]
_VERSIONED = {
    "style_version": "site.css",
    "completion_version": "complete.js",
    "viewer_style_version": "viewer.css",
    "viewer_version": "viewer.js",
    "land_version": "land.svg",
    "wait_version": "wait.js",
}


def show(request: Request, template: str, spoken: Spoken, *, status: int = 200, **context: Any) -> Response:
    """The page that ``template`` makes of ``context``, in the reader's language."""

    def link(path: str, anchor: str = "", **asked: str) -> str:
        """An address of this archive that keeps the language where the reader chose one."""
        pairs = [*asked.items(), *spoken.hidden]
        return f"{quote(path)}{'?' + urlencode(pairs) if pairs else ''}{'#' + anchor if anchor else ''}"

    def in_language(tag: str) -> str:
        kept = [(name, value) for name, value in request.query_params.multi_items() if name not in {"lang", "cursor"}]
        return f"{quote(request.url.path)}?{urlencode([*kept, ('lang', tag)])}"

    base_url: str | None = request.app.state.settings.base_url
    vary = {} if spoken.chosen else {"Vary": "Accept-Language"}
    return templates(spoken.interface).TemplateResponse(
        request,
        template,
        {
            "spoken": spoken,
            "lang": spoken.lang,
            "link": link,
            "term": _term(request, spoken),
            "interfaces": [(tag, LANGUAGES[tag], in_language(tag)) for tag in INTERFACES],
            "other_languages": [
                (tag, name, in_language(tag)) for tag, name in LANGUAGES.items() if tag not in INTERFACES
            ],
            "canonical": f"{base_url.rstrip('/')}{request.url.path}" if base_url else None,
            **context,
        },
        status_code=status,
        headers={"Content-Language": spoken.interface, **vary},
    )


def _term(request: Request, spoken: Spoken) -> Any:
    def term(facet: str, value: object) -> str:
        """What a controlled value is called in the reader's language: ``term("stage", "pilot")``."""
        label: str = request.app.state.service.records(spoken.lang).label(facet, str(value)).label
        return label

    return term


# What templates may say about values.


def segments(snippet: str, highlights: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The snippet in pieces, each with whether it is marked."""
    done = 0
    for start, end in highlights:
        yield snippet[done:start], False
        yield snippet[start:end], True
        done = end
    yield snippet[done:], False


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def anchor(locator: schemas.LocatorView) -> str:
    """The place's name within a document's page: ``slide-12``."""
    return f"{locator.kind.value}-{locator.start}"


def carried(locator: schemas.LocatorView, question: str) -> dict[str, str]:
    """What an address of a document says of the place to open it at and of the words to mark there: of a long
    question the beginning, since a page has many such addresses."""
    kept = question if len(question) <= _CARRIED else question[:_CARRIED].rpartition(" ")[0] or question[:_CARRIED]
    return {"at": anchor(locator), **({"q": kept} if kept else {})}


def part_of_case(locator: schemas.LocatorView) -> str:
    """What a place of a case record is called, without its number: ``section 4: problem`` is its problem."""
    return locator.label.partition(": ")[2] or locator.label


def _section(part: str) -> str:
    """``Title and gist (ko)`` by its name among the sections: ``title-and-gist``."""
    return re.sub(r" \([a-z]{2,3}\)$", "", part).lower().replace(" ", "-")


def _size(byte_count: int, locale: Locale) -> str:
    for unit, power in (("MB", 20), ("KB", 10)):
        if byte_count >= 1 << power:
            return f"{format_decimal(round(byte_count / (1 << power), 1), locale=locale)} {unit}"
    return f"{format_decimal(byte_count, locale=locale)} B"


@cache
def templates(interface: str) -> Jinja2Templates:
    """One environment for each language of the interface."""
    locale = Locale.parse(interface)
    environment: Any = Environment(  # Any: what an extension adds to it is unknown to its type
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    said = translations(interface)
    environment.install_gettext_translations(said, newstyle=True)
    environment.policies["ext.i18n.trimmed"] = True
    sections: Mapping[str, str] = {name: said.gettext(heading) for name, heading in SECTIONS.items()}
    environment.filters.update(
        segments=segments,
        paragraphs=paragraphs,
        anchor=anchor,
        part_of_case=lambda locator: sections.get(_section(part_of_case(locator)), part_of_case(locator)),
        size=lambda byte_count: _size(byte_count, locale),
        number=lambda number: format_decimal(number, locale=locale),
        date=lambda day: format_date(day, format="long", locale=locale) if isinstance(day, dt.date) else day,
        month=lambda day: format_skeleton("yMMMM", day, locale=locale),
        language_name=lambda tag: language_name(tag, interface) if tag != "und" else said.gettext(UNDETERMINED),
        heading=lambda section: sections.get(section.name, section.heading),
    )
    texts = json.dumps({name: said.gettext(text) for name, text in COMPLETION_TEXTS.items()}, ensure_ascii=False)
    environment.globals.update(
        carried=carried,
        completion_texts=texts,
        not_stated=NOT_STATED,
        **{name: _version(file) for name, file in _VERSIONED.items()},
    )
    return Jinja2Templates(env=environment)


def _version(name: str) -> str:
    """Changes with the file, so that a browser never keeps an old one."""
    return hashlib.sha256((_HERE / "static" / name).read_bytes()).hexdigest()[:12]
