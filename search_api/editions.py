"""Courses that were held more than once: titles in the register change their wording from year to year."""

import re
from collections.abc import Iterable

from archive.model import Program

__all__ = ["editions", "subject"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ORDINALS = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
_OF_EVERY_COURSE = _ORDINALS | {
    *(
        "a",
        "and",
        "for",
        "in",
        "of",
        "on",
        "the",
        "to",
        "course",
        "training",
        "program",
        "policy",
        "policies",
        "online",
    ),
    *("commissioned", "foreign", "civil", "servants", "official", "officials", "member", "members", "city", "cities"),
}
"""Words that say nothing of what a course is about, or which edition it is."""


def subject(title: str) -> frozenset[str]:
    """The words by which a course is the same course: those of its title, without those that any course has. Where
    none is left, all of them."""
    words = frozenset(_WORD.findall(title.casefold()))
    return (words - _OF_EVERY_COURSE) or words


def editions(program: Program, programs: Iterable[Program]) -> list[Program]:
    """All programs of one subject and kind, oldest first, ``program`` among them."""
    wanted = subject(program.title)
    same = [one for one in programs if one.kind is program.kind and subject(one.title) == wanted]
    return sorted(same, key=lambda one: one.id)
