"""Ids typed or pasted into the box: of cases, programs, documents, places; also with their kind in front."""

from relevance.expectations import Every, Expectation, Within
from relevance.expected import causes
from relevance.expected.rules import in_country

CASES = [
    "seoul-topis",
    "seoul-s-map-digital-twin",
    "sao-paulo-ceu-schools",
    "new-york-local-law-97",
    "george-town-heritage-grants",
    "kigali-bus-licences",
    "seoul-50plus",
    "durban-warwick-junction",
]
"""A case id is the shortest name that there is: it must come first, alone."""
PROGRAMS = {
    "2015-04-07-climate-change-policy": ["seoul-one-less-nuclear-power-plant", "seoul-nanjido-landfill-park"],
    "2018-07-01-transportation-policy-citynet": ["seoul-bus-reform"],
    "2019-10-27-social-economy-gsef": ["seoul-social-economy", "seoul-sewoon-walkway"],
    "2011-09-19-sister-cities": ["seoul-bus-reform", "seoul-topis", "seoul-cheonggyecheon"],
}

EXPECTATIONS: list[Expectation] = [
    *(Within(question=case, ids=[case], k=1) for case in CASES),
    Within(question="SEOUL-TOPIS", ids=["seoul-topis"], k=1),
    Within(question="case:seoul-topis", ids=["seoul-topis"], k=1),
    Within(question="seoul_topis", ids=["seoul-topis"], k=1),
    Within(question=" seoul-topis ", ids=["seoul-topis"], k=1),
    Within(question="/cases/seoul-topis", ids=["seoul-topis"], k=1),
    *(Within(question=program, ids=taught, k=20) for program, taught in PROGRAMS.items()),
    Within(question="sample-urban-railway", ids=["hong-kong-rail-plus-property", "copenhagen-metro-orestad"], k=20),
    Within(question="program:sample-urban-railway", ids=["hong-kong-rail-plus-property"], k=20),
    *(Within(question=f"program:{program}", ids=taught, k=20) for program, taught in PROGRAMS.items()),
    Every(
        question="program:2019-10-27-social-economy-gsef",
        rule=lambda hit: any(program.id == "2019-10-27-social-economy-gsef" for program in hit.programs),
        says="taught in that program",
    ),
    Within(
        question="city:bogota",
        ids=["bogota-care-blocks", "bogota-ciclovia", "bogota-talent-cv-bank", "bogota-transmilenio"],
        k=4,
    ),
    Within(question="seoul-t-money seoul-zeropay", ids=["seoul-t-money", "seoul-zeropay"], k=2, known=causes.TWO_NAMES),
    Within(question="bogota transmilenio", ids=["bogota-transmilenio"], k=1),
    Within(question="2011 sister cities training", ids=["seoul-training-foreign-officials"], k=5),
    Within(question="sample-brt-finance", ids=["bogota-transmilenio", "curitiba-brt"], k=10),
    Within(question="https://archive.example/cases/venice-access-fee", ids=["venice-access-fee"], k=1),
    Within(question="brt-how-cities-paid.pptx", ids=["bogota-transmilenio"], k=8),
    Every(question="country:JP water", rule=in_country("JP"), says="a case of Japan"),
    Every(
        question="theme:T01.brt",
        rule=lambda hit: hit.case is None or any(theme.id == "T01.brt" for theme in hit.case.themes),
        says="a case of the theme T01.brt",
    ),
]
