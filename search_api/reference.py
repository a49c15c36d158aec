"""What stands in nearly every answer, read once for each revision of the catalogue."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from archive.catalogue import Catalogue
from archive.model import Access, Case, Participation, Program, Session, Source, Teaching, Use
from archive.vocabulary import Vocabulary
from index.lexicon import Lexicon

__all__ = ["Reference", "ReferenceShelf", "group"]

L = TypeVar("L", Teaching, Participation, Use)


@dataclass(frozen=True)
class Reference:
    """What stands in nearly every answer, as one reader may see it at one revision of the catalogue on one day."""

    revision: int
    day: dt.date
    reader: Access
    programs: Mapping[str, Program]
    sessions: Mapping[str, Session]
    sources: Mapping[str, Source]
    participations: Mapping[str, list[Participation]]
    vocabulary: Vocabulary
    lexicon: Lexicon
    cases: Mapping[str, Case]
    teachings: Mapping[str, list[Teaching]]
    """By case."""
    uses: Mapping[str, list[Use]]
    """By document."""


class ReferenceShelf:
    """Keeps the reference of the newest revision for all threads: a change of the catalogue makes a new one, and so
    does midnight (UTC), when embargoes end."""

    def __init__(self, catalogue: Catalogue, reader: Access = Access.PUBLIC) -> None:
        self._catalogue = catalogue
        self._reader = reader
        self._lock = Lock()
        self._kept: Reference | None = None
        self._lexicon: tuple[Vocabulary, Lexicon] | None = None

    def newest(self) -> Reference:
        revision, day = self._catalogue.revision(), dt.datetime.now(dt.UTC).date()
        with self._lock:
            if self._kept is None or (self._kept.revision, self._kept.day) != (revision, day):
                # Links first: what they lead to is then never older than they are.
                teachings = group(self._catalogue.teachings(reader=self._reader), "case_id")
                uses = group(self._catalogue.uses(reader=self._reader), "document_id")
                participations = group(self._catalogue.participations(), "program_id")
                self._kept = Reference(
                    revision=revision,
                    day=day,
                    reader=self._reader,
                    programs={program.id: program for program in self._catalogue.programs()},
                    sessions={session.id: session for session in self._catalogue.sessions(reader=self._reader)},
                    sources={source.id: source for source in self._catalogue.sources()},
                    participations=participations,
                    vocabulary=(vocabulary := self._catalogue.vocabulary()),
                    lexicon=self._lexicon_of(vocabulary),
                    cases={case.id: case for case in self._catalogue.cases(self._reader)},
                    teachings=teachings,
                    uses=uses,
                )
            return self._kept

    def _lexicon_of(self, vocabulary: Vocabulary) -> Lexicon:
        # Most changes of a catalogue leave its vocabularies alone, and a lexicon takes a second to make.
        if self._lexicon is None or self._lexicon[0] is not vocabulary:
            self._lexicon = vocabulary, Lexicon.of(vocabulary)
        return self._lexicon[1]


def group(links: Iterable[L], name: str) -> dict[str, list[L]]:
    """Links by the value of one of their fields, each list in the order given."""
    grouped: dict[str, list[L]] = defaultdict(list)
    for link in links:
        grouped[getattr(link, name)].append(link)
    return grouped
