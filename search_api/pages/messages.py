"""For those who change the pages: ``python -m search_api.pages.messages`` takes new sentences of templates and code
into every catalogue of translations, those that are gone out of it, and names what has no translation yet."""

import sys

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from search_api.pages.spoken import INTERFACES
from search_api.pages.translations import LOCALES, catalogue

__all__ = ["extracted", "missing", "update"]

_SOURCES = [("templates/**.html", "jinja2"), ("pages/**.py", "python")]
_OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
_LINE = 120


def extracted() -> Catalog:
    """All sentences that templates and code mark for translation."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for _, _, message, comments, context in extract_from_dir(LOCALES.parent, _SOURCES, _OPTIONS):
        found.add(message, auto_comments=comments, context=context)
    return found


def missing(kept: Catalog) -> list[str]:
    """Sentences that the pages say and a catalogue has no translation of."""
    wanted = [message.id for message in extracted() if message.id]
    return [str(sentence) for sentence in wanted if not _is_translated(kept, sentence)]


def _is_translated(kept: Catalog, sentence: str | tuple[str, ...] | list[str]) -> bool:
    message = kept.get(sentence)
    if message is None or message.fuzzy:  # gettext leaves out what is fuzzy
        return False
    string = message.string or ""
    return bool(string) and (isinstance(string, str) or all(string))


def update(interface: str) -> list[str]:
    """Bring a catalogue up to date and name what has no translation."""
    path = LOCALES / f"{interface}.po"
    kept = catalogue(interface) if path.exists() else Catalog(locale=interface, charset="utf-8", fuzzy=False)
    made_on = kept.creation_date
    kept.update(extracted(), no_fuzzy_matching=True)
    kept.creation_date = made_on  # the date of every run would be a change of its own
    kept.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, kept, width=_LINE, no_location=True, sort_output=True)
    return missing(kept)


def main() -> None:
    for interface in INTERFACES[1:]:
        untranslated = update(interface)
        sys.stdout.write(f"{interface}: {len(untranslated)} without a translation\n")
        sys.stdout.writelines(f"  {sentence}\n" for sentence in untranslated)


if __name__ == "__main__":
    main()
