"""Exact phrases, and words that must not stand there."""

from relevance.expectations import Agree, Every, Expectation, Within
from relevance.expected import causes
from relevance.expected.families import BUS_RAPID_TRANSIT
from relevance.expected.rules import evidence_shows, in_country, names_neither

EXPECTATIONS: list[Expectation] = [
    Within(question='"day zero"', ids=["cape-town-day-zero"], k=1),
    Every(question='"day zero"', rule=evidence_shows("day zero"), says="each evidence shows ‘day zero’"),
    Within(question='"Housing First" homeless', ids=["helsinki-housing-first"], k=1),
    Every(
        question='"Housing First" homeless',
        rule=evidence_shows("housing first"),
        says="each evidence shows ‘housing first’",
    ),
    Within(question='"revenue guarantee"', ids=["seoul-metro-line-9"], k=2),
    Every(
        question='how was it financed "World Bank"',
        rule=evidence_shows("world bank"),
        says="each evidence shows ‘World Bank’",
    ),
    Every(
        question='"bus rapid transit" cost',
        rule=evidence_shows("bus rapid transit"),
        says="each evidence shows ‘bus rapid transit’",
    ),
    Within(question='"steel moulds"', ids=["karachi-orangi-pilot-project"], k=1),
    Within(question='"door to door" waste pickers', ids=["pune-swach-waste-pickers"], k=2),
    Within(question='"virtual ghost town"', ids=["tianjin-eco-city"], k=1),
    Within(question='"tip of an iceberg"', ids=["bilbao-guggenheim-regeneration"], k=1),
    Within(question='"care blocks"', ids=["bogota-care-blocks"], k=1),
    Within(question='"manzanas del cuidado"', ids=["bogota-care-blocks"], k=1),
    Within(question='"land readjustment"', ids=["seoul-gangnam-land-readjustment"], k=2),
    Within(question='"주민참여예산"', ids=["chengdu-village-budgeting", "porto-alegre-participatory-budgeting"], k=2),
    Within(question='"중앙버스전용차로"', ids=["seoul-bus-reform"], k=3),
    Within(question="“ghost town”", ids=["tianjin-eco-city"], k=3),
    Within(question="«logement social»", ids=["vienna-social-housing"], k=3),
    Within(question='"congestion charge" -London', ids=["seoul-namsan-congestion-charge"], k=3),
    Every(
        question='"congestion charge" -London',
        rule=names_neither("London"),
        says="no evidence shows ‘London’",
    ),
    Every(question="bus -Seoul", rule=names_neither("Seoul"), says="no evidence shows ‘Seoul’"),
    Within(question='bus -"rapid transit"', ids=["seoul-night-bus", "seoul-bus-reform"], k=5),
    Every(
        question='bus -"rapid transit"', rule=names_neither("rapid transit"), says="no evidence shows ‘rapid transit’"
    ),
    Within(question='"bus rapid transit" country:BR', ids=["curitiba-brt"], k=1),
    Every(question='"participatory budget" country:FR', rule=in_country("FR"), says="a case of France"),
    Within(question='"bus rapid transit"', ids=BUS_RAPID_TRANSIT, k=10, least=7),
    Agree(question='"low emission zone"', others=['"low-emission zone"'], share=0.8),
    Agree(question='"Bogota"', others=['"Bogotá"', '"BOGOTÁ"'], share=1.0, known=causes.ACCENT),
]
