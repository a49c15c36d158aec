"""The pages' sentences in other languages: gettext catalogues (``search_api/locales/ko.po``), read as they stand."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = ["LOCALES", "catalogue", "translations"]

LOCALES = Path(__file__).parents[1] / "locales"


@cache
def translations(interface: str) -> NullTranslations:
    """What gettext needs for a language of the interface; English, in which they are written, needs none."""
    if interface == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue(interface))
    compiled.seek(0)
    return GNUTranslations(compiled)


def catalogue(interface: str) -> Catalog:
    """The sentences of a language with their translations. Raises OSError where there are none."""
    with (LOCALES / f"{interface}.po").open("rb") as file:
        return read_po(file, locale=interface)
