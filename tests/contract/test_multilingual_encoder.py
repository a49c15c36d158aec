"""What is peculiar to the archive's own encoder: English as MiniLM has it, nine languages beside it."""

import os
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from safetensors import SafetensorError

from index.encoder import PACKAGED_MODEL, SentenceTransformerEncoder
from index.errors import IndexIncompatible
from index.multilingual import MultilingualEncoder, assembly, encoder_of
from index.multilingual.alphabet import LANGUAGES, marked
from index.multilingual.detection import Letters, letters_of
from index.multilingual.marking import folded
from index.multilingual.table import write_table

BUDGETS = {
    "ar": "كيف يقرر السكان ميزانية المدينة؟",
    "es": "¿Cómo deciden los vecinos el presupuesto de la ciudad?",
    "fr": "Comment les habitants décident-ils du budget de la ville ?",
    "id": "Bagaimana warga menentukan anggaran kota?",
    "ja": "住民はどのように市の予算を決めるのか。",
    "ko": "주민들은 도시의 예산을 어떻게 결정하는가?",
    "pt": "Como os moradores decidem o orçamento da cidade?",
    "ru": "Как жители решают, на что тратить бюджет города?",
    "zh": "居民如何决定城市的预算？",
}
ENGLISH = (
    "Bogotá bus rapid transit",
    "Housing in São Paulo",
    "kampung improvement programme",
    "How did cities pay for bus rapid transit?",
    "Bogotá's TransMilenio carries 2.4 million people a day; São Paulo, Zürich and İzmir fewer.",
    "Naïve café owners in Đà Nẵng",
    "urban regeneration",
    "What does a fare-free tram cost, and who pays (2019–2021)?",
    "",
)


@pytest.fixture(scope="module")
def ours() -> MultilingualEncoder:
    return MultilingualEncoder()


@pytest.fixture(scope="module")
def packaged() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder()


@pytest.mark.parametrize("text", ENGLISH)
def test_english_vectors_are_minilms_to_the_bit(
    text: str, ours: MultilingualEncoder, packaged: SentenceTransformerEncoder
) -> None:
    assert np.array_equal(ours.encode_query(text), packaged.encode_query(text))
    assert np.array_equal(ours.encode_passages([text]), packaged.encode_passages([text]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_in_each_language_is_nearest_to_its_english(
    language: str, ours: MultilingualEncoder, packaged: SentenceTransformerEncoder
) -> None:
    english = packaged.encode_passages(
        [
            "How do residents decide on the city's budget?",
            "How does the city manage its drinking water?",
            "How did the city reform its buses?",
            "How do residents protest against a landfill?",
        ]
    )
    cosines = english @ ours.encode_query(BUDGETS[language])
    assert int(cosines.argmax()) == 0
    assert cosines[0] > 0.6
    assert ours.reads(BUDGETS[language]) > 0.7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_question_are_known_in_english(language: str, ours: MultilingualEncoder) -> None:
    english = ours.in_english(BUDGETS[language])
    assert english is not None
    assert all(0 < one.share <= 1 for one in english)
    assert "budget" in {one.word for one in english if one.share > 0.2}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_not_put_in_english(text: str, ours: MultilingualEncoder) -> None:
    assert ours.in_english(text) is None


def test_languages_find_each_other(ours: MultilingualEncoder) -> None:
    vectors = ours.encode_passages([*BUDGETS.values(), "물은 어디에서 오는가?", "El agua de la ciudad"])
    cosines = vectors @ vectors.T
    assert cosines[:9, :9].min() > cosines[:9, 9:].max()


def test_what_it_does_not_read_it_says_so(ours: MultilingualEncoder) -> None:
    assert ours.reads("ประชาชนตัดสินใจงบประมาณอย่างไร") < 0.2
    assert ours.reads("?") == 0.0


def test_marked_letters_from_outside_are_read_as_plain_ones(ours: MultilingualEncoder) -> None:
    assert np.array_equal(ours.encode_query(marked("bus") + " lanes"), ours.encode_query("bus lanes"))


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("logement social abordable", Letters.LATIN),
        ("presupuesto participativo", Letters.LATIN),
        ("habitação popular", Letters.LATIN),
        ("permukiman kumuh", Letters.LATIN),
        ("Comment le TransMilenio de Bogotá a-t-il été financé ?", Letters.LATIN),
        ("ＡＧＵＡ ＰＯＴＡＢＬＥ ＰＡＲＡ ＴＯＤＯＳ", Letters.LATIN),
        ("서울 BRT 노선은 어떻게 바뀌었나", Letters.OWN),
        ("ИТС", Letters.OWN),
        ("ｶﾞｲﾄﾞ", Letters.OWN),
        ("ﻣﺪﻳﻨﺔ", Letters.OWN),
        ("urban park", None),
        ("privatisation of water", None),
        ("design", None),
        ("TransMilenio", None),
        ("Bogotá bus rapid transit", None),
        ("Housing in São Paulo", None),
        ("Medellín cable cars", None),
        ("México City water", None),
        ("public transport in Île-de-France", None),
        ("kampung improvement programme", None),
        ("Wie hat die Stadt ihre Busse bezahlt?", None),
        ("How did 서울 reform its buses?", None),
        ("2019", None),
        ("", None),
    ],
)
def test_letters_are_told_or_left_to_english(text: str, letters: Letters | None, ours: MultilingualEncoder) -> None:
    assert letters_of(folded(text), ours.pieces) == letters


def test_a_long_text_is_read_as_well_as_its_beginning(ours: MultilingualEncoder) -> None:
    for question in BUDGETS.values():
        assert ours.reads(f"{question} " * 60) == pytest.approx(ours.reads(question), abs=0.1)


def test_compatible_and_decomposed_letters_give_the_same_vector(ours: MultilingualEncoder) -> None:
    for one, other in (("ｶﾞｲﾄﾞ", "ガイド"), ("ﻣﺪﻳﻨﺔ", "مدينة")):
        assert np.array_equal(ours.encode_query(one), ours.encode_query(other))
    for language in ("ko", "fr", "ru", "pt"):
        decomposed = unicodedata.normalize("NFD", BUDGETS[language])
        assert np.array_equal(ours.encode_query(decomposed), ours.encode_query(BUDGETS[language]))


@pytest.mark.parametrize("text", ["\udcff bus", "\x00\x1f", "𝚋𝚞𝚜", "a" * 100_000, "水" * 10_000, "\u0301"])
def test_odd_text_is_encoded_all_the_same(text: str, ours: MultilingualEncoder) -> None:
    assert np.linalg.norm(ours.encode_query(text)) == pytest.approx(1, abs=1e-5)
    assert 0 <= ours.reads(text) <= 1


def test_the_settings_choose_ours_minilm_or_another(ours: MultilingualEncoder) -> None:
    assert encoder_of(None).fingerprint == ours.fingerprint
    assert encoder_of(PACKAGED_MODEL).fingerprint == SentenceTransformerEncoder().fingerprint
    assert encoder_of("some/model", "query: ", "passage: ").name == "some/model"
    with pytest.raises(IndexIncompatible, match="MITI_MODEL"):
        encoder_of(None, "query: ")


def test_the_assembled_folder_is_one_that_sentence_transformers_loads_by_itself(ours: MultilingualEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(ours.folder), local_files_only=True, trust_remote_code=False)
    for text in ("How do residents decide on the budget?", BUDGETS["ko"], BUDGETS["ar"], BUDGETS["ru"]):
        vector = model.encode(text, normalize_embeddings=True)
        assert float(vector @ ours.encode_query(text)) == pytest.approx(1, abs=1e-5)


TINY = [piece for word in ("ميزانية", "бюджет") for piece in (word, f"##{word[-1]}")]


def tiny_table(folder: Path) -> Path:
    write_table(folder, TINY, np.ones((len(TINY), 384), np.float32), [[] for _ in TINY])
    return folder


def _assembled(folders: tuple[Path, Path]) -> str:
    return str(MultilingualEncoder(*folders).folder)


def test_several_processes_assemble_one_folder_and_leave_nothing_else(tmp_path: Path) -> None:
    table, cache = tiny_table(tmp_path / "table"), tmp_path / "cache"
    with ProcessPoolExecutor(3) as pool:
        folders = set(pool.map(_assembled, [(table, cache)] * 3))
    assert [str(path) for path in cache.iterdir()] == list(folders)


def test_a_damaged_folder_is_made_anew(tmp_path: Path) -> None:
    encoder = MultilingualEncoder(tiny_table(tmp_path / "table"), tmp_path / "cache")
    for name in ("model.safetensors", "modules.json", "assembled.json"):
        (encoder.folder / name).unlink()
        assert (encoder.folder / name).is_file()
    (encoder.folder / "tokenizer.json").write_text("{")
    assert (encoder.folder / "tokenizer.json").stat().st_size > 1000


def test_a_folder_that_cannot_be_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise SafetensorError("no space left on device")

    monkeypatch.setattr(assembly, "save_file", full)
    with pytest.raises(IndexIncompatible, match="no space left"):
        _ = MultilingualEncoder(tiny_table(tmp_path / "table"), tmp_path / "cache").folder
    assert list((tmp_path / "cache").iterdir()) == []


def test_another_table_has_another_fingerprint_and_folder(tmp_path: Path, ours: MultilingualEncoder) -> None:
    other = MultilingualEncoder(tiny_table(tmp_path / "table"), tmp_path / "cache")
    assert other.fingerprint != ours.fingerprint
    assert other.folder.name != ours.folder.name
    assert other.encode_query("bus lanes") == pytest.approx(ours.encode_query("bus lanes"))


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    with pytest.raises(IndexIncompatible, match=r"cannot be assembled.*XDG_CACHE_HOME"):
        MultilingualEncoder(tiny_table(tmp_path / "table"), tmp_path / "cache").encode_query("bus")


def test_the_cache_is_where_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert MultilingualEncoder(tiny_table(tmp_path / "table")).folder.parent == tmp_path / "miti"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", os.fspath(tmp_path / "home"))
    assert MultilingualEncoder(tmp_path / "table").folder.parent == tmp_path / "home" / ".cache" / "miti"


def test_a_table_of_another_hash_is_refused(tmp_path: Path) -> None:
    table = tiny_table(tmp_path / "table")
    (table / "pieces.txt").write_text("x\n")
    with pytest.raises(IndexIncompatible, match="install the archive again"):
        MultilingualEncoder(table, tmp_path / "cache").encode_query("bus")
