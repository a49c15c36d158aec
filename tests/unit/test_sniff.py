from pathlib import Path

import pytest
from documents import WRITERS, write_docx, write_zip

from ingest.errors import EmptyDocument, IngestError, ProtectedDocument, UnsupportedFormat
from ingest.sniff import DOCX, HTML, MARKDOWN, PDF, PLAIN_TEXT, PPTX, SRT, VTT, media_type

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSX_TYPES = f'<Types><Override ContentType="{SHEET}"/></Types>'.encode()


def sniffed(tmp_path: Path, content: bytes, name: str = "file") -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return media_type(path)


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind != MARKDOWN])
@pytest.mark.parametrize("name", ["lying.jpg", "lying.pdf", "lying.pptx", "none"])
def test_a_name_says_nothing(kind: str, name: str, tmp_path: Path) -> None:
    assert media_type(WRITERS[kind](tmp_path / name)) == kind


def test_among_texts_the_name_tells_markdown(tmp_path: Path) -> None:
    assert sniffed(tmp_path, b"# Heading\n", "a.md") == MARKDOWN
    assert sniffed(tmp_path, b"# Heading\n", "a.txt") == PLAIN_TEXT


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\r\n\r\nmail added this\r\n%PDF-1.4\n", PDF),
        (b"<!-- a comment --><HTML><body>", HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', HTML),
        (b"\xef\xbb\xbfWEBVTT - a talk\n", VTT),
        (b"00:01.000 --> 00:02.000\nno header", VTT),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nyes", SRT),
        ("서울시 도시정책".encode("cp949"), PLAIN_TEXT),
        ("Bogotá".encode("utf-16"), PLAIN_TEXT),
        (b"# A\0B\n\ntext\0\0 more", PLAIN_TEXT),
        (b'{"cities": ["Seoul"]}', PLAIN_TEXT),
        ("é".encode() * 40_000, PLAIN_TEXT),
    ],
)
def test_formats_are_told_by_their_bytes(content: bytes, kind: str, tmp_path: Path) -> None:
    assert sniffed(tmp_path, content) == kind


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (OLE + bytes(600), "before 2007"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x1f\x8b\x08" + bytes(50), "archive"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "XML"),
        (b"From: a\nMIME-Version: 1.0\nSubject: b\n\ntext", "mail"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_other_formats_are_refused_by_name_with_what_to_do(content: bytes, named: str, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match=rf"{named}.*save it as PDF"):
        sniffed(tmp_path, content)


def test_a_zip_without_an_office_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match="zip archive"):
        media_type(write_zip(tmp_path / "a.docx", {"a.txt": b"text"}))
    with pytest.raises(UnsupportedFormat, match="spreadsheet"):
        media_type(write_zip(tmp_path / "a.docx", {"[Content_Types].xml": XLSX_TYPES}))


def test_an_encrypted_office_file_is_protected_wherever_the_mark_stands(tmp_path: Path) -> None:
    mark = "EncryptedPackage".encode("utf-16-le")
    for before in (600, (1 << 20) - len(OLE) - 10):
        with pytest.raises(ProtectedDocument, match="password"):
            sniffed(tmp_path, OLE + bytes(before) + mark + bytes(100))


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\0" * 100])
def test_a_file_of_nothing_is_empty(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument):
        sniffed(tmp_path, content)


def test_a_zip_cut_off_is_still_known_as_what_it_was(tmp_path: Path) -> None:
    assert sniffed(tmp_path, write_docx(tmp_path / "a.docx").read_bytes()[:9000]) == DOCX


def test_a_zip_with_bytes_in_front_is_known(tmp_path: Path) -> None:
    assert sniffed(tmp_path, b"garbage" + WRITERS[PPTX](tmp_path / "a").read_bytes()) == PPTX


def test_a_zip_whose_table_of_contents_is_all_there_is_is_not_unpacked(tmp_path: Path) -> None:
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + b"\xff\xff\xff\x7f" + bytes(4) + bytes(2)
    with pytest.raises(IngestError, match="many files"):
        sniffed(tmp_path, b"PK\x03\x04" + bytes(1000) + end)
