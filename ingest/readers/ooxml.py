"""What Word and PowerPoint files share: the zip they come in, charts, diagrams and alternative texts."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

from lxml import etree

from ingest.errors import LimitExceeded, UnreadableDocument

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_UNPACKED_BYTES = 1024**3
_PART_COUNT = 50_000
_GENERATED = re.compile(r"(?i)\s*description automatically generated.*$")
_FILE_NAME = re.compile(r"(?i)^\S+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)$")


def sound_package(file: BinaryIO) -> BinaryIO:
    """The file itself, or where a part that holds no text (a picture) is damaged, a copy with that part left empty.

    Raises UnreadableDocument where the zip or one of its texts is damaged, LimitExceeded where it unpacks to more
    than 1 GiB or 50,000 parts.
    """
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > _UNPACKED_BYTES or len(parts) > _PART_COUNT:
                raise LimitExceeded("the file unpacks to more than a document may hold (1 GiB, 50,000 parts)")
            broken = [part.filename for part in parts if not _is_sound(package, part)]
            if broken:
                file = _without(package, broken)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableDocument(
            "the file is damaged (its zip container is broken or cut off): export it again"
        ) from error
    file.seek(0)
    return file


def _is_sound(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    try:
        with package.open(part) as content:
            while content.read(1 << 20):
                pass
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        if part.filename.endswith((".xml", ".rels")):
            raise UnreadableDocument(f"the file is damaged ({part.filename}): export it again") from error
        return False
    return True


def _without(package: zipfile.ZipFile, broken: Iterable[str]) -> BinaryIO:
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w") as repaired:
        for part in package.infolist():
            repaired.writestr(part.filename, b"" if part.filename in broken else package.read(part))
    return copy


def root_of(part: Any) -> etree._Element:
    """The XML of a part of either library; no entity is resolved, nothing is fetched. Raises UnreadableDocument."""
    parsed = getattr(part, "_element", None)
    if parsed is not None:
        return parsed
    try:
        return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument("the file is damaged (broken XML): export it again") from error


def chart_texts(chart: etree._Element) -> Iterator[str]:
    """Title and axis titles, then names of series and categories, each once."""
    written = (
        "".join(run.text or "" for run in paragraph.iter(f"{DRAWING}t")) for paragraph in chart.iter(f"{DRAWING}p")
    )
    named = (
        value.text or ""
        for role in ("tx", "cat")
        for names in chart.iter(f"{CHART}{role}")
        for value in names.iter(f"{CHART}v")
    )
    yield from dict.fromkeys(text for text in (*written, *named) if text.strip())


def diagram_texts(diagram: etree._Element) -> Iterator[str]:
    """The texts of a SmartArt diagram, in the order of its points."""
    for paragraph in diagram.iter(f"{DRAWING}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{DRAWING}t"))
        if text.strip():
            yield text


def alternative_text(properties: etree._Element) -> str:
    """The description of a picture, unless it is the name of the picture's file."""
    description = _GENERATED.sub("", properties.get("descr") or "").strip()
    return "" if _FILE_NAME.match(description) else description
