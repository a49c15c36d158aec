"""Cases of one kind, named where several expectations speak of them."""

BUS_RAPID_TRANSIT = (
    "ahmedabad-janmarg",
    "amman-brt",
    "bogota-transmilenio",
    "curitiba-brt",
    "dar-es-salaam-brt",
    "guangzhou-brt",
    "guatemala-city-transmetro",
    "jakarta-transjakarta",
    "lagos-brt-lite",
    "mexico-city-metrobus",
)
PARTICIPATORY_BUDGETING = (
    "chengdu-village-budgeting",
    "paris-participatory-budget",
    "porto-alegre-participatory-budgeting",
    "seoul-participatory-budgeting",
    "sfax-participatory-budget",
)
CONGESTION_CHARGING = (
    "london-congestion-charge",
    "seoul-namsan-congestion-charge",
    "singapore-electronic-road-pricing",
    "stockholm-congestion-tax",
    "tehran-traffic-zones",
)
WATER_LOSSES = ("dhaka-water-turnaround", "phnom-penh-water-supply", "seoul-arisu-water", "tokyo-water-leakage")
WASTEWATER_REUSE = ("singapore-newater", "windhoek-direct-potable-reuse")
PAY_PER_BAG = ("seoul-food-waste-rfid", "seoul-volume-based-waste-fee", "taipei-per-bag-trash-fee")
BASIC_INCOME = (
    "marica-basic-income",
    "seoul-stepping-stone-income",
    "seoul-youth-allowance",
    "stockton-guaranteed-income",
)
URBAN_FARMING = ("quezon-city-urban-farming", "rosario-urban-agriculture", "seoul-urban-agriculture")
STORM_TUNNELS = ("kuala-lumpur-smart-tunnel", "seoul-sinwol-rain-tunnel", "tokyo-underground-discharge-channel")
RAIN_IN_THE_OPEN = (
    "copenhagen-cloudburst-plan",
    "malmo-augustenborg-stormwater",
    "philadelphia-green-city-clean-waters",
    "rotterdam-water-squares",
    "wuhan-sponge-city",
)
STREET_VENDORS = ("cairo-street-vendor-relocation", "durban-warwick-junction", "kigali-street-vendor-markets")
SLUM_UPGRADING = (
    "bangkok-baan-mankong",
    "buenos-aires-barrio-31",
    "colombo-urban-regeneration",
    "karachi-orangi-pilot-project",
    "medellin-metrocable",
    "nairobi-slum-upgrading",
    "rio-favela-bairro",
)
PUBLIC_BICYCLES = ("lyon-velov-bike-share", "seoul-ttareungi-bike-share")
LIGHT_RAIL = (
    "addis-ababa-light-rail",
    "casablanca-tramway",
    "edinburgh-trams",
    "sydney-light-rail",
    "toyama-compact-city",
)
