"""A model of one's own in place of the packaged one, from the setting to the answer: by folder, and by hub name from
the local cache, without the internet."""

import json
import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest
from command import Miti, answer
from factories import entry
from fastapi.testclient import TestClient
from tiny_model import make_tiny_model, put_into_hub_cache

from index.build import build
from index.encoder import SentenceTransformerEncoder
from index.errors import IndexIncompatible
from index.query import Query
from index.searcher import Searcher
from search_api.app import create_app
from search_api.settings import read_settings

HUB_NAME = "some-city/tiny-model"
ENTRIES = [entry("p1", "Bus lane"), entry("p2", "Water pipe leak"), entry("p3", "Park in the city")]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of another dimension, with other weights."""
    return make_tiny_model(tmp_path_factory.mktemp("models") / "wide", dimension=48, seed=8)


@pytest.fixture
def hub_cache(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache as it is found on a machine where the model was downloaded."""
    cache = tmp_path / "hub"
    put_into_hub_cache(cache, HUB_NAME, tiny)
    # HF_HUB_CACHE is read once, when the library is first imported: the variable alone would come too late here.
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(cache))
    return cache


@pytest.fixture
def miti(miti: Miti, tmp_path: Path) -> Miti:
    """The command line over an archive of two files."""
    lectures = tmp_path / "lectures"
    lectures.mkdir()
    (lectures / "buses.txt").write_text("The bus lane in the city.")
    (lectures / "water.txt").write_text("A leak of the water pipe.")
    assert miti("ingest", str(lectures))[0] == 0
    return miti


def test_a_model_by_folder_gives_vectors_of_its_own_dimension(tiny: Path, wide: Path) -> None:
    for folder, dimension in ((tiny, 32), (wide, 48)):
        encoder = SentenceTransformerEncoder(str(folder))
        assert encoder.dimension == dimension
        assert encoder.encode_passages(["bus", "a park"]).shape == (2, dimension)
        assert encoder.encode_query("bus").shape == (dimension,)


def test_a_model_by_hub_name_is_the_same_as_by_folder(tiny: Path, hub_cache: Path) -> None:
    by_name, by_folder = SentenceTransformerEncoder(HUB_NAME), SentenceTransformerEncoder(str(tiny))
    assert np.array_equal(by_name.encode_query("water leak"), by_folder.encode_query("water leak"))
    assert by_name.name == HUB_NAME
    assert by_name.fingerprint == by_folder.fingerprint  # an index need not be built again for another way to name it


def test_a_hub_name_that_is_not_in_the_cache_is_refused_with_what_to_do(hub_cache: Path) -> None:
    with pytest.raises(
        IndexIncompatible, match=r"'some-city/other' is not on this machine.*hf download some-city/other"
    ):
        SentenceTransformerEncoder("some-city/other").encode_query("bus")


def test_how_far_a_model_reads_a_text_is_told_by_its_own_vocabulary(tiny: Path) -> None:
    encoder = SentenceTransformerEncoder(str(tiny))
    assert encoder.reads("bus lane") == 1.0
    assert encoder.reads("qwxyz") == 0.0
    assert encoder.reads("bus qwx") == pytest.approx((0.5 - 0.1) / 0.45)  # half of the letters
    assert encoder.reads("버스 전용차로") == 0.0
    assert encoder.reads("bus 버스") == pytest.approx((3 / 9 - 0.1) / 0.45)  # a syllable says as much as three letters


def test_each_prefix_reaches_the_model_with_its_own_texts_only(tiny: Path) -> None:
    plain = SentenceTransformerEncoder(str(tiny))
    prefixed = SentenceTransformerEncoder(str(tiny), query_prefix="query: ", passage_prefix="passage: ")
    texts = ["bus lane", "water"]
    for text in texts:
        assert np.allclose(prefixed.encode_query(text), plain.encode_query(f"query: {text}"), atol=1e-6)
        assert not np.allclose(prefixed.encode_query(text), plain.encode_query(text), atol=1e-2)
    passages = plain.encode_passages([f"passage: {text}" for text in texts])
    assert np.allclose(prefixed.encode_passages(texts), passages, atol=1e-6)
    assert not np.allclose(prefixed.encode_passages(texts), plain.encode_passages(texts), atol=1e-2)

    of_queries = SentenceTransformerEncoder(str(tiny), query_prefix="query: ")
    assert np.allclose(of_queries.encode_passages(texts), plain.encode_passages(texts), atol=1e-6)


def test_an_index_is_searched_with_the_dimension_it_was_built_with(tiny: Path, wide: Path, tmp_path: Path) -> None:
    for folder, dimension in ((tiny, 32), (wide, 48)):
        encoder = SentenceTransformerEncoder(str(folder), passage_prefix="passage: ")
        home = tmp_path / folder.name
        assert build(ENTRIES, 1, encoder, home).dimension == dimension
        [first, *_] = Searcher.open(home / "index", encoder).search(Query("water leak")).hits
        assert first.subject == "document:p2"
        exact = encoder.encode_passages(["Water pipe leak"])[0] @ encoder.encode_query("water leak")
        assert first.evidence[0].meaning == pytest.approx(float(exact), abs=1e-5)


@pytest.mark.parametrize("prefixes", [{"query_prefix": "query: "}, {"passage_prefix": "passage: "}])
def test_an_index_of_other_prefixes_is_refused(tiny: Path, tmp_path: Path, prefixes: dict[str, str]) -> None:
    build(ENTRIES, 1, SentenceTransformerEncoder(str(tiny)), tmp_path)
    with pytest.raises(IndexIncompatible, match="with other prefixes for the model"):
        Searcher.open(tmp_path / "index", SentenceTransformerEncoder(str(tiny), **prefixes))


def test_weights_that_would_run_code_are_not_read(tiny: Path, tmp_path: Path) -> None:
    model, marker = shutil.copytree(tiny, tmp_path / "model"), tmp_path / "ran"

    class Payload:
        def __reduce__(self) -> tuple[object, tuple[object, ...]]:
            return Path.touch, (marker,)

    (model / "model.safetensors").unlink()
    (model / "pytorch_model.bin").write_bytes(pickle.dumps(Payload()))
    with pytest.raises(IndexIncompatible, match="cannot be loaded"):
        SentenceTransformerEncoder(str(model)).encode_query("bus")
    assert not marker.exists()


def test_code_that_a_model_brings_along_is_not_run(tiny: Path, tmp_path: Path) -> None:
    model, marker = shutil.copytree(tiny, tmp_path / "model"), tmp_path / "ran"
    (model / "own.py").write_text(f"from pathlib import Path\nPath({str(marker)!r}).touch()\nclass Own: pass\n")
    modules = json.loads((model / "modules.json").read_text())
    modules[-1]["type"] = "own.Own"
    (model / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(IndexIncompatible, match="cannot be loaded"):
        SentenceTransformerEncoder(str(model)).encode_query("bus")
    assert not marker.exists()


def test_the_settings_reach_from_the_environment_to_the_answer(
    miti: Miti, tiny: Path, wide: Path, hub_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITI_MODEL", HUB_NAME)
    monkeypatch.setenv("MITI_QUERY_PREFIX", "query: ")
    monkeypatch.setenv("MITI_PASSAGE_PREFIX", "passage: ")
    manifest = answer(miti("index", "--json"))
    assert (manifest["encoder_name"], manifest["dimension"], manifest["entry_count"]) == (HUB_NAME, 32, 2)

    found = answer(miti("search", "water", "leak", "--json"))["hits"][0]
    assert found["document"]["title"] == "water"
    encoder = SentenceTransformerEncoder(str(tiny), "query: ", "passage: ")
    assert manifest["encoder_fingerprint"] == encoder.fingerprint

    monkeypatch.setenv("MITI_QUERY_PREFIX", "")
    code, out, err = miti("search", "water")
    assert (code, out) == (1, "")
    assert err.startswith(f"miti: The index was built with other prefixes for the model '{HUB_NAME}'")
    assert err.count("\n") == 1

    monkeypatch.setenv("MITI_MODEL", str(wide))
    code, _, err = miti("search", "water")
    assert code == 1
    assert f"with the model '{HUB_NAME}', not with '{wide}'" in err
    assert answer(miti("index", "--json"))["dimension"] == 48
    assert answer(miti("search", "water", "--json"))["answered"]


def test_a_collection_is_measured_with_the_model_that_is_set(
    miti: Miti, wide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = tmp_path / "collection"
    (collection / "qrels").mkdir(parents=True)
    documents = [{"_id": one.passage_id, "title": "", "text": one.text} for one in ENTRIES]
    (collection / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)))
    (collection / "queries.jsonl").write_text(json.dumps({"_id": "q1", "text": "water leak"}))
    (collection / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tp2\t1\n")
    monkeypatch.setenv("MITI_MODEL", str(wide))
    [scored] = answer(miti("evaluate", str(collection), "--json"))["sets"]
    assert scored["ndcg_at_10"][0] == 1.0
    [manifest] = (tmp_path / "home" / "evaluation").rglob("manifest.json")
    assert json.loads(manifest.read_text())["dimension"] == 48


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("nobody/no-such-model", "'nobody/no-such-model' is not on this machine. Download it"),
        ("cut", "cannot be loaded: its folder holds no whole sentence-transformers model"),
    ],
)
def test_a_model_that_is_missing_or_damaged_is_one_line_and_leaves_the_archive_as_it_was(
    miti: Miti, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: str, told: str
) -> None:
    if model == "cut":
        model = str(shutil.copytree(tiny, tmp_path / "cut"))
        weights = Path(model) / "model.safetensors"
        weights.write_bytes(weights.read_bytes()[:1000])
    monkeypatch.setenv("MITI_MODEL", model)
    code, out, err = miti("index", "--json")
    assert (code, out) == (1, "")
    assert told in err
    assert "Traceback" not in err
    monkeypatch.delenv("MITI_MODEL")
    assert answer(miti("status", "--json"))["index"] == "missing"


def test_the_web_server_answers_with_the_model_that_is_set_and_refuses_an_index_of_another(
    miti: Miti, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MITI_MODEL", str(tiny))
    answer(miti("index", "--json"))
    with TestClient(create_app(read_settings())) as client:
        assert client.get("/api/search", params={"q": "bus lane"}).json()["hits"][0]["document"]["title"] == "buses"

    monkeypatch.setenv("MITI_PASSAGE_PREFIX", "passage: ")
    with TestClient(create_app(read_settings())) as client:
        refused = client.get("/api/search", params={"q": "bus lane"})
    assert refused.status_code == 503
    assert refused.headers["content-type"] == "application/problem+json"
    assert "does not fit" in refused.json()["detail"]
    assert str(tiny) not in refused.text  # what stands where on the server is for its log
