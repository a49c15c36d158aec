"""Building an index: what is kept, swapped, refused; with real FAISS and real files."""

import fcntl
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from factories import entry
from fakes import FakeEncoder

from archive.model import Concept, Scheme
from archive.vocabulary import Vocabulary
from index import embeddings, manifest
from index.build import build, embedded_text
from index.encoder import Progress, Vectors
from index.errors import EmptyQuery, IndexIncompatible, IndexMissing, SearchIndexError
from index.lexicon import Gloss, Lexicon
from index.query import Filter, Query
from index.searcher import Searcher

ENTRIES = (
    entry("p1", "bus lanes", subject="case:a", facets={"city": ("seoul",)}, years=(2015,), period=(2004, 9999)),
    entry("p2", "water supply", subject="case:b", title="A bus is named in this title"),
    entry("p3", "park and waste", subject="document:c"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def generations(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "index").iterdir() if path.is_dir())


def subjects(searcher: Searcher, words: str) -> list[str]:
    return [hit.subject for hit in searcher.search(Query(words)).hits]


def test_what_was_built_is_found(home: Path) -> None:
    encoder = FakeEncoder()
    made = build(ENTRIES, 7, encoder, home)
    searcher = Searcher.open(home / "index", encoder)
    assert searcher.manifest == made
    assert (made.revision, made.entry_count, made.subject_count, made.unit_count) == (7, 3, 3, 3)
    assert (made.encoder_name, made.dimension) == ("fake", 5)
    assert subjects(searcher, "bus") == ["case:b", "case:a"][::-1]


def test_a_word_in_the_title_counts_twice(home: Path) -> None:
    encoder = FakeEncoder()
    in_title = entry("t", "lane lane", title="tram")
    said_twice, said_once = entry("x", "tram tram lane lane"), entry("y", "tram lane lane lane")
    build([in_title, said_twice, said_once], 1, encoder, home)
    found = Searcher.open(home / "index", encoder).search(Query("tram")).hits
    lexical = {hit.subject: hit.evidence[0].lexical for hit in found}
    assert lexical["document:t"] == lexical["document:x"] > lexical["document:y"]


def test_what_a_passage_names_in_other_words_is_found_and_said(home: Path) -> None:
    charge = Concept(
        id="congestion-charge",
        scheme=Scheme.CONCEPT,
        labels={"en": "congestion charge", "ko": "혼잡통행료"},
        alt_labels={"en": ("road pricing",)},
    )
    lexicon, encoder = Lexicon.of(Vocabulary(concepts={charge.id: charge})), FakeEncoder(reads=0)
    priced = entry("p4", "The road pricing of the city", subject="case:d", facets={"language": ("en",)})
    titled = entry("p5", "Drivers pay", subject="case:e", title="Congestion charge")
    build([*ENTRIES, priced, titled], 1, encoder, home, lexicon=lexicon)
    searcher = Searcher.open(home / "index", encoder)
    mentions = lexicon.in_question("혼잡통행료")
    hits = searcher.search(Query("혼잡통행료", mentions=mentions)).hits
    assert sorted((hit.subject, hit.evidence[0].words, hit.evidence[0].named) for hit in hits) == [
        ("case:d", (), ("congestion-charge",)),
        ("case:e", (), ("congestion-charge",)),
    ]
    assert searcher.search(Query("혼잡통행료")).hits == ()


def test_the_meaning_of_a_question_that_the_encoder_cannot_read_is_that_of_its_gloss(home: Path) -> None:
    class Monolingual(FakeEncoder):
        def reads(self, text: str) -> float:
            return float(text.isascii())

    encoder = Monolingual()
    build(ENTRIES, 1, encoder, home)
    searcher = Searcher.open(home / "index", encoder)
    assert searcher.search(Query("공원")).hits == ()
    (hit,) = searcher.search(Query("공원", gloss=Gloss("park", 1.0))).hits
    assert (hit.subject, hit.evidence[0].words) == ("document:c", ())
    assert hit.score == pytest.approx(0.8 * 0.5)  # of a document that no case claims


def test_a_title_is_embedded_in_front_of_its_passage() -> None:
    assert embedded_text(ENTRIES[0]) == "bus lanes"
    assert embedded_text(ENTRIES[1]) == "A bus is named in this title. water supply"


def test_the_same_entries_give_the_same_files(home: Path, tmp_path: Path) -> None:
    first, second = (build(ENTRIES, 1, FakeEncoder(), folder) for folder in (home, tmp_path / "other"))
    assert first.files == second.files
    assert first.content_sha256 == second.content_sha256
    assert build(ENTRIES[:2], 1, FakeEncoder(), home).content_sha256 != first.content_sha256


def test_a_text_is_embedded_once_per_model(home: Path) -> None:
    encoder = FakeEncoder()
    build(ENTRIES, 1, encoder, home)
    build([*ENTRIES, entry("p4", "bus lanes")], 2, encoder, home)
    build([*ENTRIES, entry("p5", "new words")], 3, encoder, home)
    assert sorted(encoder.encoded) == sorted([*map(embedded_text, ENTRIES), "new words"])
    other = FakeEncoder(name="other")
    build(ENTRIES, 4, other, home)
    assert len(other.encoded) == 3


class DyingEncoder(FakeEncoder):
    """Is killed after a number of texts."""

    lives = 2

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if len(self.encoded) + len(texts) > self.lives:
            raise KeyboardInterrupt
        return super().encode_passages(texts, progress)


def test_a_killed_build_keeps_what_it_embedded_and_leaves_the_old_index(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings, "COMMIT_EVERY", 1)
    build([entry("old", "bus")], 1, FakeEncoder(), home)
    with pytest.raises(KeyboardInterrupt):
        build(ENTRIES, 2, DyingEncoder(), home)
    encoder = FakeEncoder()
    assert Searcher.open(home / "index", encoder).manifest.revision == 1
    seen: list[tuple[int, int]] = []
    build(ENTRIES, 2, encoder, home, lambda done, total: seen.append((done, total)))
    assert len(encoder.encoded) == 1
    assert seen == [(1, 1)]


def test_a_reader_goes_on_with_the_index_it_opened_while_another_takes_its_place(home: Path) -> None:
    encoder = FakeEncoder()
    build(ENTRIES, 1, encoder, home)
    reader = Searcher.open(home / "index", encoder)
    before = reader.search(Query("bus"))
    build(ENTRIES[2:], 2, encoder, home)
    assert len(generations(home)) == 1
    assert reader.search(Query("bus")) == before
    assert subjects(Searcher.open(home / "index", encoder), "park") == ["document:c"]


def test_opening_goes_over_to_the_new_index_if_the_old_one_goes_while_it_is_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = FakeEncoder()
    build(ENTRIES, 1, encoder, home)
    read = manifest.read

    def read_too_late(generation: Path, analysis: str) -> manifest.Manifest:
        monkeypatch.setattr(manifest, "read", read)
        build(ENTRIES, 2, encoder, home)
        return read(generation, analysis)

    monkeypatch.setattr(manifest, "read", read_too_late)
    assert Searcher.open(home / "index", encoder).manifest.revision == 2


def test_what_a_killed_build_left_behind_is_cleared_away(home: Path) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    (home / "index" / ".building-1").mkdir()
    build(ENTRIES, 2, FakeEncoder(), home)
    assert len(generations(home)) == 1


def test_a_failed_write_leaves_the_old_index_and_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(manifest, "write", fail)
    with pytest.raises(SearchIndexError, match="No space left on device"):
        build(ENTRIES, 2, FakeEncoder(), home)
    assert Searcher.open(home / "index", FakeEncoder()).manifest.revision == 1


def test_two_builds_do_not_run_at_once(home: Path) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    with (home / "index" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(SearchIndexError, match="Another build"):
            build(ENTRIES, 2, FakeEncoder(), home)


def test_an_empty_archive_gives_an_index_that_finds_nothing(home: Path) -> None:
    encoder = FakeEncoder()
    assert build([], 0, encoder, home).entry_count == 0
    searcher = Searcher.open(home / "index", encoder)
    assert searcher.search(Query("bus")).total == 0
    assert searcher.search(Query("", Filter.parse([("city", "seoul")]))).hits == ()


def test_without_an_index_a_person_is_told_what_to_do(home: Path) -> None:
    with pytest.raises(IndexMissing, match="miti index"):
        Searcher.open(home / "index", FakeEncoder())


def test_an_index_of_another_encoder_is_refused(home: Path) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    with pytest.raises(IndexIncompatible, match="'fake', not with 'other'"):
        Searcher.open(home / "index", FakeEncoder(name="other"))


def test_an_index_of_other_prefixes_says_that_they_differ_and_does_not_name_one_model_twice(home: Path) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    prefixed = FakeEncoder()
    prefixed.fingerprint += "prefixed"
    with pytest.raises(IndexIncompatible, match="with other prefixes for the model 'fake'") as caught:
        Searcher.open(home / "index", prefixed)
    assert str(caught.value).count("'fake'") == 1


@pytest.mark.parametrize(("field", "value"), [("format_version", 0), ("analysis", "another")])
def test_an_index_of_another_version_is_refused(home: Path, field: str, value: object) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    path = next((home / "index").glob("*/manifest.json"))
    path.write_text(json.dumps(json.loads(path.read_text()) | {field: value}))
    with pytest.raises(IndexIncompatible, match="another version"):
        Searcher.open(home / "index", FakeEncoder())


def index_files() -> list[str]:
    names = [f"keywords.{name}.npy" for name in ("data", "indices", "indptr", "posting_rows", "posting_starts")]
    others = ["columns.json", "columns.npz", "phrases.json", "phrases.npz", "keywords.json", "keywords.unit_of_row.npy"]
    return ["vectors.faiss", *others, *names]


@pytest.mark.parametrize("name", index_files())
@pytest.mark.parametrize("damage", ["cut", "flipped", "missing"])
def test_a_damaged_file_is_an_error_and_never_a_wrong_answer(home: Path, name: str, damage: str) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    path = next((home / "index").glob(f"*/{name}"))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(content[: len(content) // 2] if damage == "cut" else content)
    with pytest.raises(IndexIncompatible, match="damaged"):
        Searcher.open(home / "index", FakeEncoder())


def test_every_file_of_an_index_is_one_that_the_damage_test_knows(home: Path) -> None:
    assert sorted(build(ENTRIES, 1, FakeEncoder(), home).files) == sorted(index_files())


@pytest.mark.parametrize("content", ["", "../../etc\n", "no-such-generation\n", "\udcff"])
def test_a_pointer_to_nowhere_is_an_error(home: Path, content: str) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    (home / "index" / "CURRENT").write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(IndexIncompatible, match="miti index"):
        Searcher.open(home / "index", FakeEncoder())


def test_a_manifest_that_is_no_manifest_is_an_error(home: Path) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    next((home / "index").glob("*/manifest.json")).write_text("{}")
    with pytest.raises(IndexIncompatible, match="manifest"):
        Searcher.open(home / "index", FakeEncoder())


def test_a_model_that_cannot_be_loaded_leaves_no_file_of_embeddings(home: Path) -> None:
    class Broken(FakeEncoder):
        def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
            raise IndexIncompatible("cannot be loaded")

        def encode_query(self, text: str) -> Vectors:
            raise IndexIncompatible("cannot be loaded")

    with pytest.raises(IndexIncompatible, match="cannot be loaded"):
        build(ENTRIES, 1, Broken(), home)
    assert list(home.rglob("*.sqlite")) == []


def test_kept_embeddings_that_are_broken_are_named(home: Path) -> None:
    encoder = FakeEncoder()
    path = home / "embeddings" / f"{encoder.fingerprint}.sqlite"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not a database, but long enough to be read as one" * 50)
    with pytest.raises(SearchIndexError, match="Delete the file"):
        build(ENTRIES, 1, encoder, home)


def test_a_kept_vector_of_another_length_is_not_used(home: Path) -> None:
    encoder = FakeEncoder()
    build(ENTRIES, 1, encoder, home)
    with closing(sqlite3.connect(home / "embeddings" / f"{encoder.fingerprint}.sqlite")) as connection, connection:
        connection.execute("UPDATE embedding SET vector = x'00000000'")
    with pytest.raises(SearchIndexError, match="1 numbers, not 5"):
        build(ENTRIES, 2, encoder, home)


def test_words_or_a_filter_have_to_be_given(home: Path) -> None:
    build(ENTRIES, 1, FakeEncoder(), home)
    searcher = Searcher.open(home / "index", FakeEncoder())
    for words in ("", "   ", "?!"):
        with pytest.raises(EmptyQuery):
            searcher.search(Query(words))


def test_the_encoder_is_not_asked_before_there_are_words(home: Path) -> None:
    class Absent(FakeEncoder):
        def encode_query(self, text: str) -> Vectors:
            raise AssertionError("loaded")

    build(ENTRIES, 1, FakeEncoder(), home)
    searcher = Searcher.open(home / "index", Absent())
    assert searcher.search(Query("", Filter.parse([("city", "seoul")]))).total == 1
