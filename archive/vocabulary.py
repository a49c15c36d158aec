"""Controlled vocabularies: themes, places, organisations and languages, with their labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from babel import Locale, UnknownLocaleError

from archive.model import Labels, Organisation, Place, Theme

__all__ = ["Vocabulary"]


@dataclass(frozen=True)
class Vocabulary:
    """Entries by id. Labels fall back to English, then to the id: a missing translation never hides a record."""

    themes: Mapping[str, Theme] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)

    def label(self, facet: str, entry_id: str, language: str = "en") -> str:
        """The label of a facet's value. Facets without a vocabulary (kind, year) are their own label."""
        if facet == "language":
            return language_name(entry_id, language)
        entry = self._scheme(facet).get(entry_id)
        return choose(entry.labels, language) if entry else entry_id

    def _scheme(self, facet: str) -> Mapping[str, Theme | Place | Organisation]:
        if facet == "theme":
            return self.themes
        if facet in {"city", "country", "region"}:
            return self.places
        if facet in {"host", "partner"}:
            return self.organisations
        return {}

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
