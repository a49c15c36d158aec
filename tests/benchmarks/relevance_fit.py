"""Fit index/relevance.py anew: when does a hit answer? Logistic regression over the graded hits of the corpus's tuning
half and the nearest hits of questions from other fields, and how often each bound then errs.

    miti ingest corpus && miti index
    python tests/benchmarks/relevance_fit.py var ../shared/data/ir/{cisi,cacm,xquad-en,xquad-es-en,xquad-zh-en}

Half of the questions from other fields are fitted to (every other one), the rest are measured. Prints the constants
as they stand, the fitted ones, and for both what share of each language's topics is told that nothing answers.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from archive.catalogue import Catalogue
from index import manifest as manifests
from index import relevance as present
from index.multilingual import MultilingualEncoder
from index.query import LONGEST_QUERY, Query
from index.ranking import Scored
from index.searcher import Searcher
from ingest.beir import read_topics
from ingest.judgements import Category, read_judgements
from search_api import asking_schemas
from search_api.service import SearchService

CORPUS = Path(__file__).parents[2] / "corpus"
DEPTH = 10
"""Hits of a question from another field that are learnt as no answer."""
FALSE_ALARMS = 0.05
"""Of English topics with an answer, how many may be told that they have none."""


class Asked(NamedTuple):
    """A question, its language, what it found, and the grades of the cases; none for one from another field."""

    language: str
    found: Scored | None
    grades: dict[str, int]


class Constants(NamedTuple):
    intercept: float
    coverage: float
    meaning: float

    def estimate(self, found: Scored) -> np.ndarray:
        signals = found.signals
        fitted = 1 / (1 + np.exp(-(self.intercept + self.coverage * signals.coverage + self.meaning * signals.meaning)))
        return np.where(signals.in_one >= 1 - 1e-6, np.maximum(fitted, present.WHOLE), fitted)


class Bench:
    def __init__(self, catalogue: Catalogue) -> None:
        self._searcher = Searcher.open(manifests.index_folder(catalogue.home), MultilingualEncoder())
        self._service = SearchService(catalogue, lambda: self._searcher)
        self._records = self._service.records()
        self._subjects = self._searcher.subjects

    def ask(self, text: str) -> Scored | None:
        parameters = asking_schemas.SearchParameters(q=text[:LONGEST_QUERY])
        query: Query = self._service.question(parameters, self._records, self._searcher)[0]
        return self._searcher.judged(query)

    def rows(self, asked: Iterable[Asked]) -> Iterator[tuple[float, float, bool]]:
        """Coverage and meaning of each hit that is graded 0, 2 or 3, or is near to a question from another field, and
        whether it answers."""
        for one in asked:
            if one.found is None:
                continue
            coverage, meaning, _ = one.found.signals
            names = [self._subjects[number] for number in one.found.candidates.subjects.tolist()]
            if not one.grades:
                best = np.argsort(-one.found.relevance)[:DEPTH].tolist()
                yield from ((float(coverage[place]), float(meaning[place]), False) for place in best)
            for place, name in enumerate(names):
                grade = one.grades.get(name.removeprefix("case:"))
                if grade is not None and grade != 1:
                    yield float(coverage[place]), float(meaning[place]), grade > 1


def alarms(constants: Constants, answers: float, asked: Iterable[Asked]) -> float:
    """The share that is told that nothing answers."""
    told = []
    for one in asked:
        best = 0.0 if one.found is None else float(constants.estimate(one.found).max())
        reads = 0.0 if one.found is None else one.found.question.reads
        told.append(best < answers * max(reads, present.LEAST_READ))
    return float(np.mean(told)) if told else float("nan")


def main(home: Path, others: list[Path]) -> None:
    with Catalogue.open(home) as catalogue:
        bench = Bench(catalogue)
        judgements = read_judgements(CORPUS / "judgements")
        grades: dict[str, dict[str, int]] = {}
        for one in judgements.cases:
            grades.setdefault(one.topic_id, {})[one.case_id] = one.grade
        topics = [
            topic
            for topic in judgements.topics
            if topic.half == "tuning" and topic.category is not Category.UNANSWERABLE
        ]
        own = [Asked(topic.language, bench.ask(topic.text), grades[topic.id]) for topic in topics if topic.id in grades]
        strangers = [
            Asked("other fields", bench.ask(text), {}) for folder in others for text in read_topics(folder).values()
        ]
        rows = np.array(list(bench.rows([*own, *strangers[::2]])))
        model = LogisticRegression(C=1e6).fit(rows[:, :2], rows[:, 2])
        fitted = Constants(float(model.intercept_[0]), *map(float, model.coef_[0]))
        stands = Constants(present._INTERCEPT, present._COVERAGE, present._MEANING)
        print(f"{len(rows)} hits, {int(rows[:, 2].sum())} of them answer")
        for name, constants in (("as it stands", stands), ("fitted", fitted)):
            print(name, " ".join(f"{value:.2f}" for value in constants))
            english = [one for one in own if one.language == "en"]
            bests = sorted(float(constants.estimate(one.found).max()) for one in english if one.found)
            bound = bests[int(FALSE_ALARMS * len(bests))]
            for answers in (present.ANSWERS, bound):
                shares = {
                    "English": english,
                    "other languages": [one for one in own if one.language != "en"],
                    "other fields": strangers[1::2],
                }
                said = ", ".join(f"{alarms(constants, answers, asked):.0%} of {kind}" for kind, asked in shares.items())
                print(f"  answered from {answers:.3f}: none is told to {said}")
            least = _least(constants, own, bench)
            print(f"  nine in ten of the answering cases that are found reach {least:.3f}")


def _least(constants: Constants, own: Iterable[Asked], bench: Bench) -> float:
    reached = []
    for one in own:
        if one.found is not None:
            estimates = constants.estimate(one.found)
            for number, value in zip(one.found.candidates.subjects.tolist(), estimates.tolist(), strict=True):
                if one.grades.get(bench._subjects[number].removeprefix("case:"), 0) > 1:
                    reached.append(value)
    return float(np.quantile(reached, 0.1))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
