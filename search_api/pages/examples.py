"""Questions that the home page offers, four for each kind of reader, in the languages of the interface. Each finds an
answer in the starter corpus (tests/relevance/test_examples.py asks them all)."""

from typing import Final

from search_api.pages.wording import N_

__all__ = ["EXAMPLES", "READERS"]

READERS: Final = {
    "official": N_("You have a problem to solve"),
    "trainer": N_("You prepare a course"),
    "researcher": N_("You compare policies"),
}
"""For whom examples are meant, as each is addressed."""

EXAMPLES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "official": (
            "How did cities pay for bus rapid transit?",
            "What went wrong with congestion charging?",
            "less water lost in old pipes",
            "charging households for waste by volume",
        ),
        "trainer": (
            "bus rapid transit kind:lecture",
            "water loss kind:lecture",
            "smart city year:2017..2019",
            "participatory budgeting kind:lecture",
        ),
        "researcher": (
            'congestion charge evidence:"independently evaluated"',
            "theme:housing stage:dropped",
            "region:Africa water",
            "bus reform period:2000..2010",
        ),
    },
    "ko": {
        "official": (
            "버스 노선 개편과 교통카드",
            "노후 수도관 누수를 줄인 방법",
            "쓰레기 종량제",
            "혼잡통행료 실패",
        ),
        "trainer": (
            "간선급행버스 kind:lecture",
            "누수 kind:lecture",
            "스마트시티 year:2017..2019",
            "교통관제센터 TOPIS",
        ),
        "researcher": (
            '혼잡통행료 evidence:"independently evaluated"',
            "theme:주택 stage:dropped",
            "region:아프리카 상수도",
            "버스 개편 period:2000..2010",
        ),
    },
    "fr": {
        "official": (
            "Comment payer un bus à haut niveau de service ?",
            "réduire les fuites d'eau",
            "redevance des ordures ménagères selon le volume",
            "péage urbain",
        ),
        "trainer": (
            "bus à haut niveau de service kind:lecture",
            "fuites d'eau kind:lecture",
            "ville intelligente year:2017..2019",
            "restauration de rivière",
        ),
        "researcher": (
            'péage urbain evidence:"independently evaluated"',
            "theme:logement stage:dropped",
            "region:Afrique eau",
            "pollution de l'air evidence:measured",
        ),
    },
    "es": {
        "official": (
            "¿Cómo se pagó el autobús de tránsito rápido?",
            "menos fugas en tuberías viejas",
            "cobrar la basura por volumen",
            "presupuesto participativo",
        ),
        "trainer": (
            "autobús de tránsito rápido kind:lecture",
            "fugas de agua kind:lecture",
            "ciudad inteligente year:2017..2019",
            "presupuesto participativo kind:lecture",
        ),
        "researcher": (
            'peaje por congestión evidence:"independently evaluated"',
            "theme:vivienda stage:dropped",
            "region:África agua",
            "contaminación del aire evidence:measured",
        ),
    },
}
