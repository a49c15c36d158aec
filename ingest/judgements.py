"""Judged questions in: topics as the archive's users put them, and which cases and slides answer them.

Grades: 3 answers the question, 2 answers a part of it, 1 is worth a look, 0 was judged and is none of these.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field

from archive.errors import InvalidRecord
from archive.model import Line, Locator, Noun, Slug
from ingest.materials import read_locator
from ingest.rows import Complain, Row, read_each, read_rows_if_there, refuse

__all__ = [
    "FOLDER",
    "CaseJudgement",
    "Category",
    "Judgements",
    "SlideJudgement",
    "Topic",
    "agreement",
    "read_judgements",
]

FOLDER = "judgements"
TOPIC_COLUMNS = ("id", "language", "user", "category", "half", "text", "english", "note")
CASE_COLUMNS = ("topic", "case", "grade")
SLIDE_COLUMNS = ("topic", "file", "place", "grade")


class Category(StrEnum):
    PROBLEM = "problem"
    QUESTION = "question"
    KEYWORDS = "keywords"
    ACRONYM = "acronym"
    MISSPELLING = "misspelling"
    NAME = "name"
    UNANSWERABLE = "unanswerable"


class Topic(Noun):
    """One question. ``half``: ``tuning`` may be looked at while the search is improved, ``test`` may not.
    ``english`` says in English what a topic of another language asks."""

    id: Slug
    language: Line
    user: Literal["official", "trainer", "researcher"]
    category: Category
    half: Literal["tuning", "test"]
    text: Line
    english: str = ""
    note: str = ""


class CaseJudgement(Noun):
    topic_id: Slug
    case_id: Slug
    grade: int = Field(ge=0, le=3)


class SlideJudgement(Noun):
    """``file`` is one of the materials; ``place`` the slide, page, section or span of time in it."""

    topic_id: Slug
    file: str = Field(min_length=1)
    place: Locator
    grade: int = Field(ge=0, le=3)


@dataclass(frozen=True)
class Judgements:
    """``second``: cases judged again by another judge, who did not see the first one's grades."""

    topics: tuple[Topic, ...] = ()
    cases: tuple[CaseJudgement, ...] = ()
    second: tuple[CaseJudgement, ...] = ()
    slides: tuple[SlideJudgement, ...] = ()


def agreement(judgements: Judgements) -> float | None:
    """Cohen's kappa (1960, "A coefficient of agreement for nominal scales") of the two judges on whether a case
    answers a topic at least in part (grade 2 or 3); None where nothing was judged twice, or all of it alike."""
    first = {(one.topic_id, one.case_id): one.grade >= 2 for one in judgements.cases}
    second = {(one.topic_id, one.case_id): one.grade >= 2 for one in judgements.second}
    both = [(first.get(pair, False), second.get(pair, False)) for pair in _judged_twice(first, second)]
    if not both:
        return None
    alike = sum(one == other for one, other in both) / len(both)
    yes, yes_too = (sum(grades) / len(both) for grades in zip(*both, strict=True))
    by_chance = yes * yes_too + (1 - yes) * (1 - yes_too)
    return (alike - by_chance) / (1 - by_chance) if by_chance < 1 else None


def _judged_twice(first: Iterable[tuple[str, str]], second: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Every pair of the topics that both have judged: what one of them left out, he found to be no answer."""
    topics = {topic for topic, _ in second}
    return {pair for pair in (*first, *second) if pair[0] in topics}


def read_judgements(folder: Path, complain: Complain = refuse) -> Judgements:
    """What the four tables in ``folder`` hold; nothing where they are absent. Complains with InvalidRecord. Whether the
    cases and files exist is for the corpus to say."""
    refused: set[str] = set()

    def hear(error: InvalidRecord) -> None:
        # A topic is complained of once, not again for each of its judgements.
        refused.add(str(error.details.get("record")))
        complain(error)

    topics = tuple(_topics(folder / "topics.csv", hear))
    known = {topic.id for topic in topics} | refused
    return Judgements(
        topics=topics,
        cases=tuple(_case_judgements(folder / "cases.csv", known, complain)),
        second=tuple(_case_judgements(folder / "cases_second_judge.csv", known, complain)),
        slides=tuple(_slide_judgements(folder / "slides.csv", known, complain)),
    )


def _topics(path: Path, complain: Complain) -> Iterator[Topic]:
    seen: set[str] = set()

    def make(row: Row) -> Topic:
        topic = row.make(Topic, {}, **{column: row.text(column) for column in TOPIC_COLUMNS})
        if topic.language != "en" and not topic.english:
            raise row.refusal("english", "must say in English what the topic asks")
        row.note_id(topic.id, seen)
        return topic

    yield from read_each(read_rows_if_there(path, TOPIC_COLUMNS, complain=complain), make, complain)


def _case_judgements(path: Path, topics: set[str], complain: Complain) -> Iterator[CaseJudgement]:
    seen: set[tuple[str, str]] = set()

    def make(row: Row) -> CaseJudgement:
        topic, case = _topic(row, topics), row.text("case")
        _once(row, "case", (topic, case), seen)
        fields = {"topic_id": topic, "case_id": case, "grade": row.number("grade")}
        return row.make(CaseJudgement, {"topic_id": "topic", "case_id": "case"}, **fields)

    yield from read_each(read_rows_if_there(path, CASE_COLUMNS, complain=complain), make, complain)


def _slide_judgements(path: Path, topics: set[str], complain: Complain) -> Iterator[SlideJudgement]:
    seen: set[tuple[str, str]] = set()

    def make(row: Row) -> SlideJudgement:
        topic, file, place = _topic(row, topics), row.text("file"), row.text("place")
        _once(row, "place", (topic, f"{file} {place}"), seen)
        try:
            locator = read_locator(place)
        except ValueError as error:
            raise row.refusal("place", str(error)) from error
        fields = {"topic_id": topic, "file": file, "place": locator, "grade": row.number("grade")}
        return row.make(SlideJudgement, {"topic_id": "topic"}, **fields)

    yield from read_each(read_rows_if_there(path, SLIDE_COLUMNS, complain=complain), make, complain)


def _topic(row: Row, topics: set[str]) -> str:
    if row.text("topic") not in topics:
        raise row.refusal("topic", f"there is no topic '{row.text('topic')}' in topics.csv")
    return row.text("topic")


def _once(row: Row, column: str, judged: tuple[str, str], seen: set[tuple[str, str]]) -> None:
    if judged in seen:
        raise row.refusal(column, f"'{judged[1]}' was judged for this topic in an earlier line")
    seen.add(judged)
