"""Whether checks and judgements speak of what is in the corpus. Pure: nothing is read here."""

from collections import defaultdict
from collections.abc import Iterator

from ingest.checks import GIST
from ingest.corpus_links import Corpus, Finding, Severity
from ingest.judgements import Category
from ingest.materials import leads_inside

__all__ = ["check_checks", "check_judgements"]

_CHECKS = "checks.csv"
_CASES, _SECOND = "judgements/cases.csv", "judgements/cases_second_judge.csv"
_SLIDES = "judgements/slides.csv"


def check_checks(corpus: Corpus) -> Iterator[Finding]:
    """Checks of cases or parts that are not there (any more)."""
    parts = {
        case.id: {GIST, *(s.name for s in case.sections), *(f"result: {r.indicator}" for r in case.results)}
        for case in corpus.cases
    }
    for check in corpus.checks:
        if check.case_id not in parts:
            if check.case_id not in corpus.left_out:
                yield _error("link-unknown", _CHECKS, check.case_id, "is a case that is not in this corpus")
        elif check.part not in parts[check.case_id]:
            yield _error("part-unknown", _CHECKS, check.case_id, f"has no part '{check.part}'")


def check_judgements(corpus: Corpus) -> Iterator[Finding]:
    """Judgements of cases and slides that are not there, and topics that their judgements contradict."""
    cases = {case.id for case in corpus.cases} | corpus.left_out
    places = {material.row.file: material.places for material in corpus.materials}
    best: dict[str, int] = defaultdict(int)
    for judged in corpus.judgements.cases:
        best[judged.topic_id] = max(best[judged.topic_id], judged.grade)
        if judged.case_id not in cases:
            yield _error("link-unknown", _CASES, judged.topic_id, f"names the case '{judged.case_id}', not there")
    for again in corpus.judgements.second:
        if again.case_id not in cases:
            yield _error("link-unknown", _SECOND, again.topic_id, f"names the case '{again.case_id}', not there")
    for slide in corpus.judgements.slides:
        known = places.get(slide.file, ())
        if known is not None and slide.file not in corpus.left_out and not leads_inside(slide.place, known):
            message = f"names {slide.file}, {slide.place.label}, which is not in the materials"
            yield _error("link-unknown", _SLIDES, slide.topic_id, message)
    for topic in corpus.judgements.topics:
        if topic.category is Category.UNANSWERABLE and best[topic.id] > 1:
            yield _error("topic-answered", _CASES, topic.id, "is unanswerable, yet a case answers it")
        if topic.category is not Category.UNANSWERABLE and best[topic.id] < 2:
            yield _error("topic-unanswered", _CASES, topic.id, "is answered by no case (grade 2 or 3)")


def _error(code: str, file: str, record: str, message: str) -> Finding:
    return Finding(severity=Severity.ERROR, code=code, file=file, record=record, message=message)
