"""A corpus folder read for checking: everything that is wrong with it, and what it holds. No archive is touched."""

from functools import partial
from pathlib import Path, PurePosixPath

from archive.errors import ArchiveError, InvalidRecord
from archive.model import Case, Locator, Noun
from ingest.cases import load_case
from ingest.checks import read_checks
from ingest.corpus import is_corpus
from ingest.corpus_account import Account, account_of
from ingest.corpus_links import Corpus, Finding, Material, Severity
from ingest.corpus_rules import check
from ingest.isolation import read_isolated
from ingest.judgements import FOLDER, read_judgements
from ingest.materials import FILENAME, MaterialRow, read_materials
from ingest.pipeline import inside
from ingest.programs import read_register
from ingest.sniff import media_type
from ingest.vocabularies import Term, read_vocabulary, vocabulary_files

__all__ = ["CorpusReport", "check_corpus", "read_corpus"]


class CorpusReport(Noun):
    """``findings`` by file, errors before gaps; ``account`` counts the records that could be read."""

    findings: tuple[Finding, ...]
    account: Account

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def check_corpus(folder: Path) -> CorpusReport:
    """Read a corpus folder and report all that is wrong or missing in it, never stopping at the first.

    Raises InvalidRecord where the folder is no corpus at all.
    """
    if not is_corpus(folder):
        raise InvalidRecord(
            f"There is no corpus in {folder}: it has neither programs.csv nor cases/ nor vocabularies/."
        )
    corpus, unreadable = read_corpus(folder)
    found = sorted(
        {*unreadable, *check(corpus)}, key=lambda one: (one.file, one.severity, one.record, one.code, one.message)
    )
    return CorpusReport(findings=tuple(found), account=account_of(corpus, found))


def read_corpus(folder: Path) -> tuple[Corpus, tuple[Finding, ...]]:
    """The records that can be read, and an error for each that cannot."""
    reading = _Reading(folder)
    entries = reading.vocabularies()
    register = read_register(folder, None, reading.hear)
    cases, materials = reading.cases(), reading.materials()
    checks = tuple(read_checks(folder / "checks.csv", reading.hear))
    judgements = read_judgements(folder / FOLDER, partial(reading.hear, folder=FOLDER))
    corpus = Corpus(entries, register, cases, materials, frozenset(reading.left_out), checks, judgements)
    return corpus, tuple(reading.findings)


class _Reading:
    """One walk through a folder: what could not be read is kept as findings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.findings: list[Finding] = []
        self.left_out: set[str] = set()

    def hear(
        self, error: ArchiveError, file: str = "", record: str = "", code: str = "record-invalid", folder: str = ""
    ) -> None:
        """Keep a complaint; ``file`` and ``record`` where the error itself does not name them; ``folder``: the one
        that the file stands in."""
        name, line = str(error.details.get("record") or record), error.details.get("line")
        path = str(PurePosixPath(folder, str(error.details.get("file") or file)))
        if name:
            self.left_out.add(name)
        for fault in error.details.get("faults", [error.message]):
            self.findings.append(
                Finding(
                    severity=Severity.ERROR,
                    code=code,
                    file=path,
                    record=name or (f"line {line}" if line else ""),
                    message=fault.rstrip("."),
                )
            )

    def vocabularies(self) -> dict[str, tuple[Term, ...]]:
        entries: dict[str, tuple[Term, ...]] = {}
        for name, noun in vocabulary_files(self._folder / "vocabularies").items():
            file = f"vocabularies/{name}"
            if (self._folder / file).exists():
                entries[file] = tuple(read_vocabulary(self._folder / file, noun, partial(self.hear, file=file)))
            else:
                self.hear(InvalidRecord("is not there"), file, code="file-missing")
        return entries

    def cases(self) -> tuple[Case, ...]:
        found = []
        for path in sorted((self._folder / "cases").glob("*.md")):
            try:
                found.append(load_case(path))
            except InvalidRecord as error:
                self.hear(error, f"cases/{path.name}", path.stem)
        return tuple(found)

    def materials(self) -> tuple[Material, ...]:
        """The rows of materials.csv. Each file is read in a process of its own, as it is when it is taken in."""
        table = f"materials/{FILENAME}"
        if not (self._folder / table).exists():
            return ()
        try:
            rows = list(read_materials(self._folder / table))
        except InvalidRecord as error:
            self.hear(error, table)
            return ()
        found = []
        for row in rows:
            if isinstance(row, MaterialRow):
                found.append(Material(row=row, places=self._places(row.file)))
            else:
                self.hear(row.error, table, row.file)
        return tuple(found)

    def _places(self, name: str) -> tuple[Locator, ...] | None:
        try:
            path = inside(self._folder / "materials", name)
            reading = read_isolated(path, media_type(path))
        except ArchiveError as error:
            self.hear(error, f"materials/{name}", name, "file-unreadable")
        except OSError as error:
            missing = InvalidRecord(f"cannot be opened: {error.strerror}")
            self.hear(missing, f"materials/{name}", name, "file-missing")
        else:
            return (*(page.locator for page in reading.pages), *reading.pages_without_text)
        return None
