"""A cell's address is that of the search which finds what the cell counts, and no other."""

import pytest
from factories import PLACES, THEMES

from archive.model import Place
from archive.vocabulary import Vocabulary
from search_api.count_links import cell_address
from search_api.narrowing import SearchLinks

REGIONS = [Place.model_validate({"id": "030", "kind": "region", "labels": {"en": "Eastern Asia"}, "regions": ("142",)})]
KNOWN = Vocabulary(
    themes={theme.id: theme for theme in THEMES}, places={place.id: place for place in (*PLACES, *REGIONS)}
)


@pytest.mark.parametrize(
    ("filters", "cell", "address"),
    [
        ([], [("theme", "T01"), ("country", "KR")], "/?q=bus&theme=T01&country=KR"),
        ([("city", "-seoul")], [("city", "bogota")], "/?q=bus&city=-seoul&city=bogota"),
        # A sub-theme within its theme, and a year within a span, say what both say.
        ([], [("theme", "T01"), ("theme", "T01.brt")], "/?q=bus&theme=T01.brt"),
        ([("theme", "T01")], [("theme", "T01.brt")], "/?q=bus&theme=T01.brt"),
        ([("region", "142"), ("region", "019")], [("region", "030")], "/?q=bus&region=030"),
        ([("year", "2010..2016")], [("year", "2012")], "/?q=bus&year=2012"),
        ([("period", "..2005")], [("period", "1990..1999")], "/?q=bus&period=1990..1999"),
        # Elsewhere a search with one of them would find more, and with both it would find more still.
        ([("theme", "T05")], [("theme", "T01")], ""),
        ([], [("theme", "T05"), ("theme", "T01.brt")], ""),
        ([("period", "2004")], [("period", "2000..2009")], ""),
        ([("city", "seoul")], [("city", "bogota")], ""),
        # No filter asks for what is not there.
        ([], [("theme", "T01"), ("year", "no entry")], ""),
        ([("year", "2012")], [("year", "no entry")], ""),
    ],
)
def test_addresses(filters: list[tuple[str, str]], cell: list[tuple[str, str]], address: str) -> None:
    assert cell_address(SearchLinks("bus", tuple(filters), (), None), cell, KNOWN) == address
