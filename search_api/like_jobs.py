"""Files of readers that are to be compared: handed in here, read by the worker, answered from what that one left.

What is kept for the hour of an answer are ids, scores, and numbers of slides; of words only such as stand in the
archive's own passages. Neither the file's name nor any of its text is among it.
"""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from pydantic import BaseModel

from archive.jobs import Job, Jobs
from archive.model import Locator, Passage
from archive.quarantine import Quarantine
from index.ranking import RankedEvidence, RankedHit
from search_api.like_schemas import LikeAnswer, LikeJob, LikeParameters
from search_api.likes import Compared, LikeService
from search_api.service import SearchService
from search_api.snippets import mark_words

__all__ = ["KeptLikes", "LikeJobs", "passage_ids"]


class KeptEvidence(BaseModel):
    passage_id: str
    score: float
    lexical: float
    meaning: float
    words: tuple[str, ...]
    named: tuple[str, ...]
    resembles: Locator


class KeptHit(BaseModel):
    subject: str
    score: float
    evidence: tuple[KeptEvidence, ...]


class KeptLikes(BaseModel):
    """What a worker leaves of a file that was compared."""

    hits: tuple[KeptHit, ...]
    passage_count: int
    language: str
    index_revision: int

    @classmethod
    def of(cls, compared: Compared, most: int, passages: Mapping[str, Passage]) -> "KeptLikes":
        """``passages``: those of the evidence, by id."""
        return cls(
            hits=tuple(
                KeptHit(
                    subject=hit.subject,
                    score=hit.score,
                    evidence=tuple(
                        _kept(one, compared.nearest[one.passage_id], passages[one.passage_id])
                        for one in hit.evidence
                        if one.passage_id in passages
                    ),
                )
                for hit in compared.hits[:most]
            ),
            passage_count=compared.passage_count,
            language=compared.language,
            index_revision=compared.index_revision,
        )

    def compared(self) -> Compared:
        return Compared(
            hits=[
                RankedHit(
                    hit.subject,
                    hit.score,
                    tuple(RankedEvidence(**one.model_dump(exclude={"resembles"})) for one in hit.evidence),
                )
                for hit in self.hits
            ],
            nearest={one.passage_id: one.resembles for hit in self.hits for one in hit.evidence},
            passage_count=self.passage_count,
            language=self.language,
            index_revision=self.index_revision,
        )


class LikeJobs:
    """Safe to share between threads."""

    def __init__(self, service: SearchService, quarantine: Quarantine) -> None:
        self._service = service
        self._jobs: Jobs = service.catalogue.jobs
        self._quarantine = quarantine

    def hand_in(self, file: BinaryIO, asked: LikeParameters) -> LikeJob:
        """Put a file where the worker finds it. It is not looked into here. Raises QueueFull."""
        job_id = self._jobs.new_id()
        self._quarantine.add(job_id, file)
        try:
            self._jobs.add(job_id, asked.model_dump_json(include=set(LikeParameters.model_fields)))
        except BaseException:
            self._quarantine.remove(job_id)
            raise
        return self.read(job_id, asked.lang)

    def read(self, job_id: str, lang: str) -> LikeJob:
        """What has become of a file, with labels in ``lang``. Raises NotFound."""
        job = self._jobs.find(job_id)
        return LikeJob(
            id=job.id,
            state=job.state,
            ahead=self._jobs.ahead_of(job) if job.result is None and job.error_code is None else 0,
            created_at=job.created_at,
            code=job.error_code,
            message=job.error_message,
            answer=self._answer(job, lang),
        )

    def _answer(self, job: Job, lang: str) -> LikeAnswer | None:
        if job.result is None:
            return None
        asked = LikeParameters.model_validate_json(job.asked).model_copy(update={"lang": lang})
        compared = KeptLikes.model_validate_json(job.result).compared()
        return LikeService(self._service).shape(compared, asked, "of yours")


def _kept(evidence: RankedEvidence, place: Locator, passage: Passage) -> KeptEvidence:
    said = (passage.text[start:end] for start, end in mark_words(passage.text, evidence.words))
    return KeptEvidence(
        passage_id=evidence.passage_id,
        score=evidence.score,
        lexical=evidence.lexical,
        meaning=evidence.meaning,
        words=tuple(dict.fromkeys(said)),
        named=evidence.named,
        # The heading of a section is text of the file: its number is not.
        resembles=place.model_copy(update={"label": place.label.partition(": ")[0]}),
    )


def passage_ids(compared: Compared) -> Iterable[str]:
    """The ids of all evidence."""
    return (one.passage_id for hit in compared.hits for one in hit.evidence)
