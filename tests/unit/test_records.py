from factories import program, source

from archive.catalogue import Catalogue
from archive.model import Remark
from search_api.records import Records
from search_api.reference import ReferenceShelf


def test_sources_that_a_remark_names_are_given_as_sources(catalogue: Catalogue) -> None:
    note = "The city's report says 8 April (city-report-2015), the register 7 (read day-first)."
    with catalogue.recording(actor="a test") as recording:
        recording.put(source("city-report-2015"))
        recording.put(program(remarks=(Remark(field="period", recorded="2015.4.7", note=note),)))

    (remark,) = Records(catalogue, ReferenceShelf(catalogue).newest()).program(program().id).remarks
    assert remark.note == "The city's report says 8 April, the register 7 (read day-first)."
    assert [named.id for named in remark.sources] == ["city-report-2015"]
