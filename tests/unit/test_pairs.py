"""Pairs to learn from, those kept aside, and those of the vocabularies."""

import lzma
from pathlib import Path

import pytest

from archive.model import Theme
from archive.vocabulary import Vocabulary
from index.multilingual.alphabet import LANGUAGES
from index.multilingual.training.pairs import Pair, glossary, hold_out, read

HEAD = "english\ttranslation\tsource\tkind\n"


def folder_of(path: Path, text: str, but: str = "") -> Path:
    for language in LANGUAGES:
        if language != but:
            (path / f"{language}.tsv.xz").write_bytes(lzma.compress(text.encode()))
    return path


def test_lines_become_pairs_and_broken_ones_are_left_out(tmp_path: Path) -> None:
    lines = f"bus\t버스\tomw\tw\nonly english\nWater.\t물.\tntrex\ts\n\t없음\tomw\tw\n{'x' * 700}\tx\tomw\tw\n"
    found = [pair for pair in read(folder_of(tmp_path, HEAD + lines)) if pair.language == "ko"]
    assert found == [Pair("ko", "bus", "버스", "omw"), Pair("ko", "Water.", "물.", "ntrex")]


def test_other_columns_and_a_missing_language_are_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"ar\.tsv\.xz.*english, translation"):
        list(read(folder_of(tmp_path, "a\tb\n")))
    (tmp_path / "zh.tsv.xz").unlink()
    with pytest.raises(FileNotFoundError):
        list(read(folder_of(tmp_path, HEAD, but="zh")))


def test_no_language_learns_from_a_sentence_that_another_is_measured_by() -> None:
    pairs = [Pair(tag, f"s{n}", f"{tag}{n}", "ntrex") for tag in LANGUAGES for n in range(400)]
    pairs += [Pair("ko", f"s{n}", f"again {n}", "tatoeba") for n in range(400)]
    pairs += [Pair("ko", "in one language alone", "한 언어", "ntrex")]
    learnt, aside = hold_out(pairs)
    assert len({pair.english for pair in aside}) == 300
    assert {pair.language for pair in aside} == set(LANGUAGES)
    assert not {pair.english for pair in learnt} & {pair.english for pair in aside}
    assert hold_out(reversed(pairs))[1] == list(reversed(aside))


def test_the_glossary_has_each_label_often_and_other_words_once() -> None:
    theme = Theme(id="T01", labels={"en": "Water", "ko": "물", "de": "Wasser"}, alt_labels={"ko": ("상수도",)})
    nameless = Theme(id="T02", labels={"ko": "하수"})
    vocabulary = Vocabulary(themes={"T01": theme, "T02": nameless}, places={}, organisations={}, concepts={})
    assert list(glossary(vocabulary, 3)) == [
        Pair("ko", "Water", "물", "glossary", 3),
        Pair("ko", "Water", "상수도", "glossary"),
    ]
