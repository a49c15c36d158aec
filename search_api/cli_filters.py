"""Filters as the command line takes them (``-f theme=T01``), checked as the web would check them."""

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ValidationError

from archive.errors import InvalidRecord
from search_api.asking_schemas import Asking

__all__ = ["parameters"]

T = TypeVar("T", bound=Asking)


def parameters(kind: type[T], filters: Iterable[str], **others: object) -> T:
    """What is asked, with these filters and other fields. Raises InvalidRecord."""
    named: dict[str, list[str]] = {}
    for given in filters:
        name, equals, value = given.partition("=")
        if not equals:
            raise InvalidRecord(f"'{given}' is no filter. Write name=value, for example -f theme=T01.")
        named.setdefault(name.strip(), []).append(value.strip())
    try:
        return kind.model_validate({**others, **named})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        allowed = ", ".join(field for field, known in kind.model_fields.items() if known.default == [])
        hint = f" Filters are {allowed}." if allowed and name not in kind.model_fields else ""
        raise InvalidRecord(f"'{name}': {first['msg']}.{hint}") from error
