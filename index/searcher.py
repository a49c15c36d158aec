"""Online search: read-only, from words and filters to subjects, scores and reasons. No text and no labels come out."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np

from index import analysis
from index import manifest as manifests
from index.analysis import analyse_query, has_word, terms
from index.backend import Backend, Mask
from index.centres import Centres
from index.columns import Columns
from index.encoder import Encoder, SentenceTransformerEncoder, Vectors
from index.errors import EmptyQuery, IndexIncompatible
from index.facets import count
from index.faiss_backend import FaissBackend
from index.lexicon import Gloss
from index.likeness import Likeness, Likes, compared, rank_alike, understand
from index.manifest import Manifest
from index.phrases import Phrases
from index.query import By, Query
from index.ranking import Question, RankedEvidence, RankedHit, Ranking, rank
from index.spelling import Speller
from index.units import WORD

__all__ = ["RankedEvidence", "RankedHit", "Ranking", "Searcher"]


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
        the packaged model; it is not loaded before the first query with words.

        Raises IndexMissing if nothing was built, IndexIncompatible if another version or encoder built it or a file
        is damaged.
        """
        while True:
            generation = manifests.current(folder)
            try:
                return cls._open(generation, encoder or SentenceTransformerEncoder())
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

    def corrections(self, text: str) -> dict[str, str]:
        """For each word of ``text`` that nothing here holds in any form, the word here that was most likely meant."""
        found: dict[str, str] = {}
        for word in dict.fromkeys(WORD.findall(text)):
            if not self._backend.weights(terms(word)).any() and (meant := self._speller.correction(word)):
                found[word] = meant
        return found

    def search(self, query: Query) -> Ranking:
        """The subjects that answer the query, best first.

        With words: what the two rankers find (ranking.rank), at most twice fusion.DEPTH subjects. Without words but
        with filters: every subject that passes, by its name, with score 0 and no evidence. ``total`` counts the
        hits, facets count them per value. Raises EmptyQuery if there are neither words nor filters.
        """
        words = query.words if has_word(query.words) else ""
        if not words and not (query.filters or query.excluded):
            raise EmptyQuery("Nothing was asked for: write a few words, or choose a filter.")
        mask = self._columns.mask(query.filters, query.reader, query.today)
        mask = self._with_phrases(self._without(mask, query.excluded), query.phrases)
        ranked = self._rank(words, query, mask) if words else self._browse(mask)
        return Ranking(
            hits=tuple(hit for _, hit in ranked),
            total=len(ranked),
            facets=count(self._columns, mask, [subject for subject, _ in ranked]),
        )

    def like(self, likeness: Likeness) -> Likes:
        """What is like the passages: other subjects, best first (likeness.rank_alike), without the rows that say just
        the same. Raises EmptyQuery if there is no word in them."""
        places = compared(likeness.passages)
        wanted = {passage.passage_id for passage in likeness.passages} - {None}
        own = [row for row, passage_id in enumerate(self._columns.passage_ids) if passage_id in wanted]
        rows = {self._columns.passage_ids[row]: row for row in own}

        def vector_of(passage_id: str) -> Vectors | None:
            return self._backend.vectors(np.array([rows[passage_id]]))[0] if passage_id in rows else None

        mask = self._columns.mask(likeness.filters, likeness.reader, likeness.today)
        subjects = [place for place, name in enumerate(self._columns.subjects) if name in likeness.without]
        mask &= ~np.isin(self._columns.subject_of_row, [*self._columns.subject_of_row[own], *subjects])
        mask &= ~self._phrases.copies(passage.text for passage in likeness.passages)
        asked = understand([likeness.passages[place] for place in places], vector_of, self._encoder)
        likes = rank_alike(asked, self._backend, self._columns, mask, self._centres, likeness.language)
        return Likes(likes.ranking, {passage_id: places[place] for passage_id, place in likes.nearest.items()})

    def _without(self, mask: Mask, excluded: Sequence[str]) -> Mask:
        for text in excluded:
            # A word goes in any of its forms, as it is searched; a phrase and a word without terms go as written.
            of_text = terms(text)
            if len(text.split()) == 1 and of_text:
                mask &= ~self._backend.found(of_text, np.arange(len(mask))).all(axis=1)
            else:
                mask &= ~self._phrases.holding(text)
        return mask

    def _with_phrases(self, mask: Mask, phrases: Sequence[str]) -> Mask:
        if not phrases:
            return mask
        subjects = self._columns.subject_of_row
        held = [mask & self._phrases.holding(phrase) for phrase in phrases]
        having_all = np.ones(len(self._columns.subjects), dtype=np.bool_)
        for rows in held:
            having = np.zeros_like(having_all)
            having[subjects[rows]] = True
            having_all &= having
        kept: Mask = np.logical_or.reduce(held) & having_all[subjects]
        return kept

    def _rank(self, words: str, query: Query, mask: Mask) -> list[tuple[int, RankedHit]]:
        if not mask.any():
            return []
        vector, reads = self._understand(words, query.gloss)
        # A ranker that is not asked has no vote: the meaning of no weight, the words without a term.
        reads = 0.0 if query.by is By.WORDS else reads
        tokens = [] if query.by is By.MEANING else analyse_query(words)
        named = tuple(dict.fromkeys(mention.id for mention in query.mentions))
        return rank(Question(vector, reads, tokens, named), self._backend, self._columns, mask)

    def _understand(self, words: str, gloss: Gloss | None) -> tuple[Vectors, float]:
        """The query's vector, and how far the encoder reads it (0 to 1): as it stands or, where that is less, as its
        gloss, each with the weight that it is read with."""
        vector, reads = self._encoder.encode_query(words), self._encoder.reads(words)
        if gloss is None or not gloss.text:
            return vector, reads
        told = gloss.share * self._encoder.reads(gloss.text)
        both = reads * vector + told * self._encoder.encode_query(gloss.text)
        length = float(np.linalg.norm(both))
        return (both / length).astype(np.float32) if length else vector, max(reads, told)

    def _browse(self, mask: Mask) -> list[tuple[int, RankedHit]]:
        subjects = np.unique(self._columns.subject_of_row[mask]).tolist()
        return [(subject, RankedHit(self._columns.subjects[subject], 0.0, ())) for subject in subjects]
