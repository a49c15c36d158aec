"""What a file is, by its bytes and never by its name."""

import re
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

from ingest.errors import EmptyDocument, ProtectedDocument, UnsupportedFormat

__all__ = ["DOCX", "HTML", "MARKDOWN", "PDF", "PLAIN_TEXT", "PPTX", "SRT", "VTT", "media_type"]

PDF = "application/pdf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN_TEXT = "text/plain"
VTT = "text/vtt"
SRT = "application/x-subrip"

_READABLE = "PDF, PowerPoint (pptx), Word (docx), HTML, Markdown, plain text, WebVTT and SRT are read"
_HEAD_LENGTH = 64 * 1024
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FOREIGN_MAGIC = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"ID3", "a sound recording"),
    (b"RIFF", "a recording or picture"),
    (b"OggS", "a recording"),
    (b"\x1aE\xdf\xa3", "a video"),
)
_MAIL = re.compile(
    rb"\A(?:From |(?:Received|Return-Path|MIME-Version|Message-ID|Delivered-To|X-[\w-]+|From|To|Date|Subject):[ \t]\S)"
)
_MAIL_FIELD = re.compile(rb"(?im)^(?:message-id|mime-version|received|from):[ \t]")
_HTML = re.compile(
    rb"(?is)\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|table|h[1-6]|p|ul|article|section|span|center)\b"
)
_HTML_ANYWHERE = re.compile(rb"(?i)<(?:html|body)[\s>]")
_XML = re.compile(rb"\A\s*<(?:\?xml|!DOCTYPE|[a-zA-Z_][\w.-]*(?::|\s+xmlns))")
_TIMING_LINE = re.compile(
    r"(?m)^[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?P<comma>[.,])?\d*[ \t]*-->[ \t]*(?:\d{1,4}:)?\d{1,2}:\d{1,2}"
)
_MARKDOWN_NAMES = {".md", ".markdown", ".mdown", ".rmd", ".qmd"}
_CONTENT_TYPES = (("presentationml", PPTX), ("ms-powerpoint", PPTX), ("wordprocessingml", DOCX), ("ms-word", DOCX))
_MAIN_PART = re.compile(r'ContentType="([^"]*(?:presentation|slideshow|template|document)[^"]*main\+xml)"')


def media_type(path: Path) -> str:
    """The media type of a file that a reader here understands.

    Raises UnsupportedFormat for every other format, ProtectedDocument for an office file encrypted as a whole,
    EmptyDocument for a file without bytes.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_LENGTH)
        if not head.strip(b"\0 \t\r\n"):
            raise EmptyDocument("the file is empty: fetch or export it again")
        return _binary_type(file, head) or _text_type(head, path.suffix.lower())


def _binary_type(file: BinaryIO, head: bytes) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        return _package_type(file, head)
    # The specification lets other bytes stand before a PDF's header, mail systems put them there.
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(_OLE_MAGIC):
        raise _ole_refusal(file)
    for magic, name in _FOREIGN_MAGIC:
        if head.startswith(magic):
            raise _unsupported(name)
    return _package_type(file, head) if _directory_size(file) is not None else None


def _ole_refusal(file: BinaryIO) -> UnsupportedFormat | ProtectedDocument:
    """Office files before 2007, mail, and the container that Office wraps around an encrypted file."""
    file.seek(0)
    while window := file.read(1 << 20):
        if _ENCRYPTED_PACKAGE in window:
            return ProtectedDocument("the office file asks for a password: save a copy without one")
        if len(window) == 1 << 20:
            file.seek(-len(_ENCRYPTED_PACKAGE), 1)
    return _unsupported("an office file in the format before 2007 (doc, ppt, xls) or a mail message")


def _package_type(file: BinaryIO, head: bytes) -> str:
    directory_size = _directory_size(file)
    if directory_size is None:  # cut off: the names at its beginning tell what it was, its reader refuses it as damaged
        return _type_by_part_names(head)
    if directory_size > 16 * 1024 * 1024:
        raise _unsupported("an archive of very many files")
    try:
        with zipfile.ZipFile(file) as package, package.open("[Content_Types].xml") as part:
            content_types = part.read(1 << 20).decode("utf-8", errors="replace")
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _unsupported("a zip archive (or an OpenDocument or EPUB file)") from error
    main = _MAIN_PART.search(content_types)
    for name, kind in _CONTENT_TYPES:
        if main and name in main[1]:
            return kind
    raise _unsupported("a spreadsheet or another office file")


def _directory_size(file: BinaryIO) -> int | None:
    """Bytes of a zip's table of contents, from the record at its end; None: no such record."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 65_557))
    tail = file.read()
    position = tail.rfind(b"PK\x05\x06")
    if position < 0 or len(tail) - position < 22:
        return None
    size: int = struct.unpack_from("<L", tail, position + 12)[0]
    return size


def _type_by_part_names(head: bytes) -> str:
    for name, kind in ((b"ppt/", PPTX), (b"word/", DOCX)):
        if name in head:
            return kind
    raise _unsupported("a damaged zip archive")


def _text_type(head: bytes, suffix: str) -> str:
    if head.startswith((b"<mail", b"MIME-Version:")) or (
        _MAIL.match(head) and len(_MAIL_FIELD.findall(head[:4096])) >= 2
    ):
        raise _unsupported("a mail message")
    if _HTML.match(head) or (_HTML_ANYWHERE.search(head[:4096]) and b"<" in head[:64]):
        return HTML
    if _XML.match(head):
        raise _unsupported("an XML file")
    text = _as_text(head)
    if text.lstrip("\ufeff").startswith("WEBVTT"):
        return VTT
    timing = _TIMING_LINE.search(text[:4096])
    if timing:
        return SRT if timing["comma"] == "," else VTT
    # Markdown is plain text with marks that plain text may hold too: here, and only here, the name decides.
    return MARKDOWN if suffix in _MARKDOWN_NAMES else PLAIN_TEXT


def _as_text(head: bytes) -> str:
    """The head, roughly decoded; raises UnsupportedFormat where too many bytes are none of a text's."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    if _alternates_with_nul(head):
        return head.replace(b"\0", b"").decode("latin-1")
    text = head.decode("utf-8", errors="ignore") if _is_utf8(head) else head.decode("latin-1")
    control_count = sum(1 for character in text if character < " " and character not in "\t\n\r\f\v\x1b")
    # A stray NUL or two does not make a text binary; bytes that are not even UTF-8 get less benefit of the doubt.
    if control_count > len(text) * (0.25 if _is_utf8(head) else 0.01):
        raise _unsupported("a binary file")
    return text


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(head) == _HEAD_LENGTH and error.start >= len(head) - 4
    return True


def _alternates_with_nul(head: bytes) -> bool:
    """UTF-16 without a mark, mostly of ASCII letters."""
    even, odd = head[::2], head[1::2]
    return (
        len(head) >= 8 and max(even.count(0), odd.count(0)) > 0.9 * len(odd) and min(even.count(0), odd.count(0)) == 0
    )


def _unsupported(name: str) -> UnsupportedFormat:
    return UnsupportedFormat(f"this is {name}; {_READABLE}: save it as PDF or one of these")
