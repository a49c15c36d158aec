"""Whole questions, in the words of a mayor, an official, a trainer or a journalist rather than of the record."""

from relevance.expectations import Before, Expectation, Within
from relevance.expected import causes
from relevance.expected.families import (
    BASIC_INCOME,
    CONGESTION_CHARGING,
    LIGHT_RAIL,
    PARTICIPATORY_BUDGETING,
    PUBLIC_BICYCLES,
    RAIN_IN_THE_OPEN,
    SLUM_UPGRADING,
    STORM_TUNNELS,
    STREET_VENDORS,
    URBAN_FARMING,
    WASTEWATER_REUSE,
    WATER_LOSSES,
)

EXPECTATIONS: list[Expectation] = [
    Within(question="Which tram projects ran over budget, and who was blamed?", ids=LIGHT_RAIL, k=5, least=2),
    Within(
        question="Which city sold or leased its street parking to investors and regretted it?",
        ids=["chicago-parking-meter-lease"],
        k=1,
    ),
    Within(question="How can we find pipes that leak under the ground?", ids=WATER_LOSSES, k=5, least=2),
    Within(question="Can people drink treated sewage?", ids=WASTEWATER_REUSE, k=3),
    Within(
        question="What happens when you move hawkers off the pavement into a market hall?",
        ids=STREET_VENDORS,
        k=5,
        least=2,
    ),
    Within(
        question="Does giving people money without conditions make them stop working?", ids=BASIC_INCOME, k=6, least=3
    ),
    Within(question="How did a mayor persuade voters to accept a road toll?", ids=CONGESTION_CHARGING, k=5, least=2),
    Within(
        question="Where should the water go when it pours for an hour?",
        ids=RAIN_IN_THE_OPEN + STORM_TUNNELS,
        k=5,
        least=3,
    ),
    Within(question="Should we build a giant tunnel for storm water?", ids=STORM_TUNNELS, k=5, least=2),
    Within(
        question="Who may decide how the city's money is spent: can ordinary people vote on it?",
        ids=PARTICIPATORY_BUDGETING,
        k=5,
        least=3,
    ),
    Within(
        question="Is it better to improve a slum where it stands than to move people out?",
        ids=SLUM_UPGRADING,
        k=6,
        least=3,
    ),
    Within(question="Can vegetables be grown on vacant lots by poor families?", ids=URBAN_FARMING, k=3, least=2),
    Within(question="Do free buses really bring people out of their cars?", ids=["tallinn-free-public-transport"], k=2),
    Within(
        question="What came of handing out hire bikes all over town?", ids=PUBLIC_BICYCLES, k=3, known=causes.EVERYDAY
    ),
    Within(question="Why did the court throw out the clean air zone?", ids=["madrid-central"], k=2),
    Within(
        question="How do you stop teenagers from stabbing each other?",
        ids=["glasgow-violence-reduction"],
        k=2,
        known=causes.CORRECTION,
    ),
    Within(
        question="Can a highway be removed from the middle of a city?",
        ids=["seoul-cheonggyecheon", "seoul-seoullo-7017"],
        k=3,
        least=1,
    ),
    Within(question="What became of the Google district in Toronto?", ids=["toronto-quayside"], k=1),
    Within(
        question="Is one telephone hotline for all city services worth it?",
        ids=["seoul-120-dasan", "beijing-12345-hotline"],
        k=4,
    ),
    Within(question="Why did a new town in Africa stand empty?", ids=["luanda-kilamba"], k=2),
    Within(question="Can homes be fitted into office towers nobody rents?", ids=["melbourne-postcode-3000"], k=2),
    Within(
        question="How were women made safer on the way home?",
        ids=[
            "seoul-safe-return-scouts",
            "seoul-women-friendly-city",
            "seoul-yeomni-salt-way",
            "port-moresby-meri-seif-bus",
        ],
        k=5,
        least=2,
    ),
    Within(
        question="How do we keep old people from being lonely?", ids=["manchester-age-friendly-neighbourhoods"], k=3
    ),
    Within(question="What did soda taxes do to sales?", ids=["philadelphia-beverage-tax"], k=1),
    Within(
        question="Can a metro be paid for by building flats on top of it?",
        ids=["hong-kong-rail-plus-property", "copenhagen-metro-orestad"],
        k=3,
        least=1,
    ),
    Within(
        question="Which city electrified all its buses, and how was it paid?",
        ids=["shenzhen-electric-buses"],
        k=1,
        known=causes.EVERYDAY,
    ),
    Within(
        question="How do you keep day trippers out of a crowded old town?",
        ids=["venice-access-fee", "seoul-bukchon-hanok"],
        k=3,
        least=1,
        known=causes.EVERYDAY,
    ),
    Within(question="Can neighbours build their own sewers?", ids=["karachi-orangi-pilot-project"], k=1),
    Within(question="What if the state forbids a city to borrow?", ids=["dakar-municipal-bond"], k=3),
    Within(question="How do we help shopkeepers avoid card fees?", ids=["seoul-zeropay"], k=1),
    Within(
        question="A bridge collapsed. How should a city look after its bridges?",
        ids=["pittsburgh-bridge-asset-management"],
        k=1,
    ),
    Within(
        question="How do other cities heat homes with less coal smoke?",
        ids=["ulaanbaatar-raw-coal-ban", "copenhagen-district-heating"],
        k=3,
    ),
    Within(
        question="Which cities gave undocumented migrants a card or services?",
        ids=["new-york-idnyc", "toronto-sanctuary-city"],
        k=4,
    ),
    Within(question="Do cash points for walking make people healthier?", ids=["seoul-wrist-doctor-9988"], k=1),
    Within(
        question="What happens to bus riders when everything changes overnight?",
        ids=["santiago-transantiago", "seoul-bus-reform"],
        k=4,
    ),
    Within(
        question="What went wrong with paying for clicks and shares? No: how did sharing cars and tools do?",
        ids=["seoul-sharing-city"],
        k=3,
    ),
    Within(
        question="We have a landslide every rainy season; who keeps the slopes?", ids=["manizales-slope-guardians"], k=1
    ),
    Within(question="Is there an example of a city that gave its carers a rest?", ids=["bogota-care-blocks"], k=3),
    Within(
        question="Which school lunches are organic and cost no more?",
        ids=["mouans-sartoux-organic-canteens", "seoul-free-school-meals"],
        k=2,
    ),
    Within(
        question="How was a stadium site or railway yard turned into a failed luxury development?",
        ids=["seoul-yongsan-business-district"],
        k=3,
    ),
    Within(question="How can the city see who holds my permit application?", ids=["seoul-open-system"], k=2),
    Within(
        question="Why did inspectors find that a smart street light was spying?",
        ids=["san-diego-smart-streetlights"],
        k=1,
    ),
    Within(
        question="What does it cost when a concession guarantees the private operator's income?",
        ids=["seoul-metro-line-9"],
        k=3,
    ),
    Within(
        question="How did a city without elected councils win trust and taxes?", ids=["sfax-participatory-budget"], k=2
    ),
    Within(
        question="Does segregation by ethnic group fall if flats have quotas?",
        ids=["singapore-ethnic-quotas-housing"],
        k=1,
    ),
    Within(question="Who cleans up when the only dump of the capital closes?", ids=["beirut-waste-contract"], k=5),
    Within(question="Which city's app became vital in wartime?", ids=["kyiv-digital"], k=1),
    Within(
        question="How many people did the heat plan save?",
        ids=["ahmedabad-heat-action-plan"],
        k=1,
        known=causes.OTHER_ENTRY,
    ),
    Within(
        question="Which buildings pay for carbon above a cap?",
        ids=["new-york-local-law-97", "tokyo-cap-and-trade"],
        k=2,
        known=causes.EVERYDAY,
    ),
    Before(
        question="How do I pay less for a museum by a famous architect?",
        better="bilbao-guggenheim-regeneration",
        worse=["chicago-parking-meter-lease", "oslo-climate-budget"],
    ),
    Before(
        question="Did house prices fall after more building was allowed?",
        better="auckland-upzoning",
        worse=["luanda-kilamba", "seoul-gangnam-land-readjustment"],
    ),
]
