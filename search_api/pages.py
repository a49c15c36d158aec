"""Web pages: the same answers as the API, for a person, as plain HTML. Nothing needs a script; the search box has one
that completes what is typed."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.templating import Jinja2Templates
from pydantic import ConfigDict

from archive.model import NOT_STATED
from archive.vocabulary import language_name
from search_api import schemas
from search_api.narrowing import SearchLinks, choice_lists
from search_api.record_schemas import CaseView, FindingView
from search_api.routes.dependencies import Id, ServiceIn
from search_api.service import SearchService

__all__ = ["error_page", "router", "show_page"]

router = APIRouter()

LANGUAGES = {
    "en": "English",
    "ko": "한국어",
    "fr": "Français",
    "es": "Español",
    "zh": "中文",
    "ar": "العربية",
    "pt": "Português",
    "id": "Bahasa Indonesia",
    "ru": "Русский",
    "ja": "日本語",
}
FIRST_SHOWN = 8
"""Values of a facet that are shown before one asks for all."""
FACETS = {
    "theme": "Theme",
    "city": "City",
    "country": "Country",
    "region": "World region",
    "kind": "Kind of evidence",
    "language": "Language of evidence",
    "program": "Training program",
    "host": "Host of the program",
    "partner": "Partner or network",
    "year": "Taught in",
    "period": "Policy ran in",
    "instrument": "Instrument",
    "challenge": "Obstacle met",
    "people": "People served",
    "actor": "Led by",
    "finance": "Paid by",
    "stage": "Stage",
    "scale": "Scale",
    "evidence": "Evidence of results",
}
LIST_HEADINGS = {"place": "Place", "year": "Taught in, by year", "period": "Policy ran in, by decade"}
"""Where a list is called otherwise than its filter."""
EXAMPLES = (
    ("en", "How did cities pay for bus rapid transit?"),
    ("en", "What went wrong with congestion charging?"),
    ("en", "charging households for waste by volume"),
    ("en", "citizens decide on part of the city budget"),
    ("en", "less water lost in old pipes"),
    ("ko", "버스 노선 개편과 교통카드"),
)
STATIC = Path(__file__).parent / "static"


class PageOptions(schemas.Asking):
    """What every page may be asked; odd parameters of other sites are left alone."""

    model_config = ConfigDict(extra="ignore")


class ProgramOptions(PageOptions):
    year: str = ""
    kind: str = ""

    @property
    def chosen_year(self) -> int | None:
        """The year, where the form names one: "all years" sends an empty value."""
        return int(self.year) if self.year.isdecimal() and len(self.year) == 4 else None


@router.get("/")
def search_page(request: Request, service: ServiceIn, asked: Annotated[schemas.PageParameters, Query()]) -> Response:
    """The search: a box, filters and hits; without a question, what there is to ask for."""
    as_asked = SearchLinks.of(asked)
    if not asked.q.strip() and not as_asked.filters:
        return _page(request, "home.html", asked.lang, **_welcome(service, asked.lang))
    answer = service.search(asked)
    records = service.records(asked.lang)
    links = as_asked.settled(answer.query)
    chips = [
        {
            "facet": FACETS[name],
            "label": records.label(name, value.removeprefix("-")).label,
            "excluded": value.startswith("-"),
            "remove": links.removing(name, value),
        }
        for name, value in links.filters
    ]
    return _page(
        request,
        "search.html",
        asked.lang,
        answer=answer,
        as_asked=as_asked,
        links=links,
        chips=chips,
        lists=list(choice_lists(answer.facets, FACETS, links)),
        headings={**FACETS, **LIST_HEADINGS},
        asked=asked,
        first=FIRST_SHOWN,
    )


@router.get("/cases")
def cases_page(request: Request, service: ServiceIn, asked: Annotated[PageOptions, Query()]) -> Response:
    records = service.records(asked.lang)
    cases = sorted(map(records.case_summary, service.catalogue.cases()), key=lambda case: case.city.label)
    by_country = [(name, list(group)) for name, group in _grouped(cases)]
    return _page(request, "cases.html", asked.lang, by_country=by_country, count=len(cases))


@router.get("/cases/{case_id}")
def case_page(request: Request, service: ServiceIn, case_id: Id, asked: Annotated[PageOptions, Query()]) -> Response:
    records = service.records(asked.lang)
    case = records.case(case_id)
    return _page(request, "case.html", asked.lang, case=case, programs=records.programs_of_case(case_id))


@router.get("/programs")
def programs_page(request: Request, service: ServiceIn, asked: Annotated[ProgramOptions, Query()]) -> Response:
    """The register, newest first, narrowed by year or kind; sample courses stand apart."""
    records = service.records(asked.lang)
    register = [records.program_summary(program) for program in records.register_programs()]
    shown = [
        program
        for program in register
        if asked.chosen_year in (None, program.year) and asked.kind in ("", program.kind.value)
    ]
    by_year = [(year, list(group)) for year, group in groupby(shown, key=lambda program: program.year)]
    return _page(
        request,
        "programs.html",
        asked.lang,
        by_year=by_year,
        count=len(shown),
        head_count=sum(program.head_count or 0 for program in shown),
        years=sorted({program.year for program in register if program.year}, reverse=True),
        kinds=sorted({program.kind.value for program in register}),
        asked=asked,
        samples=[records.program_summary(program) for program in records.sample_programs()],
    )


@router.get("/programs/findings")
def findings_page(request: Request, service: ServiceIn, asked: Annotated[PageOptions, Query()]) -> Response:
    records = service.records(asked.lang)
    by_code: dict[str, list[FindingView]] = {}
    for finding in records.findings():
        by_code.setdefault(finding.code, []).append(finding)
    return _page(request, "findings.html", asked.lang, by_code=by_code)


@router.get("/programs/{program_id}")
def program_page(
    request: Request, service: ServiceIn, program_id: Id, asked: Annotated[PageOptions, Query()]
) -> Response:
    records = service.records(asked.lang)
    sessions = [records.session(session) for session in service.catalogue.sessions(program_id)]
    return _page(
        request,
        "program.html",
        asked.lang,
        program=records.program(program_id),
        sessions=sorted(sessions, key=lambda session: (session.date is None, session.date, session.id)),
        cases=records.cases_of_program(program_id),
    )


@router.get("/documents/{document_id}")
def document_page(
    request: Request, service: ServiceIn, document_id: Id, asked: Annotated[PageOptions, Query()]
) -> Response:
    records = service.records(asked.lang)
    passages = records.passages(document_id)
    places = [(locator, list(group)) for locator, group in groupby(passages, key=lambda passage: passage.locator)]
    return _page(request, "document.html", asked.lang, document=records.document(document_id), places=places)


@router.get("/about")
def about_page(request: Request, asked: Annotated[PageOptions, Query()]) -> Response:
    return _page(request, "about.html", asked.lang)


@router.get("/docs")
def api_page(request: Request, asked: Annotated[PageOptions, Query()]) -> Response:
    """The API's data dictionary, from the OpenAPI document itself."""
    return _page(request, "api.html", asked.lang, api=request.app.openapi())


def error_page(request: Request, problem: schemas.Problem) -> Response:
    """A problem, for a person."""
    return _page(request, "error.html", "en", status=problem.status, problem=problem)


def _welcome(service: SearchService, language: schemas.Language) -> dict[str, Any]:
    records = service.records(language)
    cases = service.catalogue.cases()
    register = records.register_programs()
    themes = Counter(theme.split(".")[0] for case in cases for theme in {theme.split(".")[0] for theme in case.themes})
    figures = {
        "policy cases": len(cases),
        "cities": len({case.city for case in cases}),
        "training programs": len(register),
        "participants recorded": sum(program.head_count or 0 for program in register),
        "documents": len(service.catalogue.documents()),
    }
    return {
        "figures": figures,
        "examples": EXAMPLES,
        "themes": [(records.label("theme", theme), count) for theme, count in themes.most_common()],
    }


def _grouped(cases: Sequence[schemas.CaseSummary]) -> Iterator[tuple[str, Iterator[schemas.CaseSummary]]]:
    ordered = sorted(cases, key=lambda case: (case.country.label, case.city.label, case.title))
    return groupby(ordered, key=lambda case: case.country.label)


def _page(request: Request, template: str, lang: str, *, status: int = 200, **context: Any) -> Response:
    def link(path: str, anchor: str = "", **asked: str) -> str:
        """An address of this archive that keeps the reader's language."""
        pairs = {**asked, **({"lang": lang} if lang != "en" else {})}
        return f"{quote(path)}{'?' + urlencode(pairs) if pairs else ''}{'#' + anchor if anchor else ''}"

    other_languages = [
        (tag, name, f"{request.url.path}?{urlencode([*_without_lang(request), ('lang', tag)])}")
        for tag, name in LANGUAGES.items()
        if tag != lang
    ]
    base_url: str | None = request.app.state.settings.base_url
    canonical = f"{base_url.rstrip('/')}{request.url.path}" if base_url else None
    return _TEMPLATES.TemplateResponse(
        request,
        template,
        {"lang": lang, "link": link, "other_languages": other_languages, "canonical": canonical, **context},
        status_code=status,
    )


show_page = _page  # for pages that have a file of their own


def _without_lang(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.query_params.multi_items() if name not in {"lang", "cursor"}]


# What templates may say about values. All text is escaped by Jinja: nothing here makes markup.


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


def part_of_case(locator: schemas.LocatorView) -> str:
    """What a place of a case record is called, without its number: ``section 4: problem`` is its problem."""
    return locator.label.partition(": ")[2] or locator.label


def years_of(case: CaseView) -> str:
    """When a policy ran, for a person."""
    if case.start == NOT_STATED:
        return "years not stated"
    return f"since {case.start}" if not case.end else f"{case.start} to {case.end}"


def size(byte_count: int) -> str:
    for unit, power in (("MB", 20), ("KB", 10)):
        if byte_count >= 1 << power:
            return f"{byte_count / (1 << power):.1f} {unit}"
    return f"{byte_count} bytes"


def _templates() -> Jinja2Templates:
    templates = Jinja2Templates(directory=Path(__file__).parent / "templates")
    templates.env.filters.update(
        segments=segments,
        paragraphs=paragraphs,
        anchor=anchor,
        part_of_case=part_of_case,
        years_of=years_of,
        size=size,
        language_name=lambda tag: language_name(tag, "en"),
        thousands=lambda number: f"{number:,}",
    )
    templates.env.globals.update(
        style_version=_version("site.css"), completion_version=_version("complete.js"), not_stated=NOT_STATED
    )
    templates.env.trim_blocks = templates.env.lstrip_blocks = True
    return templates


def _version(name: str) -> str:
    """Changes with the file, so that a browser never keeps an old one."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


_TEMPLATES = _templates()
