"""Online search: read-only, from words and filters to subjects, scores and reasons. No text and no labels come out."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np

from archive.language import likely_languages
from archive.model import Access
from index import analysis
from index import manifest as manifests
from index.analysis import analyse_query, has_word, terms
from index.backend import Backend, Mask
from index.centres import Centres
from index.columns import Columns
from index.copies import fold
from index.crosstab import Axis, Crosstab, Links, Unit, cross
from index.encoder import Encoder, Vectors
from index.errors import EmptyQuery, IndexIncompatible
from index.facets import count, count_beside
from index.faiss_backend import FaissBackend
from index.lexicon import Gloss
from index.likeness import Likeness, Likes, compared, rank_alike, understand
from index.manifest import Manifest
from index.matching import Matched
from index.multilingual import MultilingualEncoder
from index.phrases import Phrases
from index.query import By, Filter, Query
from index.question import Question, by_terms, worth_telling
from index.ranking import RankedEvidence, RankedHit, Ranking, Scored, score
from index.spelling import Speller, has_dictionary
from index.units import WORD

__all__ = ["RankedEvidence", "RankedHit", "Ranking", "Searcher"]

_BEST = 10  # hits that tell which English words a question stood for


class Searcher:
    """An open index. Everything is in memory: a build that replaces the folder does not disturb it. Safe for many
    threads."""

    def __init__(
        self, manifest: Manifest, columns: Columns, phrases: Phrases, backend: Backend, encoder: Encoder
    ) -> None:
        self.manifest = manifest
        self._columns = columns
        self._phrases = phrases
        self._speller = Speller(phrases.counts())
        self._backend = backend
        self._encoder = encoder

    @classmethod
    def open(cls, folder: Path, encoder: Encoder | None = None) -> Self:
        """Opens the current index in ``folder`` (``home/index``). ``encoder``: the one it was built with, by default
        the archive's own model; it is not loaded before the first query with words.

        Raises IndexMissing if nothing was built, IndexIncompatible if another version or encoder built it or a file
        is damaged.
        """
        while True:
            generation = manifests.current(folder)
            try:
                return cls._open(generation, encoder or MultilingualEncoder())
            except (IndexIncompatible, OSError, RuntimeError):
                # A build may have swapped the index and removed this one while it was read.
                if manifests.current(folder) == generation:
                    raise

    @classmethod
    def _open(cls, generation: Path, encoder: Encoder) -> Self:
        manifest = manifests.read(generation, analysis.VERSION)
        if manifest.encoder_fingerprint != encoder.fingerprint:
            difference = (
                f"with other prefixes for the model '{encoder.name}', or with other files of it, than are set now"
                if manifest.encoder_name == encoder.name
                else f"with the model '{manifest.encoder_name}', not with '{encoder.name}'"
            )
            raise IndexIncompatible(
                f"The index was built {difference}. Run `miti index` to build it again, or change the setting back.",
                built_with=manifest.encoder_name,
                asked_for=encoder.name,
            )
        columns = Columns.open(generation)
        backend = FaissBackend.open(generation)
        if not len(columns) == len(backend) == manifest.entry_count:
            raise IndexIncompatible("The parts of the index do not belong together. Run `miti index`.")
        return cls(manifest, columns, Phrases.open(generation), backend, encoder)

    @cached_property
    def _centres(self) -> Centres:
        return Centres.of(self._backend, self._columns)

    def corrections(self, text: str, reader: Access, today: dt.date) -> dict[str, str]:
        """For each word of ``text`` that nothing here holds in any form, and that is no word of its language, the word
        here that was most likely meant, if it stands anywhere that the reader may see on that day."""
        found: dict[str, str] = {}
        words = dict.fromkeys(WORD.findall(text))
        languages = likely_languages(text)
        for word in words if has_dictionary(len(words), languages) else ():
            if not self._backend.weights(terms(word)).any() and (meant := self._speller.correction(word, languages)):
                visible = self._columns.mask(Filter(), reader, today)
                if (visible & self._phrases.holding(meant)).any():
                    found[word] = meant
        return found

    def in_english(self, words: str) -> tuple[str, ...]:
        """The English words that those of a question are likely to stand for; none for an English one."""
        return worth_telling(by_terms(self._encoder.in_english(words) or ()))

    def search(self, query: Query) -> Ranking:
        """The subjects that answer the query, best first.

        With words: what the two rankers find (ranking.score). Without words but with filters: every subject that
        passes, by its name, with score 0 and no evidence. What is relevant is decided without the filters, so that a
        filter never makes an answer of what would be none; ``total`` counts the relevant hits that pass, and facets
        tell for each value how many the same search finds with it alone chosen under its name. Both are exact as long
        as no more than ranking.POOL subjects are relevant. Raises EmptyQuery if there are neither words nor filters.
        """
        if not has_word(query.words) and not (query.filters or query.excluded):
            raise EmptyQuery("Nothing was asked for: write a few words, or choose a filter.")
        matched = self._match(query)
        mask = matched.passing(query.filters)
        facets = count(self._columns, mask, matched.relevant(mask), matched.held)
        for clause in query.filters.clauses:
            beside = matched.passing(query.filters.beside(clause.name))
            facets[clause.name] = count_beside(self._columns, clause, beside, matched.relevant(beside), matched.held)
        question, judged = matched.question, matched.judged
        if question is None:
            ranked = [(n, RankedHit(self._columns.subjects[n], 0.0, ())) for hit in matched.relevant(mask) for n in hit]
        else:
            found = self._score(question, mask) if query.filters else judged
            ranked = found.judged_as(judged).hits(self._columns) if found and judged else []
        hits = fold(ranked, self._columns)
        is_answered = question is None or bool(judged and judged.is_answered)
        translated = _standing(worth_telling(question.translated), hits) if question else ()
        return Ranking(hits, len(matched.relevant(mask)), facets, is_answered, translated)

    def judged(self, query: Query) -> Scored | None:
        """What the words of the query find without its filters, with what tells whether each hit answers; None where
        there is no word, or nothing was found."""
        return self._match(query).judged

    @property
    def subjects(self) -> Sequence[str]:
        """All subjects, by their numbers."""
        return self._columns.subjects

    def cross(
        self,
        query: Query,
        axes: Sequence[Axis],
        unit: Unit = Unit.HITS,
        links: Links | None = None,
        readable: Collection[str] | None = None,
    ) -> Crosstab:
        """What ``search`` finds with this query, all of it, as a table over these axes (crosstab.cross); everything,
        where neither words nor filters are given. ``readable``: subjects that may still be seen; None: all.

        Raises EmptyQuery where the words hold no word, and QueryError where the table would be too large.
        """
        if query.words and not has_word(query.words) and not (query.filters or query.excluded):
            raise EmptyQuery("There is no word in what was asked for: write a few, or leave it empty to count all.")
        matched = self._match(query)
        mask = matched.passing(query.filters)
        if readable is not None:
            may_be_seen = np.array([subject in readable for subject in self._columns.subjects], dtype=np.bool_)
            mask &= may_be_seen[self._columns.subject_of_row]
        return cross(self._columns, mask, matched.relevant(mask), matched.held, axes, unit, links)

    def like(self, likeness: Likeness) -> Likes:
        """What is like the passages: other subjects, best first (likeness.rank_alike), without the rows that say just
        or, of what the archive holds, nearly the same. Raises EmptyQuery if there is no word in them."""
        places = compared(likeness.passages)
        wanted = {passage.passage_id for passage in likeness.passages} - {None}
        own = [row for row, passage_id in enumerate(self._columns.passage_ids) if passage_id in wanted]
        rows = {self._columns.passage_ids[row]: row for row in own}

        def vector_of(passage_id: str) -> Vectors | None:
            return self._backend.vectors(np.array([rows[passage_id]]))[0] if passage_id in rows else None

        mask = self._columns.mask(likeness.filters, likeness.reader, likeness.today)
        subjects = [place for place, name in enumerate(self._columns.subjects) if name in likeness.without]
        mask &= ~np.isin(self._columns.subject_of_row, [*self._columns.subject_of_row[own], *subjects])
        mask &= ~np.isin(self._columns.twin_of_row, self._columns.twin_of_row[own])
        mask &= ~self._phrases.copies(passage.text for passage in likeness.passages)
        asked = understand([likeness.passages[place] for place in places], vector_of, self._encoder)
        likes = rank_alike(asked, self._backend, self._columns, mask, self._centres, likeness.language)
        return Likes(likes.hits, {passage_id: places[place] for passage_id, place in likes.nearest.items()})

    def _match(self, query: Query) -> Matched:
        words = query.words if has_word(query.words) else ""
        question = self._question(words, query) if words else None
        held = [self._phrases.holding(phrase) for phrase in query.phrases]
        matched = Matched(self._columns, query, self._without(query.excluded), held, question)
        return replace(matched, judged=self._score(question, matched.passing(Filter()))) if question else matched

    def _without(self, excluded: Sequence[str]) -> Mask:
        mask = np.ones(len(self._columns), dtype=np.bool_)
        for text in excluded:
            # A word goes in any of its forms, as it is searched; a phrase and a word without terms go as written.
            of_text = terms(text)
            if len(text.split()) == 1 and of_text:
                mask &= ~self._backend.found(of_text, np.arange(len(mask))).all(axis=1)
            else:
                mask &= ~self._phrases.holding(text)
        return mask

    def _score(self, question: Question, mask: Mask) -> Scored | None:
        return score(question, self._backend, self._columns, mask) if mask.any() else None

    def _question(self, words: str, query: Query) -> Question:
        vector, reads = self._understand(words, query.gloss)
        # A ranker that is not asked has no vote: the meaning of no weight, the words without a term.
        reads = 0.0 if query.by is By.WORDS else reads
        tokens = [] if query.by is By.MEANING else analyse_query(words, likely_languages(words))
        if query.by is not By.BOTH:
            return Question(vector, reads, tokens, query.mentions, is_plain=True)
        return Question(vector, reads, tokens, query.mentions, self._encoder.in_english(words))

    def _understand(self, words: str, gloss: Gloss | None) -> tuple[Vectors, float]:
        """The query's vector, and how far the encoder reads it (0 to 1). Its gloss counts for as much as it says of the
        words, or for what the encoder does not read of them, if that is more."""
        vector, reads = self._encoder.encode_query(words), self._encoder.reads(words)
        if gloss is None or not gloss.text:
            return vector, reads
        told = max(gloss.share, 1 - reads) * self._encoder.reads(gloss.text)
        both = reads * vector + told * self._encoder.encode_query(gloss.text)
        length = float(np.linalg.norm(both))
        return (both / length).astype(np.float32) if length else vector, max(reads, told)


def _standing(english: Sequence[str], hits: Sequence[RankedHit]) -> tuple[str, ...]:
    """Of the English words that a question may stand for, those that the best hits hold. Where an alignment has learnt
    a word from one odd context, "blacks" for a city bus, nothing that answers says it. Without hits, all."""
    held = {word for hit in hits[:_BEST] for evidence in hit.evidence for word in evidence.translated}
    return tuple(word for word in english if word in held or not hits)
