"""The starter materials as this archive will read them: whole, plainly labelled, and leading where they say."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.model import LocatorKind, Program
from ingest.isolation import ReadDocument, read_isolated
from ingest.materials import MaterialRow, StatedCoverage, read_materials
from ingest.programs import read_register
from ingest.readers import Page
from ingest.sniff import media_type

NOT_A_LECTURE = {
    "en": "It is not a lecture that SHRDC or MITI gave",
    "ko": "SHRDC나 MITI에서 실제로 진행한 강의가 아닙니다",
    "fr": "Ce n’est pas un cours donné par le SHRDC ou le MITI",
    "es": "No es una clase que hayan impartido el SHRDC o el MITI",
}


@pytest.fixture(scope="module")
def materials(corpus: Path) -> Path:
    return corpus / "materials"


@pytest.fixture(scope="module")
def rows(materials: Path) -> list[MaterialRow]:
    found = list(read_materials(materials / "materials.csv"))
    assert all(isinstance(row, MaterialRow) for row in found)
    return [row for row in found if isinstance(row, MaterialRow)]


@pytest.fixture(scope="module")
def readings(materials: Path, rows: list[MaterialRow]) -> dict[str, ReadDocument]:
    return {row.file: read(materials / row.file) for row in rows}


@pytest.fixture(scope="module")
def samples(corpus: Path) -> dict[str, Program]:
    return {program.id: program for program in read_register(corpus).samples}


@pytest.fixture(scope="module")
def contents(materials: Path) -> Iterator[list[Any]]:
    """What the files were made from."""
    sys.path.insert(0, str(materials))
    try:
        from press.content import read_contents

        yield list(read_contents(materials / "content"))
    finally:
        sys.path.remove(str(materials))


def read(path: Path) -> ReadDocument:
    return read_isolated(path, media_type(path))


def without_spaces(text: str) -> str:
    """Lines that a page breaks, and spaces that a script does not write, do not count."""
    return "".join(text.split())


def places(row: MaterialRow, stated: StatedCoverage, reading: ReadDocument) -> list[Page]:
    assert stated.locator is not None, f"{row.file}: {stated.case_id} names no place"
    return [page for page in reading.pages if page.locator.overlaps(stated.locator)]


def test_there_are_materials_of_four_formats_in_four_languages(rows: list[MaterialRow], materials: Path) -> None:
    assert len(rows) >= 40
    assert {Path(row.file).suffix for row in rows} == {".pptx", ".pdf", ".docx", ".vtt"}
    assert {row.language for row in rows} == {"en", "ko", "fr", "es"}
    assert all((materials / row.file).stat().st_size < 500_000 for row in rows)


def test_every_material_says_at_once_that_nobody_taught_it(
    rows: list[MaterialRow], readings: dict[str, ReadDocument]
) -> None:
    for row in rows:
        first = readings[row.file].pages[0].text
        assert without_spaces(NOT_A_LECTURE[row.language]) in without_spaces(first), row.file


def test_every_material_belongs_to_a_sample_program_and_names_its_rights(
    rows: list[MaterialRow], samples: dict[str, Program]
) -> None:
    for row in rows:
        assert row.program in samples, row.file
        assert samples[row.program].is_sample
        assert row.rights == "CC BY 4.0"
        assert row.session
        assert row.date is None
    assert {row.program for row in rows} == set(samples), "a sample program without any material"


def test_sample_programs_pretend_neither_dates_nor_hosts_nor_people(samples: dict[str, Program]) -> None:
    for program in samples.values():
        assert program.title.startswith("Sample course: ")
        assert (program.host, program.head_count, program.period.start, program.row) == (None, None, None, None)


def test_a_presentation_of_a_city_that_no_city_gave_is_called_a_model(rows: list[MaterialRow]) -> None:
    presentations = [row for row in rows if row.session_kind == "city presentation"]
    assert presentations
    assert all(row.title.startswith("Model city presentation: ") for row in presentations)


def test_every_case_exists_and_every_place_lies_within_its_file(
    rows: list[MaterialRow], readings: dict[str, ReadDocument], corpus: Path
) -> None:
    for row in rows:
        assert row.cases, f"{row.file} treats no case"
        last = max(page.locator.end for page in readings[row.file].pages)
        for stated in row.cases:
            assert (corpus / "cases" / f"{stated.case_id}.md").is_file(), f"{row.file}: {stated.case_id}"
            assert places(row, stated, readings[row.file]), f"{row.file}: {stated}"
            assert stated.locator is not None
            assert stated.locator.end <= last, f"{row.file}: {stated}"


def test_slides_pages_and_sections_name_the_cases_that_they_are_said_to_treat(
    rows: list[MaterialRow], readings: dict[str, ReadDocument]
) -> None:
    for row in rows:
        for stated in row.cases:
            for page in places(row, stated, readings[row.file]):
                if page.locator.kind is not LocatorKind.TIME:
                    named = stated.case_id in without_spaces(page.text)
                    assert named, f"{row.file}, {page.locator.label} does not name {stated.case_id}"


def test_a_transcript_speaks_of_the_cases_that_it_is_said_to_treat(
    rows: list[MaterialRow], readings: dict[str, ReadDocument], contents: list[Any]
) -> None:
    spoken = {deck.transcript: deck.spoken for deck in contents if getattr(deck, "transcript", None)}
    transcripts = [row for row in rows if row.file.endswith(".vtt")]
    assert {row.file for row in transcripts} == set(spoken)
    for row in transcripts:
        for stated in row.cases:
            heard = " ".join(page.text for page in places(row, stated, readings[row.file]))
            assert spoken[row.file][stated.case_id] in " ".join(heard.split()), f"{row.file}: {stated}"


def test_nothing_on_a_slide_is_lost_on_the_way_into_the_archive(
    readings: dict[str, ReadDocument], contents: list[Any]
) -> None:
    for deck in (content for content in contents if content.kind == "deck"):
        pages = readings[deck.file].pages
        assert len(pages) == len(deck.slides) + 1
        for slide, page in zip(deck.slides, pages[1:], strict=True):
            text = without_spaces(page.text)
            for written in texts_of(slide):
                assert without_spaces(written) in text, f"{deck.file}, {page.locator.label}: {written}"


def texts_of(slide: Any) -> Iterator[str]:
    """Title, notes, points, numbers, chart (its alternative text gives the numbers) and table of a slide."""
    yield from (slide.title, slide.statement, slide.takeaway, slide.notes, *slide.points)
    yield from (
        part for figure in (*slide.figures, *slide.panels, *slide.steps) for part in (figure.value, figure.label)
    )
    if slide.chart:
        yield from (f"{slide.chart.title}, {slide.chart.unit}", slide.chart.description)
    if slide.table:
        yield from (cell for row in (slide.table.head, *slide.table.rows) for cell in row)


def test_slides_and_pages_rest_on_sources_that_are_listed(contents: list[Any], corpus: Path) -> None:
    listed = {source.id for source in read_register(corpus).sources}
    for material in contents:
        for part in material.slides if material.kind == "deck" else material.parts:
            assert set(part.sources) <= listed, f"{material.file}: {set(part.sources) - listed}"


def test_a_material_names_its_course_as_the_program_is_called(contents: list[Any], samples: dict[str, Program]) -> None:
    for material in contents:
        assert material.course == samples[material.program].title, material.file


def test_making_them_twice_gives_the_same_bytes_and_the_texts_that_stand_here(
    materials: Path, rows: list[MaterialRow], readings: dict[str, ReadDocument], tmp_path: Path
) -> None:
    once, twice = tmp_path / "once", tmp_path / "twice"
    for seed, folder in (("1", once), ("2", twice)):
        folder.mkdir()
        command = [sys.executable, str(materials / "make.py"), str(folder)]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
    made = {path.name: path.read_bytes() for path in once.iterdir()}
    assert made == {path.name: path.read_bytes() for path in twice.iterdir()}
    assert set(made) == {"materials.csv", *(row.file for row in rows)}
    assert made["materials.csv"] == (materials / "materials.csv").read_bytes()
    for row in rows:
        assert read(once / row.file) == readings[row.file], f"{row.file} is not what content/ says: run make.py"
