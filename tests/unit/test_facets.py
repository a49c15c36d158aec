"""Facets count hits, and only what the reader may see speaks."""

import datetime as dt

import numpy as np
from factories import entry

from archive.model import Access
from index.columns import Columns
from index.facets import count
from index.query import Filter

TODAY = dt.date(2026, 1, 1)


def test_a_subject_counts_once_however_many_passages_have_the_value() -> None:
    columns = Columns.of(
        [
            entry("p1", subject="case:a", facets={"city": ("seoul",), "theme": ("T01", "T05")}),
            entry("p2", subject="case:a", facets={"city": ("seoul",)}),
            entry("p3", subject="case:b", facets={"city": ("seoul", "bogota")}, years=(2015,)),
        ]
    )
    counted = count(columns, np.ones(3, dtype=np.bool_), [[0], [1]])
    assert counted == {
        "city": {"seoul": 2, "bogota": 1},
        "theme": {"T01": 1, "T05": 1},
        "year": {"2015": 1},
        "period": {},
    }
    assert list(counted["city"]) == ["seoul", "bogota"]


def test_only_hits_are_counted() -> None:
    columns = Columns.of([entry(name, facets={"city": (name,)}) for name in ("a", "b")])
    assert count(columns, np.ones(2, dtype=np.bool_), [[1]])["city"] == {"b": 1}


def test_a_passage_that_the_reader_may_not_see_does_not_betray_its_values() -> None:
    columns = Columns.of(
        [
            entry("p1", subject="case:a", facets={"program": ("open",)}),
            entry("p2", subject="case:a", facets={"program": ("secret",)}, access=Access.STAFF),
            entry("p3", subject="case:a", facets={"program": ("later",)}, embargo_until=dt.date(2026, 1, 2)),
        ]
    )
    mask = columns.mask(Filter(), Access.PUBLIC, TODAY)
    assert count(columns, mask, [[0]])["program"] == {"open": 1}
    everything = columns.mask(Filter(), Access.STAFF, TODAY)
    assert count(columns, everything, [[0]])["program"] == {"later": 1, "open": 1, "secret": 1}
    a_day_later = columns.mask(Filter(), Access.PUBLIC, dt.date(2026, 1, 2))
    assert count(columns, a_day_later, [[0]])["program"] == {"later": 1, "open": 1}


def test_a_document_and_its_copies_are_one_hit_with_the_values_of_all() -> None:
    columns = Columns.of([entry(name, facets={"program": (name,), "theme": ("T01",)}) for name in ("a", "b", "c")])
    counted = count(columns, np.ones(3, dtype=np.bool_), [[0, 2], [1]])
    assert counted == {"program": {"a": 1, "b": 1, "c": 1}, "theme": {"T01": 2}, "year": {}, "period": {}}
