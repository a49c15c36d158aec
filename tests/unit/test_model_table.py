"""The table of new pieces as it is kept, and damaged ones."""

import json
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Translation
from index.errors import IndexIncompatible
from index.multilingual.table import SHIPPED, both_forms, read_english, read_table, table_sha256, write_table

PIECES = ["서울", "##시", "水道", "вода"]
ENGLISH = [[Translation("seoul", 0.96)], [], [Translation("water", 0.41), Translation("works", 0.335)], []]
VECTORS = np.random.default_rng(0).normal(size=(4, 8)).astype(np.float32)


def test_each_row_is_kept_to_a_254th_of_its_largest_number(tmp_path: Path) -> None:
    vectors = VECTORS * np.array([[1000], [1], [0.001], [1]], np.float32)
    sha256 = write_table(tmp_path, PIECES, vectors, ENGLISH)
    table = read_table(tmp_path)
    assert (table.pieces, table.sha256, table_sha256(tmp_path)) == (PIECES, sha256, sha256)
    off = np.abs(table.vectors - vectors).max(axis=1)
    assert (off <= np.abs(vectors).max(axis=1) / 254 * 1.0001).all()
    assert {path.name for path in tmp_path.iterdir()} == {
        "pieces.txt",
        "table.safetensors",
        "english.txt",
        "model.json",
    }


def test_a_row_of_zeros_stays_zero(tmp_path: Path) -> None:
    write_table(tmp_path, ["a"], np.zeros((1, 8), np.float32), [[]])
    assert not read_table(tmp_path).vectors.any()


def test_pieces_of_languages_that_string_words_together_stand_for_both_forms() -> None:
    assert dict(both_forms(PIECES)) == {"서울": 0, "##서울": 0, "##시": 1, "水道": 2, "##水道": 2, "вода": 3}


def test_what_a_piece_stands_for_is_kept_in_hundredths(tmp_path: Path) -> None:
    write_table(tmp_path, PIECES, VECTORS, ENGLISH)
    water = (Translation("water", 0.41), Translation("works", 0.34))
    seoul = (Translation("seoul", 0.96),)
    assert read_english(tmp_path) == {"서울": seoul, "##서울": seoul, "水道": water, "##水道": water}


@pytest.mark.parametrize("damaged", ["", "a:1\n", "a\n\n\n\n", "a:x\n\n\n\n"])
def test_damaged_english_is_refused(tmp_path: Path, damaged: str) -> None:
    write_table(tmp_path, PIECES, VECTORS, ENGLISH)
    (tmp_path / "english.txt").write_text(damaged)
    with pytest.raises(IndexIncompatible, match="install the archive again"):
        read_english(tmp_path)


@pytest.mark.parametrize("name", ["pieces.txt", "table.safetensors", "english.txt", "model.json"])
def test_a_missing_or_changed_file_is_refused(tmp_path: Path, name: str) -> None:
    write_table(tmp_path, PIECES, VECTORS, ENGLISH)
    with (tmp_path / name).open("ab") as file:
        file.write(b"{")
    with pytest.raises(IndexIncompatible, match="install the archive again"):
        read_table(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(IndexIncompatible, match="install the archive again"):
        read_table(tmp_path)


@pytest.mark.parametrize("card", ["[]", "{}", '"x"', "", "null"])
def test_a_card_of_another_shape_is_refused(tmp_path: Path, card: str) -> None:
    write_table(tmp_path, PIECES, VECTORS, ENGLISH)
    (tmp_path / "model.json").write_text(card)
    with pytest.raises(IndexIncompatible, match="cannot be read"):
        read_table(tmp_path)


def test_fewer_pieces_than_rows_are_refused(tmp_path: Path) -> None:
    write_table(tmp_path, PIECES[:3], VECTORS, ENGLISH)
    with pytest.raises(IndexIncompatible, match="3 pieces, 4 rows"):
        read_table(tmp_path)


def test_the_shipped_table_is_whole_and_its_card_names_its_hash() -> None:
    table = read_table()
    assert table.vectors.shape == (len(table.pieces), 384)
    assert len(set(table.pieces)) == len(table.pieces)
    assert json.loads((SHIPPED / "model.json").read_text("utf-8"))["sha256"] == table.sha256
    assert table.sha256[:16] in (SHIPPED / "README.md").read_text("utf-8")
