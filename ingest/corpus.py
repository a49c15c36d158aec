"""A whole corpus folder in: vocabularies, the register, cases, teachings and materials, in the order of their links."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from archive.catalogue import Catalogue
from archive.errors import ArchiveError
from archive.model import Noun, Outcome, Teaching
from archive.recording import Recording
from ingest.cases import case_passages, read_case
from ingest.materials import FILENAME
from ingest.pipeline import ACTOR, Report, Status, ingest_folder, refused
from ingest.programs import Register, read_register
from ingest.vocabularies import read_vocabulary, vocabulary_files

__all__ = ["ingest_corpus", "is_corpus"]


def is_corpus(folder: Path) -> bool:
    """Whether a folder holds a corpus, rather than plain files."""
    return any((folder / name).exists() for name in ("programs.csv", "cases", "vocabularies"))


def ingest_corpus(catalogue: Catalogue, folder: Path) -> Iterator[Report]:
    """One report per file of the corpus, as each is done; what is there already and unchanged counts as duplicate.

    A record that cannot be taken in is refused with its reason and stops nothing else.
    """
    yield from _vocabularies(catalogue, folder / "vocabularies")
    teachings: tuple[Teaching, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    if (folder / "programs.csv").exists():
        try:
            register = read_register(folder, catalogue.vocabulary())
        except ArchiveError as error:
            yield refused("programs.csv", error)
        else:
            teachings, outcomes = register.teachings, register.outcomes
            yield from _register(catalogue, register)
    for path in sorted((folder / "cases").glob("*.md")):
        yield _case(catalogue, path)
    # One by one: a teaching of a case that was refused must not take the others with it.
    for teaching in teachings:
        yield _record(
            catalogue, f"teachings.csv: {teaching.program_id}, {teaching.case_id}", partial(iter, (teaching,))
        )
    for outcome in outcomes:
        name = f"outcomes.csv: {outcome.program_id or 'no program named'}, {outcome.city or outcome.case_id}"
        yield _record(catalogue, name, partial(iter, (outcome,)))
    if (folder / "materials" / FILENAME).exists():
        for report in ingest_folder(catalogue, folder / "materials"):
            yield report.model_copy(update={"path": f"materials/{report.path}"})


def _vocabularies(catalogue: Catalogue, folder: Path) -> Iterator[Report]:
    for name, noun in vocabulary_files(folder).items():
        if (folder / name).exists():
            yield _record(catalogue, f"vocabularies/{name}", partial(read_vocabulary, folder / name, noun))


def _register(catalogue: Catalogue, register: Register) -> Iterator[Report]:
    tables: dict[str, Iterable[Noun]] = {
        "sources.csv": register.sources,
        "programs.csv": register.programs,
        "sample_programs.csv": register.samples,
        "claims.csv": register.claims,
        "sessions.csv": register.sessions,
        "participants.csv": register.participations,
    }
    for name, nouns in tables.items():
        if nouns:
            yield _record(catalogue, name, partial(iter, nouns))


def _record(catalogue: Catalogue, name: str, nouns: Callable[[], Iterable[Noun]]) -> Report:
    """Put the records of one table in, all of them or none."""

    def put_all(recording: Recording) -> bool:
        return sum(recording.put(noun) for noun in nouns()) > 0

    return _report(catalogue, name, put_all)


def _case(catalogue: Catalogue, path: Path) -> Report:
    passages = 0

    def put_case(recording: Recording) -> bool:
        nonlocal passages
        case = read_case(path, catalogue.vocabulary())
        changed = recording.put(case)
        written = case_passages(case)
        passages = len(written)
        recording.replace_passages(written, case_id=case.id)
        return changed

    return _report(catalogue, f"cases/{path.name}", put_case).model_copy(update={"passages": passages})


def _report(catalogue: Catalogue, name: str, put: Callable[[Recording], bool]) -> Report:
    try:
        with catalogue.recording(actor=ACTOR, note=f"took in {name}") as recording:
            changed = put(recording)
    except ArchiveError as error:
        return refused(name, error)
    return Report(path=name, status=Status.ADDED if changed else Status.DUPLICATE)
