import os
import subprocess
import sys
from pathlib import Path

import pytest
from factories import PLACES, THEMES, case, program, sample_program, source

from archive.catalogue import Catalogue
from archive.fixity import verify
from archive.model import Access, Basis, SessionKind, Withdrawal
from archive.recording import Recording
from archive.tables import utc_now
from ingest.pipeline import Report, Status, ingest_folder

LECTURE = "# Bus lanes\n\nBuses got lanes of their own in the middle of the road.\n"
HEADER = "file,program,session,session_kind,title,organisation,date,language,rights,access,cases\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "materials"
    made.mkdir()
    (made / "lecture.md").write_text(LECTURE)
    return made


@pytest.fixture
def archive(catalogue: Catalogue) -> Catalogue:
    """A catalogue that knows one real program, one sample program and one case."""
    with catalogue.recording(actor="a test") as recording:
        for noun in (*THEMES, *PLACES, source(), program(), sample_program(), case("seoul-bus")):
            recording.put(noun)
    return catalogue


def ingest(catalogue: Catalogue, folder: Path, **options: Access) -> dict[str, Report]:
    return {report.path: report for report in ingest_folder(catalogue, folder, **options)}


def test_a_file_becomes_a_document_with_its_passages_and_its_bytes(catalogue: Catalogue, folder: Path) -> None:
    report = ingest(catalogue, folder)["lecture.md"]

    assert report.status is Status.ADDED
    assert report.document is not None
    document = catalogue.document(report.document)
    assert (document.title, document.language, document.media_type) == ("Bus lanes", "en", "text/markdown")
    assert catalogue.store.path(document.sha256).read_text() == LECTURE
    (words,) = catalogue.passages_of(document_id=document.id)
    assert "lanes of their own" in words.text
    assert report.passages == 1


def test_the_same_bytes_are_taken_in_once_under_whatever_name(catalogue: Catalogue, folder: Path) -> None:
    (folder / "a-copy.txt").write_text(LECTURE)
    reports = ingest(catalogue, folder)

    assert [report.status for report in reports.values()] == [Status.ADDED, Status.DUPLICATE]
    assert reports["lecture.md"].document == reports["a-copy.txt"].document
    assert "already in the archive" in str(reports["lecture.md"].message)
    assert len(catalogue.documents()) == 1


def test_taking_a_folder_in_again_changes_nothing(catalogue: Catalogue, folder: Path) -> None:
    ingest(catalogue, folder)
    revision = catalogue.revision()
    assert ingest(catalogue, folder)["lecture.md"].status is Status.DUPLICATE
    assert catalogue.revision() == revision


def test_one_bad_file_stops_nothing_and_leaves_nothing(catalogue: Catalogue, folder: Path) -> None:
    (folder / "a-broken.pdf").write_bytes(b"%PDF-1.7\n this is cut off")
    (folder / "b-empty.pptx").touch()
    (folder / "c-picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    reports = ingest(catalogue, folder)

    assert {name: report.error for name, report in reports.items()} == {
        "a-broken.pdf": "unreadable-document",
        "b-empty.pptx": "empty-document",
        "c-picture.png": "unsupported-format",
        "lecture.md": None,
    }
    assert all(report.message for report in reports.values() if report.status is Status.REFUSED)
    assert len(catalogue.documents()) == 1
    assert verify(catalogue) == ()


def test_materials_csv_links_a_deck_to_its_program_session_and_cases(archive: Catalogue, folder: Path) -> None:
    (folder / "materials.csv").write_text(
        HEADER + "lecture.md,2015-04-07-climate,Bus lanes in Seoul,lecture,Lanes,Seoul,2015-04-08,en,CC BY 4.0,"
        "public,seoul-bus:section 1\n"
    )
    report = ingest(archive, folder)["lecture.md"]

    document = archive.document(str(report.document))
    assert (document.title, document.kind, document.rights) == ("Lanes", SessionKind.LECTURE, "CC BY 4.0")
    (session,) = archive.sessions("2015-04-07-climate")
    assert (session.id, session.title) == ("2015-04-07-climate-bus-lanes-in-seoul", "Bus lanes in Seoul")
    (taught,) = archive.teachings(case_id="seoul-bus")
    assert (taught.basis, taught.program_id, taught.session_id) == (Basis.MATERIAL, "2015-04-07-climate", session.id)
    assert taught.locator is not None
    assert taught.locator.label == "section 1"


def test_the_same_deck_in_a_second_program_is_linked_and_not_copied(archive: Catalogue, folder: Path) -> None:
    with archive.recording(actor="a test") as recording:
        recording.put(program("2016-04-07-climate"))
    (folder / "materials.csv").write_text(
        HEADER
        + "lecture.md,2015-04-07-climate,,lecture,,,,,,,seoul-bus\nlecture.md,2016-04-07-climate,,,,,,,,,seoul-bus\n"
    )
    reports = list(ingest_folder(archive, folder))

    assert [report.status for report in reports] == [Status.ADDED, Status.DUPLICATE]
    assert {taught.program_id for taught in archive.teachings()} == {"2015-04-07-climate", "2016-04-07-climate"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("lecture.md,2015-04-07-climate,,lecture,,,,,,,no-such-case", "no-such-case"),
        ("lecture.md,no-such-program,,,,,,,,,", "no-such-program"),
        ("lecture.md,,,,,,,,,,seoul-bus:sometime", "names no place"),
        ("lecture.md,,,party,,,,,,,", "session_kind"),
        ("lecture.md,,,,,,yesterday,,,,", "date"),
        ("lecture.md,,,,,,,,,everybody,", "access"),
        ("../outside.md,,,,,,,,,,", "outside the folder"),
        ("nowhere.md,,,,,,,,,,", "no such file"),
        ("a\0b.md,,,,,,,,,,", "no name of a file"),
        ("lecture.md,,,,,,,,,,,one,too,many", "more values than columns"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_with_its_reason(
    archive: Catalogue, folder: Path, row: str, told: str
) -> None:
    (folder.parent / "outside.md").write_text("outside")
    (folder / "second.md").write_text("A second lecture.")
    (folder / "materials.csv").write_text(f"{HEADER}{row}\nsecond.md,,,,,,,,,,\n")
    first, second = ingest_folder(archive, folder)

    assert first.status is Status.REFUSED
    assert told in str(first.message)
    assert second.status is Status.ADDED
    assert len(archive.documents()) == 1


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("name;program\nlecture.md;x\n", "needs a header with the column 'file'"),
        (HEADER + 'lecture.md,,,,"unclosed\nsecond.md,,,,\n', "is a quote not closed"),
        (HEADER + "lecture.md," + "x" * 200_000 + ",,,,,,,,,\n", "field limit"),
    ],
)
def test_a_table_that_is_none_is_refused_as_a_whole(catalogue: Catalogue, folder: Path, table: str, told: str) -> None:
    (folder / "materials.csv").write_text(table)
    (report,) = ingest(catalogue, folder).values()
    assert (report.path, report.status, report.error) == ("materials.csv", Status.REFUSED, "invalid-record")
    assert told in str(report.message)


def test_a_refused_row_leaves_no_bytes_behind(archive: Catalogue, folder: Path) -> None:
    (folder / "materials.csv").write_text(HEADER + "lecture.md,2015-04-07-climate,,lecture,,,,,,,no-such-case\n")
    assert ingest(archive, folder)["lecture.md"].status is Status.REFUSED
    assert verify(archive) == ()


def test_what_is_no_plain_file_is_refused_and_not_waited_for(catalogue: Catalogue, folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "dangling.md").symlink_to(folder / "nowhere.md")
    (folder / "elsewhere").symlink_to(folder.parent)
    reports = ingest(catalogue, folder)
    refused = {name for name, report in reports.items() if report.status is Status.REFUSED}
    assert refused == {"pipe", "dangling.md", "elsewhere"}
    os.mkfifo(folder / "materials.csv")
    assert ingest(catalogue, folder)["materials.csv"].status is Status.REFUSED


def test_a_row_may_close_a_document_and_never_opens_it(archive: Catalogue, folder: Path) -> None:
    def take(access: str) -> Report:
        (folder / "materials.csv").write_text(f"{HEADER}lecture.md,,,,Another title,,,,,{access},seoul-bus\n")
        return ingest(archive, folder)["lecture.md"]

    ingest(archive, folder)
    closed = take("staff")
    assert "Its access is now 'staff'. It keeps its title." in str(closed.message)
    assert archive.documents() == []
    assert len(archive.coverages(reader=Access.STAFF)) == 1
    opened = take("public")
    assert f"miti documents access {opened.document} public" in str(opened.message)
    assert archive.documents() == []


def test_a_session_that_only_a_hidden_document_tells_of_is_hidden(archive: Catalogue, folder: Path) -> None:
    (folder / "materials.csv").write_text(HEADER + "lecture.md,2015-04-07-climate,A secret,,,,,,,members,\n")
    ingest(archive, folder)
    assert archive.sessions("2015-04-07-climate") == []
    assert [held.title for held in archive.sessions("2015-04-07-climate", reader=Access.MEMBERS)] == ["A secret"]


def test_two_processes_may_take_in_the_same_folder_at_once(tmp_path: Path) -> None:
    folder, home = tmp_path / "many", tmp_path / "home"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.md").write_text(f"Lecture number {number} on buses.")
    Catalogue.open(home).close()
    program_text = INGEST_UNTIL_KILLED.replace("report.path", "report.status")
    command = [sys.executable, "-c", program_text, str(home), str(folder)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    statuses = [status for process in both for status in process.communicate()[0].split()]
    assert sorted(set(statuses)) == ["added", "duplicate"]
    assert statuses.count("added") == statuses.count("duplicate") == 30


def test_files_without_a_row_get_the_access_level_that_was_asked_for(catalogue: Catalogue, folder: Path) -> None:
    ingest(catalogue, folder, access=Access.MEMBERS)
    assert catalogue.documents() == []
    assert len(catalogue.documents(Access.MEMBERS)) == 1


def test_withdrawn_bytes_do_not_come_back(catalogue: Catalogue, folder: Path) -> None:
    document = str(ingest(catalogue, folder)["lecture.md"].document)
    with catalogue.recording(actor="a test") as recording:
        recording.withdraw(document, Withdrawal(reason="the rights holder asked for it", at=utc_now()))

    report = ingest(catalogue, folder)["lecture.md"]
    assert report.status is Status.DUPLICATE
    assert "withdrawn: the rights holder asked for it" in str(report.message)
    assert catalogue.documents() == []


def test_a_file_whose_name_is_no_utf8_is_reported_and_recorded(catalogue: Catalogue, folder: Path) -> None:
    odd = os.fsencode(folder) + b"/b\xfcs.md"
    with open(odd, "wb") as file:  # noqa: PTH123  pathlib cannot name it
        file.write(b"A lecture under an odd name.")
    reports = ingest(catalogue, folder)

    assert reports["b?s.md"].status is Status.ADDED


INGEST_UNTIL_KILLED = """
import sys
from pathlib import Path
from archive.catalogue import Catalogue
from ingest.pipeline import ingest_folder

with Catalogue.open(Path(sys.argv[1])) as catalogue:
    for report in ingest_folder(catalogue, Path(sys.argv[2])):
        print(report.path, flush=True)
"""


def test_a_killed_ingest_keeps_what_it_reported_and_running_again_carries_on(tmp_path: Path) -> None:
    folder, home = tmp_path / "many", tmp_path / "home"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.md").write_text(f"Lecture number {number} on buses.")
    command = [sys.executable, "-c", INGEST_UNTIL_KILLED, str(home), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        reported = [process.stdout.readline().strip() for _ in range(10)]
        process.kill()

    with Catalogue.open(home) as catalogue:
        kept = {document.filename for document in catalogue.documents()}
        assert set(reported) <= kept
        assert not [finding for finding in verify(catalogue) if finding.kind in {"missing", "changed"}]
        again = ingest(catalogue, folder)
        assert {name for name, report in again.items() if report.status is Status.DUPLICATE} == kept
        assert len(catalogue.documents()) == 40


def test_bytes_are_stored_before_they_are_recorded(
    catalogue: Catalogue, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(Recording, "close", fail)
    with pytest.raises(OSError, match="disk"):
        ingest(catalogue, folder)

    assert catalogue.documents() == []
    assert [finding.kind for finding in verify(catalogue)] == ["orphan"]
