"""Addresses of the register that differ from the present one in one filter."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlencode

from search_api.register_filters import RegisterParameters

__all__ = ["RegisterLinks"]

Pair = tuple[str, str]
FILTERS = ("year", "theme", "partner", "host", "kind", "mode", "country", "city")


@dataclass(frozen=True)
class RegisterLinks:
    """``pairs``: the filters and words that were asked for; ``kept``: what stays in every address of the page (what
    the table is set out by, the language that was chosen)."""

    pairs: tuple[Pair, ...]
    kept: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, asked: RegisterParameters, kept: Iterable[Pair] = ()) -> "RegisterLinks":
        filters = ((name, _text(value)) for name in FILTERS for value in getattr(asked, name))
        words = [("q", asked.q)] if asked.q else []
        return cls((*words, *filters), tuple(kept))

    def only(self, **values: Iterable[str]) -> str:
        """The present register with these values of these filters and no others of theirs."""
        others = (pair for pair in self.pairs if pair[0] not in values)
        return self._address([*others, *((name, value) for name, chosen in values.items() for value in chosen)])

    def without(self, name: str, value: str) -> str:
        return self._address([pair for pair in self.pairs if pair != (name, value)])

    def clear(self) -> str:
        return self._address([])

    def set_out_by(self, side: str) -> str:
        kept = [pair for pair in self.kept if pair[0] != "by"]
        return self._path("/programs", [*self.pairs, ("by", side), *kept])

    def export(self, file_format: str) -> str:
        """The same programs as a file."""
        return self._path("/api/programs/export", [*self.pairs, ("format", file_format)])

    def _address(self, pairs: Iterable[Pair]) -> str:
        return self._path("/programs", [*pairs, *self.kept])

    @staticmethod
    def _path(path: str, pairs: list[Pair]) -> str:
        return f"{path}?{urlencode(pairs)}" if pairs else path


def _text(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)
