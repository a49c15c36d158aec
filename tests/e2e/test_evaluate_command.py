"""`miti evaluate`: judged collections, measured each in an archive of its own."""

import json
from pathlib import Path
from typing import Any

import pytest
from command import Miti, answer


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    (folder / "qrels").mkdir(parents=True)
    texts = {
        "b": "Bus lanes make buses faster.",
        "w": "Leaks in water pipes are found at night.",
        "t": "Taxes go online.",
    }
    lines = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in texts.items()]
    (folder / "corpus.jsonl").write_text("\n".join(lines))
    (folder / "queries.jsonl").write_text(
        '{"_id": "1", "text": "water leaks"}\n{"_id": "2", "text": "faster buses"}\n{"_id": "3", "text": "unjudged"}\n'
    )
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\tw\t1\n2\tb\t1\n")
    return folder


def scored(out: tuple[int, str, str]) -> dict[str, Any]:
    """The figures of the only set that was measured."""
    (only,) = answer(out)["sets"]
    return dict(only)


def test_evaluate_scores_a_collection_in_an_archive_of_its_own(miti: Miti, collection: Path) -> None:
    first = scored(miti("evaluate", str(collection), "--json"))
    assert (first["ndcg_at_10"], first["recall_at_100"]) == ([1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
    assert (first["topics"], first["subjects"]) == (2, 3)
    assert (first["words"], first["over_words"]) == (1.0, [0.0, 0.0, 0.0])
    assert first["seconds"] > 0
    assert answer(miti("status", "--json"))["counts"]["documents"] == 0


def test_evaluate_takes_all_collections_of_a_folder(miti: Miti, collection: Path) -> None:
    sets = answer(miti("evaluate", str(collection.parent), "--json"))["sets"]
    assert [one["name"] for one in sets] == [collection.name]
    code, out, _ = miti("evaluate", str(collection), str(collection))
    assert (code, out.count(collection.name)) == (0, 2)


def test_evaluate_follows_a_collection_that_has_changed(miti: Miti, collection: Path) -> None:
    miti("evaluate", str(collection))
    corpus = collection / "corpus.jsonl"
    swapped = corpus.read_text().replace('"b"', '"x"').replace('"w"', '"b"').replace('"x"', '"w"')
    corpus.write_text(swapped)
    again = scored(miti("evaluate", str(collection), "--json"))

    assert again["subjects"] == 3
    assert again["ndcg_at_10"][0] < 1


def test_evaluate_leaves_out_judged_queries_that_are_not_there_and_says_so(miti: Miti, collection: Path) -> None:
    with (collection / "qrels" / "test.tsv").open("a") as file:
        file.write("8\tw\t1\n9\tb\t1\n")
    code, out, err = miti("evaluate", str(collection), "--json")
    assert scored((code, out, err))["topics"] == 2
    assert "2 of 4 judged queries are not in queries.jsonl" in err


def test_evaluate_counts_a_query_without_a_word_as_one_that_found_nothing(miti: Miti, collection: Path) -> None:
    (collection / "queries.jsonl").write_text('{"_id": "1", "text": "water leaks"}\n{"_id": "2", "text": "???"}\n')
    figures = scored(miti("evaluate", str(collection), "--json"))
    assert (figures["topics"], figures["recall_at_100"][0]) == (2, 0.5)


@pytest.mark.parametrize("judgements", ["9\tw\t1\n", "1\tw\t0\n", ""])
def test_evaluate_tells_in_one_line_that_nothing_can_be_measured(
    miti: Miti, collection: Path, tmp_path: Path, judgements: str
) -> None:
    (collection / "qrels" / "test.tsv").write_text(judgements)
    code, _, err = miti("evaluate", str(collection))
    assert code == 1
    assert "nothing to measure" in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "home" / "evaluation").exists(), "nothing is embedded in vain"


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("corpus.jsonl", '{"_id": "b"}\n', "corpus.jsonl, line 1"),
        ("queries.jsonl", "not json\n", "queries.jsonl, line 1"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n1\tw\n", "test.tsv, line 2"),
    ],
)
def test_evaluate_names_the_line_that_is_wrong(
    miti: Miti, collection: Path, file: str, content: str, told: str
) -> None:
    (collection / file).write_text(content)
    code, _, err = miti("evaluate", str(collection))
    assert code == 1
    assert told in err
