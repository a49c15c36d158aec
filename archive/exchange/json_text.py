"""JSON written piece by piece, so that a long list need not be held."""

import json
from collections.abc import Iterable, Iterator

__all__ = ["array"]


def array(records: Iterable[object]) -> Iterator[str]:
    """A JSON array, one record a line, the text in its own script."""
    before = "["
    for record in records:
        yield f"{before}\n{json.dumps(record, ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
