"""Which language a page speaks: the one its address names, else one that the browser asks for, else English.

Nothing is kept: an address without ``lang`` speaks to each reader in her own language, one with it the same to all.
"""

from dataclasses import dataclass
from typing import Annotated, Final, get_args
from urllib.parse import urlencode

from babel import Locale
from fastapi import Depends, Query, Request
from pydantic import ConfigDict, Field
from typing_extensions import TypeIs

from search_api.asking_schemas import Language, Wire

__all__ = ["INTERFACES", "LANGUAGES", "PageOptions", "Spoken", "SpokenIn", "accepted"]

INTERFACES: Final = ("en", "ko", "fr", "es")
"""Languages that the pages' own sentences are written in."""
LANGUAGES: Final = {
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
"""Languages of names and labels, as they call themselves."""


class PageOptions(Wire):
    """What every page may be asked; odd parameters of other sites are left alone."""

    model_config = ConfigDict(extra="ignore")

    lang: Language | None = Field(default=None, description="Language of the page; none: what the browser asks for.")


@dataclass(frozen=True)
class Spoken:
    """``lang``: of names and labels. ``interface``: of the page's own sentences. ``chosen``: the one that the address
    names; None where the browser decided."""

    lang: Language
    interface: str
    chosen: Language | None

    @classmethod
    def of(cls, chosen: Language | None, accept_language: str = "") -> "Spoken":
        wanted = accepted(accept_language)
        of_browser: Language = next((tag for tag in wanted if _is_language(tag)), "en")
        interface = chosen if chosen in INTERFACES else next((tag for tag in wanted if tag in INTERFACES), "en")
        return cls(chosen or of_browser, interface, chosen)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl`` (Unicode CLDR)."""
        return Locale.parse(self.interface).text_direction

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a form of this page has to send along to keep the language that was chosen."""
        return [("lang", self.chosen)] if self.chosen else []

    def address(self, path: str) -> str:
        """An address of this archive, with its query and fragment, that keeps the language that was chosen."""
        if not self.hidden:
            return path
        rest, hash_sign, fragment = path.partition("#")
        return f"{rest}{'&' if '?' in rest else '?'}{urlencode(self.hidden)}{hash_sign}{fragment}"


def accepted(header: str) -> list[str]:
    """Primary subtags of an Accept-Language header (RFC 9110, 12.5.4), most wanted first, without malformed parts."""
    weighed: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, weight = part.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight.strip() else 1.0
        except ValueError:
            continue
        primary = tag.strip().partition("-")[0].lower()
        if primary.isalpha() and 0 < quality <= 1:
            weighed.append((-quality, primary))
    return list(dict.fromkeys(tag for _, tag in sorted(weighed, key=lambda one: one[0])))


def _is_language(tag: str) -> TypeIs[Language]:
    return tag in get_args(Language)


def _spoken(request: Request, asked: Annotated[PageOptions, Query()]) -> Spoken:
    return Spoken.of(asked.lang, request.headers.get("accept-language", ""))


SpokenIn = Annotated[Spoken, Depends(_spoken)]
