"""Of near-identical documents the best stands for the others; nothing is lost."""

from collections.abc import Sequence

from factories import entry

from archive.model import Entry
from index.columns import Columns
from index.copies import fold, hits_of
from index.ranking import RankedHit

SLIDES = ("The bus came", "A lane of its own", "One card for all", "Who pays for it")


def deck(name: str, slides: Sequence[str] = SLIDES) -> list[Entry]:
    return [entry(f"{name}{place}", text, subject=name) for place, text in enumerate(slides)]


def shown(entries: Sequence[Entry], *subjects: str) -> list[tuple[str, ...]]:
    columns = Columns.of(entries)
    ranked = [(columns.subjects.index(subject), RankedHit(subject, 0.5, ())) for subject in subjects]
    found = [(hit.subject, *(copy.subject for copy in hit.copies)) for hit in fold(ranked, columns)]
    counted = hits_of((number for number, _ in ranked), columns)
    assert [tuple(columns.subjects[number] for number in hit) for hit in counted] == found
    return found


def test_the_best_copy_is_the_hit_and_has_the_others_below_it() -> None:
    entries = [*deck("document:old"), *deck("document:new"), *deck("document:else", ("Water", "Leaks", "Pipes"))]
    assert shown(entries, "document:new", "document:else", "document:old") == [
        ("document:new", "document:old"),
        ("document:else",),
    ]
    assert shown(entries, "document:old") == [("document:old",)]


def test_excerpts_of_one_deck_stand_together_whether_or_not_the_deck_is_a_hit() -> None:
    """What stands together must not depend on the question: the number beside a filter is what choosing it finds."""
    slides = [f"Slide on matter {name}" for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta")]
    entries = [*deck("document:all", slides), *deck("document:a", slides[:3]), *deck("document:b", slides[3:])]
    assert shown(entries, "document:a", "document:b") == [("document:a", "document:b")]
    assert shown(entries, "document:all", "document:a", "document:b") == [("document:all", "document:a", "document:b")]


def test_a_case_is_never_a_copy() -> None:
    entries = [*deck("case:a"), *deck("case:b"), *deck("document:c")]
    assert shown(entries, "case:a", "case:b", "document:c") == [("case:a",), ("case:b",), ("document:c",)]
