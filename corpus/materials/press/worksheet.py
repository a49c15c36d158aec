"""Worksheets and readings: Word on A4, with real headings, tables and lines to write on."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from . import look
from .content import ORGANISATION, RIGHTS, Block, Figure, Paper, Part, Table
from .packing import MADE_AT, pack_again

_WIDTH = 16.6  # cm between the margins


def worksheet_bytes(paper: Paper) -> bytes:
    """The finished Word file."""
    document = Document()
    _state_properties(document.core_properties, paper)
    _set_page(document.sections[0])
    _set_styles(document, paper.language)
    _add_opening(document, paper)
    for part in paper.parts:
        _add_part(document, part, paper.language)
    _add_foot(document.sections[0])
    written = BytesIO()
    document.save(written)
    return pack_again(written.getvalue())


def _state_properties(properties: Any, paper: Paper) -> None:
    properties.title, properties.subject = paper.title, paper.subtitle
    properties.author = properties.last_modified_by = ORGANISATION
    properties.language = look.LANGUAGE_TAGS[paper.language]
    properties.comments = f"{paper.notice} {RIGHTS}"
    properties.created = properties.modified = MADE_AT
    properties.revision = 1


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)


def _set_styles(document: Any, language: str) -> None:
    looks = {
        "Normal": (11, False, look.INK, 0, 6),
        "Title": (26, True, look.DEEP, 0, 2),
        "Subtitle": (13, False, look.GREY, 0, 12),
        "Heading 1": (15, True, look.DEEP, 16, 4),
        "List Bullet": (11, False, look.INK, 0, 3),
    }
    for name, (size, bold, colour, before, after) in looks.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = look.LATIN_FONT, Pt(size), bold
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for name in ("Title", "Subtitle"):
        for ornament in (qn("w:pBdr"), f"{qn('w:rPr')}/{qn('w:spacing')}"):
            for found in document.styles[name].element.findall(f".//{ornament}"):
                found.getparent().remove(found)
    for defaults in document.styles.element.iter(qn("w:lang")):
        defaults.set(qn("w:val"), look.LANGUAGE_TAGS[language])


def _add_opening(document: Any, paper: Paper) -> None:
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.subtitle, style="Subtitle")
    for text, bold in ((paper.notice, True), (f"{paper.course}. {paper.session}. {ORGANISATION}, {RIGHTS}.", False)):
        paragraph = document.add_paragraph()
        paragraph.add_run(text).bold = bold
        _shade(paragraph._p.get_or_add_pPr())
        paragraph.paragraph_format.space_after = Pt(0)


def _add_part(document: Any, part: Part, language: str) -> None:
    document.add_heading(part.heading, level=1).paragraph_format.page_break_before = part.starts_page or None
    for number, block in enumerate(part.blocks, start=1):
        _add_block(document, block, is_followed=number < len(part.blocks))
    if line := part.line(language):
        run = document.add_paragraph().add_run(line)
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(look.GREY)


def _add_block(document: Any, block: Block, *, is_followed: bool) -> None:
    if block.text:
        # What a text introduces (a table, lines to write on) stands on the same page.
        document.add_paragraph(block.text).paragraph_format.keep_with_next = is_followed
    for point in block.points:
        is_tick = point.startswith("☐")
        paragraph = document.add_paragraph(point, style="Normal" if is_tick else "List Bullet")
        paragraph.paragraph_format.keep_with_next = is_tick
    if block.table:
        _add_table(document, block.table)
    if block.figures:
        _add_figures(document, block.figures)
    for _ in range(block.lines):
        paragraph = document.add_paragraph()
        # Neighbours with like borders are taken as one: "between" rules each of them.
        rules = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="1" w:color="{look.RULE}"/>' for side in ("bottom", "between")
        )
        # Word wants borders before spacing.
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{rules}</w:pBdr>"))
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(0)


def _add_table(document: Any, content: Table) -> None:
    table = document.add_table(rows=1 + len(content.rows), cols=len(content.head))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{look.RULE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)  # the order that Word wants
    widths = [Cm(_WIDTH * share / sum(content.widths)) for share in content.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, texts in enumerate((content.head, *content.rows)):
        row = table.rows[number]
        properties = row._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        if number == 0:
            properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        elif not any(texts[1:]):
            row.height = Cm(1.3)
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            _fill(cell, text, is_head=number == 0)
            cell.paragraphs[0].paragraph_format.keep_with_next = number < len(content.rows)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _add_figures(document: Any, figures: tuple[Figure, ...]) -> None:
    """Numbers side by side on sand, what they count beneath each."""
    table = document.add_table(rows=1, cols=len(figures))
    table.autofit = False
    size = Pt(20 if max(len(figure.value) for figure in figures) * len(figures) <= 40 else 16)
    for column, cell, figure in zip(table.columns, table.rows[0].cells, figures, strict=True):
        column.width = cell.width = Cm(_WIDTH / len(figures))
        _shade(cell._tc.get_or_add_tcPr())
        value = cell.paragraphs[0].add_run(figure.value)
        value.font.size, value.bold = size, True
        value.font.color.rgb = RGBColor.from_string(look.ACCENT if figure.accent else look.DEEP)
        cell.add_paragraph().add_run(figure.label).font.size = Pt(10)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _fill(cell: Any, text: str, *, is_head: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(10), is_head
    if is_head:
        run.font.color.rgb = RGBColor.from_string(look.DEEP)
        _shade(cell._tc.get_or_add_tcPr())


def _shade(properties: Any) -> None:
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{look.SAND}"/>'))


def _add_foot(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    run = paragraph.add_run(f"{ORGANISATION} · {RIGHTS} · ")
    run.font.size = Pt(8.5)
    shown = '<w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:t>1</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE">{shown}</w:fldSimple>'))
