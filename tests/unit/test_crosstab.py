"""A table of counts: each cell is what the same search finds with its values, each margin what stands in its cells.

Said of random archives, twice: against the search itself, and against rules read off the rows one by one.
"""

import datetime as dt
from collections import defaultdict
from itertools import combinations, product
from types import SimpleNamespace
from typing import Any

import pytest
from factories import entry
from fakes import BruteForceBackend, FakeEncoder
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Access, Entry
from index import crosstab, grid
from index.analysis import terms
from index.backend import Unit as Page
from index.columns import Columns
from index.crosstab import NO_ENTRY, Axis, Crosstab, Links, Unit
from index.errors import EmptyQuery, QueryError
from index.phrases import Phrases
from index.query import Filter, Query
from index.searcher import Searcher

TODAY = dt.date(2026, 6, 1)
VALUES = {
    "theme": ("T01", "T05"),
    "kind": ("lecture", "city presentation"),
    "program": ("p-2012", "p-2015", "sample"),
    "year": ("2012", "2015"),
}
WORDS = ("bus", "lane", "tram")


def in_memory(entries: list[Entry]) -> Searcher:
    own_terms = [terms(made.text) for made in entries]
    encoder = FakeEncoder()
    vectors = encoder.encode_passages([made.text for made in entries])
    backend = BruteForceBackend(vectors, [Page([row], own_terms[row]) for row in range(len(entries))], own_terms)
    phrases = Phrases.build((made.title, made.text) for made in entries)
    manifest: Any = SimpleNamespace()
    return Searcher(manifest, Columns.of(entries), phrases, backend, encoder)


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values), max_size=2).map(lambda chosen: tuple(sorted(chosen)))


rows = st.fixed_dictionaries(
    {
        "text": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        "subject": st.sampled_from(("case:a", "case:b", "case:c", "document:d", "document:e")),
        "facets": st.fixed_dictionaries({name: some(VALUES[name]) for name in ("theme", "kind", "program")}),
        "years": some(VALUES["year"]).map(lambda years: tuple(map(int, years))),
        "access": st.sampled_from((Access.PUBLIC, Access.PUBLIC, Access.STAFF)),
    }
)
archives = st.lists(rows, min_size=1, max_size=12).map(
    lambda made: [entry(f"p{number}", **fields) for number, fields in enumerate(made)]
)
axes_of = st.lists(st.sampled_from(tuple(VALUES)), min_size=1, max_size=3, unique=True)
phrases_of = st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(tuple)


@settings(max_examples=80)
@given(
    entries=archives,
    names=axes_of,
    words=st.sampled_from(("", "bus", "tram zeppelin")),
    phrases=phrases_of,
    excluded=st.sampled_from(((), ("lane",))),
)
def test_a_cell_is_what_the_same_search_finds_with_its_values(
    entries: list[Entry], names: list[str], words: str, phrases: tuple[str, ...], excluded: tuple[str, ...]
) -> None:
    searcher = in_memory(entries)

    def query(pairs: list[tuple[str, str]]) -> Query:
        return Query(words, Filter.parse(pairs), today=TODAY, phrases=phrases, excluded=excluded)

    everything = [("city", "-nowhere")]
    table = searcher.cross(query(everything), [Axis(name) for name in names])
    for cell in product(*(VALUES[name] for name in names)):
        chosen = [*everything, *zip(names, cell, strict=True)]
        assert table.counts.get(cell, 0) == searcher.search(query(chosen)).total, cell
    assert table.total == searcher.search(query(everything)).total
    # Nothing asked for is everything; only a search has to be asked something.
    assert searcher.cross(query([]), [Axis(name) for name in names]) == table


def stated(made: Entry, axis: Axis, program: str | None, links: Links) -> set[str]:
    """What a row, speaking for a program if one is given, states on an axis."""
    if program is not None and axis.name in links.values:
        own = set(links.values[axis.name].get(program, ()))
    else:
        own = {*map(str, made.years)} if axis.name == "year" else {*made.facets.get(axis.name, ())}
    return own if axis.values is None else own & {*axis.values}


def size(owners: set[tuple[str, str | None]], unit: Unit, links: Links) -> int:
    if unit is not Unit.PROGRAMS:
        return len(owners)
    weights = links.weights
    return sum(1 if weights is None else weights.get(str(program), 0) for program in {one for _, one in owners})


def by_hand(entries: list[Entry], phrases: tuple[str, ...], axes: list[Axis], unit: Unit, links: Links) -> Crosstab:
    """The same table, cell by cell: cases only, so that none is a copy of another."""
    public = [made for made in entries if made.access is Access.PUBLIC]
    speaking: dict[tuple[str, str | None], list[Entry]] = defaultdict(list)
    for made in public:
        if not phrases or any(phrase in made.text for phrase in phrases):
            taught = links.of_subject.get(made.subject, ())
            for program in [None] if unit is Unit.HITS else [p for p in made.facets["program"] if p in taught]:
                speaking[made.subject, program].append(made)

    def having(owner: tuple[str, str | None], cell: dict[int, str]) -> list[Entry]:
        own = [
            made
            for made in speaking[owner]
            if all(cell[n] in stated(made, axes[n], owner[1], links) for n in cell if cell[n] != NO_ENTRY)
        ]
        return own if all(any(phrase in made.text for made in own) for phrase in phrases) else []

    def states(made: Entry, number: int, owner: tuple[str, str | None]) -> bool:
        return bool(stated(made, axes[number], owner[1], links))

    def is_in(owner: tuple[str, str | None], cell: tuple[str, ...]) -> bool:
        own = having(owner, dict(enumerate(cell)))
        silent = [number for number, value in enumerate(cell) if value == NO_ENTRY]
        return bool(own) and not any(states(made, number, owner) for made in own for number in silent)

    owners = [owner for owner in speaking if having(owner, {})]
    in_cell = {
        cell: {owner for owner in owners if is_in(owner, cell)}
        for cell in product(*((*VALUES[axis.name], NO_ENTRY) for axis in axes))
    }
    counts: dict[tuple[str | None, ...], int] = {}
    for open_axes in (chosen for n in range(len(axes)) for chosen in combinations(range(len(axes)), n)):
        margins: dict[tuple[str | None, ...], set[tuple[str, str | None]]] = defaultdict(set)
        for cell, having_it in in_cell.items():
            margins[tuple(None if n in open_axes else value for n, value in enumerate(cell))] |= having_it
        counts |= {margin: size(having_it, unit, links) for margin, having_it in margins.items() if having_it}
    return Crosstab(
        size(set(owners), unit, links), counts, tuple(sorted({program for _, program in owners if program}))
    )


taught_by = st.fixed_dictionaries(
    {f"case:{name}": st.sets(st.sampled_from(("p-2012", "p-2015"))).map(tuple) for name in "abc"}
)


@settings(max_examples=150)
@given(
    entries=archives,
    names=axes_of,
    unit=st.sampled_from(Unit),
    phrases=phrases_of,
    taught=taught_by,
    weights=st.sampled_from((None, {"p-2012": 20, "p-2015": 7})),
    of_program=st.booleans(),
    kept=st.sampled_from((None, {"T05"})),
)
def test_cells_and_margins_count_what_the_rows_say(
    entries: list[Entry],
    names: list[str],
    unit: Unit,
    phrases: tuple[str, ...],
    taught: dict[str, tuple[str, ...]],
    weights: dict[str, int] | None,
    of_program: bool,
    kept: set[str] | None,
) -> None:
    cases = [made for made in entries if made.subject.startswith("case:")] or [entry("p0", subject="case:a")]
    own = {"year": {"p-2012": ("2012",), "p-2015": ()}} if of_program else {}
    links = Links(taught, own, weights)
    axes = [Axis(name, kept if name == "theme" else None) for name in names]
    table = in_memory([made.model_copy(update={"facets": {"program": (), **made.facets}}) for made in cases]).cross(
        Query(today=TODAY, phrases=phrases), axes, unit, links
    )
    cases = [made.model_copy(update={"facets": {"program": (), **made.facets}}) for made in cases]
    assert table == by_hand(cases, phrases, axes, unit, links)


def lines(table: Crosstab) -> set[tuple[str | None, ...]]:
    return {(*cell, str(count)) for cell, count in table.counts.items()}


def test_a_case_with_two_themes_stands_in_both_rows_and_once_in_the_total() -> None:
    entries = [entry("p1", "bus", subject="case:a", facets={"theme": ("T01", "T05"), "region": ("142",)})]
    table = in_memory(entries).cross(Query(), [Axis("theme"), Axis("region")])
    assert table.total == 1
    assert lines(table) == {
        ("T01", "142", "1"),
        ("T05", "142", "1"),
        ("T01", None, "1"),
        ("T05", None, "1"),
        (None, "142", "1"),
    }


def test_what_one_passage_leaves_open_another_may_state() -> None:
    """The record says when the case was taught; the deck of a sample course says nothing of that."""
    entries = [
        entry("p1", "bus", subject="case:a", facets={"kind": ("case record",)}, years=(2015,)),
        entry("p2", "bus", subject="case:a", facets={"kind": ("lecture",)}),
        entry("p3", "bus", subject="case:b", facets={"kind": ("lecture",)}),
    ]
    searcher = in_memory(entries)
    assert searcher.cross(Query(), [Axis("year")]).counts == {("2015",): 1, (NO_ENTRY,): 1}
    assert searcher.cross(Query(), [Axis("kind"), Axis("year")]).counts == {
        ("case record", "2015"): 1,
        ("lecture", NO_ENTRY): 2,
        ("case record", None): 1,
        ("lecture", None): 2,
        (None, "2015"): 1,
        (None, NO_ENTRY): 2,
    }


def test_programs_count_once_and_by_what_they_are_themselves() -> None:
    """A case that was taught in 2012 and in 2015 does not put the program of 2012 into 2015."""
    facets = {"program": ("p-2012", "p-2015", "sample", "guessed")}
    entries = [
        entry("p1", "bus", subject="case:a", facets=facets, years=(2012, 2015)),
        entry("p2", "tram", subject="case:b", facets={"program": ("p-2012",)}, years=(2012,)),
        entry("p3", "park", subject="document:c", facets={"program": ("p-2012",)}, years=(2012,)),
    ]
    links = Links(
        {"case:a": ("p-2012", "p-2015"), "case:b": ("p-2012",)},
        {"year": {"p-2012": ("2012",), "p-2015": ("2015",)}},
    )
    searcher = in_memory(entries)

    def counted(unit: Unit, links: Links) -> tuple[int, object]:
        table = searcher.cross(Query(), [Axis("year")], unit, links)
        return table.total, table.counts

    assert counted(Unit.PROGRAMS, links) == (2, {("2012",): 1, ("2015",): 1})
    assert counted(Unit.LINKS, links) == (3, {("2012",): 2, ("2015",): 1})
    weighed = Links(links.of_subject, links.values, {"p-2012": 30})
    assert counted(Unit.PROGRAMS, weighed) == (30, {("2012",): 30, ("2015",): 0})
    assert counted(Unit.PROGRAMS, Links()) == (0, {})


def test_who_may_not_be_seen_any_more_is_not_counted() -> None:
    entries = [entry(name, "bus", subject=f"case:{name}", facets={"theme": ("T01",)}) for name in ("a", "b")]
    table = in_memory(entries).cross(Query(), [Axis("theme")], readable={"case:b"})
    assert (table.total, table.counts) == (1, {("T01",): 1})


def test_question_marks_alone_are_no_question() -> None:
    searcher = in_memory([entry("a", "bus", facets={"theme": ("T01",)})])
    with pytest.raises(EmptyQuery):
        searcher.cross(Query("??"), [Axis("theme")])
    assert searcher.cross(Query("??", Filter.parse([("theme", "T01")])), [Axis("theme")]).total == 1


def test_a_table_that_would_be_too_large_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    facets = {"theme": ("T01", "T05"), "kind": ("lecture", "discussion")}
    searcher = in_memory([entry(f"p{n}", f"bus {n}", facets=facets) for n in range(4)])
    axes = [Axis("theme"), Axis("kind")]
    monkeypatch.setattr(crosstab, "MOST_CELLS", 3)
    with pytest.raises(QueryError, match="more than 3 cells"):
        searcher.cross(Query(), axes)
    monkeypatch.setattr(grid, "MOST_KEYS", 15)
    with pytest.raises(QueryError, match="too large"):
        searcher.cross(Query(), axes)
