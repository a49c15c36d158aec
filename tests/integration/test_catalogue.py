import datetime as dt
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from factories import case, coverage, document, passage, program, sample_program, slide, source

from archive.catalogue import Catalogue
from archive.database import FILENAME
from archive.errors import CatalogueError, InvalidRecord, NotFound
from archive.model import Acceptance, Access, Basis, Suggestion, Teaching, Use, Withdrawal

NOW = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)


def fill(catalogue: Catalogue) -> None:
    """A real and a sample program, two cases, a deck whose slides 3–5 cover the first, used in the real program."""
    deck = document("deck")
    with catalogue.recording(actor="a test") as recording:
        recording.put(source())
        recording.put(program())
        recording.put(sample_program())
        recording.put(case("seoul-bus"))
        recording.put(case("seoul-water", themes=("T05",)))
        recording.add_document(deck, [passage(deck, f"Slide {n}", slide(n), n) for n in (1, 3)])
        recording.link(
            Use(document_id=deck.id, program_id="2015-04-07-climate"), [coverage(deck, "seoul-bus", slide(3, 5))]
        )


def test_a_record_comes_out_as_it_went_in(catalogue: Catalogue) -> None:
    with catalogue.recording(actor="a test") as recording:
        recording.put(source())
        recording.put(program())
        recording.put(case())

    assert catalogue.program("2015-04-07-climate") == program()
    assert catalogue.case("seoul-bus") == case()
    assert catalogue.sources(["page", "no-such-page"]) == [source()]


def test_a_recording_that_changed_something_raises_the_revision_by_one(catalogue: Catalogue) -> None:
    fill(catalogue)
    assert catalogue.revision() == 1

    with catalogue.recording(actor="a test") as recording:
        assert recording.put(program()) is False
    assert catalogue.revision() == 1

    with catalogue.recording(actor="a test") as recording:
        assert recording.put(program(head_count=10)) is True
    assert catalogue.revision() == 2


def test_every_edit_keeps_the_old_version_with_its_actor(catalogue: Catalogue) -> None:
    fill(catalogue)
    with catalogue.recording(actor="an editor", note="recounted") as recording:
        recording.put(program(head_count=10))

    first, second = catalogue.versions("program", "2015-04-07-climate")
    assert (first.number, first.actor) == (1, "a test")
    assert (second.number, second.actor, second.note) == (2, "an editor", "recounted")
    assert '"head_count":9' in first.content
    assert second.at.tzinfo is dt.UTC


def test_a_recording_that_fails_leaves_nothing_behind(catalogue: Catalogue) -> None:
    def fail_half_way() -> None:
        with catalogue.recording(actor="a test") as recording:
            recording.put(program())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()

    assert catalogue.programs() == []
    assert catalogue.revision() == 0


def test_a_record_that_names_an_unknown_record_is_refused_with_its_name(catalogue: Catalogue) -> None:
    fill(catalogue)
    link = Teaching(
        id="t", case_id="no-case", program_id="2015-04-07-climate", basis=Basis.RECORD, source_ids=("page",)
    )

    with pytest.raises(InvalidRecord, match="case 'no-case'"), catalogue.recording(actor="a test") as recording:
        recording.put(link)
    with pytest.raises(InvalidRecord, match="no-page"), catalogue.recording(actor="a test") as recording:
        recording.put(case(source_ids=("no-page",)))


def test_material_of_a_program_that_covers_a_case_makes_a_teaching(catalogue: Catalogue) -> None:
    fill(catalogue)

    (taught,) = catalogue.teachings(case_id="seoul-bus")
    assert taught.basis is Basis.MATERIAL
    assert taught.program_id == "2015-04-07-climate"
    assert taught.locator == slide(3, 5)
    assert catalogue.teachings(case_id="seoul-water") == []


def test_sample_material_never_makes_a_teaching_with_a_real_program(catalogue: Catalogue) -> None:
    fill(catalogue)
    starter = document("starter")
    with catalogue.recording(actor="a test") as recording:
        recording.add_document(starter, [])
        recording.link(Use(document_id=starter.id, program_id="sample-course"))

    for use in (
        Use(document_id=starter.id, program_id="2015-04-07-climate"),
        Use(document_id=document("deck").id, program_id="sample-course"),
    ):
        with pytest.raises(InvalidRecord, match="sample"), catalogue.recording(actor="a test") as recording:
            recording.link(use)


@pytest.mark.parametrize("hidden", [{"access": Access.MEMBERS}, {"embargo_until": dt.date(2999, 1, 1)}])
def test_what_a_reader_may_not_see_is_not_there_for_her(catalogue: Catalogue, hidden: dict[str, object]) -> None:
    deck, record = document("hidden", **hidden), case("hidden-case", **hidden)
    words, heading = passage(deck, "secret"), passage(record, "secret too")
    with catalogue.recording(actor="a test") as recording:
        recording.put(source())
        recording.put(program())
        recording.put(record)
        recording.replace_passages([heading], case_id=record.id)
        recording.add_document(deck, [words])
        recording.link(Use(document_id=deck.id, program_id="2015-04-07-climate"), [coverage(deck, record.id)])

    with pytest.raises(NotFound):
        catalogue.document(deck.id)
    with pytest.raises(NotFound):
        catalogue.case(record.id)
    assert catalogue.documents() == catalogue.cases() == catalogue.teachings() == catalogue.coverages() == []
    assert catalogue.uses() == []
    assert catalogue.passages([words.id, heading.id]) == {}
    assert set(catalogue.passages([words.id, heading.id], Access.STAFF)) == {words.id, heading.id}


def test_a_public_case_is_not_said_to_be_taught_where_only_a_hidden_deck_knows(catalogue: Catalogue) -> None:
    deck, record = document("hidden", access=Access.STAFF), case()
    with catalogue.recording(actor="a test") as recording:
        recording.put(source())
        recording.put(program())
        recording.put(record)
        recording.replace_passages([passage(record, "open")], case_id=record.id)
        recording.add_document(deck, [])
        recording.link(Use(document_id=deck.id, program_id="2015-04-07-climate"), [coverage(deck, record.id)])

    (entry,) = catalogue.entries()
    assert entry.facets["program"] == ()


def test_a_withdrawn_document_leaves_a_tombstone_and_nothing_else(catalogue: Catalogue) -> None:
    fill(catalogue)
    deck = document("deck")
    with catalogue.recording(actor="a test") as recording:
        recording.withdraw(deck.id, Withdrawal(reason="the rights holder asked for it", at=NOW))

    tombstone = catalogue.document(deck.id).withdrawal
    assert tombstone is not None
    assert tombstone.reason == "the rights holder asked for it"
    assert catalogue.documents() == catalogue.teachings() == catalogue.uses() == []
    assert catalogue.passages_of(document_id=deck.id, reader=Access.STAFF) == []
    assert list(catalogue.entries()) == []


def test_a_suggestion_becomes_a_fact_when_a_person_accepts_it_and_who_did_is_kept(catalogue: Catalogue) -> None:
    fill(catalogue)
    suggested = Teaching(
        id="t",
        case_id="seoul-water",
        program_id="2015-04-07-climate",
        basis=Basis.SUGGESTED,
        suggestion=Suggestion(method="same theme", score=0.7),
    )
    with catalogue.recording(actor="a program") as recording:
        recording.put(suggested)
    with catalogue.recording(actor="an editor") as recording:
        recording.accept("t", Acceptance(by="an editor", at=NOW))

    (accepted,) = catalogue.teachings(case_id="seoul-water")
    assert accepted.is_fact
    assert accepted.acceptance == Acceptance(by="an editor", at=NOW)
    with pytest.raises(InvalidRecord, match="not an open suggestion"), catalogue.recording(actor="x") as recording:
        recording.accept("t", Acceptance(by="another editor", at=NOW))


def test_a_slide_outside_the_claimed_span_stands_for_its_document_alone(catalogue: Catalogue) -> None:
    fill(catalogue)

    subjects = {entry.text: entry.subject for entry in catalogue.entries()}
    assert subjects == {"Slide 1": f"document:{document('deck').id}", "Slide 3": "case:seoul-bus"}


def test_a_slide_that_two_cases_claim_is_evidence_for_both_each_with_its_own_themes(catalogue: Catalogue) -> None:
    fill(catalogue)
    deck = document("deck")
    with catalogue.recording(actor="a test") as recording:
        recording.put(coverage(deck, "seoul-water", slide(3)))

    claimed = {entry.subject: entry.facets["theme"] for entry in catalogue.entries() if entry.text == "Slide 3"}
    assert claimed == {"case:seoul-bus": ("T01.brt",), "case:seoul-water": ("T05",)}


def test_lists_are_paged_by_the_last_id(catalogue: Catalogue) -> None:
    with catalogue.recording(actor="a test") as recording:
        recording.put(source())
        for name in ("a-case", "b-case", "c-case"):
            recording.put(case(name))

    first = catalogue.cases(limit=2)
    rest = catalogue.cases(after=first[-1].id, limit=2)
    assert [found.id for found in (*first, *rest)] == ["a-case", "b-case", "c-case"]


RECORD_UNTIL_KILLED = """
import sys
from pathlib import Path
from archive.catalogue import Catalogue
from factories import document, passage, slide

with Catalogue.open(Path(sys.argv[1])) as catalogue:
    for number in range(100_000):
        one = document(f"deck {number}")
        with catalogue.recording(actor="a test") as recording:
            recording.add_document(one, [passage(one, "text", slide(1), 0), passage(one, "more", slide(2), 1)])
        print(number, flush=True)
"""


def test_a_killed_process_loses_nothing_that_it_reported_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RECORD_UNTIL_KILLED, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for _ in range(20):
            reported = int(process.stdout.readline())
        process.kill()

    with Catalogue.open(tmp_path) as catalogue:
        kept = catalogue.documents(Access.STAFF)
        assert len(kept) >= reported + 1
        for found in kept:
            assert len(catalogue.passages_of(document_id=found.id)) == 2
        with catalogue.recording(actor="a test") as recording:
            recording.put(program())


def test_a_file_that_is_no_catalogue_is_told_without_being_touched(tmp_path: Path) -> None:
    path = tmp_path / FILENAME
    path.write_text("this is no database, and longer than the header of one is: " * 20)
    before = path.read_bytes()

    with pytest.raises(CatalogueError, match="not a catalogue"):
        Catalogue.open(tmp_path)
    assert path.read_bytes() == before


def test_a_catalogue_that_breaks_while_it_is_open_is_told_as_our_own_error(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path) as catalogue:
        for path in tmp_path.glob(f"{FILENAME}*"):
            path.write_bytes(b"garbage " * 4096)
        with pytest.raises(CatalogueError, match="cannot be read or written"):
            catalogue.programs()


def test_a_catalogue_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Catalogue.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILENAME) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(CatalogueError, match="not a catalogue that this version can open"):
        Catalogue.open(tmp_path)


def test_the_migrations_build_exactly_the_tables_that_the_code_knows(catalogue: Catalogue) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from archive.tables import metadata

    with create_engine(f"sqlite:///{catalogue.home / FILENAME}").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_version_of_each_record_is_found_in_one_go(catalogue: Catalogue) -> None:
    with catalogue.recording(actor="first") as recording:
        for noun in (source(), program(), case("a"), case("b")):
            recording.put(noun)
    with catalogue.recording(actor="second") as recording:
        recording.put(case("a", title={"en": "Another title"}))
    newest = catalogue.newest_versions("case", ["a", "b", "nothing"])
    assert {case_id: (version.number, version.actor) for case_id, version in newest.items()} == {
        "a": (2, "second"),
        "b": (1, "first"),
    }
    assert newest["a"] == catalogue.versions("case", "a")[-1]
    assert catalogue.newest_versions("program", ["a"]) == {}
    assert catalogue.newest_versions("case", (f"none-{number}" for number in range(1200))) == {}
