"""What the search box may offer while a person types: names of what this archive holds, and what choosing them does."""

from collections import Counter
from collections.abc import Iterator, Mapping
from threading import Lock
from typing import NamedTuple, cast
from urllib.parse import quote, urlencode

from archive.model import Concept, Labels, Organisation, Place, PlaceKind, Program, Scheme, Theme
from archive.vocabulary import Vocabulary, choose
from index.completion import CompletionIndex, Form, Match, mixed
from search_api import asking_schemas
from search_api.completion_schemas import ChosenFilter, Completion, CompletionKind, CompletionParameters, Completions
from search_api.reference import Reference, ReferenceShelf

__all__ = ["Completer", "case_counts", "forms_of"]

_RECORDS = frozenset({"case", "program"})
_FILTERS = {"theme": ("theme",), "city": ("city",), "country": ("country",), "organisation": ("host", "partner")}
"""The filters that an entry of a kind may be a value of, the first that a case passes coming first."""

Entry = Theme | Place | Organisation | Concept
Counts = Mapping[tuple[str, str], int]
"""(filter, id) to a number of cases."""


class _Prepared(NamedTuple):
    """What completes in one state of the catalogue."""

    reference: Reference
    of_vocabulary: CompletionIndex
    of_records: CompletionIndex
    counts: Counts


class Completer:
    """Completes for the reader of ``shelf``. Safe to share between threads."""

    def __init__(self, shelf: ReferenceShelf) -> None:
        self._shelf = shelf
        self._lock = Lock()
        self._kept: _Prepared | None = None

    def complete(self, asked: CompletionParameters) -> Completions:
        """What begins as the typed words do; nothing for a text that nothing here is called."""
        known = self._newest()
        indexes = (known.of_vocabulary, known.of_records)
        found = [match for index in indexes for match in index.find(asked.q, asked.lang, asked.limit)]
        if not found:
            found = [match for index in indexes for match in index.find_near(asked.q, asked.lang, asked.limit)]
        # Two terms of the same name ask the same question: it is offered once.
        offers: dict[str, tuple[Match, Completion]] = {}
        for match in sorted(found):
            completion = _shape(match, known, asked.lang)
            offers.setdefault(completion.address, (match, completion))
        shaped = dict(offers.values())
        return Completions(
            q=asked.q,
            completions=[shaped[match] for match in mixed(shaped, asked.limit)],
            revision=known.reference.revision,
        )

    def warm(self) -> None:
        """Prepare for the first letter that is typed: it takes seconds."""
        self._newest()

    def _newest(self) -> _Prepared:
        reference = self._shelf.newest()
        with self._lock:
            kept = self._kept
            if kept is None or kept.reference is not reference:
                # Most changes leave the vocabularies alone, and their index takes seconds.
                is_same = kept is not None and kept.reference.vocabulary is reference.vocabulary
                self._kept = kept = _Prepared(
                    reference,
                    kept.of_vocabulary
                    if kept is not None and is_same
                    else CompletionIndex(_vocabulary_forms(reference.vocabulary)),
                    CompletionIndex(_record_forms(reference)),
                    case_counts(reference),
                )
            return kept


def case_counts(reference: Reference) -> Counts:
    """How many of the reader's cases pass the filters theme, city, country, program, host and partner, by filter and
    value. Suggested teachings count for nothing."""
    counts: Counter[tuple[str, str]] = Counter()
    for case in reference.cases.values():
        taught = {link.program_id for link in reference.teachings.get(case.id, ()) if link.is_fact}
        programs = [reference.programs[program_id] for program_id in taught]
        counts.update(("theme", theme) for theme in reference.vocabulary.with_broader(case.themes))
        counts.update((("city", case.city), ("country", case.country)))
        counts.update(("program", program_id) for program_id in taught)
        counts.update({("host", program.host) for program in programs if program.host})
        counts.update({("partner", partner) for program in programs for partner in _partners(program)})
    return counts


def _partners(program: Program) -> set[str]:
    return {*program.partners, *program.audience.networks, *filter(None, (program.commissioner,))}


# What may be matched.


def forms_of(reference: Reference) -> Iterator[Form]:
    """Everything that may be offered, in every way it is written."""
    yield from _vocabulary_forms(reference.vocabulary)
    yield from _record_forms(reference)


def _vocabulary_forms(known: Vocabulary) -> Iterator[Form]:
    for kind, entry in _entries(known):
        for language, text in entry.labels.items():
            yield Form(kind, entry.id, text, language)
        for language, texts in entry.alt_labels.items():
            yield from (Form(kind, entry.id, text, language, is_label=False) for text in texts)


def _entries(known: Vocabulary) -> Iterator[tuple[str, Entry]]:
    yield from (("theme", theme) for theme in known.themes.values())
    yield from ((p.kind.value, p) for p in known.places.values() if p.kind is not PlaceKind.REGION)
    yield from (("organisation", organisation) for organisation in known.organisations.values())
    yield from ((c.scheme.value, c) for c in known.concepts.values() if c.scheme is not Scheme.FACET)


def _record_forms(reference: Reference) -> Iterator[Form]:
    for case in reference.cases.values():
        for language, title in case.title.items():
            city = {reference.vocabulary.label("city", case.city, tag) for tag in (language, "en")}
            yield Form("case", case.id, title, language, beside=(case.id, *sorted(city)))
    for program in reference.programs.values():
        yield Form("program", program.id, program.title, "en", beside=(program.id,))


# What is offered.


def _shape(match: Match, known: _Prepared, language: asking_schemas.Language) -> Completion:
    form = match.form
    labels = _labels(form, known.reference)
    label = choose(labels, language)
    is_label = form.text.casefold() == label.casefold()
    chosen = _filter(form, known.counts)
    question = label if chosen is None and form.kind not in _RECORDS else None
    return Completion(
        kind=cast(CompletionKind, form.kind),
        id=form.id,
        label=label,
        language=next((tag for tag in (language, "en") if tag in labels), next(iter(labels), "und")),
        form="" if is_label else form.text,
        form_language="" if is_label else form.language,
        note=_note(form, known.reference, language),
        case_count=_case_count(form, chosen, known.counts),
        filter=chosen,
        question=question,
        address=_address(form, chosen, question, language),
    )


def _labels(form: Form, reference: Reference) -> Labels:
    known = reference.vocabulary
    if form.kind == "case":
        return reference.cases[form.id].title
    if form.kind == "program":
        return {"en": reference.programs[form.id].title}
    entries: Mapping[str, Mapping[str, Entry]] = {
        "theme": known.themes,
        "organisation": known.organisations,
        "city": known.places,
        "country": known.places,
    }
    return entries.get(form.kind, known.concepts)[form.id].labels


def _note(form: Form, reference: Reference, language: str) -> str:
    label = reference.vocabulary.label
    if form.kind == "case":
        case = reference.cases[form.id]
        return f"{label('city', case.city, language)}, {label('country', case.country, language)}"
    if form.kind == "city":
        country = reference.vocabulary.places[form.id].country
        return label("country", country, language) if country else ""
    if form.kind == "program":
        program = reference.programs[form.id]
        return "sample course" if program.is_sample else str(program.year or "")
    return ""


def _filter(form: Form, counts: Counts) -> ChosenFilter | None:
    """The filter that the entry is a value of; None where no case would pass it: its words may still find something."""
    name = next((name for name in _FILTERS.get(form.kind, ()) if counts.get((name, form.id))), None)
    return ChosenFilter(name=name, value=form.id) if name else None


def _case_count(form: Form, chosen: ChosenFilter | None, counts: Counts) -> int | None:
    if form.kind == "program":
        return counts.get(("program", form.id), 0)
    if form.kind not in _FILTERS:
        return None
    return counts[chosen.name, chosen.value] if chosen else 0


def _address(form: Form, chosen: ChosenFilter | None, question: str | None, language: str) -> str:
    asked = [(chosen.name, chosen.value)] if chosen else [("q", question)] if question else []
    if language != "en":
        asked.append(("lang", language))
    path = f"/{form.kind}s/{quote(form.id, safe='')}" if form.kind in _RECORDS else "/"
    return f"{path}?{urlencode(asked)}" if asked else path
