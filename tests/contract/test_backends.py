"""What every search engine behind this archive has to do: one list, passed by the real one and by the fake."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import BruteForceBackend
from hypothesis import given, settings
from hypothesis import strategies as st

from index.backend import Backend, Unit
from index.encoder import Vectors
from index.faiss_backend import FaissBackend

Build = Callable[[Vectors, Sequence[Unit], Sequence[Sequence[str]]], Backend]

backends = pytest.mark.parametrize("build", [FaissBackend.build, BruteForceBackend.build])

# Rows 0 and 1 stand on one page; "bus" is in three units, "tram" in one; the last row has no words at all.
ROW_TERMS = (["bus"], ["bus", "tram"], ["bus"], ["water", "bus", "city", "city"], ["water"], [])
UNITS = (
    Unit([0, 1], ["bus", "bus", "tram"]),
    Unit([2], ["bus"]),
    Unit([3], ["water", "bus", "city", "city"]),
    Unit([4], ["water"]),
    Unit([5], []),
)
VECTORS = np.array([[1, 0], [0.8, 0.6], [0.8, 0.6], [0, 1], [-1, 0], [0, -1]], dtype=np.float32)
EAST = np.array([1, 0], dtype=np.float32)
ALL = np.ones(6, dtype=np.bool_)


def mask(*rows: int) -> np.ndarray:
    passing = np.zeros(6, dtype=np.bool_)
    passing[list(rows)] = True
    return passing


@backends
def test_rows_are_counted(build: Build) -> None:
    assert len(build(VECTORS, UNITS, ROW_TERMS)) == 6


@backends
def test_nearest_gives_cosines_best_first_and_equals_by_row(build: Build) -> None:
    ranked = build(VECTORS, UNITS, ROW_TERMS).nearest(EAST, ALL, 4)
    assert ranked.rows.tolist() == [0, 1, 2, 3]
    assert ranked.scores.tolist() == pytest.approx([1, 0.8, 0.8, 0])


@backends
@pytest.mark.parametrize("passing", [(2, 4), (4,), (), (0, 1, 2, 3, 4)])
def test_nearest_gives_only_rows_of_the_mask_and_no_padding(build: Build, passing: tuple[int, ...]) -> None:
    ranked = build(VECTORS, UNITS, ROW_TERMS).nearest(EAST, mask(*passing), 6)
    assert sorted(ranked.rows.tolist()) == list(passing)


@backends
@pytest.mark.parametrize("passing_count", [5, 150])
def test_no_more_than_k_rows_come_back_however_many_pass(build: Build, passing_count: int) -> None:
    vectors = np.array([[np.cos(row / 200), np.sin(row / 200)] for row in range(200)], dtype=np.float32)
    backend = build(vectors, [Unit([row], ["bus"]) for row in range(200)], [["bus"]] * 200)
    passing = np.arange(200) >= 200 - passing_count
    expected = list(range(200 - passing_count, 203 - passing_count))
    assert backend.nearest(EAST, passing, 3).rows.tolist() == expected
    assert backend.matching(["bus"], passing, 3).rows.tolist() == expected


@backends
def test_a_page_is_scored_once_and_all_its_rows_have_that_score(build: Build) -> None:
    ranked = build(VECTORS, UNITS, ROW_TERMS).matching(["tram"], ALL, 6)
    assert ranked.rows.tolist() == [0, 1]
    assert ranked.scores[0] == ranked.scores[1] > 0


@backends
def test_keyword_scores_are_those_of_bm25(build: Build) -> None:
    # Three of five units have "bus"; unit 1 has it once and is 1 term long, the mean is 9 / 5.
    expected = np.log(1 + 2.5 / 3.5) * 1 / (1 + 1.2 * (0.25 + 0.75 * 1 / 1.8))
    scores = build(VECTORS, UNITS, ROW_TERMS).keyword_scores(["bus"], np.array([2, 4, 5]))
    assert scores.tolist() == pytest.approx([expected, 0, 0], rel=1e-5)


@backends
def test_a_term_said_twice_counts_twice(build: Build) -> None:
    backend = build(VECTORS, UNITS, ROW_TERMS)
    once, twice = (backend.keyword_scores(words, np.array([2])) for words in (["bus"], ["bus", "bus"]))
    assert twice.tolist() == pytest.approx((2 * once).tolist(), rel=1e-5)


@backends
def test_a_term_counts_as_much_as_its_boost_says(build: Build) -> None:
    backend, rows = build(VECTORS, UNITS, ROW_TERMS), np.arange(6)
    bus, tram = (backend.keyword_scores([term], rows) for term in ("bus", "tram"))
    boosted = backend.keyword_scores(["bus", "tram"], rows, [0.25, 2.0])
    assert boosted.tolist() == pytest.approx((0.25 * bus + 2 * tram).tolist(), rel=1e-5)
    assert backend.matching(["bus", "tram"], ALL, 1, [1.0, 0.01]).rows.tolist() != [0]
    assert backend.matching(["bus", "tram"], ALL, 1, [0.01, 1.0]).rows.tolist() == [0]


@backends
def test_rows_without_a_shared_term_never_match(build: Build) -> None:
    backend = build(VECTORS, UNITS, ROW_TERMS)
    assert backend.matching(["water"], ALL, 6).rows.tolist() == [4, 3]
    assert backend.matching(["unheard"], ALL, 6).rows.tolist() == []
    assert backend.matching([], ALL, 6).rows.tolist() == []
    assert backend.matching(["water"], mask(0, 1, 2), 6).rows.tolist() == []


@backends
def test_a_mask_does_not_change_scores(build: Build) -> None:
    backend = build(VECTORS, UNITS, ROW_TERMS)
    whole = dict(zip(*(part.tolist() for part in backend.matching(["bus", "water"], ALL, 6)), strict=True))
    part = dict(zip(*(part.tolist() for part in backend.matching(["bus", "water"], mask(1, 4), 6)), strict=True))
    assert part == {row: whole[row] for row in (1, 4)}


@backends
def test_found_speaks_of_the_rows_own_terms(build: Build) -> None:
    table = build(VECTORS, UNITS, ROW_TERMS).found(["bus", "tram", "unheard"], np.array([0, 1, 5]))
    assert table.tolist() == [[True, False, False], [True, True, False], [False, False, False]]


@backends
def test_rare_terms_weigh_more_and_unknown_ones_nothing(build: Build) -> None:
    tram, bus, unheard = build(VECTORS, UNITS, ROW_TERMS).weights(["tram", "bus", "unheard"])
    assert tram > bus > unheard == 0


@backends
def test_vectors_are_those_of_the_rows_asked_for(build: Build) -> None:
    assert build(VECTORS, UNITS, ROW_TERMS).vectors(np.array([3, 0])).tolist() == [[0, 1], [1, 0]]


@backends
def test_terms_are_counted_in_the_rows_of_the_mask_alone(build: Build) -> None:
    backend = build(VECTORS, UNITS, ROW_TERMS)
    assert backend.row_counts(["bus", "city", "unheard"], ALL).tolist() == [4, 1, 0]
    assert backend.row_counts(["bus", "city", "unheard"], mask(0, 4)).tolist() == [1, 0, 0]


@backends
def test_an_empty_index_finds_nothing(build: Build) -> None:
    backend = build(np.zeros((0, 2), dtype=np.float32), [], [])
    nothing = np.zeros(0, dtype=np.bool_)
    assert len(backend) == 0
    assert backend.nearest(EAST, nothing, 5).rows.tolist() == []
    assert backend.matching(["bus"], nothing, 5).rows.tolist() == []


@st.composite
def indexes(draw: st.DrawFn) -> tuple[Vectors, list[Unit], list[list[str]]]:
    row_terms = draw(st.lists(st.lists(st.sampled_from("abcde"), max_size=4), min_size=1, max_size=40))
    angles = draw(st.lists(st.integers(0, 11), min_size=len(row_terms), max_size=len(row_terms)))
    vectors = np.array([[np.cos(angle), np.sin(angle)] for angle in angles], dtype=np.float32)
    page_of = [draw(st.integers(0, row // 2)) for row in range(len(row_terms))]
    rows_of = {page: [row for row, own in enumerate(page_of) if own == page] for page in page_of}
    return vectors, [Unit(r, [t for row in r for t in row_terms[row]]) for r in rows_of.values()], row_terms


@settings(max_examples=60)
@given(made=indexes(), terms=st.lists(st.sampled_from("abcdef"), max_size=3), k=st.integers(1, 50), data=st.data())
def test_the_real_backend_finds_what_looking_at_every_row_finds(
    made: tuple[Vectors, list[Unit], list[list[str]]], terms: list[str], k: int, data: st.DataObject
) -> None:
    real, fake = FaissBackend.build(*made), BruteForceBackend.build(*made)
    count = len(made[0])
    passing = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=np.bool_)
    near, near_too = (backend.nearest(EAST, passing, k) for backend in (real, fake))
    assert near.scores.tolist() == pytest.approx(near_too.scores.tolist(), abs=2e-6)
    boosts = data.draw(st.lists(st.sampled_from([0.25, 0.5, 1.0]), min_size=len(terms), max_size=len(terms)))
    words, words_too = (backend.matching(terms, passing, k, boosts) for backend in (real, fake))
    assert words.scores.tolist() == pytest.approx(words_too.scores.tolist(), rel=1e-4)
    rows = np.arange(count)
    assert (real.found(terms, rows) == fake.found(terms, rows)).all()
    assert real.weights(terms).tolist() == pytest.approx(fake.weights(terms).tolist())


def test_what_was_saved_opens_as_the_same_index_with_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
        FaissBackend.build(VECTORS, UNITS, ROW_TERMS).save(folder)
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert first == second
    opened = FaissBackend.open(folders[0])
    assert opened.nearest(EAST, ALL, 3).rows.tolist() == [0, 1, 2]
    assert opened.matching(["water"], ALL, 3).rows.tolist() == [4, 3]
    assert opened.found(["tram"], np.array([1])).tolist() == [[True]]
