"""What a page weighs on the line. Bytes, not seconds: they are the same on every machine."""

from pathlib import Path
from typing import Any

from browser import served
from factories import source
from playwright.sync_api import Browser
from transfer import transfer_of

from archive.model import Basis, Teaching
from ingest.cases import case_passages, parse_case

CASES = (
    "amman-brt",
    "bogota-transmilenio",
    "curitiba-brt",
    "dar-es-salaam-brt",
    "guangzhou-brt",
    "lagos-brt-lite",
    "london-congestion-charge",
    "mexico-city-metrobus",
    "seoul-bus-reform",
    "seoul-topis",
    "stockholm-congestion-tax",
    "tbilisi-bus-lanes",
)
"""Real records, so that texts are as long and as varied as they are."""
HEAVIEST = 60_000
"""Bytes of a page of ten results with all that it needs: ten seconds on a line of 50 kbit/s."""


def test_a_page_of_ten_results_stays_light_and_asks_nobody_else(
    own_site: Any, browser: Browser, corpus: Path, files: Any
) -> None:
    with own_site.catalogue.recording(actor="a test") as recording:
        for name in CASES:
            case = parse_case((corpus / "cases" / f"{name}.md").read_text(encoding="utf-8"), name)
            for part in (case, *case.sections, *case.results):
                for source_id in part.source_ids:
                    recording.put(source(source_id))
            recording.put(case.model_copy(update={"relations": ()}))
            recording.replace_passages(case_passages(case), case_id=name)
            recording.put(
                Teaching(id=name, case_id=name, program_id=files.later, basis=Basis.RECORD, source_ids=("page",))
            )
    own_site.index()
    assert len(own_site.get("/api/search", q="bus transport city")["hits"]) == 10
    with served(own_site.client.app) as address:
        transfer = transfer_of(browser, f"{address}/?q=bus+transport+city")
        assert transfer.strangers == frozenset()
        assert {"document", "stylesheet", "script"} <= set(transfer.byte_counts)
        assert transfer.total < HEAVIEST, transfer.byte_counts
