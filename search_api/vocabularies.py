"""Controlled vocabularies as they go over the wire."""

from collections.abc import Iterable

from archive.errors import NotFound
from archive.model import Concept, Organisation, Place, PlaceKind, Scheme, Theme, Words
from archive.vocabulary import Vocabulary
from search_api import record_schemas

__all__ = ["vocabulary_view"]

Term = Theme | Place | Organisation | Concept


def vocabulary_view(known: Vocabulary, name: str) -> record_schemas.Vocabulary:
    """The vocabulary called ``name``: that of a filter (`theme`, `stage`), `concept`, or `name` for proper names.
    Raises NotFound where there is none."""
    vocabularies: dict[str, Iterable[Term]] = {
        "theme": known.themes.values(),
        "host": known.organisations.values(),
        "partner": known.organisations.values(),
    }
    for kind in PlaceKind:
        vocabularies[kind.value] = [place for place in known.places.values() if place.kind is kind]
    concepts = known.concepts.values()
    for scheme in (Scheme.CONCEPT, Scheme.NAME):
        vocabularies[scheme.value] = [concept for concept in concepts if concept.scheme is scheme]
    # A facet is an entry of its own, under the name that its terms begin with.
    for facet in (concept.id for concept in concepts if concept.scheme is Scheme.FACET and not concept.broader):
        vocabularies[facet] = [concept for concept in concepts if concept.id.startswith(f"{facet}.")]
    if name not in vocabularies:
        raise NotFound(f"There is no vocabulary '{name}': there are {', '.join(vocabularies)}.", facet=name)
    entries = sorted(vocabularies[name], key=lambda entry: entry.id)
    return record_schemas.Vocabulary(facet=name, entries=[_view(entry) for entry in entries])


def _view(entry: Term) -> record_schemas.VocabularyEntry:
    return record_schemas.VocabularyEntry(
        id=entry.id,
        labels=entry.labels,
        alt_labels=_lists(entry.alt_labels),
        negative_labels=_lists(entry.negative_labels) if isinstance(entry, Theme | Concept) else {},
        broader=list(_broader(entry)),
        related=list(entry.related) if isinstance(entry, Concept) else [],
        note=entry.scope_note if isinstance(entry, Theme | Concept) else "",
    )


def _lists(words: Words) -> dict[str, list[str]]:
    return {language: list(forms) for language, forms in words.items()}


def _broader(entry: Term) -> Iterable[str]:
    if isinstance(entry, Concept):
        return entry.broader
    if isinstance(entry, Theme):
        return filter(None, (entry.broader,))
    if isinstance(entry, Place):
        return filter(None, (entry.country, *entry.regions))
    return ()
