"""A thing and a place, as somebody types who remembers roughly what a case is called."""

from relevance.expectations import Before, Every, Expectation, Within
from relevance.expected import causes
from relevance.expected.rules import in_country

EXPECTATIONS: list[Expectation] = [
    Within(question="Dokk1 Aarhus", ids=["aarhus-dokk1-library"], k=1),
    Within(question="library Aarhus", ids=["aarhus-dokk1-library"], k=1),
    Within(question="bus rapid transit Amman", ids=["amman-brt"], k=1),
    Within(question="BRT Mexico City", ids=["mexico-city-metrobus"], k=1),
    Within(question="BRT in Guatemala", ids=["guatemala-city-transmetro"], k=1),
    Within(question="tram Edinburgh", ids=["edinburgh-trams"], k=1),
    Within(question="metro Quito", ids=["quito-metro"], k=1),
    Within(question="Riyadh metro", ids=["riyadh-metro"], k=1),
    Within(question="rent freeze Berlin", ids=["berlin-rent-cap"], k=1),
    Within(question="empty homes Vancouver", ids=["vancouver-empty-homes-tax"], k=1),
    Within(question="street lights Detroit", ids=["detroit-street-lighting"], k=1),
    Within(question="street lights San Diego", ids=["san-diego-smart-streetlights"], k=1),
    Within(question="bonds Dakar", ids=["dakar-municipal-bond"], k=1),
    Within(question="property tax Freetown", ids=["freetown-property-rates"], k=1),
    Within(question="property tax Lagos", ids=["lagos-land-use-charge"], k=1),
    Within(question="bus Lagos", ids=["lagos-brt-lite"], k=1),
    Within(question="Kigali street vendors", ids=["kigali-street-vendor-markets"], k=1),
    Within(question="Kigali buses", ids=["kigali-bus-licences"], k=1),
    Within(question="Kigali wetlands", ids=["kigali-wetland-parks"], k=1),
    Within(question="Medellín libraries", ids=["medellin-library-parks"], k=1),
    Within(question="Medellín trees heat", ids=["medellin-green-corridors"], k=1),
    Within(question="Nairobi lunch schools", ids=["nairobi-school-meals"], k=1),
    Within(question="Nairobi ghost workers payroll", ids=["nairobi-staff-audits"], k=1),
    Within(question="Copenhagen heating", ids=["copenhagen-district-heating"], k=1),
    Within(question="Copenhagen metro debt", ids=["copenhagen-metro-orestad"], k=1),
    Within(question="Copenhagen rain", ids=["copenhagen-cloudburst-plan"], k=1),
    Within(question="Tokyo flood tunnel", ids=["tokyo-underground-discharge-channel"], k=1),
    Within(question="Tokyo emissions trading", ids=["tokyo-cap-and-trade"], k=1),
    Within(question="Taipei rubbish bags", ids=["taipei-per-bag-trash-fee"], k=1),
    Within(question="Surabaya waste bank", ids=["surabaya-waste-bank"], k=1),
    Within(question="São Paulo migrants", ids=["sao-paulo-migrant-policy"], k=1),
    Within(question="Seoul school meals", ids=["seoul-free-school-meals"], k=1),
    Within(question="Seoul solar panels balcony", ids=["seoul-balcony-solar"], k=1),
    Within(question="Seoul landfill park", ids=["seoul-nanjido-landfill-park"], k=1),
    Within(question="Seoul public bicycles", ids=["seoul-ttareungi-bike-share"], k=1),
    Within(question="Gangnam", ids=["seoul-gangnam-land-readjustment"], k=1),
    Within(question="Kibera", ids=["nairobi-slum-upgrading"], k=1, known=causes.UNANSWERED),
    Within(question="Ørestad", ids=["copenhagen-metro-orestad"], k=1),
    Before(
        question="congestion charge Stockholm",
        better="stockholm-congestion-tax",
        worse=["london-congestion-charge", "singapore-electronic-road-pricing"],
    ),
    Before(
        question="composting Surabaya Kitakyushu",
        better="surabaya-kitakyushu-composting",
        worse=["surabaya-waste-bank"],
    ),
    Before(question="wastewater Windhoek", better="windhoek-direct-potable-reuse", worse=["singapore-newater"]),
    Every(
        question="buses",
        filters={"region": ["002"]},
        rule=in_country(
            "EG", "ET", "GH", "CI", "KE", "MA", "MZ", "NG", "RW", "SN", "SL", "TZ", "UG", "ZA", "NA", "AO", "TN"
        ),
        says="a case of Africa",
    ),
    Every(question="housing", filters={"city": ["vienna"]}, rule=in_country("AT"), says="a case of Vienna"),
    Every(question="water city:Tokyo", rule=in_country("JP"), says="a case of Tokyo"),
    Every(
        question="mobility",
        filters={"country": ["-KR"]},
        rule=lambda hit: not in_country("KR")(hit),
        says="no case of South Korea",
    ),
]
