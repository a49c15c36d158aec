"""What no case and no document here answers: the search has to say so."""

from relevance.expectations import Expectation, Unanswered
from relevance.expected import causes

EXPECTATIONS: list[Expectation] = [
    Unanswered(question="xqzvbn wkjfh"),
    Unanswered(question="recipe for chocolate cake", known=causes.UNCALIBRATED),
    Unanswered(question="who won the football match last night", known=causes.UNCALIBRATED),
    Unanswered(question="how to install a graphics driver", known=causes.UNCALIBRATED),
    Unanswered(question="weather tomorrow in Lisbon", known=causes.UNCALIBRATED),
    Unanswered(question="price of a flight from Seoul to Paris", known=causes.UNCALIBRATED),
    Unanswered(question="proof of Fermat's last theorem", known=causes.UNCALIBRATED),
    Unanswered(question="spaceport for suborbital rockets", known=causes.UNCALIBRATED),
    Unanswered(question="monorail on the Moon", known=causes.UNCALIBRATED),
    Unanswered(question="regulation of uranium enrichment", known=causes.UNCALIBRATED),
    Unanswered(question="breeding of racehorses", known=causes.UNCALIBRATED),
    Unanswered(question="treaty on the law of the sea", known=causes.UNCALIBRATED),
    Unanswered(question="asdf", known=causes.UNCALIBRATED),
    Unanswered(question="김치 담그는 법", known=causes.UNCALIBRATED),
    Unanswered(question="receta de tortilla de patatas", known=causes.UNCALIBRATED),
    Unanswered(question='"hyperloop"'),
    Unanswered(question='"municipal cryptocurrency mine"'),
]
