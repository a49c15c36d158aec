"""What is like something: a case, a passage, or texts that the archive does not hold. From asked passages to subjects.

Meaning is late interaction with MaxSim (Khattab and Zaharia 2020, "ColBERT"), over passages instead of word pieces: for
each asked passage the best cosine among a subject's passages, averaged over the asked ones, so that one similar slide
does not decide. Words are the most telling ones (tf·idf), as many as Lucene's MoreLikeThis takes, ranked by BM25.
Both are fused as a question's are (index/fusion.py).
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

import numpy as np

from archive.model import Access
from index import fusion
from index.analysis import Token, analyse_query, has_word, surfaces
from index.backend import Backend, Mask, Rows, Scores, best
from index.centres import Centres, rows_by_language
from index.columns import Columns
from index.copies import fold
from index.encoder import Encoder, Vectors
from index.errors import EmptyQuery
from index.lexicon import Gloss, Mention, term_of
from index.query import Filter
from index.ranking import MOST_EVIDENCE, RankedEvidence, RankedHit

__all__ = ["AskedPassage", "AskedTexts", "Likeness", "Likes", "compared", "rank_alike", "understand"]

MOST_ASKED = 100
"""Passages that are compared; of a longer text as many, evenly spread. A lecture of two hours has about 80."""
MOST_TERMS = 25
"""Telling terms that are asked for: Lucene's default."""
LEAST_NEARNESS = 0.5
"""What shares no telling word is like the text only if its mean cosine is at least this share of the nearest one's."""
LEAST_COSINE = 0.2
"""And only if that is above this: all-MiniLM-L6-v2 gives texts that have nothing in common cosines around 0."""
MOST_HITS = 50
"""Subjects that are given. What is less like the text than fifty others is not like it."""


@dataclass(frozen=True)
class AskedPassage:
    """A passage of what is asked with. ``passage_id``: where the archive holds it. ``mentions``: what the lexicon finds
    in it; ``gloss``: the text in English as far as those go."""

    text: str
    passage_id: str | None = None
    mentions: tuple[Mention, ...] = ()
    gloss: Gloss | None = None


@dataclass(frozen=True)
class Likeness:
    """A search for what is like these passages, in the language of that BCP 47 tag, under filters, by a reader on a day
    (see ``Query``); ``without``: subjects that are a part of the same thing."""

    passages: tuple[AskedPassage, ...]
    language: str = "und"
    without: tuple[str, ...] = ()
    filters: Filter = field(default_factory=Filter)
    reader: Access = Access.PUBLIC
    today: dt.date = field(default_factory=lambda: dt.datetime.now(dt.UTC).date())


@dataclass(frozen=True)
class Likes:
    """``hits``: best first. ``nearest``: for each passage that is evidence, by id, the place (from 0) of the asked one
    that it resembles."""

    hits: tuple[RankedHit, ...]
    nearest: Mapping[str, int]


@dataclass(frozen=True)
class AskedTexts:
    """The asked passages as the rankers need them: vectors [asked, dimension] of length 1; how far the encoder reads
    each, 0 to 1; the tokens of each, and the ids of the entries of the vocabularies that it names."""

    vectors: Vectors
    reads: Scores
    tokens: Sequence[Sequence[Token]]
    named: Sequence[tuple[str, ...]]


def compared(passages: Sequence[AskedPassage]) -> list[int]:
    """The places of the passages that are compared: those with words, of too many MOST_ASKED, evenly spread. Raises
    EmptyQuery where none has a word."""
    worded = [place for place, passage in enumerate(passages) if has_word(passage.text)]
    if not worded:
        raise EmptyQuery("There are no words to compare with: give a text of a sentence or more.")
    count = min(len(worded), MOST_ASKED)
    return [worded[len(worded) * step // count] for step in range(count)]


def understand(
    passages: Sequence[AskedPassage], vector_of: Callable[[str], Vectors | None], encoder: Encoder
) -> AskedTexts:
    """``vector_of`` gives the vector of a passage that the index holds: only the others are encoded. A passage is
    read as it stands and as its gloss, where it has one, each with the weight that it is read with."""
    kept = [vector_of(passage.passage_id) if passage.passage_id else None for passage in passages]
    own_reads = [encoder.reads(passage.text) for passage in passages]
    glosses = [passage.gloss if passage.gloss and passage.gloss.text else None for passage in passages]
    texts = [passage.text for passage, vector in zip(passages, kept, strict=True) if vector is None]
    told = [gloss.text for gloss in glosses if gloss]
    encoded = iter(encoder.encode_passages([*texts, *told]) if texts or told else ())
    vectors = [next(encoded) if vector is None else vector for vector in kept]
    reads = []
    for place, gloss in enumerate(glosses):
        share = gloss.share * encoder.reads(gloss.text) if gloss else 0.0
        if gloss:
            both = own_reads[place] * vectors[place] + share * next(encoded)
            length = float(np.linalg.norm(both))
            vectors[place] = (both / length).astype(np.float32) if length else vectors[place]
        reads.append(max(own_reads[place], share))
    return AskedTexts(
        vectors=np.stack(vectors),
        reads=np.array(reads, dtype=np.float64),
        tokens=[analyse_query(passage.text) for passage in passages],
        named=[tuple(dict.fromkeys(mention.id for mention in passage.mentions)) for passage in passages],
    )


def rank_alike(
    asked: AskedTexts, backend: Backend, columns: Columns, mask: Mask, centres: Centres, language: str = "und"
) -> Likes:
    """The subjects of rows in ``mask`` that are like the asked passages, best first, at most MOST_HITS; ties by
    keyword score, then by subject. As with a question, those stay that share a telling word, and those whose meaning is
    near (LEAST_COSINE) and comes near the nearest one's (LEAST_NEARNESS). ``language``: of the asked passages; what
    evidence says of meaning is the plain cosine, what ranks is one without the share of the languages."""
    rows = np.flatnonzero(mask)
    rows = rows[np.argsort(columns.subject_of_row[rows], kind="stable")]
    if not len(rows):
        return Likes((), {})
    subjects, starts = np.unique(columns.subject_of_row[rows], return_index=True)
    terms = telling_terms(asked, backend, columns, mask)
    vectors = backend.vectors(rows)
    cosines: Scores = (vectors @ asked.vectors.T).astype(np.float64).round(6)
    moved = vectors + centres.shifts[centres.of_row[rows]]
    alike: Scores = (moved @ (asked.vectors + centres.of_language(language)).T).astype(np.float64).round(6)
    meaning = _mean(np.maximum.reduceat(alike, starts, axis=0), asked.reads)
    keyword_scores = backend.keyword_scores([*terms], rows)
    lexical = np.maximum.reduceat(keyword_scores, starts)
    scores = _fused(lexical, meaning, float(asked.reads.mean()))
    is_near = (meaning > LEAST_COSINE) & (asked.reads.mean() * meaning >= LEAST_NEARNESS * meaning.max())
    put_forward = np.isin(np.arange(len(subjects)), [*_best(lexical), *_best(meaning)])
    kept = np.flatnonzero(put_forward & ((lexical > 0) | is_near))
    chosen = kept[np.lexsort((subjects[kept], -lexical[kept], -scores[kept]))][:MOST_HITS]
    found = _Found(rows, cosines, keyword_scores, fusion.meaning_scale(np.sort(alike.max(axis=1))[::-1])(alike.ravel()))
    ends = np.append(starts[1:], len(rows))
    nearest: dict[str, int] = {}
    hits = []
    for place in chosen:
        own = slice(int(starts[place]), int(ends[place]))
        evidence = _evidence(asked, terms, found, own, backend, columns)
        nearest |= {one.passage_id: asked_place for one, asked_place in evidence}
        subject = columns.subjects[int(subjects[place])]
        hit = RankedHit(subject, float(scores[place]), tuple(one for one, _ in evidence))
        hits.append((int(subjects[place]), hit))
    return Likes(fold(hits, columns), nearest)


def telling_terms(asked: AskedTexts, backend: Backend, columns: Columns, mask: Mask) -> dict[str, float]:
    """The terms of the asked passages that say most of what they are about, each with how telling it is (above 0): by
    (1 + ln tf)·idf, then by name, at most MOST_TERMS, of those that stand in any row of ``mask``. An entry that is
    named counts once a passage, as it does in the index."""
    said = Counter(token.term for tokens in asked.tokens for token in tokens)
    said.update(term_of(entry_id) for named in asked.named for entry_id in named)
    terms = sorted(said)
    weights = _weights(terms, backend, columns)
    worth = (1 + np.log([said[term] for term in terms])) * weights * (backend.row_counts(terms, mask) > 0)
    ranked = np.lexsort((np.arange(len(terms)), -worth))[:MOST_TERMS]
    return {terms[place]: float(weights[place]) for place in ranked if worth[place] > 0}


def _weights(terms: Sequence[str], backend: Backend, columns: Columns) -> Scores:
    """How telling each term is: its idf in that language of the archive in which it is commonest. Over all languages
    together the Spanish "cada" would be rare, and a Spanish text would ask for little else."""
    weights = backend.weights(terms)
    for rows in rows_by_language(columns).values():
        mask = np.zeros(len(columns), dtype=np.bool_)
        mask[rows] = True
        having = backend.row_counts(terms, mask)
        weights = np.minimum(weights, np.log(1 + (len(rows) - having + 0.5) / (having + 0.5)))
    return weights


@dataclass(frozen=True)
class _Found:
    """Rows with their cosines [rows, asked] and keyword scores; ``meaning``: how near they rank, 0 to 1, in a row."""

    rows: Rows
    cosines: Scores
    keyword_scores: Scores
    meaning: Scores


def _mean(cosines: Scores, reads: Scores) -> Scores:
    """The mean over the asked passages, each counting as far as it is read; 0 where none is."""
    total = float(reads.sum())
    return cosines @ reads / total if total else np.zeros(len(cosines))


def _best(scores: Scores) -> Rows:
    return best(np.arange(len(scores)), scores, fusion.DEPTH).rows


def _fused(lexical: Scores, meaning: Scores, reads: float) -> Scores:
    by_words = fusion.lexical_scale(np.sort(lexical[lexical > 0])[::-1])(lexical)
    by_meaning = fusion.meaning_scale(np.sort(meaning)[::-1])(meaning)
    return np.add(*fusion.fuse(by_words, by_meaning, fusion.meaning_weight(reads)))


def _evidence(
    asked: AskedTexts, terms: Mapping[str, float], found: _Found, own: slice, backend: Backend, columns: Columns
) -> list[tuple[RankedEvidence, int]]:
    """The passages of one subject that resemble an asked one most, of twins the better one, at most MOST_EVIDENCE, each
    with the place of that one. Two passages resemble each other by their cosine and by the telling terms both have."""
    rows = found.rows[own]
    has_term = backend.found([*terms], rows)
    weights = np.array([*terms.values()])
    share = (has_term * weights) @ _having(asked, [*terms]).T / max(float(weights.sum()), 1e-9)
    meaning = found.meaning.reshape(found.cosines.shape)[own]
    alike = np.stack(
        [
            np.add(*fusion.fuse(share[:, place], meaning[:, place], fusion.meaning_weight(float(reads))))
            for place, reads in enumerate(asked.reads)
        ],
        axis=1,
    )
    alike *= columns.substance[rows][:, np.newaxis]
    chosen: list[tuple[RankedEvidence, int]] = []
    shown: set[int] = set()
    for place in np.argsort(-alike.max(axis=1), kind="stable"):
        twin = int(columns.twin_of_row[rows[place]])
        if twin in shown:
            continue
        shown.add(twin)
        nearest = int(np.argmax(alike[place]))
        both = set(compress(terms, has_term[place].tolist()))
        tokens = asked.tokens[nearest]
        evidence = RankedEvidence(
            passage_id=columns.passage_ids[rows[place]],
            score=float(alike[place, nearest]),
            lexical=float(found.keyword_scores[own][place]),
            meaning=float(found.cosines[own][place, nearest]),
            words=surfaces(tokens, [token.term in both for token in tokens]),
            named=tuple(entry_id for entry_id in asked.named[nearest] if term_of(entry_id) in both),
        )
        chosen.append((evidence, nearest))
        if len(chosen) == MOST_EVIDENCE:
            break
    return chosen


def _having(asked: AskedTexts, terms: Sequence[str]) -> Mask:
    """Which asked passage has which of the terms: bool [asked, terms]."""
    own = [
        {*(token.term for token in tokens), *map(term_of, named)}
        for tokens, named in zip(asked.tokens, asked.named, strict=True)
    ]
    return np.array([[term in terms_of_one for term in terms] for terms_of_one in own], dtype=np.bool_)
