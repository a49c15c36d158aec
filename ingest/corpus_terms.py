"""What the vocabularies of a corpus must keep to. Pure: nothing is read here.

Two of the rules are those of SKOS (W3C Recommendation, 2009): one label a language is no alternative label of the same
entry (S13), and nothing lies above itself (the hierarchy of section 8, without the cycles that SKOS tolerates).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from archive.model import Concept, Place, PlaceKind, Scheme, Theme
from ingest.corpus_links import Corpus, Finding, Severity
from ingest.vocabularies import Term

__all__ = ["LABEL_LANGUAGES", "check_terms"]

LABEL_LANGUAGES = ("en", "ko", "fr", "es", "zh", "ar", "pt", "id", "ru", "ja")
"""In which themes, facets and concepts are labelled."""
_NAME_LANGUAGES = ("en", "ko")
_CITIES = "vocabularies/cities.yaml"


def check_terms(corpus: Corpus) -> Iterator[Finding]:
    """Findings about labels and hierarchy, in no order that means anything."""
    entries = [(file, entry) for file, listed in corpus.entries.items() for entry in listed]
    for file, entry in entries:
        yield from _labels(file, entry)
        if isinstance(entry, Place) and entry.kind is PlaceKind.CITY:
            yield from _city(entry)
    above = _above(corpus)
    yield from _shared_forms(entries, above)
    yield from _circles(above, {entry.id: file for file, entry in entries})


def _languages(entry: Term) -> tuple[str, ...]:
    if isinstance(entry, Concept) and entry.scheme is Scheme.NAME:
        return _NAME_LANGUAGES
    is_city = isinstance(entry, Place) and entry.kind is PlaceKind.CITY
    return LABEL_LANGUAGES if isinstance(entry, Theme | Concept) or is_city else _NAME_LANGUAGES


def _labels(file: str, entry: Term) -> Iterator[Finding]:
    if missing := [tag for tag in _languages(entry) if not entry.labels.get(tag, "").strip()]:
        yield _finding(Severity.GAP, "label-missing", file, entry.id, f"has no label in {', '.join(missing)}")
    for tag in {*entry.labels, *entry.alt_labels}:
        forms = [_folded(form) for form in _forms(entry, tag)]
        if repeated := sorted({form for form in forms if forms.count(form) > 1}):
            message = f"says twice in {tag}: {', '.join(repeated)}"
            yield _finding(Severity.ERROR, "label-repeated", file, entry.id, message)
        denied = entry.negative_labels.get(tag, ()) if isinstance(entry, Theme | Concept) else ()
        if contradicted := sorted({_folded(form) for form in denied}.intersection(forms)):
            message = f"has as label and as negative label in {tag}: {', '.join(contradicted)}"
            yield _finding(Severity.ERROR, "label-denied", file, entry.id, message)


def _forms(entry: Term, tag: str) -> tuple[str, ...]:
    label = (entry.labels[tag],) if tag in entry.labels else ()
    return (*label, *entry.alt_labels.get(tag, ()))


def _folded(form: str) -> str:
    return " ".join(form.casefold().split())


def _city(city: Place) -> Iterator[Finding]:
    if None in (city.latitude, city.longitude):
        yield _finding(Severity.GAP, "city-without-coordinates", _CITIES, city.id, "has no coordinates")
    if city.population is None:
        yield _finding(Severity.GAP, "city-without-population", _CITIES, city.id, "has no population")
    if city.wikidata is None and city.geonames is None:
        message = "has neither a Wikidata nor a GeoNames identifier"
        yield _finding(Severity.GAP, "city-without-identifier", _CITIES, city.id, message)


def _shared_forms(entries: list[tuple[str, Term]], above: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """Forms that lead from one language to two themes or concepts, neither of which holds the other: a question with
    them means either."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    files = {entry.id: file for file, entry in entries}
    for _, entry in entries:
        if isinstance(entry, Theme) or (isinstance(entry, Concept) and entry.scheme is not Scheme.FACET):
            for tag in {*entry.labels, *entry.alt_labels}:
                for form in {_folded(form) for form in _forms(entry, tag)}:
                    owners[tag, form].append(entry.id)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (tag, form), having in owners.items():
        for first, other in combinations(having, 2):
            if first not in above[other] and other not in above[first]:
                shared[first, other].append(f"{form} ({tag})")
    for (first, other), forms in shared.items():
        message = f"shares a form with {other}: {', '.join(sorted(forms))}"
        yield _finding(Severity.GAP, "label-shared", files[first], first, message)


def _above(corpus: Corpus) -> dict[str, frozenset[str]]:
    """Everything that lies above each theme and concept; in a circle, itself too."""
    broader: dict[str, tuple[str, ...]] = {entry.id: entry.broader for entry in corpus.vocabulary.concepts.values()}
    broader |= {theme.id: (theme.broader,) if theme.broader else () for theme in corpus.vocabulary.themes.values()}
    return {start: frozenset(_climb(start, broader)) for start in broader}


def _climb(start: str, broader: Mapping[str, tuple[str, ...]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(broader[start])
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(broader.get(current, ()))
    return seen


def _circles(above: Mapping[str, frozenset[str]], files: Mapping[str, str]) -> Iterator[Finding]:
    for start, wider in above.items():
        if start in wider:
            yield _finding(Severity.ERROR, "broader-circular", files[start], start, "lies above itself")


def _finding(severity: Severity, code: str, file: str, record: str, message: str) -> Finding:
    return Finding(severity=severity, code=code, file=file, record=record, message=message)
