"""Questions in nine other languages: the field's own terms, and whole sentences."""

from relevance.expectations import Agree, Expectation, Within
from relevance.expected import causes
from relevance.expected.families import (
    BASIC_INCOME,
    BUS_RAPID_TRANSIT,
    CONGESTION_CHARGING,
    PARTICIPATORY_BUDGETING,
    PAY_PER_BAG,
    STORM_TUNNELS,
    URBAN_FARMING,
    WASTEWATER_REUSE,
    WATER_LOSSES,
)

EXPECTATIONS: list[Expectation] = [
    # Korean
    Within(question="심야버스 노선을 휴대전화 데이터로 정한 사례", ids=["seoul-night-bus"], k=1),
    Within(question="청계천 복원", ids=["seoul-cheonggyecheon"], k=1),
    Within(question="혼잡통행료를 받는 도시", ids=CONGESTION_CHARGING, k=5, least=3),
    Within(question="음식물쓰레기를 무게로 재서 요금을 받는 방법", ids=["seoul-food-waste-rfid"], k=1),
    Within(question="스크린도어 설치 후 사망자 감소", ids=["seoul-metro-screen-doors"], k=1),
    Within(question="노숙인에게 조건 없이 집을 주는 정책", ids=["helsinki-housing-first"], k=2),
    Within(question="빈집에 매기는 세금", ids=["vancouver-empty-homes-tax"], k=2),
    Within(
        question="여성이 밤길을 안심하고 다니게 하는 방법",
        ids=["seoul-safe-return-scouts", "seoul-women-friendly-city", "seoul-yeomni-salt-way"],
        k=4,
        least=2,
    ),
    Within(question="버스 준공영제의 재정 부담", ids=["seoul-bus-reform"], k=1),
    Within(question="땅꺼짐을 미리 찾는 방법", ids=["seoul-road-cave-in-radar"], k=1),
    # Spanish
    Within(question="¿Cómo redujo Phnom Penh las pérdidas de agua?", ids=["phnom-penh-water-supply"], k=1),
    Within(question="peaje urbano por congestión", ids=CONGESTION_CHARGING, k=5, least=3),
    Within(question="cobrar la basura por bolsa", ids=PAY_PER_BAG, k=3, least=2),
    Within(question="teleférico para barrios de ladera", ids=["medellin-metrocable"], k=1),
    Within(question="huertos urbanos en terrenos baldíos", ids=URBAN_FARMING, k=3, least=2),
    Within(question="cuidadoras no remuneradas", ids=["bogota-care-blocks"], k=1),
    Within(question="¿Qué pasó con los parquímetros de Chicago?", ids=["chicago-parking-meter-lease"], k=1),
    Within(
        question="vendedores ambulantes trasladados a un estacionamiento", ids=["cairo-street-vendor-relocation"], k=1
    ),
    # French
    Within(question="budget participatif", ids=PARTICIPATORY_BUDGETING, k=5, least=4),
    Within(question="bus à haut niveau de service", ids=BUS_RAPID_TRANSIT, k=10, least=6),
    Within(question="tramway et subvention de l'État au Maroc", ids=["casablanca-tramway"], k=1),
    Within(question="taxe sur les logements vacants", ids=["vancouver-empty-homes-tax"], k=1),
    Within(
        question="Comment indemniser les habitants des zones inondables ?",
        ids=["brisbane-flood-buyback"],
        k=2,
        known=causes.SAME_LANGUAGE,
    ),
    Within(question="eaux usées transformées en eau potable", ids=WASTEWATER_REUSE, k=2),
    Within(
        question="Comment rendre le centre-ville aux piétons ?",
        ids=["pontevedra-pedestrian-centre", "ghent-circulation-plan"],
        k=3,
        least=1,
    ),
    Within(question="des cantines bio sans surcoût", ids=["mouans-sartoux-organic-canteens"], k=1),
    # Portuguese
    Within(question="corredor de ônibus", ids=[*BUS_RAPID_TRANSIT, "tbilisi-bus-lanes"], k=5, least=2),
    Within(
        question="Como a cidade reduziu o lixo nas ruas com um banco de resíduos?", ids=["surabaya-waste-bank"], k=3
    ),
    Within(question="tarifa zero no transporte público", ids=["tallinn-free-public-transport"], k=2),
    Within(question="perdas de água", ids=WATER_LOSSES, k=5, least=3),
    Within(question="urbanização de favelas", ids=["rio-favela-bairro"], k=2),
    Within(question="renda básica em moeda social", ids=["marica-basic-income"], k=1),
    Within(question="restaurantes populares e segurança alimentar", ids=["belo-horizonte-food-security"], k=1),
    # Arabic
    Within(question="الباص السريع في عمان", ids=["amman-brt"], k=1),
    Within(question="إعادة استخدام مياه الصرف الصحي", ids=WASTEWATER_REUSE, k=3),
    Within(question="رسوم الازدحام", ids=CONGESTION_CHARGING, k=5, least=3),
    Within(question="الباعة الجائلين في القاهرة", ids=["cairo-street-vendor-relocation"], k=1),
    Within(question="الدخل الأساسي", ids=BASIC_INCOME, k=5, least=2),
    Within(question="كيف خفضت مدينة بنوم بنه فاقد المياه؟", ids=["phnom-penh-water-supply"], k=1),
    Within(question="هدم الأحياء العشوائية في جدة", ids=["jeddah-slum-demolitions"], k=1),
    Within(question="مترو الرياض", ids=["riyadh-metro"], k=1),
    # Chinese
    Within(question="海绵城市", ids=["wuhan-sponge-city"], k=1),
    Within(question="上海垃圾分类", ids=["shanghai-waste-sorting"], k=1),
    Within(question="快速公交系统的融资", ids=BUS_RAPID_TRANSIT, k=5, least=3),
    Within(question="深圳电动公交车", ids=["shenzhen-electric-buses"], k=1),
    Within(question="如何减少自来水管网漏损？", ids=WATER_LOSSES, k=5, least=2),
    Within(question="首尔的夜间公交", ids=["seoul-night-bus"], k=1),
    Within(question="北京市民热线", ids=["beijing-12345-hotline"], k=1),
    Within(question="天津生态城为什么空置", ids=["tianjin-eco-city"], k=1),
    # Indonesian
    Within(question="bank sampah Surabaya", ids=["surabaya-waste-bank"], k=1),
    Within(question="kebocoran air", ids=WATER_LOSSES, k=5, least=3),
    Within(question="anggaran partisipatif", ids=PARTICIPATORY_BUDGETING, k=5, least=3),
    Within(question="bus Transjakarta dan angkutan kota", ids=["jakarta-transjakarta"], k=1),
    Within(question="pengaduan warga lewat aplikasi", ids=["jakarta-smart-city-complaints"], k=2),
    Within(
        question="bagaimana kota mengurangi sampah makanan",
        ids=["seoul-food-waste-rfid", "milan-food-hubs", "surabaya-kitakyushu-composting"],
        k=5,
        least=1,
    ),
    # Russian
    Within(question="бесплатный общественный транспорт в Таллине", ids=["tallinn-free-public-transport"], k=1),
    Within(question="плата за въезд в центр", ids=CONGESTION_CHARGING, k=5, least=2),
    Within(question="партисипаторное бюджетирование", ids=PARTICIPATORY_BUDGETING, k=5, least=3),
    Within(question="раздельный сбор мусора в Шанхае", ids=["shanghai-waste-sorting"], k=1),
    Within(
        question="протесты против переноса границы Ташкента",
        ids=["tashkent-redistricting"],
        k=1,
    ),
    Within(question="метро в Эр-Рияде", ids=["riyadh-metro"], k=1),
    Within(
        question="запрет на сырой уголь в Улан-Баторе", ids=["ulaanbaatar-raw-coal-ban"], k=1, known=causes.INFLECTED
    ),
    Within(question="социальное жильё в Вене", ids=["vienna-social-housing"], k=1),
    Within(question="автобусные полосы в Тбилиси", ids=["tbilisi-bus-lanes"], k=1),
    # Japanese
    Within(question="東京の漏水対策", ids=["tokyo-water-leakage"], k=1),
    Within(question="待機児童ゼロ", ids=["yokohama-childcare-waiting-list"], k=1),
    Within(question="首都圏外郭放水路", ids=STORM_TUNNELS, k=3, least=1),
    Within(question="ロードプライシング", ids=CONGESTION_CHARGING, k=5, least=3),
    Within(question="富山のコンパクトシティ", ids=["toyama-compact-city"], k=1),
    Within(question="ソウルの清渓川復元", ids=["seoul-cheonggyecheon"], k=1),
    Within(question="北九州市とスラバヤの堆肥化協力", ids=["surabaya-kitakyushu-composting"], k=1),
    Within(question="福岡のスタートアップビザ", ids=["fukuoka-startup-city"], k=1),
    # The same thing in several languages
    Agree(question="congestion charge", others=["péage urbain", "拥堵收费", "혼잡통행료"], share=0.6),
    Agree(
        question="participatory budgeting",
        others=["presupuesto participativo", "주민참여예산", "参加型予算"],
        share=0.6,
    ),
    Agree(question="sponge city", others=["ville éponge", "海绵城市", "스펀지 도시"], share=0.4),
]
