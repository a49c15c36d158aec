"""What no case and no document here answers: the search has to say so."""

from relevance.expectations import Expectation, Unanswered
from relevance.expected import causes

EXPECTATIONS: list[Expectation] = [
    Unanswered(question="xqzvbn wkjfh"),
    Unanswered(question="recipe for chocolate cake"),
    Unanswered(question="who won the football match last night"),
    Unanswered(question="how to install a graphics driver"),
    Unanswered(question="weather tomorrow in Lisbon", known=causes.UNCALIBRATED),
    Unanswered(question="price of a flight from Seoul to Paris", known=causes.UNCALIBRATED),
    Unanswered(question="proof of Fermat's last theorem"),
    Unanswered(question="spaceport for suborbital rockets"),
    Unanswered(question="monorail on the Moon"),
    Unanswered(question="regulation of uranium enrichment"),
    Unanswered(question="breeding of racehorses"),
    Unanswered(question="treaty on the law of the sea"),
    Unanswered(question="asdf"),
    Unanswered(question="김치 담그는 법"),
    Unanswered(question="receta de tortilla de patatas"),
    Unanswered(question='"hyperloop"'),
    Unanswered(question='"municipal cryptocurrency mine"'),
]
