"""The number beside a value is what the same search finds with that value chosen.

Said of random archives, filters, exclusions, phrases and words. What is a hit for words is here a property of a subject
that no filter changes; which of a subject's rows pass is the searcher's own business.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from factories import entry
from fakes import BruteForceBackend, FakeEncoder
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Access, Entry
from index.analysis import terms
from index.backend import Unit
from index.columns import Columns
from index.phrases import Phrases
from index.query import Filter, Query
from index.ranking import Ranking
from index.searcher import Searcher

TODAY = dt.date(2026, 6, 1)
SUBJECTS = ("case:a", "case:b", "document:c", "document:d")
VALUES = {
    "theme": ("T01", "T01.brt", "T05"),
    "kind": ("lecture", "city presentation"),
    "language": ("en", "ko"),
    "year": ("2012", "2015", "2010..2013", "..2012", "2014.."),
    "period": ("1990..1999", "2000..2009", "2010..2019", "2005", "2003.."),
}
WORDS = ("bus", "lane", "tram")


def in_memory(entries: list[Entry]) -> Searcher:
    own_terms = [terms(made.text) for made in entries]
    encoder = FakeEncoder()
    vectors = encoder.encode_passages([made.text for made in entries])
    units = [Unit([row], own_terms[row]) for row in range(len(entries))]
    backend = BruteForceBackend(vectors, units, own_terms)
    phrases = Phrases.build((made.title, made.text) for made in entries)
    manifest: Any = SimpleNamespace()
    return Searcher(manifest, Columns.of(entries), phrases, backend, encoder)


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values), max_size=2).map(lambda chosen: tuple(sorted(chosen)))


rows = st.fixed_dictionaries(
    {
        "text": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        "subject": st.sampled_from(SUBJECTS),
        "facets": st.fixed_dictionaries({name: some(VALUES[name]) for name in ("theme", "kind", "language")}),
        "years": some(("2011", "2012", "2015")).map(lambda years: tuple(map(int, years))),
        "period": st.sampled_from((None, (1995, 2004), (2006, 2006), (2008, 9999))),
        "access": st.sampled_from((Access.PUBLIC, Access.PUBLIC, Access.STAFF)),
        "embargo_until": st.sampled_from((None, None, TODAY + dt.timedelta(1))),
    }
)
archives = st.lists(rows, min_size=1, max_size=12).map(
    lambda made: [entry(f"p{number}", **fields) for number, fields in enumerate(made)]
)
pairs = st.sampled_from([(name, value) for name, values in VALUES.items() for value in (*values, "2030")])
signed = st.tuples(pairs, st.booleans()).map(lambda made: (made[0][0], "-" * made[1] + made[0][1]))
chosen_pairs = st.lists(signed, max_size=4)
phrase = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)


def by_choosing(chosen: list[tuple[str, str]], name: str, value: str) -> list[tuple[str, str]]:
    """The filters with this value alone wanted under its name, and not excluded any more."""
    kept = [pair for pair in chosen if pair[0] != name or (pair[1].startswith("-") and pair[1] != f"-{value}")]
    return [*kept, (name, value)]


@settings(max_examples=120, deadline=None)
@given(
    entries=archives,
    chosen=chosen_pairs,
    asked=st.one_of(st.none(), st.lists(st.sampled_from((*WORDS, "zeppelin")), min_size=1, max_size=3)),
    phrases=st.lists(phrase, max_size=2),
    excluded=st.lists(phrase, max_size=1),
    reader=st.sampled_from((Access.PUBLIC, Access.STAFF)),
)
def test_a_count_is_the_total_of_the_same_search_with_the_value_chosen(
    entries: list[Entry],
    chosen: list[tuple[str, str]],
    asked: list[str] | None,
    phrases: list[str],
    excluded: list[str],
    reader: Access,
) -> None:
    """``asked``: the words; None where only filters are given."""
    searcher = in_memory(entries)

    def search(filters: list[tuple[str, str]]) -> Ranking:
        words = " ".join(asked or ())
        return searcher.search(
            Query(words, Filter.parse(filters), reader, TODAY, phrases=tuple(phrases), excluded=tuple(excluded))
        )

    filters = chosen if chosen or asked is not None or excluded else [("kind", "-nothing")]
    ranking = search(filters)
    for name, values in VALUES.items():
        counts = ranking.facets.get(name, {})
        # Spans of years are counted where they are chosen, and decades.
        for value in {*counts, *(value for value in values if ".." not in value and name != "period")}:
            assert counts.get(value, 0) == search(by_choosing(filters, name, value)).total, (name, value)
    listed = {(name, value) for name, counts in ranking.facets.items() for value in counts}
    assert {(name, value.removeprefix("-")) for name, value in filters} <= listed
    assert ranking.total == len(ranking.relevant)


def test_a_policy_that_runs_on_is_counted_to_the_last_decade_that_anything_names() -> None:
    entries = [
        entry("p1", "bus", period=(1998, 9999)),
        entry("p2", "tram", period=(2003, 2004)),
        entry("p3", "park", years=(2010,)),
    ]
    assert in_memory(entries).search(Query(filters=Filter.parse([("kind", "-x")]))).facets["period"] == {
        "1990..1999": 1,
        "2000..2009": 2,
        "2010..2019": 1,
    }


def test_a_chosen_value_does_not_hide_what_could_be_added_to_it() -> None:
    entries = [entry(name, name, facets={"city": (name,), "theme": ("T01",)}) for name in ("bogota", "paris", "seoul")]
    filters = Filter.parse([("city", "seoul"), ("city", "-paris"), ("city", "nowhere")])
    ranking = in_memory(entries).search(Query(filters=filters))
    assert [hit.subject for hit in ranking.hits] == ["document:seoul"]
    assert ranking.facets["city"] == {"bogota": 1, "paris": 1, "seoul": 1, "nowhere": 0}
    assert ranking.facets["theme"] == {"T01": 1}


def test_each_phrase_needs_a_passage_with_the_value() -> None:
    entries = [
        entry("p1", "bus", subject="case:a", facets={"kind": ("lecture",), "city": ("seoul",)}),
        entry("p2", "tram", subject="case:a", facets={"kind": ("discussion",), "city": ("seoul",)}),
    ]
    query = Query(filters=Filter.parse([("theme", "-T01")]), phrases=("bus", "tram"))
    ranking = in_memory(entries).search(query)
    assert ranking.total == 1
    assert ranking.facets["city"] == {"seoul": 1}
    assert ranking.facets["kind"] == {}


def test_filters_hold_for_one_passage_not_for_a_subject_as_a_whole() -> None:
    entries = [
        entry("p1", subject="case:a", facets={"kind": ("lecture",), "language": ("en",)}),
        entry("p2", subject="case:a", facets={"kind": ("case record",), "language": ("ko",)}),
    ]
    ranking = in_memory(entries).search(Query(filters=Filter.parse([("kind", "lecture")])))
    assert ranking.facets["language"] == {"en": 1}
    both = Filter.parse([("kind", "lecture"), ("language", "ko")])
    assert in_memory(entries).search(Query(filters=both)).total == 0
