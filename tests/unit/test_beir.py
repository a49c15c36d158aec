"""Judged collections as others write them: their files are read with the liberties that are met in the wild."""

import json
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.errors import InvalidRecord
from archive.model import Access
from ingest.beir import document_id, ingest_collection, read_qrels, read_topics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "collection" / "qrels").mkdir(parents=True)
    return tmp_path / "collection"


def judge(folder: Path, text: str) -> dict[str, dict[str, int]]:
    (folder / "qrels" / "test.tsv").write_text(text, encoding="utf-8")
    return read_qrels(folder)


def take_in(folder: Path, home: Path, *records: object) -> tuple[int, dict[str, str]]:
    """How many documents were counted, and the title of each that is now in the archive, by its id."""
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, records)))
    with Catalogue.open(home) as catalogue:
        count = ingest_collection(catalogue, folder)
        return count, {document.id: document.title for document in catalogue.documents(Access.STAFF)}


def test_a_byte_order_mark_is_no_part_of_any_file(folder: Path, tmp_path: Path) -> None:
    (folder / "queries.jsonl").write_text('{"_id": "1", "text": "buses"}', encoding="utf-8-sig")
    (folder / "qrels" / "test.tsv").write_text("1\tb\t1\n", encoding="utf-8-sig")
    (folder / "corpus.jsonl").write_text('{"_id": "b", "text": "Buses."}', encoding="utf-8-sig")

    assert read_topics(folder) == {"1": "buses"}
    assert read_qrels(folder) == {"1": {document_id("b"): 1}}
    with Catalogue.open(tmp_path / "home") as catalogue:
        assert ingest_collection(catalogue, folder) == 1


def test_a_document_of_a_title_alone_is_found_by_it(folder: Path, tmp_path: Path) -> None:
    take_in(
        folder, tmp_path / "home", {"_id": "b", "title": "Buses of Seoul", "text": ""}, {"_id": "x" * 2000, "text": "y"}
    )
    with Catalogue.open(tmp_path / "home") as catalogue:
        texts = {entry.text for entry in catalogue.entries()}
    assert texts == {"Buses of Seoul", "y"}


def test_half_a_character_is_an_error_that_names_the_line(folder: Path) -> None:
    (folder / "queries.jsonl").write_text('{"_id": "1", "text": "\\ud800"}')
    with pytest.raises(InvalidRecord, match="line 1"):
        read_topics(folder)


def test_of_documents_with_one_id_the_first_is_kept(folder: Path, tmp_path: Path) -> None:
    records = [{"_id": "b", "title": title, "text": "Buses."} for title in ("first", "second")]
    assert take_in(folder, tmp_path / "home", *records) == (1, {document_id("b"): "first"})


def test_a_document_that_comes_again_much_later_is_counted_once(folder: Path, tmp_path: Path) -> None:
    records = [{"_id": f"{number}", "text": "Buses."} for number in range(501)]
    count, documents = take_in(folder, tmp_path / "home", *records, records[0])
    assert count == len(documents) == 501


def test_a_number_is_an_id(folder: Path, tmp_path: Path) -> None:
    (folder / "queries.jsonl").write_text('{"_id": 1, "text": "buses"}')
    assert read_topics(folder) == {"1": "buses"}
    assert take_in(folder, tmp_path / "home", {"_id": 7, "text": "Buses."}) == (1, {document_id("7"): "7"})


@pytest.mark.parametrize("wrong", [{"_id": None, "text": "x"}, {"_id": "1", "text": None}, {"_id": "", "text": "x"}])
def test_a_record_without_an_id_or_a_text_is_named_by_its_line(
    folder: Path, tmp_path: Path, wrong: dict[str, object]
) -> None:
    right = {"_id": "r", "text": "x"}
    with pytest.raises(InvalidRecord, match=r"corpus\.jsonl, line 2"):
        take_in(folder, tmp_path / "home", right, wrong)
    (folder / "queries.jsonl").write_text(f"{json.dumps(right)}\n{json.dumps(wrong)}\n")
    with pytest.raises(InvalidRecord, match=r"queries\.jsonl, line 2"):
        read_topics(folder)


def test_a_query_id_used_twice_is_named_by_its_line(folder: Path) -> None:
    (folder / "queries.jsonl").write_text('{"_id": "1", "text": "buses"}\n\n{"_id": 1, "text": "trams"}\n')
    with pytest.raises(InvalidRecord, match=r"queries\.jsonl, line 3: .*'1'"):
        read_topics(folder)


@pytest.mark.parametrize(
    "text",
    [
        "1\tb\t2\n",
        "1\tb\t2.0\n",
        "query-id\tcorpus-id\tscore\n1\tb\t2\n",
        "topic\tdocument\trelevance\n1\tb\t2\n",
        "1\t0\tb\t2\n",
        "1 0 b 2\n",
        "1 Q0  b\t2\n",
        "topic iteration document relevance\n1 0 b 2\n",
        "\n1\tb\t2\r\n \n\n",
    ],
)
def test_judgements_are_read_in_every_common_form(folder: Path, text: str) -> None:
    assert judge(folder, text) == {"1": {document_id("b"): 2}}


def test_grades_below_nought_stay(folder: Path) -> None:
    assert judge(folder, "1\tb\t-1\n") == {"1": {document_id("b"): -1}}


def test_quotation_marks_spaces_and_line_separators_are_parts_of_an_id(folder: Path) -> None:
    names = ['"b', "bus lane", "b\u2028c"]
    judged = judge(folder, "".join(f"1\t{name}\t1\n" for name in names))
    assert judged == {"1": {document_id(name): 1 for name in names}}


@pytest.mark.parametrize("wrong", ["1\tb", "1\tb\tgood", "1\tb\t0.5", "1\tb\tnan", "1\t\t1", "1\tb\t1e300"])
def test_a_judgement_that_is_none_is_named_by_its_line(folder: Path, wrong: str) -> None:
    with pytest.raises(InvalidRecord, match=r"test\.tsv, line 2"):
        judge(folder, f"1\tw\t1\n{wrong}\n")


def test_a_fraction_on_the_first_line_is_no_heading(folder: Path) -> None:
    with pytest.raises(InvalidRecord, match=r"test\.tsv, line 1"):
        judge(folder, "1\tb\t0.5\n")
