"""What is like something, over a backend that looks at every row and an encoder that counts topics."""

from collections.abc import Sequence

import numpy as np
import pytest
from factories import entry
from fakes import BruteForceBackend, FakeEncoder
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Entry
from index.analysis import terms
from index.backend import Mask, Unit
from index.centres import LEAST_ROWS, Centres
from index.columns import Columns
from index.errors import EmptyQuery
from index.lexicon import Gloss, Mention, term_of
from index.likeness import (
    MOST_ASKED,
    MOST_HITS,
    MOST_TERMS,
    AskedPassage,
    Likes,
    compared,
    rank_alike,
    telling_terms,
    understand,
)

# Stop words are no terms, so an encoder that knows only those gives meaning without shared words.
UNSAID = ("to", "or", "it")


def backend_of(entries: Sequence[Entry], encoder: FakeEncoder, named: Sequence[str] = ()) -> BruteForceBackend:
    own_terms = [[*terms(entry.text), *map(term_of, entry.facets.get("names", ()))] for entry in entries]
    units = [Unit([row], own) for row, own in enumerate(own_terms)]
    return BruteForceBackend(encoder.encode_passages([entry.text for entry in entries]), units, own_terms)


def alike(
    entries: Sequence[Entry],
    *texts: str | AskedPassage,
    reads: float = 1.0,
    mask: Mask | None = None,
    topics: Sequence[str] = UNSAID,
    language: str = "und",
) -> Likes:
    encoder = FakeEncoder(topics, reads=reads)
    backend = backend_of(entries, encoder)
    passages = [text if isinstance(text, AskedPassage) else AskedPassage(text) for text in texts]
    asked = understand(passages, lambda _passage_id: None, encoder)
    mask = np.ones(len(entries), dtype=np.bool_) if mask is None else mask
    columns = Columns.of(entries)
    return rank_alike(asked, backend, columns, mask, Centres.of(backend, columns), language)


def subjects(likes: Likes) -> list[str]:
    return [hit.subject for hit in likes.hits]


def test_the_mean_over_the_asked_passages_decides_not_one_that_is_the_same() -> None:
    entries = [
        entry("a", "to", subject="case:one-slide"),
        # Cosines 1 / √2 with each of "to" and "or": a mean of .71, where the one slide has 1 and 0.
        entry("b", "to or", subject="case:both"),
    ]
    assert subjects(alike(entries, "to", "or")) == ["case:both", "case:one-slide"]
    assert subjects(alike(entries, "to")) == ["case:one-slide", "case:both"]


def test_each_asked_passage_meets_its_own_best_passage_of_a_subject() -> None:
    entries = [
        entry("a", "to", subject="case:whole"),
        entry("b", "or", subject="case:whole"),
        entry("c", "to or", subject="case:half"),
    ]
    likes = alike(entries, "to", "or")
    assert subjects(likes) == ["case:whole", "case:half"]
    assert {one.passage_id: one.meaning for one in likes.hits[0].evidence} == {"a": 1.0, "b": 1.0}
    assert (likes.nearest["a"], likes.nearest["b"]) == (0, 1)


def test_words_alone_rank_where_the_encoder_cannot_read() -> None:
    entries = [entry("a", "쓰레기 종량제"), entry("b", "to"), entry("c", "쓰레기 매립지")]
    likes = alike(entries, "to or it", "종량제와 쓰레기", reads=0.0)
    assert subjects(likes) == ["document:a", "document:c"]
    best = likes.hits[0].evidence[0]
    assert best.words == ("종량제", "쓰레기")
    assert likes.nearest["a"] == 1


def test_only_rows_of_the_mask_are_hits_and_evidence() -> None:
    entries = [entry("a", "tram", subject="case:x"), entry("b", "tram or", subject="case:x"), entry("c", "tram to")]
    mask = np.array([False, True, False])
    (hit,) = alike(entries, "tram", mask=mask).hits
    assert (hit.subject, [one.passage_id for one in hit.evidence]) == ("case:x", ["b"])
    assert alike(entries, "tram", mask=np.zeros(3, dtype=np.bool_)).hits == ()


def test_a_passage_that_is_no_different_is_shown_once() -> None:
    (hit,) = alike([entry(name, "tram", subject="case:x") for name in "abc"], "tram").hits
    assert len(hit.evidence) == 1


def test_what_is_named_in_other_words_is_found_and_said() -> None:
    entries = [entry("a", "road pricing", facets={"names": ("congestion-charge",)}), entry("b", "road works")]
    mention = Mention("concept", "congestion-charge", "혼잡통행료", 0, 5, "ko")
    likes = alike(entries, AskedPassage("혼잡통행료", mentions=(mention,)), reads=0.0)
    assert subjects(likes) == ["document:a"]
    assert likes.hits[0].evidence[0].named == ("congestion-charge",)


def test_a_text_that_is_not_read_is_read_by_its_gloss_as_far_as_that_goes() -> None:
    class KoreanBlind(FakeEncoder):
        def reads(self, text: str) -> float:
            return float(text.isascii())

    passages = [AskedPassage("버스", gloss=Gloss("bus", 0.5)), AskedPassage("물")]
    asked = understand(passages, lambda _passage_id: None, KoreanBlind())
    assert asked.reads.tolist() == [0.5, 0.0]
    assert asked.vectors[0].tolist() == FakeEncoder().encode_query("bus").tolist()


def test_a_language_in_common_is_no_likeness() -> None:
    # "it" stands for a language that the encoder tells better than it tells topics.
    english = [entry(f"e{number}", "or to", facets={"language": ("en",)}) for number in range(LEAST_ROWS)]
    spanish = [entry(f"s{number}", "it or", facets={"language": ("es",)}) for number in range(LEAST_ROWS - 1)]
    park, parque = (
        entry("park", "to", facets={"language": ("en",)}),
        entry("parque", "it to", facets={"language": ("es",)}),
    )
    everything = [*english, *spanish, park, parque]
    assert subjects(alike(everything, "it it to", language="es"))[:2] == ["document:parque", "document:park"]
    asked, same_language, same_topic = map(FakeEncoder(UNSAID).encode_query, ("it it to", "it or", "to"))
    assert asked @ same_language > asked @ same_topic


def test_a_language_of_few_passages_is_left_where_it_is() -> None:
    entries = [entry("a", "to", facets={"language": ("fr",)}), entry("b", "or", facets={"language": ("fr",)})]
    backend = backend_of(entries, FakeEncoder(UNSAID))
    centres = Centres.of(backend, Columns.of(entries))
    assert centres.languages == ()
    assert not centres.of_language("fr").any()
    assert not centres.shifts[centres.of_row].any()


def test_a_passage_of_the_index_is_not_encoded_again() -> None:
    encoder = FakeEncoder()
    kept = encoder.encode_query("water")
    asked = understand([AskedPassage("bus", "p1"), AskedPassage("park")], {"p1": kept}.get, encoder)
    assert asked.vectors[0].tolist() == kept.tolist()
    assert encoder.encoded == ["park"]


def telling(entries: Sequence[Entry], *texts: str, mask: Sequence[bool] | None = None) -> list[str]:
    asked = understand([AskedPassage(text) for text in texts], lambda _: None, FakeEncoder())
    passing = np.array(mask if mask is not None else [True] * len(entries))
    return [*telling_terms(asked, backend_of(entries, FakeEncoder()), Columns.of(entries), passing)]


def test_telling_terms_are_frequent_here_and_rare_elsewhere_and_stand_somewhere() -> None:
    entries = [entry("a", "city tram"), entry("b", "city lane"), entry("c", "city")]
    asked = ("city city tram unheard", "lane lane")
    assert telling(entries, *asked) == ["lane", "tram", "citi"]
    assert telling(entries, *asked, mask=[False, True, True]) == ["lane", "citi"]


def test_a_term_is_as_telling_as_in_the_language_where_it_is_commonest() -> None:
    english = [entry(f"e{number}", "city", facets={"language": ("en",)}) for number in range(3 * LEAST_ROWS)]
    spanish = [
        entry(f"s{number}", f"cada {'agua' if number % 3 else 'calle'}", facets={"language": ("es",)})
        for number in range(LEAST_ROWS)
    ]
    assert telling([*english, *spanish], "cada agua cada calle")[-1] == "cada"
    assert telling([*english, *spanish[:-1]], "cada agua cada calle")[-1] != "cada"


def test_no_more_terms_and_hits_than_are_worth_it() -> None:
    entries = [entry(f"p{number}", f"word{number} or") for number in range(60)]
    text = " ".join(f"word{number}" for number in range(60))
    assert len(telling(entries, text)) == MOST_TERMS
    assert len(alike(entries, f"{text} or").hits) == MOST_HITS


def test_of_a_long_deck_passages_evenly_spread_are_compared_and_empty_slides_are_not() -> None:
    assert compared([AskedPassage("…"), AskedPassage("tram"), AskedPassage("2015")]) == [1, 2]
    places = compared([AskedPassage("tram")] * (3 * MOST_ASKED))
    assert places == list(range(0, 3 * MOST_ASKED, 3))
    with pytest.raises(EmptyQuery):
        compared([AskedPassage("…")])


texts = st.lists(st.sampled_from(["to", "or", "it", "tram", "lane", "서울"]), min_size=1, max_size=4).map(" ".join)


@settings(deadline=None)
@given(
    own=st.lists(st.tuples(texts, st.sampled_from("abcd")), min_size=1, max_size=12),
    asked=st.lists(texts, min_size=1, max_size=5),
    data=st.data(),
)
def test_the_order_of_what_is_asked_changes_nothing(
    own: list[tuple[str, str]], asked: list[str], data: st.DataObject
) -> None:
    entries = [entry(f"p{number}", text, subject=f"case:{name}") for number, (text, name) in enumerate(own)]
    shuffled = data.draw(st.permutations(asked))
    one, other = alike(entries, *asked), alike(entries, *shuffled)
    assert {hit.subject: hit.score for hit in one.hits} == pytest.approx({hit.subject: hit.score for hit in other.hits})
    assert all(0 <= hit.score <= 1 + 1e-9 for hit in one.hits)
    for hit in one.hits:
        assert {one.nearest[found.passage_id] for found in hit.evidence} <= set(range(len(asked)))
