"""What a corpus holds, counted. Pure: nothing is read here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from statistics import median

from archive.model import (
    NOT_STATED,
    Concept,
    EvidenceLevel,
    Labels,
    Noun,
    OutcomeKind,
    ProgramKind,
    Scheme,
    Stage,
    Theme,
)
from archive.vocabulary import choose
from ingest.checks import Check, Verdict
from ingest.corpus_links import Corpus, Finding, Severity, cited_in
from ingest.corpus_rules import LANGUAGES
from ingest.corpus_terms import LABEL_LANGUAGES
from ingest.judgements import Category, agreement

__all__ = ["Account", "Draw", "Tally", "account_of"]

_IN_REGISTER, _IN_SAMPLES = "material in a program of the register", "material in a sample program"


class Tally(Noun):
    """How many there are of one kind. ``label`` is for a person; where it is the id itself, the id says it."""

    id: str
    label: str
    count: int


class Draw(Noun):
    """Claims of cases drawn by lot, checked against the cited pages. ``error_rate``: the share, 0 to 1, of the parts
    that could be seen which said more than the page or something else; None where none could be seen."""

    number: int
    cases: int
    by_verdict: tuple[Tally, ...]
    error_rate: float | None


class Account(Noun):
    """Counts of records. A case counts once in each list, under its main theme and the widest region of its country;
    ``programs`` are those of the register, and ``taught`` those with a teaching on record. ``judges_agree`` is Cohen's
    kappa over the topics that two have judged."""

    cases: int
    by_theme: tuple[Tally, ...]
    by_region: tuple[Tally, ...]
    by_country: tuple[Tally, ...]
    by_decade: tuple[Tally, ...]
    by_stage: tuple[Tally, ...]
    results_by_evidence: tuple[Tally, ...]
    cases_complete_in: tuple[Tally, ...]
    cases_complete_in_all: int
    words_per_case: float
    sources_per_case: float
    sources: int
    programs: int
    programs_with: tuple[Tally, ...]
    teachings_by_basis: tuple[Tally, ...]
    outcomes_by_kind: tuple[Tally, ...]
    concepts_by_scheme: tuple[Tally, ...]
    labels_by_language: tuple[Tally, ...]
    draws: tuple[Draw, ...]
    topics_by_language: tuple[Tally, ...]
    topics_by_category: tuple[Tally, ...]
    judgements_by_grade: tuple[Tally, ...]
    judges_agree: float | None
    gaps: tuple[Tally, ...]


def account_of(corpus: Corpus, findings: Iterable[Finding]) -> Account:
    """The counts of a corpus, and of the gaps among its findings by code."""
    cases, vocabulary = corpus.cases, corpus.vocabulary
    themes = {theme.id: theme.labels for theme in vocabulary.themes.values() if theme.broader is None}
    places = {place.id: place.labels for place in vocabulary.places.values()}
    widest = {place.regions[0] for place in vocabulary.places.values() if place.country is None and place.regions}
    main = Counter((vocabulary.with_broader(case.themes[:1]) or ("",))[-1] for case in cases)
    regions = Counter((vocabulary.regions_of(case.country) or (NOT_STATED,))[0] for case in cases)
    complete = {case.id: _complete(case.title, case.gist) for case in cases}
    return Account(
        cases=len(cases),
        by_theme=_tallies(main, sorted(themes), themes),
        by_region=_tallies(regions, sorted(widest), places),
        by_country=_tallies(Counter(case.country for case in cases), (), places),
        by_decade=tuple(sorted(_tallies(Counter(_decade(case.start) for case in cases)), key=lambda tally: tally.id)),
        by_stage=_tallies(Counter(case.stage for case in cases), Stage),
        results_by_evidence=_tallies(Counter(r.evidence for case in cases for r in case.results), EvidenceLevel),
        cases_complete_in=_tallies(Counter(tag for tags in complete.values() for tag in tags), LANGUAGES),
        cases_complete_in_all=sum(tags == LANGUAGES for tags in complete.values()),
        words_per_case=_median(sum(len(section.text.split()) for section in case.sections) for case in cases),
        sources_per_case=_median(len(cited_in(case)) for case in cases),
        sources=len(corpus.register.sources),
        programs=len(corpus.register.programs),
        programs_with=_programs_with(corpus),
        teachings_by_basis=_teachings(corpus),
        outcomes_by_kind=_tallies(Counter(outcome.kind for outcome in corpus.register.outcomes), OutcomeKind),
        concepts_by_scheme=_tallies(Counter(c.scheme for c in vocabulary.concepts.values()), Scheme),
        labels_by_language=_labels(corpus),
        draws=tuple(_draw(number, corpus.checks) for number in sorted({check.draw for check in corpus.checks})),
        topics_by_language=_tallies(Counter(topic.language for topic in corpus.judgements.topics)),
        topics_by_category=_tallies(Counter(topic.category for topic in corpus.judgements.topics), Category),
        judgements_by_grade=_grades(corpus),
        judges_agree=agreement(corpus.judgements),
        gaps=_tallies(Counter(finding.code for finding in findings if finding.severity is Severity.GAP)),
    )


def _tallies(
    counted: Mapping[str, int], expected: Iterable[str] = (), labels: Mapping[str, Labels] | None = None
) -> tuple[Tally, ...]:
    """Those expected in their order, with zeros; then the others, most frequent first."""
    first = [str(name) for name in expected]
    others = sorted((str(name) for name in counted if str(name) not in first), key=lambda name: (-counted[name], name))
    named = labels or {}
    return tuple(
        Tally(id=name, label=choose(named.get(name, {}), "en") or name, count=counted.get(name, 0))
        for name in (*first, *others)
    )


def _complete(title: Labels, gist: Labels) -> tuple[str, ...]:
    return tuple(tag for tag in LANGUAGES if title.get(tag) and gist.get(tag))


def _labels(corpus: Corpus) -> tuple[Tally, ...]:
    """Labels and other names of themes and concepts, by language; negative labels by themselves."""
    entries: list[Theme | Concept] = [*corpus.vocabulary.themes.values(), *corpus.vocabulary.concepts.values()]
    counted: Counter[str] = Counter()
    for entry in entries:
        counted.update(entry.labels.keys())
        counted.update({tag: len(forms) for tag, forms in entry.alt_labels.items()})
        counted["negative"] += sum(len(forms) for forms in entry.negative_labels.values())
    return _tallies(counted, LABEL_LANGUAGES)


def _draw(number: int, checks: Iterable[Check]) -> Draw:
    drawn = [check for check in checks if check.draw == number]
    verdicts = Counter(check.verdict.value for check in drawn)
    seen = len(drawn) - verdicts[Verdict.NOT_SEEN]
    return Draw(
        number=number,
        cases=len({check.case_id for check in drawn}),
        by_verdict=_tallies(verdicts, Verdict),
        error_rate=(seen - verdicts[Verdict.BORNE_OUT]) / seen if seen else None,
    )


def _grades(corpus: Corpus) -> tuple[Tally, ...]:
    judgements = corpus.judgements
    counted = Counter(f"case {judged.grade}" for judged in judgements.cases)
    counted.update(f"slide {judged.grade}" for judged in judgements.slides)
    return _tallies(counted, (f"{kind} {grade}" for kind in ("case", "slide") for grade in (3, 2, 1, 0)))


def _decade(start: str) -> str:
    return start if start == NOT_STATED else f"{start[:3]}0s"


def _median(numbers: Iterable[int]) -> float:
    return float(median(list(numbers) or [0]))


def _programs_with(corpus: Corpus) -> tuple[Tally, ...]:
    register = corpus.register
    real = {program.id for program in register.programs}
    tables: dict[str, Iterator[str]] = {
        "sessions": (one.program_id for one in register.sessions),
        "teachings": (one.program_id for one in register.teachings),
        "participants": (one.program_id for one in register.participations),
        "outcomes": (one.program_id for one in register.outcomes if one.program_id),
    }
    return tuple(Tally(id=name, label=name, count=len(real.intersection(ids))) for name, ids in tables.items())


def _teachings(corpus: Corpus) -> tuple[Tally, ...]:
    kinds = {program.id: program.kind for _, program in corpus.programs()}
    counted = Counter({"record": len(corpus.register.teachings)})
    for material in corpus.materials:
        is_sample = kinds.get(material.row.program or "") is ProgramKind.SAMPLE
        if material.row.program is not None:
            counted[_IN_SAMPLES if is_sample else _IN_REGISTER] += len(set(material.row.cases))
    return _tallies(counted, ("record", _IN_REGISTER, _IN_SAMPLES))
