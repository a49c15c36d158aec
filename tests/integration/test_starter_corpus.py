"""The starter corpus as a whole: nothing in it is wrong, its counts add up, and its outcomes reach the archive."""

import csv
import shutil
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.model import Access
from ingest.corpus import ingest_corpus
from ingest.corpus_check import CorpusReport, check_corpus
from ingest.pipeline import Report, Status


@pytest.fixture(scope="module")
def report(corpus: Path) -> CorpusReport:
    return check_corpus(corpus)


def test_nothing_in_the_starter_corpus_is_wrong(report: CorpusReport) -> None:
    assert [f"{one.file}: {one.record}: {one.message}" for one in report.errors] == []


def test_every_case_is_counted_once_in_every_list(report: CorpusReport, corpus: Path) -> None:
    account = report.account
    assert account.cases == len(list((corpus / "cases").glob("*.md")))
    for tallies in (account.by_theme, account.by_region, account.by_country, account.by_decade, account.by_stage):
        assert sum(tally.count for tally in tallies) == account.cases
    assert [tally.id for tally in account.by_theme] == [f"T{number:02}" for number in range(1, 28)]


def test_every_program_of_the_register_is_counted(report: CorpusReport) -> None:
    assert report.account.programs == 175
    assert all(0 <= tally.count <= 175 for tally in report.account.programs_with)


def test_no_starter_material_stands_for_a_program_of_the_register(report: CorpusReport) -> None:
    counted = {tally.id: tally.count for tally in report.account.teachings_by_basis}
    assert counted["material in a program of the register"] == 0
    assert counted["material in a sample program"] > 0


def test_outcomes_reach_the_archive_with_their_sources(corpus: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    with (corpus / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    reports = take_in(corpus, catalogue, tmp_path / "part", {row["case"] for row in rows} - {""})
    assert {one.status for one in reports if one.path.startswith("outcomes.csv")} == {Status.ADDED}
    kept = catalogue.outcomes()
    assert sorted((one.program_id or "", one.city or "", one.case_id or "", one.kind.value) for one in kept) == sorted(
        (row["program"], row["city"], row["case"], row["kind"]) for row in rows
    )
    assert {source_id for one in kept for source_id in one.source_ids} <= {one.id for one in catalogue.sources()}
    held = next(one.program_id for one in kept if one.program_id)
    assert catalogue.outcomes(program_id=held) == [one for one in kept if one.program_id == held]
    about = next(one for one in kept if one.case_id)
    assert about in catalogue.outcomes(case_id=about.case_id)
    assert all(one.case_id == about.case_id for one in catalogue.outcomes(case_id=about.case_id))

    hidden = catalogue.case(about.case_id or "").model_copy(update={"access": Access.STAFF})
    with catalogue.recording(actor="a test") as recording:
        recording.put(hidden)
    assert about not in catalogue.outcomes()
    assert about in catalogue.outcomes(reader=Access.STAFF)


def take_in(corpus: Path, catalogue: Catalogue, folder: Path, cases: set[str]) -> list[Report]:
    """The tables and vocabularies, and only the cases that are asked for: no others are needed here."""
    shutil.copytree(corpus / "vocabularies", folder / "vocabularies")
    (folder / "cases").mkdir()
    for path in (*corpus.glob("*.csv"), *(corpus / "cases" / f"{case_id}.md" for case_id in cases)):
        shutil.copy(path, folder / path.relative_to(corpus))
    return list(ingest_corpus(catalogue, folder))
