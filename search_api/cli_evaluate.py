"""The part of the command line that measures how good the search is, on judged questions."""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import BaseModel

from archive.catalogue import Catalogue
from archive.errors import InvalidRecord
from archive.model import LocatorKind
from archive.store import sha256_of
from index import manifest as manifests
from index.encoder import Encoder
from index.evaluation import Estimate, Scores, difference, estimate, judged, ndcg
from index.evaluation import evaluate as score_run
from index.query import LONGEST_QUERY, By, Query
from index.searcher import Searcher
from ingest.beir import content_of, ingest_collection, prepare_home, read_qrels, read_topics
from ingest.corpus import ingest_corpus, is_corpus
from ingest.judgements import FOLDER, Category, SlideJudgement, Topic, read_judgements
from ingest.pipeline import Status
from search_api import asking_schemas
from search_api.indexing import build_index, encoder_of, fresh_manifest
from search_api.service import SearchService
from search_api.settings import Settings
from search_api.terminal import JsonOption, note, say, show_json, show_table

__all__ = ["evaluate"]

Half = Literal["tuning", "test", "both"]


class Part(BaseModel):
    """A part of a set: the topics of one language or category, or the slides that answer."""

    name: str
    topics: int
    ndcg_at_10: float


class Silence(BaseModel):
    """How often the search says that nothing answers, 0 to 1: of questions that something answers (false alarms), of
    those in our field that nothing does, and of those from other fields."""

    answerable: float
    unanswerable: float | None
    other_fields: float | None = None


class SetScores(BaseModel):
    """The figures of one set. ``words`` and ``meaning``: nDCG@10 of plain BM25 and of the encoder alone, over the same
    index; ``over_words`` and ``over_meaning``: how much higher ours is, paired by topic."""

    name: str
    topics: int
    subjects: int
    ndcg_at_10: Estimate
    recall_at_100: Estimate
    words: float
    meaning: float
    over_words: Estimate
    over_meaning: Estimate
    parts: list[Part] = []
    slides: Part | None = None
    silence: Silence | None = None
    seconds: float


def evaluate(
    context: typer.Context,
    folders: Annotated[
        list[Path],
        typer.Argument(
            help="Collections (corpus.jsonl, queries.jsonl, qrels/test.tsv), a folder of them, or a corpus folder with "
            "judgements."
        ),
    ],
    half: Annotated[Half, typer.Option(help="Which half of a corpus's own topics: tuning, test or both.")] = "both",
    other_fields: Annotated[
        list[Path] | None,
        typer.Option(help="Collections of other fields, whose questions nothing in the corpus answers."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Measure search quality on judged sets: nDCG@10 and recall@100 with intervals of 95 %, by the very same searcher,
    beside plain BM25 and the encoder alone.

    A set goes into an archive of its own below evaluation/, never into yours. A second run embeds nothing.
    """
    settings: Settings = context.obj
    encoder = encoder_of(settings)
    found = [one for folder in folders for one in _sets(folder)]
    # All that is wrong is told before anything is embedded: a collection may take an hour.
    strangers = [text for folder in other_fields or () for text in read_topics(folder).values()]
    ready = [(folder, _prepare(folder, half, strangers)) for folder in found]
    scored = [measure(settings.home / "evaluation" / folder.resolve().name, encoder) for folder, measure in ready]
    if json:
        show_json({"sets": scored})
    else:
        _show(scored)


Measure = Callable[[Path, Encoder], SetScores]


def _sets(folder: Path) -> Iterator[Path]:
    if is_corpus(folder) or (folder / "corpus.jsonl").exists():
        yield folder
        return
    collections = sorted(path.parent for path in folder.glob("*/corpus.jsonl")) if folder.is_dir() else []
    if not collections:
        raise InvalidRecord(f"{folder / 'corpus.jsonl'} cannot be read, and no folder below {folder} is a collection.")
    yield from collections


def _prepare(folder: Path, half: Half, strangers: Sequence[str]) -> Measure:
    return _prepare_corpus(folder, half, strangers) if is_corpus(folder) else _prepare_collection(folder)


def _prepare_collection(folder: Path) -> Measure:
    topics, qrels = read_topics(folder), read_qrels(folder)
    queries = {topic: Query(text) for topic, text in topics.items()}
    if not judged(queries, qrels):
        raise InvalidRecord("No query of queries.jsonl has a judgement above 0 in qrels/test.tsv: nothing to measure.")
    if unknown := len(qrels.keys() - topics.keys()):
        note(f"{unknown} of {len(qrels)} judged queries are not in queries.jsonl and are left out.")

    def measure(home: Path, encoder: Encoder) -> SetScores:
        started = time.monotonic()
        prepare_home(home, content_of(folder))
        with Catalogue.open(home) as catalogue:
            count = ingest_collection(catalogue, folder)
            # Several sets hold the same documents with questions in other languages.
            searcher = _searcher(catalogue, encoder, home.parent / "embeddings")
        return _score(folder.name, searcher, queries, qrels, count, started)

    return measure


def _prepare_corpus(folder: Path, half: Half, strangers: Sequence[str]) -> Measure:
    judgements = read_judgements(folder / FOLDER)
    topics = [topic for topic in judgements.topics if half in {"both", topic.half}]
    qrels: dict[str, dict[str, int]] = {}
    for one in judgements.cases:
        qrels.setdefault(one.topic_id, {})[one.case_id] = one.grade
    asked = [topic for topic in topics if topic.category is not Category.UNANSWERABLE]
    if not judged({topic.id: Query() for topic in asked}, qrels):
        raise InvalidRecord(f"{folder / FOLDER} holds no judged topics: nothing to measure.")

    def measure(home: Path, encoder: Encoder) -> SetScores:
        started = time.monotonic()
        prepare_home(home, _content(folder))
        with Catalogue.open(home) as catalogue:
            for report in ingest_corpus(catalogue, folder):
                if report.status is Status.REFUSED:
                    note(f"refused  {report.path}: {report.message}")
            # Once the archive itself holds this corpus, nothing is left to embed.
            searcher = _searcher(catalogue, encoder, home.parent.parent / "embeddings")
            service = SearchService(catalogue, lambda: searcher)
            records = service.records()

            def question(text: str) -> Query:
                return service.question(asking_schemas.SearchParameters(q=text[:LONGEST_QUERY]), records, searcher)[0]

            queries = {topic.id: question(topic.text) for topic in asked}
            count = len(records.reference.cases)
            groups = _groups(topic for topic in asked if topic.id in judged(queries, qrels))
            scored = _score(folder.name, searcher, queries, qrels, count, started, groups)
            slides = _score_slides(catalogue, searcher, queries, judgements.slides)
            nothing = [question(topic.text) for topic in topics if topic.category is Category.UNANSWERABLE]
            answerable = _unanswered(searcher, queries.values()) or 0.0
            silence = Silence(
                answerable=answerable,
                unanswerable=_unanswered(searcher, nothing),
                other_fields=_unanswered(searcher, map(question, strangers)),
            )
        more = {"slides": slides, "silence": silence, "seconds": round(time.monotonic() - started, 1)}
        return scored.model_copy(update=more)

    return measure


def _content(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and FOLDER not in path.parts)
    named = "".join(f"{path.relative_to(folder)} {sha256_of(path)}\n" for path in files)
    return hashlib.sha256(named.encode()).hexdigest()


def _searcher(catalogue: Catalogue, encoder: Encoder, embeddings: Path) -> Searcher:
    if fresh_manifest(catalogue, encoder) is None:
        build_index(catalogue, encoder, embeddings)
    return Searcher.open(manifests.index_folder(catalogue.home), encoder)


def _score(
    name: str,
    searcher: Searcher,
    queries: Mapping[str, Query],
    qrels: Mapping[str, Mapping[str, int]],
    subjects: int,
    started: float,
    groups: Mapping[str, Sequence[str]] | None = None,
) -> SetScores:
    def run(asked: Mapping[str, Query]) -> Scores:
        return score_run(searcher, asked, qrels, lambda subject: subject.partition(":")[2])

    ours = run(queries)
    words, meaning = (
        run({topic: Query(query.text, by=by) for topic, query in queries.items()}) for by in (By.WORDS, By.MEANING)
    )
    return SetScores(
        name=name,
        topics=ours.queries,
        subjects=subjects,
        ndcg_at_10=_ndcg(ours, ours.per_topic),
        recall_at_100=estimate([score.recall_at_100 for score in ours.per_topic.values()]),
        words=words.ndcg_at_10,
        meaning=meaning.ndcg_at_10,
        over_words=difference(ours, words),
        over_meaning=difference(ours, meaning),
        parts=[
            Part(name=group, topics=len(topics), ndcg_at_10=_ndcg(ours, topics).mean)
            for group, topics in (groups or {}).items()
        ],
        seconds=round(time.monotonic() - started, 1),
    )


def _score_slides(
    catalogue: Catalogue, searcher: Searcher, queries: Mapping[str, Query], judged_slides: Iterable[SlideJudgement]
) -> Part | None:
    """nDCG@10 of the places of documents in the order in which the hits show them, over the topics that a slide, page
    or section answers at least in part."""
    qrels: dict[str, dict[str, int]] = {}
    for one in judged_slides:
        qrels.setdefault(one.topic_id, {})[f"{one.file}, {one.place.kind} {one.place.start}"] = one.grade
    figures = []
    for topic, grades in qrels.items():
        if topic in queries and max(grades.values()) > 1:
            shown = [part.passage_id for hit in searcher.search(queries[topic]).hits for part in hit.evidence]
            figures.append(ndcg(_places(catalogue, shown), grades, 10))
    return Part(name="slides", topics=len(figures), ndcg_at_10=estimate(figures).mean) if figures else None


def _unanswered(searcher: Searcher, queries: Iterable[Query]) -> float | None:
    """The share of these questions that nothing answers, as the search says."""
    said = [not searcher.search(query).is_answered for query in queries]
    return sum(said) / len(said) if said else None


def _places(catalogue: Catalogue, passage_ids: Sequence[str]) -> list[str]:
    """Where passages of documents stand, each place once; transcripts, which nobody judged, left out."""
    passages = catalogue.passages(passage_ids)
    files = {document.id: document.filename for document in catalogue.documents()}
    found = [passages[one] for one in passage_ids if one in passages and passages[one].document_id in files]
    places = ((files[str(one.document_id)], one.locator) for one in found if one.locator.kind is not LocatorKind.TIME)
    return list(dict.fromkeys(f"{file}, {place.kind} {place.start}" for file, place in places))


def _ndcg(scores: Scores, topics: Iterable[str]) -> Estimate:
    return estimate([scores.per_topic[topic].ndcg_at_10 for topic in topics])


def _groups(topics: Iterable[Topic]) -> dict[str, list[str]]:
    """Topics by language and by category."""
    groups: dict[str, list[str]] = {}
    for topic in topics:
        for name in (f"language {topic.language}", topic.category.value):
            groups.setdefault(name, []).append(topic.id)
    return dict(sorted(groups.items()))


def _show(scored: Sequence[SetScores]) -> None:
    show_table(
        ["set", "topics", "nDCG@10", "95 %", "recall@100", "BM25", "meaning", "over BM25", "over meaning", "seconds"],
        [
            (
                one.name,
                one.topics,
                f"{one.ndcg_at_10.mean:.3f}",
                f"{one.ndcg_at_10.low:.3f} to {one.ndcg_at_10.high:.3f}",
                f"{one.recall_at_100.mean:.3f}",
                f"{one.words:.3f}",
                f"{one.meaning:.3f}",
                _signed(one.over_words),
                _signed(one.over_meaning),
                one.seconds,
            )
            for one in scored
        ],
        "",
    )
    for one in scored:
        for part in one.parts:
            say(f"  {one.name}, {part.name}: {part.ndcg_at_10:.3f} ({part.topics} topics)")
        if one.slides:
            say(f"  {one.name}, slides: {one.slides.ndcg_at_10:.3f} ({one.slides.topics} topics)")
        for line in _told(one.silence) if one.silence else ():
            say(f"  {one.name}, told that nothing answers: {line}")


def _told(silence: Silence) -> Iterator[str]:
    yield f"{silence.answerable:.0%} of the topics that something answers"
    if silence.unanswerable is not None:
        yield f"{silence.unanswerable:.0%} of those that nothing answers"
    if silence.other_fields is not None:
        yield f"{silence.other_fields:.0%} of the questions from other fields"


def _signed(estimated: Estimate) -> str:
    return f"{estimated.mean:+.3f} ({estimated.low:+.3f} to {estimated.high:+.3f})"
