"""From pairs to a table that an encoder takes, by the command: the same inputs give the same file."""

import json
import lzma
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from archive.errors import InvalidRecord
from index.multilingual import MultilingualEncoder
from index.multilingual.alphabet import LANGUAGES
from search_api.cli import app

WORDS = {
    "en": "city water bus budget school park",
    "ar": "مدينة ماء حافلة ميزانية مدرسة حديقة",
    "es": "ciudad agua autobús presupuesto escuela parque",
    "fr": "ville eau autobus budget école parc",
    "id": "kota air bus anggaran sekolah taman",
    "ja": "都市 水 バス 予算 学校 公園",
    "ko": "도시 물 버스 예산 학교 공원",
    "pt": "cidade água ônibus orçamento escola parque",
    "ru": "город вода автобус бюджет школа парк",
    "zh": "城市 水 公交 预算 学校 公园",
}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    english = WORDS["en"].split()
    for language in LANGUAGES:
        own = WORDS[language].split()
        lines = ["english\ttranslation\tsource\tkind\n"]
        for places in permutations(range(len(own)), 3):
            said = (" ".join(words[place] for place in places) for words in (english, own))
            lines.append("\t".join([*said, "made", "s"]) + "\n")
        lines += ["\t".join([*said, "ntrex", "s"]) + "\n" for said in zip(english, own, strict=True)]
        (folder / f"{language}.tsv.xz").write_bytes(lzma.compress("".join(lines).encode()))
    return folder


@pytest.fixture(scope="module")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of one theme and one concept: the whole glossary would take minutes."""
    folder = tmp_path_factory.mktemp("corpus") / "vocabularies"
    (folder / "concepts").mkdir(parents=True)
    labels = json.dumps({language: words.split()[0] for language, words in WORDS.items()}, ensure_ascii=False)
    (folder / "themes.yaml").write_text(f"- id: T01\n  labels: {labels}\n", "utf-8")
    entry = f"- id: town\n  scheme: concept\n  broader: [T01]\n  labels: {labels}\n  scope_note: Many people.\n"
    (folder / "concepts" / "T01.yaml").write_text(entry, "utf-8")
    return folder.parent


def train(pairs: Path, corpus: Path, out: Path, work: Path, *more: str) -> dict[str, Any]:
    arguments = ["model", "train", str(pairs), "--corpus", str(corpus), "--out", str(out), "--work", str(work)]
    result = CliRunner().invoke(app, [*arguments, "--epochs", "1", "--json", *more])
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.fixture(scope="module")
def made(pairs: Path, small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A folder with ``out`` and ``work`` of one run, and what it told."""
    folder = tmp_path_factory.mktemp("made")
    return folder, train(pairs, small_corpus, folder / "out", folder / "work")


def test_words_are_learnt_and_the_same_inputs_give_the_same_file(
    pairs: Path, small_corpus: Path, made: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    folder, told = made
    # Broken off after what takes longest but one: the steps before are taken up, the others done again.
    for step in ("first", "trained"):
        next((folder / "work").glob(f"{step}-*.pickle")).unlink()
    assert train(pairs, small_corpus, tmp_path / "again", folder / "work") == told | {"folder": str(tmp_path / "again")}
    assert (tmp_path / "again" / "TRAINING.md").read_bytes() == (folder / "out" / "TRAINING.md").read_bytes()
    encoder = MultilingualEncoder(folder / "out", tmp_path / "cache")
    for language in ("ar", "es", "ja", "ko", "ru"):
        vectors = encoder.encode_passages(WORDS[language].split())
        nearest = (vectors @ encoder.encode_passages(WORDS["en"].split()).T).argmax(axis=1)
        assert (nearest == range(6)).mean() >= 0.5, language


def test_what_cannot_be_read_is_told_and_writes_nothing(pairs: Path, small_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name, content in (("xz", b"no xz"), ("cut", lzma.compress(b"english")[:-9])):
        (tmp_path / name).mkdir()
        for language in LANGUAGES:
            (tmp_path / name / f"{language}.tsv.xz").write_bytes(content)
    for folder, corpus, said in (
        (tmp_path / "xz", small_corpus, "pairs in .* cannot be read"),
        (tmp_path / "cut", small_corpus, "pairs in .* cannot be read"),
        (tmp_path / "empty", small_corpus, r"pairs in .* cannot be read.*ar\.tsv\.xz"),
        (pairs, tmp_path / "empty", "holds no vocabularies"),
    ):
        arguments = ["model", "train", str(folder), "--corpus", str(corpus), "--out", str(tmp_path / "out")]
        with pytest.raises(InvalidRecord, match=said):
            CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert not (tmp_path / "out").exists()


def test_a_table_is_measured_on_what_was_kept_aside_and_says_what_it_was_made_from(
    made: tuple[Path, dict[str, Any]],
) -> None:
    folder, told = made
    sentences, names = told["kept_aside"], told["names"]
    assert set(sentences["ours"]) == set(LANGUAGES)
    assert sentences["ours"]["ar"] > sentences["minilm"]["ar"]
    assert names["ours"] == dict.fromkeys(("en", *LANGUAGES), 1.0), "there is but one definition to find"
    card = (folder / "out" / "TRAINING.md").read_text("utf-8")
    assert told["sha256"][:16] in card
    assert "`--epochs 1`" in card
    assert f"| made |{' 120 |' * 9}" in card
    assert f"| glossary |{' 2 |' * 9}" in card
    assert f"| ar | 6 | {sentences['ours']['ar']:.3f} | {sentences['minilm']['ar']:.3f} |" in card
    assert "ntrex" not in card, "what was kept aside was not learnt from"
