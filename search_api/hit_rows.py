"""Hits as rows of a table: fixed columns, for a spreadsheet or a script."""

from collections.abc import Callable, Mapping

from search_api import schemas

__all__ = ["COLUMNS", "row_of"]

Field = str | int | float | None

COLUMNS: Mapping[str, str] = {
    "rank": "place in the answer, from 1",
    "kind": "`case`, or `document` that no case record claims",
    "id": "stable id of the case or document",
    "title": "its title, in the language asked for where there is one",
    "city": "city where the policy ran; empty for a document",
    "country": "its country",
    "themes": "names of its themes, the main one first",
    "gist": "the case in one sentence; for a document, why it is here",
    "relevance": "estimate, 0 to 1, of whether it answers",
    "score": "rank value, comparable within this answer only",
    "programs": "ids of the training programs that taught or used it: facts only, no suggestions and no samples",
    "evidence": "document and slide, or part of the case record, of the best passage",
    "snippet": "the best part of that passage",
    "address": "page of the case or document",
    "evidence_address": "the place of that passage",
    "program_addresses": "pages of the programs, in the order of their ids",
}
"""Name of each column -> what it holds. Several values in one field are parted by "; "."""


def row_of(rank: int, hit: schemas.Hit, address: Callable[[str], str]) -> list[Field]:
    """The fields of one hit, in the order of COLUMNS. ``address``: path -> address."""
    best = hit.evidence[0] if hit.evidence else None
    programs = [program.id for program in hit.programs if program.fact and not program.sample]
    fields: dict[str, Field] = {
        "rank": rank,
        **_record(hit),
        "relevance": hit.relevance,
        "score": hit.score,
        "programs": "; ".join(programs),
        "evidence": f"{best.document.title if best.document else 'case record'}, {best.locator.label}" if best else "",
        "snippet": best.snippet if best else "",
        "address": address(_page(hit)),
        "evidence_address": address(_place(hit, best)) if best else "",
        "program_addresses": "; ".join(address(f"/programs/{program_id}") for program_id in programs),
    }
    return [fields[name] for name in COLUMNS]


def _record(hit: schemas.Hit) -> dict[str, Field]:
    if hit.case is None:
        document = hit.document
        title = document.title if document else ""
        nothing = dict.fromkeys(("city", "country", "themes"), "")
        return {"kind": "document", "id": document.id if document else "", "title": title, **nothing, "gist": hit.note}
    case = hit.case
    themes = "; ".join(theme.label for theme in case.themes)
    place = {"city": case.city.label, "country": case.country.label}
    return {"kind": "case", "id": case.id, "title": case.title, **place, "themes": themes, "gist": case.gist}


def _page(hit: schemas.Hit) -> str:
    return f"/cases/{hit.case.id}" if hit.case else f"/documents/{hit.document.id if hit.document else ''}"


def _place(hit: schemas.Hit, evidence: schemas.EvidenceView) -> str:
    anchor = f"{evidence.locator.kind.value}-{evidence.locator.start}"
    return f"/documents/{evidence.document.id}/at/{anchor}" if evidence.document else f"{_page(hit)}#{anchor}"
