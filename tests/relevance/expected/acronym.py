"""Acronyms, written as people write them, and what they stand for."""

from relevance.expectations import Agree, Before, Expectation, Within
from relevance.expected.families import BUS_RAPID_TRANSIT, CONGESTION_CHARGING, PAY_PER_BAG, WATER_LOSSES

EXPECTATIONS: list[Expectation] = [
    Within(question="BRT", ids=BUS_RAPID_TRANSIT, k=10, least=7),
    Within(question="brt", ids=BUS_RAPID_TRANSIT, k=10, least=7, never=["edinburgh-trams", "quito-metro"]),
    Agree(question="BRT", others=["bus rapid transit", "간선급행버스"], share=0.4, k=10),
    Within(question="NRW", ids=WATER_LOSSES, k=5, least=3),
    Agree(question="NRW reduction", others=["non-revenue water reduction"], share=0.6),
    Within(question="PAYT", ids=PAY_PER_BAG, k=3, least=2),
    Within(question="ERP", ids=["singapore-electronic-road-pricing"], k=2),
    Within(question="ERP Singapore charge by place and time", ids=["singapore-electronic-road-pricing"], k=1),
    Within(question="DDP", ids=["seoul-dongdaemun-design-plaza"], k=1),
    Within(question="TOPIS", ids=["seoul-topis"], k=1),
    Within(question="CPTED", ids=["seoul-yeomni-salt-way"], k=3),
    Within(question="TOD", ids=["hong-kong-rail-plus-property", "toyama-compact-city"], k=5, least=1),
    Within(question="CEPAC", ids=["sao-paulo-cepac"], k=1),
    Within(question="BIP/ZIP", ids=["lisbon-bip-zip"], k=1),
    Within(question="SWaCH", ids=["pune-swach-waste-pickers"], k=1),
    Within(question="IDNYC", ids=["new-york-idnyc"], k=1),
    Within(question="CEU schools", ids=["sao-paulo-ceu-schools"], k=1),
    Within(question="JAKI app", ids=["jakarta-smart-city-complaints"], k=1),
    Within(question="DART Dar es Salaam", ids=["dar-es-salaam-brt"], k=1),
    Within(question="GPR under roads", ids=["seoul-road-cave-in-radar"], k=1),
    Within(question="RFID bins", ids=["seoul-food-waste-rfid"], k=1),
    Within(question="LEZ in Madrid", ids=["madrid-central"], k=1),
    Within(question="LRT spare parts", ids=["addis-ababa-light-rail"], k=2),
    Within(question="PPP for a tunnel with a toll road", ids=["kuala-lumpur-smart-tunnel"], k=3),
    Before(question="SMART tunnel", better="kuala-lumpur-smart-tunnel", worse=["toronto-quayside", "seoul-topis"]),
    Before(question="ITS", better="seoul-topis", worse=["berlin-rent-cap", "venice-access-fee"]),
    Within(question="TDM", ids=CONGESTION_CHARGING, k=8, least=3),
]
