"""The command line as tests call it: the fixture ``miti`` of conftest.py runs it as a person would."""

import json
from collections.abc import Callable
from typing import Any

Outcome = tuple[int, str, str]
"""Exit code, answer, remarks."""
Miti = Callable[..., Outcome]


def answer(outcome: Outcome) -> Any:
    """What was printed with --json by a command that succeeded."""
    code, out, err = outcome
    assert code == 0, err
    return json.loads(out)
