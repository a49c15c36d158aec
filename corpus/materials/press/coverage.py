"""Where in a file a case is treated, in the words of materials.csv: "seoul-topis:slide 8-9;seoul-t-money:slide 4"."""

from collections.abc import Iterable, Sequence

from .transcript import Cue


def spans(kind: str, cases_by_place: Sequence[Iterable[str]]) -> str:
    """The places count from 1; neighbouring ones become one span. Cases stand in the order of their first place."""
    places: dict[str, list[list[int]]] = {}
    for number, cases in enumerate(cases_by_place, start=1):
        for case in cases:
            runs = places.setdefault(case, [])
            if runs and runs[-1][1] == number - 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
    return ";".join(
        f"{case}:{kind} {start}" + (f"-{end}" if end > start else "")
        for case, runs in places.items()
        for start, end in runs
    )


def timed_spans(cues: Sequence[Cue]) -> str:
    """As ``spans``, from the first second to the last one in which a case is spoken of."""
    stretches: dict[str, list[list[int]]] = {}
    for cue in cues:
        for case in cue.cases:
            runs = stretches.setdefault(case, [])
            if runs and runs[-1][1] == cue.start:
                runs[-1][1] = cue.end
            else:
                runs.append([cue.start, cue.end])
    return ";".join(
        f"{case}:time {_clock(start)}-{_clock(end)}" for case, runs in stretches.items() for start, end in runs
    )


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
