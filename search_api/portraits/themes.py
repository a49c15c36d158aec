"""What the archive knows of a theme: its cases, the programs on it, and what is missing."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby

from archive.errors import NotFound
from archive.model import Case, Program, Theme
from search_api.portraits.gaps import Found, Holdings, Part, find_gaps
from search_api.portraits.theme_schemas import (
    Gap,
    GapPart,
    RegionCases,
    SubTheme,
    ThemeSummary,
    ThemeView,
    YearPrograms,
)
from search_api.portraits.trained import programs_that_taught
from search_api.records import Records
from search_api.schemas import Label
from search_api.service import SearchService

__all__ = ["theme_view", "themes"]


class _Known:
    """Cases and programs by theme, those of sub-themes with their theme; read once for each answer."""

    def __init__(self, records: Records) -> None:
        vocabulary = records.reference.vocabulary
        self.records = records
        self.below: dict[str, list[Theme]] = defaultdict(list)
        self.cases: dict[str, list[Case]] = defaultdict(list)
        self.programs: dict[str, list[Program]] = defaultdict(list)
        for theme in vocabulary.themes.values():
            if theme.broader is not None:
                self.below[theme.broader].append(theme)
        for case in records.reference.cases.values():
            for theme_id in vocabulary.with_broader(case.themes):
                self.cases[theme_id].append(case)
        for program in records.register_programs():
            for theme_id in vocabulary.with_broader(program.themes):
                self.programs[theme_id].append(program)

    def summary(self, theme: Theme) -> ThemeSummary:
        years = [program.year for program in self.programs[theme.id] if program.year is not None]
        return ThemeSummary(
            theme=self.records.label("theme", theme.id),
            broader=self.records.label("theme", theme.broader) if theme.broader is not None else None,
            scope_note=theme.scope_note,
            case_count=len(self.cases[theme.id]),
            program_count=len(self.programs[theme.id]),
            last_year=max(years, default=None),
            sub_themes=[
                SubTheme(theme=self.records.label("theme", below.id), case_count=len(self.cases[below.id]))
                for below in self.below[theme.id]
            ],
        )


def themes(records: Records) -> list[ThemeSummary]:
    """The themes of the first level, in order of id."""
    known = _Known(records)
    first = (theme for theme in records.reference.vocabulary.themes.values() if theme.broader is None)
    return [known.summary(theme) for theme in sorted(first, key=lambda theme: theme.id)]


def theme_view(service: SearchService, records: Records, theme_id: str) -> ThemeView:
    """Raises NotFound."""
    theme = records.reference.vocabulary.themes.get(theme_id)
    if theme is None:
        raise NotFound(f"There is no theme '{theme_id}' here.", id=theme_id)
    known = _Known(records)
    return ThemeView(
        **known.summary(theme).model_dump(),
        labels=theme.labels,
        alt_labels={tag: list(names) for tag, names in theme.alt_labels.items()},
        sdg=list(theme.sdg),
        regions=_by_region(known.cases[theme_id], records),
        years=[
            YearPrograms(year=year, programs=[records.program_summary(program) for program in held])
            for year, held in groupby(known.programs[theme_id], key=lambda program: program.year)
        ],
        gaps=[_gap(found, records) for found in find_gaps(_holdings(service, theme, known))],
    )


def _by_region(cases: Sequence[Case], records: Records) -> list[RegionCases]:
    grouped: dict[str | None, list[Case]] = defaultdict(list)
    for case in cases:
        grouped[records.reference.vocabulary.above("country", case.country)].append(case)
    shaped = [
        RegionCases(
            region=records.label("region", region) if region is not None else None,
            cases=sorted(
                (records.case_summary(case) for case in held),
                key=lambda case: (case.country.label, case.city.label, case.title),
            ),
        )
        for region, held in grouped.items()
    ]
    return sorted(shaped, key=lambda one: (-len(one.cases), one.region.label if one.region else ""))


def _holdings(service: SearchService, theme: Theme, known: _Known) -> Holdings:
    reference, cases = known.records.reference, known.cases[theme.id]
    vocabulary = reference.vocabulary
    ids = {case.id for case in cases}
    coverages = service.catalogue.coverages(reader=reference.reader)
    documents = (known.records.find_document(link.document_id) for link in coverages if link.case_id in ids)
    links = {case_id: reference.teachings.get(case_id, []) for case_id in ids}
    regions = {vocabulary.above("country", case.country) for case in reference.cases.values()}
    return Holdings(
        theme=theme,
        cases=cases,
        programs=known.programs[theme.id],
        languages=frozenset(document.language for document in documents if document is not None),
        taught=frozenset(case_id for case_id in ids if programs_that_taught(links[case_id], reference.programs)),
        waiting=Counter(link.case_id for held in links.values() for link in held if not link.is_fact),
        regions=frozenset(region for region in regions if region is not None),
        vocabulary=vocabulary,
        day=reference.day,
    )


def _gap(found: Found, records: Records) -> Gap:
    return Gap(
        code=found.code,
        count=found.count,
        total=found.total,
        parts=[GapPart(label=_label(part, records), count=part.count, address=part.address) for part in found.parts],
        address=found.address,
    )


def _label(part: Part, records: Records) -> Label:
    if part.facet == "case" and (case := records.find_case(part.value)):
        return Label(id=part.value, label=records.case_summary(case).title)
    if part.facet == "section":
        return Label(id=part.value, label=part.value.replace("-", " ").capitalize())
    return records.label(part.facet, part.value)
