"""What every encoder has to do; and what is peculiar to the one over sentence-transformers."""

import importlib.util
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEncoder

from index import encoder as encoders
from index.encoder import Encoder, SentenceTransformerEncoder
from index.errors import IndexIncompatible
from index.multilingual import MultilingualEncoder


@pytest.fixture(scope="module")
def packaged() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder()


@pytest.fixture(scope="module")
def multilingual() -> MultilingualEncoder:
    return MultilingualEncoder()


@pytest.fixture(params=["fake", "packaged", "multilingual"])
def encoder(
    request: pytest.FixtureRequest, packaged: SentenceTransformerEncoder, multilingual: MultilingualEncoder
) -> Encoder:
    return {"fake": FakeEncoder(), "packaged": packaged, "multilingual": multilingual}[request.param]


TEXTS = ["The bus runs in its own lane. " * 20, "Water", "", "A park beside the water"]


def test_passages_become_one_vector_each_of_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_order_and_company_do_not_change_a_vector(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    alone = np.stack([encoder.encode_passages([text])[0] for text in reversed(TEXTS)])
    assert np.abs(vectors - alone[::-1]).max() < 1e-5


def test_a_question_is_nearest_to_the_passage_about_it(encoder: Encoder) -> None:
    cosines = encoder.encode_passages(["bus", "water", "park"]) @ encoder.encode_query("water")
    assert int(cosines.argmax()) == 1


def test_no_passages_give_no_vectors(packaged: SentenceTransformerEncoder) -> None:
    assert packaged.encode_passages([]).shape == (0, 384)


def test_progress_ends_with_all_of_them(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode_passages(TEXTS, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(TEXTS), len(TEXTS))


def test_fingerprint_and_reading_are_steady_and_within_bounds(encoder: Encoder) -> None:
    assert encoder.fingerprint == encoder.fingerprint
    assert encoder.fingerprint.isalnum()
    assert 0 <= encoder.reads("urban transport policy") <= 1


def test_the_packaged_model_reads_english_and_spells_out_korean(packaged: SentenceTransformerEncoder) -> None:
    assert packaged.reads("How did the city reform its buses?") == 1.0
    assert packaged.reads("¿Cómo reformó la ciudad sus autobuses?") == 1.0
    assert packaged.reads("도시는 버스를 어떻게 개편했는가?") < 0.2
    assert packaged.reads("城市公交改革") < 0.2
    assert packaged.reads("?") == 0.0


def test_many_threads_get_the_vectors_that_one_gets(packaged: SentenceTransformerEncoder) -> None:
    texts = [f"{'long ' * (number % 7)} question {number} about the city" for number in range(24)]
    with ThreadPoolExecutor(6) as pool:
        vectors = np.stack(list(pool.map(packaged.encode_query, texts)))
    assert np.abs(vectors - SentenceTransformerEncoder().encode_passages(texts)).max() < 1e-5


def test_a_question_asked_again_is_not_changed_by_whoever_got_it_first(packaged: SentenceTransformerEncoder) -> None:
    with pytest.raises(ValueError, match="read-only"):
        packaged.encode_query("bus")[:] = 0


def test_prefixes_change_the_fingerprint_and_the_vector(packaged: SentenceTransformerEncoder) -> None:
    other = SentenceTransformerEncoder(query_prefix="question about parks: ")
    assert other.fingerprint != packaged.fingerprint
    assert float(other.encode_query("bus") @ packaged.encode_query("bus")) < 0.99


def test_a_model_that_is_not_here_is_named_with_what_to_do() -> None:
    for model in ("nobody/no-such-model", "/no/such/folder", "../x/y/z"):
        with pytest.raises(IndexIncompatible, match=f"'{model}' is not on this machine"):
            SentenceTransformerEncoder(model).encode_query("bus")


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexIncompatible, match="cannot be loaded"):
        SentenceTransformerEncoder(str(tmp_path)).encode_query("bus")


@pytest.fixture
def own_model(tmp_path: Path) -> Path:
    """A copy of the packaged model, to be damaged."""
    spec = importlib.util.find_spec(encoders.PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    return Path(shutil.copytree(Path(spec.origin).parent / "model", tmp_path / "model"))


def test_weights_cut_short_or_corrupt_are_refused(own_model: Path) -> None:
    weights = own_model / "model.safetensors"
    for content in (weights.read_bytes()[:100_000], b"", b"x" * 1000):
        weights.write_bytes(content)
        with pytest.raises(IndexIncompatible, match=r"cannot be loaded.*Fetch it again"):
            SentenceTransformerEncoder(str(own_model)).encode_query("bus")


@pytest.mark.parametrize("name", ["config.json", "modules.json", "1_Pooling/config.json", "tokenizer_config.json"])
def test_a_configuration_of_the_wrong_shape_is_refused(own_model: Path, name: str) -> None:
    (own_model / name).write_text("null")
    with pytest.raises(IndexIncompatible, match="cannot be loaded"):
        SentenceTransformerEncoder(str(own_model)).encode_query("bus")


def test_a_file_of_a_model_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    dangling, folder = tmp_path / "a" / "config.json", tmp_path / "b" / "vocab.txt"
    dangling.parent.mkdir()
    dangling.symlink_to(tmp_path / "nowhere")
    folder.mkdir(parents=True)
    for path in (dangling, folder):
        with pytest.raises(IndexIncompatible, match=f"'{path.name}' of the embedding model cannot be read"):
            _ = SentenceTransformerEncoder(str(path.parent)).fingerprint


def test_weights_that_are_not_the_published_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "PACKAGED_SHA256", "0" * 64)
    with pytest.raises(IndexIncompatible, match="not the published one"):
        SentenceTransformerEncoder().encode_query("bus")


def test_a_folder_is_fingerprinted_by_what_is_in_it(tmp_path: Path) -> None:
    prints = []
    for content in ("a", "b"):
        (tmp_path / "model.safetensors").write_text(content)
        prints.append(SentenceTransformerEncoder(str(tmp_path)).fingerprint)
    assert prints[0] != prints[1]


def test_importing_the_index_does_not_import_torch() -> None:
    code = "import sys, index.searcher, index.build; sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("said", "taken"), [("1", 1), ("2,1", 2), ("99", 4), ("0", 1), ("", 4), ("many", 4)])
def test_long_work_takes_all_cores_or_as_many_as_it_is_told(
    said: str, taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    monkeypatch.setenv("OMP_NUM_THREADS", said)
    assert encoders.threads() == taken
