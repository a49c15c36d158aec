"""One list of promises that every reader keeps, then what each format adds. Files go the whole way: sniffed, then
read in a process of their own."""

import unicodedata
from pathlib import Path

import docx
import pytest
from documents import (
    SENTENCE,
    WRITERS,
    part_of,
    with_damaged_part,
    with_part,
    write_docx,
    write_html,
    write_markdown,
    write_pdf,
    write_pptx,
    write_protected_pdf,
    write_zip,
)
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from archive.model import LocatorKind
from ingest.errors import EmptyDocument, IngestError, ProtectedDocument, UnreadableDocument
from ingest.isolation import ReadDocument, read_isolated
from ingest.sniff import DOCX, HTML, MARKDOWN, PDF, PLAIN_TEXT, PPTX, SRT, VTT, media_type

KINDS = {
    PDF: LocatorKind.PAGE,
    PPTX: LocatorKind.SLIDE,
    DOCX: LocatorKind.SECTION,
    HTML: LocatorKind.SECTION,
    MARKDOWN: LocatorKind.SECTION,
    PLAIN_TEXT: LocatorKind.SECTION,
    VTT: LocatorKind.TIME,
    SRT: LocatorKind.TIME,
}
every_format = pytest.mark.parametrize("kind", WRITERS)


def read(path: Path) -> ReadDocument:
    return read_isolated(path, media_type(path))


def outcome(path: Path, kind: str | None = None) -> str:
    """All the text, or the message of the error."""
    try:
        return "\n".join(texts(read_isolated(path, kind or media_type(path))))
    except IngestError as error:
        return error.message


def texts(document: ReadDocument) -> list[str]:
    return [page.text for page in document.pages]


def labels(document: ReadDocument) -> list[str]:
    return [page.locator.label for page in document.pages]


def written(tmp_path: Path, content: str | bytes, name: str = "file") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- every format -----------------------------------------------------------------------------------------------


@every_format
def test_the_words_come_out_in_order(kind: str, tmp_path: Path) -> None:
    assert SENTENCE in texts(read(WRITERS[kind](tmp_path / "a.md")))[0].replace("\n", " ")


@every_format
def test_locators_are_of_the_formats_kind_and_rise(kind: str, tmp_path: Path) -> None:
    places = [page.locator for page in read(WRITERS[kind](tmp_path / "a.md")).pages]
    assert {place.kind for place in places} == {KINDS[kind]}
    assert [place.start for place in places] == sorted({place.start for place in places})


@every_format
def test_no_page_with_text_is_empty(kind: str, tmp_path: Path) -> None:
    assert all(text.strip() for text in texts(read(WRITERS[kind](tmp_path / "a.md"))))


@pytest.mark.parametrize("kind", [PDF, PPTX, DOCX, HTML, MARKDOWN])
def test_the_title_the_file_states_is_told(kind: str, tmp_path: Path) -> None:
    assert read(WRITERS[kind](tmp_path / "a.md")).title == "A plan for buses"


@every_format
def test_reading_twice_gives_the_same(kind: str, tmp_path: Path) -> None:
    path = WRITERS[kind](tmp_path / "a.md")
    assert read(path) == read(path)


@every_format
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_file_cut_off_gives_pages_or_a_clear_error(kind: str, share: float, tmp_path: Path) -> None:
    whole = WRITERS[kind](tmp_path / "a.md").read_bytes()
    assert outcome(written(tmp_path, whole[: int(len(whole) * share)]))


@every_format
def test_bytes_of_another_kind_give_text_or_a_clear_error(kind: str, tmp_path: Path) -> None:
    assert outcome(written(tmp_path, b"%PDF-1.7\n" + bytes(range(256)) * 40), kind)


# --- text -------------------------------------------------------------------------------------------------------


def test_text_is_composed_and_free_of_control_characters(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Bogotá 서울")
    (text,) = texts(read(written(tmp_path, f"{decomposed}\x00\x07 trans\u00adport \u202edesrever\u202c end\r\nline")))
    assert text == "Bogotá 서울 transport desrever end\nline"


def test_korean_without_a_declared_encoding_is_read(tmp_path: Path) -> None:
    (text,) = texts(read(written(tmp_path, "서울시 대중교통 통합요금제".encode("cp949"))))
    assert text == "서울시 대중교통 통합요금제"


def test_utf16_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert texts(read(written(tmp_path, "Bogotá 서울".encode("utf-16")))) == ["Bogotá 서울"]


def test_plain_text_makes_sections_of_whole_paragraphs(tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {number} " + "word " * 148 for number in range(10)]
    document = read(written(tmp_path, "\n\n".join(paragraphs)))
    assert labels(document) == ["section 1", "section 2", "section 3", "section 4"]
    assert [text.count("Paragraph") for text in texts(document)] == [3, 3, 3, 1]


# --- PDF --------------------------------------------------------------------------------------------------------


def test_a_pdf_page_without_text_is_recorded(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "a.pdf", ("first", "", "third")))
    assert labels(document) == ["page 1", "page 3"]
    assert [place.label for place in document.pages_without_text] == ["page 2"]


def test_a_pdf_without_any_text_is_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyDocument, match="scanned"):
        read(write_pdf(tmp_path / "a.pdf", ("", "")))


def test_a_pdf_that_asks_for_a_password_is_protected(tmp_path: Path) -> None:
    with pytest.raises(ProtectedDocument, match="password"):
        read(write_protected_pdf(tmp_path / "a.pdf", "secret"))


def test_a_pdf_that_opens_with_an_empty_password_is_read(tmp_path: Path) -> None:
    assert texts(read(write_protected_pdf(tmp_path / "a.pdf", "")))[0] == SENTENCE


def test_a_pdf_that_lost_its_table_of_objects_is_still_read(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "a.pdf").read_bytes()
    document = read(written(tmp_path, whole[: whole.rindex(b"xref")]))
    assert texts(document)[0] == SENTENCE


def test_a_pdf_that_lost_its_page_tree_gives_the_pages_that_are_left(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "a.pdf").read_bytes()
    left = whole[: whole.rindex(b"xref")].replace(b"/Type /Pages", b"/Type /Lost").replace(b"/Catalog", b"/Lost")
    assert texts(read(written(tmp_path, left))) == [SENTENCE, "The second page."]


def test_dots_that_lead_across_a_table_of_contents_are_dropped(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "a.pdf", ("Financing ...................... 12",)))
    assert texts(document) == ["Financing … 12"]


# --- PowerPoint -------------------------------------------------------------------------------------------------


def test_a_slide_gives_title_text_and_notes_in_reading_order(tmp_path: Path) -> None:
    assert texts(read(write_pptx(tmp_path / "a.pptx")))[0] == f"Why buses\n{SENTENCE}\nSaid aloud only"


def test_tables_groups_charts_hidden_slides_and_alternative_texts_are_text(tmp_path: Path) -> None:
    document = read(write_pptx(tmp_path / "a.pptx"))
    assert labels(document)[1:] == ["slide 2", "slide 3", "slide 4", "slide 5"]
    assert texts(document)[1:] == [
        "City | Year\nCuritiba | 1974",
        "outer box\ninner box",
        "Ridership grew\nPassengers\n2004\n2005",
        "A map of the network",
    ]


def test_a_slide_show_is_read_like_a_presentation(tmp_path: Path) -> None:
    path = write_pptx(tmp_path / "a.pptx")
    types = part_of(path, "[Content_Types].xml").replace(b"presentation.main+xml", b"slideshow.main+xml")
    assert "Why buses" in texts(read(with_part(path, "[Content_Types].xml", types)))[0]


def test_a_damaged_picture_does_not_cost_the_text(tmp_path: Path) -> None:
    path = write_pptx(tmp_path / "a.pptx")
    assert SENTENCE in texts(read(written(tmp_path, with_damaged_part(path, "ppt/media/image1.png"))))[0]


def test_a_damaged_slide_is_refused(tmp_path: Path) -> None:
    path = write_pptx(tmp_path / "a.pptx")
    with pytest.raises(UnreadableDocument, match=r"slide1\.xml"):
        read(written(tmp_path, with_damaged_part(path, "ppt/slides/slide1.xml")))


def test_a_slide_of_broken_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument):
        read(with_part(write_pptx(tmp_path / "a.pptx"), "ppt/slides/slide1.xml", b"<p:sld"))


# --- Word -------------------------------------------------------------------------------------------------------


def test_word_headings_make_sections_with_tables_in_their_place(tmp_path: Path) -> None:
    document = read(write_docx(tmp_path / "a.docx"))
    assert labels(document) == ["section 1: Why buses", "section 2: Financing"]
    assert texts(document)[1].split("\n") == [
        "Financing",
        "Before the table",
        "Cost | 12 million",
        "After the table",
        "In a control",
        "Put in",
    ]


def test_what_is_printed_on_every_page_of_a_word_document_is_no_text(tmp_path: Path) -> None:
    assert "On every page" not in outcome(write_docx(tmp_path / "a.docx"))


def test_a_word_document_with_nothing_but_headers_and_footers_gives_those(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "The city plan"
    document.save(str(tmp_path / "a.docx"))
    assert "The city plan" in outcome(tmp_path / "a.docx")


@pytest.mark.parametrize(("kind", "mark"), [("FOOTNOTES", "footnote"), ("ENDNOTES", "endnote")])
def test_notes_of_a_word_document_are_text(kind: str, mark: str, tmp_path: Path) -> None:
    notes = (
        f'<w:{mark}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:{mark} w:id="1"><w:p>'
        f"<w:r><w:t>Counted in a note</w:t></w:r></w:p></w:{mark}></w:{mark}s>"
    )
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    content_type = f"{DOCX.removesuffix('.document')}.{mark}s+xml"
    part = Part(PackURI(f"/word/{mark}s.xml"), content_type, notes.encode(), document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind))
    document.save(str(tmp_path / "a.docx"))
    assert "Counted in a note" in outcome(tmp_path / "a.docx")


def test_an_entity_that_points_to_a_file_is_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        'PartName="/word/document.xml" '
        f'ContentType="{DOCX}.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    body = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]><w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e; beside'
        "</w:t></w:r></w:p></w:body></w:document>"
    )
    parts = {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": body}
    path = write_zip(tmp_path / "a.docx", {name: part.encode() for name, part in parts.items()})
    assert "the secret" not in outcome(path)


# --- HTML and Markdown ------------------------------------------------------------------------------------------


def test_html_gives_sections_tables_and_pictures_words_but_no_code(tmp_path: Path) -> None:
    document = read(write_html(tmp_path / "a.html"))
    assert labels(document) == ["section 1: Why buses", "section 2: Financing"]
    assert texts(document)[1].split("\n")[:3] == ["Financing", "It cost little.", "Cost | 12 million"]
    assert "A map of the network" in texts(document)[1]
    assert not any("not text" in text or "color" in text for text in texts(document))


def test_html_in_korean_without_a_declaration_is_read(tmp_path: Path) -> None:
    page = "<html><body><h1>도시재생 정책</h1><p>버스 중앙차로</p></body></html>".encode("euc-kr")
    assert texts(read(written(tmp_path, page))) == ["도시재생 정책\n버스 중앙차로"]


def test_html_with_a_wrong_declaration_is_read_as_what_it_is(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>서울시의 버스</p></body></html>'
    assert texts(read(written(tmp_path, page))) == ["서울시의 버스"]


def test_html_with_menus_around_it_gives_the_main_text(tmp_path: Path) -> None:
    menu = "<nav>" + "".join(f"<a href='/{n}'>Menu entry {n}</a> " for n in range(80)) + "</nav>"
    article = "".join(f"<p>{SENTENCE} Sentence number {n} says why.</p>" for n in range(12))
    document = read(written(tmp_path, f"<html><body>{menu}<article>{article}</article></body></html>"))
    assert "Menu entry" not in texts(document)[0]
    assert all(f"number {n} " in " ".join(texts(document)) for n in range(12))


FRAME = (
    "<nav>Menu word</nav><header><h1>Masthead word</h1></header>",
    "<aside>Margin word</aside><footer>Imprint word",
)
FRAME_BY_ROLES = (
    "<div role=navigation>Menu word</div><div role=banner>Masthead word</div>",
    "<div role=complementary>Margin word</div><div role=contentinfo>Imprint word",
)
FRAME_WORDS = ("Menu", "Masthead", "Margin", "Imprint")


@pytest.mark.parametrize("frame", [FRAME, FRAME_BY_ROLES], ids=["elements", "roles"])
@pytest.mark.parametrize("tag", ["main", "article", "div"])
@pytest.mark.parametrize("count", [6, 12, 60])
def test_what_stands_around_the_text_of_a_page_is_not_read(
    frame: tuple[str, str], tag: str, count: int, tmp_path: Path
) -> None:
    paragraphs = "".join(f"<p>{SENTENCE} Sentence number {n} says why.</p>" for n in range(count))
    page = f"<body>{frame[0]}<{tag}><h2>Why buses</h2>{paragraphs}</{tag}>{frame[1]}"
    text = outcome(written(tmp_path, f"<!doctype html><html>{page}"))
    assert text.startswith("Why buses")
    assert all(f"number {n} " in text for n in range(count))
    assert not any(word in text for word in FRAME_WORDS)


def test_a_main_text_of_a_few_words_is_read_without_what_stands_around_it(tmp_path: Path) -> None:
    page = f"<!doctype html><html><body>{FRAME[0]}<main><p>Buses come first.</p></main>{FRAME[1]}"
    assert outcome(written(tmp_path, page)) == "Buses come first."


@pytest.mark.parametrize("main", ["", "<main> </main>", "<div>Home</div>"])
def test_a_page_with_text_only_in_its_frame_gives_that(main: str, tmp_path: Path) -> None:
    text = outcome(written(tmp_path, f"<!doctype html><html><body>{FRAME[0]}{main}{FRAME[1]}"))
    assert all(word in text for word in FRAME_WORDS)


def test_a_menu_that_was_never_closed_does_not_cost_the_text(tmp_path: Path) -> None:
    page = f"<!doctype html><html><body><nav>Menu <main><p>{SENTENCE}</p></main><p>{SENTENCE * 20}</p>"
    assert f"{SENTENCE}\n" in outcome(written(tmp_path, page))


def test_headers_of_parts_of_the_text_and_its_notes_are_text(tmp_path: Path) -> None:
    page = (
        f"<main><header><h1>Why buses</h1></header><p>{SENTENCE}</p><section><header><h2>Financing</h2></header>"
        f"<p>{SENTENCE}</p></section></main><aside role='doc-endnotes'>Counted in a note</aside>"
    )
    document = read(written(tmp_path, f"<!doctype html><html><body>{page}"))
    assert labels(document) == ["section 1: Why buses", "section 2: Financing"]
    assert "Counted in a note" in texts(document)[1]


def test_html_nested_deeper_than_any_stack_ends_well(tmp_path: Path) -> None:
    assert outcome(written(tmp_path, "<html><body>" + "<div>" * 50_000 + SENTENCE))


def test_markdown_keeps_every_word_of_its_body(tmp_path: Path) -> None:
    path = write_markdown(tmp_path / "a.md")
    document = read(path)
    assert labels(document) == ["section 1: Why buses", "section 2: Financing"]
    assert texts(document) == [
        f"Why buses\n{SENTENCE}\n```\n# not a heading\n```",
        "Financing\nIt cost little.",
    ]


def test_markdown_gives_the_summary_of_its_front_matter_as_text(tmp_path: Path) -> None:
    front = "title: A plan\ndate: 2020-01-02\nsummary: What the plan says.\ndeck: What the plan says.\nweight: 2\n"
    assert texts(read(written(tmp_path, f"---\n{front}---\n", "a.md"))) == ["What the plan says."]


def test_markdown_takes_a_title_from_front_matter_that_is_not_quite_yaml(tmp_path: Path) -> None:
    path = written(tmp_path, "---\ntitle: Buses: a plan\n---\nText.\n", "a.md")
    assert read(path).title == "Buses: a plan"


# --- transcripts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("00:00:01.000 --> 00:00:02.000\nno header\n", [("00:00:01", "no header")]),
        ("1\n100:00:01,000 --> 100:00:02,000\nlate\n", [("100:00:01", "late")]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nno hours\n", [("00:00:01", "no hours")]),
        ("1\n00:00:01,000 --> 00:00:02,000\na\nx\n00:00:02,000 --> 00:00:03,000\nb\n", [("00:00:01", "a\nx\nb")]),
        ("1\n00:00:01,000 --> 00:00:02,000\na\n\nx\n00:00:02,000 --> 00:00:03,000\nb\n", [("00:00:01", "a\nb")]),
        ("WEBVTT\n\n00:00:09.000 --> 00:00:06.000\nbackwards\n", [("00:00:09", "backwards")]),
        (
            "WEBVTT\n\n00:00.000 --> 00:01.000\n<v A>one\n\n00:01.000 --> 00:02.000\n<v A>two\n",
            [("00:00:00", "A: one\ntwo")],
        ),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\none\n\n00:01.000 --> 00:02.000\none\ntwo\n", [("00:00:00", "one\ntwo")]),
    ],
)
def test_odd_transcripts_are_read(content: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    document = read(written(tmp_path, content))
    assert list(zip(labels(document), texts(document), strict=True)) == expected


def test_cues_are_joined_to_spans_with_the_start_of_the_first_and_the_end_of_the_last(tmp_path: Path) -> None:
    said = "Ten words are said in this one cue number"
    cues = "".join(f"{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},900\n{said} {n}.\n\n" for n in range(1, 41))
    document = read(written(tmp_path, cues))
    assert all(60 <= len(text.split()) <= 110 for text in texts(document)[:-1])
    assert document.pages[0].locator.start == 1
    assert [page.locator.start for page in document.pages[1:]] == [page.locator.end + 1 for page in document.pages[:-1]]
