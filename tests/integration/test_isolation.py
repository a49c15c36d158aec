"""What a reader may do to us: nothing. Readers that misbehave are put in place of a real one in the server."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from documents import SENTENCE, write_docx, write_pdf, write_plain_text
from reportlab.pdfgen.canvas import Canvas

import ingest.isolation
from ingest.errors import EmptyDocument, IngestError, LimitExceeded, UnreadableDocument
from ingest.isolation import Limits, Task, read_isolated
from ingest.sniff import DOCX, PDF, PLAIN_TEXT

ROOT = Path(__file__).resolve().parents[2]
# Runs in the reading process before it serves: each first line of a file is code for a reader that misbehaves.
MISBEHAVE = """
from archive.model import LocatorKind
from ingest import reader_process
from ingest.readers import Page, Reading, locator
def read(file):
    scope = {"Page": Page, "Reading": Reading, "locator": locator, "LocatorKind": LocatorKind}
    exec(file.read(), scope)
    return Reading(None, scope["pages"]() if "pages" in scope else iter(()))
reader_process.READERS["text/plain"] = read
"""

# One such server for all tests here: it is the children that misbehave, and it must outlive them.
SERVER = threading.local()


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of plain text are run as Python inside the reading process."""
    monkeypatch.setattr(
        ingest.isolation,
        "_START",
        ingest.isolation._START.replace("from ingest.reader", f"exec({MISBEHAVE!r}); from ingest.reader"),
    )
    monkeypatch.setattr(ingest.isolation, "_of_thread", SERVER)


def run(tmp_path: Path, code: str, limits: Limits | None = None) -> str:
    path = tmp_path / "code.txt"
    path.write_text(code)
    return "\n".join(page.text for page in read_isolated(path, PLAIN_TEXT, limits or Limits()).pages)


def yields(expression: str, count: int = 1) -> str:
    return f"def pages():\n for n in range(1, {count} + 1):\n  yield Page(locator(LocatorKind.PAGE, n), {expression})\n"


@pytest.mark.usefixtures("misbehaving")
@pytest.mark.parametrize(
    ("code", "error", "message"),
    [
        ("while True: pass", LimitExceeded, "longer|processor"),
        ("import time; time.sleep(60)", LimitExceeded, "longer than 1 seconds"),
        ("x = bytearray(10**9)", LimitExceeded, "memory"),
        ("import os; os._exit(3)", UnreadableDocument, "status 3"),
        ("import os; os.abort()", UnreadableDocument, "status -6"),
        ("import ctypes; ctypes.string_at(0)", UnreadableDocument, "status -11"),
        ("def f(): f()\nf()", UnreadableDocument, "RecursionError"),
        ("raise SystemExit", UnreadableDocument, "stopped"),
        ("raise KeyboardInterrupt", UnreadableDocument, "stopped"),
        ("import os, time; os.closerange(0, 99); time.sleep(60)", LimitExceeded, "processor|longer"),
        ("raise KeyError('x')", UnreadableDocument, "KeyError"),
        (yields("'x' * 500", 11), LimitExceeded, "5,000 characters"),
        (yields("'x' * 10_000_000"), LimitExceeded, "5,000 characters"),
        (yields("'x'", 51), LimitExceeded, "50 pages"),
        (yields("''", 51), LimitExceeded, "50 pages"),
        (yields("''", 3), EmptyDocument, "no text"),
    ],
)
def test_a_reader_that_misbehaves_becomes_a_clear_error(
    code: str, error: type[IngestError], message: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    seconds = 1 if "longer" in message else 30
    limits = Limits(seconds=seconds, memory_bytes=300 * 1024**2, characters=5000, pages=50)
    with pytest.raises(error, match=message):
        run(tmp_path, code, limits)
    assert capfd.readouterr() == ("", "")
    assert run(tmp_path, yields("'the next one'")) == "the next one"


@pytest.mark.usefixtures("misbehaving")
def test_what_a_file_leaves_behind_does_not_reach_the_next(tmp_path: Path) -> None:
    run(tmp_path, f"import sys; sys.left = 1\n{yields(repr('a'))}")
    assert run(tmp_path, f"import sys; found = hasattr(sys, 'left')\n{yields('str(found)')}") == "False"


@pytest.mark.usefixtures("misbehaving")
def test_what_a_reader_prints_goes_nowhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = "import os, sys; print('x'); print('x', file=sys.stderr); os.write(1, b'x'); os.write(2, b'x')\n"
    assert run(tmp_path, code + yields("'a'")) == "a"
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("misbehaving")
@pytest.mark.parametrize(
    "attempt",
    [
        "open('{folder}/made', 'w').write('x')",
        "import os; os.write(os.open('{folder}/made', os.O_CREAT | os.O_WRONLY), b'x')",
        "import subprocess; subprocess.run(['touch', '{folder}/made'])",
        "import os; os.system('touch {folder}/made')",
        "import socket; socket.create_connection(('127.0.0.1', {port}), timeout=1)",
    ],
)
def test_a_reader_can_neither_write_run_nor_connect(attempt: str, tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        code = attempt.format(folder=tmp_path, port=listener.getsockname()[1])
        with pytest.raises(IngestError):
            run(tmp_path, code)
        with pytest.raises(TimeoutError):
            listener.accept()
    made = tmp_path / "made"
    assert not made.exists() or made.stat().st_size == 0


@pytest.mark.usefixtures("misbehaving")
def test_a_reader_sees_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "do not tell")
    monkeypatch.setattr(ingest.isolation, "_of_thread", threading.local())
    assert "A_SECRET" not in run(tmp_path, f"import os\n{yields('str(dict(os.environ))')}")


def test_a_stream_that_unpacks_to_far_more_than_the_file_ends_well(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "bomb.pdf"), pageCompression=1)
    canvas._code.append(" " * 150_000_000)
    canvas.save()
    with pytest.raises(IngestError):
        read_isolated(tmp_path / "bomb.pdf", PDF, Limits(memory_bytes=100 * 1024**2))


def test_a_package_that_says_it_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    content = bytearray(write_docx(tmp_path / "a.docx").read_bytes())
    unpacked_size = content.index(b"PK\x01\x02") + 24
    content[unpacked_size : unpacked_size + 4] = (0x7FFFFFFF).to_bytes(4, "little")
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(LimitExceeded, match="1 GiB"):
        read_isolated(tmp_path / "a.docx", DOCX)


def test_many_pages_are_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", tuple(f"Number {n}" for n in range(1, 1201)))
    assert len(read_isolated(path, PDF).pages) == 1200


def test_a_server_that_died_is_replaced(tmp_path: Path) -> None:
    path = write_plain_text(tmp_path / "a.txt")
    read_isolated(path, PLAIN_TEXT)
    server = ingest.isolation._server()
    server._process.kill()
    with pytest.raises(UnreadableDocument, match="try again"):
        list(server.work(0, Task({"media_type": PLAIN_TEXT}, 60, 1024**3, 1024, "too much")))
    assert read_isolated(path, PLAIN_TEXT).pages[0].text.startswith(SENTENCE)


def test_threads_read_side_by_side(tmp_path: Path) -> None:
    paths = [write_pdf(tmp_path / f"{n}.pdf", (f"Number {n}",)) for n in range(6)]
    found: dict[int, str] = {}

    def read(number: int) -> None:
        found[number] = read_isolated(paths[number], PDF).pages[0].text

    threads = [threading.Thread(target=read, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {0: "Number 0", 1: "Number 1"}


def test_it_works_from_a_plain_script_without_a_main_guard(tmp_path: Path) -> None:
    path = write_plain_text(tmp_path / "a.txt")
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\nfrom ingest.isolation import read_isolated\n"
        f"print(read_isolated(Path({str(path)!r}), 'text/plain').pages[0].locator.label)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.stdout, done.stderr) == ("section 1\n", "")


def test_the_process_that_calls_loads_no_parser() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
        "import ingest.isolation, ingest.derivation, ingest.sniff, ingest.passages; "
        "print(sorted({'pypdf', 'pypdfium2', 'PIL', 'pptx', 'docx', 'lxml', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
