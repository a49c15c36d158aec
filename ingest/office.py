"""PowerPoint and Word to PDF, by LibreOffice where it is installed, so that there is something to draw.

Each document gets a process of its own with a profile of its own, made for it and deleted with it: no macro runs,
nothing that a document links to is loaded (neither from a network, which is not there, nor from this machine's disk).
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import LimitExceeded, UnreadableDocument
from ingest.sniff import DOCX, PPTX

__all__ = ["OfficeLimits", "can_convert", "pdf_of"]

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from ingest.office_process import main; main()"
# Every slide that was read has a page, hidden ones too, and nothing else has.
_SLIDES = {"ExportHiddenSlides": "true", "ExportNotesPages": "false", "ExportNotes": "false"}
_FILTERS = {
    PPTX: (
        "pptx",
        "pdf:impress_pdf_Export:"
        + json.dumps({name: {"type": "boolean", "value": value} for name, value in _SLIDES.items()}),
    ),
    DOCX: ("docx", "pdf:writer_pdf_Export"),
}
_SECURITY = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "{}</oor:items>\n"
)


@dataclass(frozen=True, slots=True)
class OfficeLimits:
    """What converting one document may take."""

    seconds: int = 120
    memory_bytes: int = 4 * 1024**3
    file_bytes: int = 500 * 1024**2


def can_convert() -> bool:
    """Whether LibreOffice is installed."""
    return _soffice() is not None


def pdf_of(path: Path, media_type: str, folder: Path, limits: OfficeLimits = OfficeLimits()) -> Path:
    """The document as a PDF file in ``folder``, a folder that is for this document alone.

    Raises LimitExceeded (time), UnreadableDocument (LibreOffice makes nothing of it), OSError. Ask ``can_convert``
    first.
    """
    ending, export = _FILTERS[media_type]
    source = folder / f"document.{ending}"
    shutil.copyfile(path, source)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    settings = "".join(_SETTING.format(name, value) for name, value in _SECURITY.items())
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(settings), encoding="utf-8")
    command = [_soffice() or "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--nolockcheck", "--nodefault", "--convert-to", export, "--outdir", str(folder), str(source)]
    _run(command, folder, limits)
    made = folder / "document.pdf"
    if not made.exists() or made.stat().st_size == 0:
        raise UnreadableDocument("LibreOffice makes no PDF of it: no pictures")
    return made


def _run(command: list[str], folder: Path, limits: OfficeLimits) -> None:
    """Raises LimitExceeded; nothing of the process, or of those it started, is left when this ends."""
    bounds = [str(limits.seconds), str(limits.memory_bytes), str(limits.file_bytes)]
    search_path = json.dumps([str(Path(entry).absolute()) for entry in sys.path])
    process = subprocess.Popen(  # noqa: S603 our own interpreter and our own words
        [sys.executable, "-I", "-c", _START, search_path, *bounds, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        cwd=folder,
        start_new_session=True,
    )
    try:
        process.wait(limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise LimitExceeded(f"converting it takes longer than {limits.seconds} seconds") from error
    finally:
        _end_all(process)


def _end_all(process: "subprocess.Popen[bytes]") -> None:
    """End the whole group: LibreOffice starts processes of its own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:  # all of them have ended
        return
    finally:
        process.wait()


def _soffice() -> str | None:
    return shutil.which("soffice", path=os.defpath) or shutil.which("soffice")
