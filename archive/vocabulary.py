"""Controlled vocabularies: themes, places, organisations, concepts and languages, with their labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from babel import Locale, UnknownLocaleError

from archive.model import Concept, Labels, Organisation, Place, Theme

__all__ = ["Vocabulary"]


@dataclass(frozen=True)
class Vocabulary:
    """Entries by id. Labels fall back to English, then to the id: a missing translation never hides a record."""

    themes: Mapping[str, Theme] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)

    def label(self, facet: str, entry_id: str, language: str = "en") -> str:
        """The label of a facet's value; a value that no vocabulary knows (a year) is its own label."""
        if facet == "language":
            return language_name(entry_id, language)
        entry = self._entry(facet, entry_id)
        return choose(entry.labels, language) if entry else entry_id

    def facet_name(self, facet: str, language: str = "en") -> str:
        """What a facet is called; its id where the vocabulary does not say."""
        entry = self.concepts.get(facet)
        return choose(entry.labels, language) if entry else facet

    def entry(self, entry_id: str) -> Theme | Place | Concept | None:
        """The theme, place or concept of this id."""
        return self.themes.get(entry_id) or self.concepts.get(entry_id) or self.places.get(entry_id)

    def _entry(self, facet: str, entry_id: str) -> Theme | Place | Organisation | Concept | None:
        if facet == "theme":
            return self.themes.get(entry_id)
        if facet in {"city", "country", "region"}:
            return self.places.get(entry_id)
        if facet in {"host", "partner"}:
            return self.organisations.get(entry_id)
        return self.concepts.get(term_id(facet, entry_id))

    def with_broader(self, theme_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The themes and all themes above them, without repetition, in order."""
        found: dict[str, None] = {}
        for theme_id in theme_ids:
            current: str | None = theme_id
            while current is not None and current not in found:
                found[current] = None
                theme = self.themes.get(current)
                current = theme.broader if theme else None
        return tuple(found)

    def regions_of(self, country: str) -> tuple[str, ...]:
        """UN M49 codes of the regions a country lies in, widest first."""
        place = self.places.get(country)
        return place.regions if place else ()

    def above(self, facet: str, entry_id: str) -> str | None:
        """The entry right above a facet's value: a theme's broader theme, a city's country, the smallest region that a
        country or a region lies in; None at the top, and for values of facets without levels."""
        if facet == "theme":
            theme = self.themes.get(entry_id)
            return theme.broader if theme else None
        place = self.places.get(entry_id) if facet in {"city", "country", "region"} else None
        if place is None:
            return None
        return place.country if facet == "city" else next(reversed(place.regions), None)


def term_id(facet: str, value: str) -> str:
    """The id of the term that stands for a facet's value: ``stage.pilot``, ``kind.site-visit``."""
    return f"{facet}.{value.replace(' ', '-')}"


def choose(labels: Labels, language: str) -> str:
    """The text in ``language``, else in English, else in whatever language there is."""
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


def language_name(tag: str, language: str) -> str:
    """The name of a language in another one (Unicode CLDR); the tag itself where CLDR has none."""
    if tag == "und":
        return "not determined"
    try:
        name = Locale.parse(language, sep="-").languages.get(tag)
    except (ValueError, UnknownLocaleError):
        name = None
    return name or tag
