"""Every kind of page there is, with an address of each: what tests, benchmarks and pictures of pages go through."""

import json
import string
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

__all__ = ["PAGES", "PageKind", "ids_at", "pages_with"]

QUESTION = "how did cities pay for bus rapid transit"
"""What an archive that is served somewhere is asked, to find a record of each sort."""


@dataclass(frozen=True)
class PageKind:
    """One kind of page, or one state of it that looks different.

    ``route``: the path as the application declares it; None for errors, which any path may answer with.
    ``pattern``: an address of it, with the names of records in braces: ``/cases/{case}``.
    ``status``: what it answers with.
    """

    name: str
    route: str | None
    pattern: str
    status: int = 200

    def address(self, ids: Mapping[str, str]) -> str:
        """``ids``: id of a record by its name in patterns. Raises KeyError where one is missing."""
        return self.pattern.format_map(ids)

    def __str__(self) -> str:
        return self.name


PAGES = (
    PageKind("home", "/", "/"),
    PageKind("results", "/", "/?{question}"),
    PageKind("results on a map", "/", "/?{question}&view=map"),
    PageKind("results in time", "/", "/?{question}&view=timeline"),
    PageKind("narrowed", "/", "/?theme={theme}&city=-{city}"),
    PageKind("a whole list of filters", "/", "/?q=bus&more=place"),
    PageKind("nothing found", "/", "/?q=zymurgy+xylophone&kind=lecture"),
    PageKind("cases", "/cases", "/cases"),
    PageKind("case", "/cases/{case_id}", "/cases/{case}"),
    PageKind("cities", "/cities", "/cities"),
    PageKind("city", "/cities/{city_id}", "/cities/{city}"),
    PageKind("themes", "/themes", "/themes"),
    PageKind("theme", "/themes/{theme_id}", "/themes/{theme}"),
    PageKind("programs", "/programs", "/programs"),
    PageKind("findings", "/programs/findings", "/programs/findings"),
    PageKind("program", "/programs/{program_id}", "/programs/{program}"),
    PageKind("sample program", "/programs/{program_id}", "/programs/{sample}"),
    PageKind("document", "/documents/{document_id}", "/documents/{document}"),
    PageKind("slide", "/documents/{document_id}/at/{anchor}", "/documents/{document}/at/{place}?{question}"),
    PageKind("text without pictures", "/documents/{document_id}", "/documents/{guide}?q=leaks"),
    PageKind("whole text", "/documents/{document_id}/text", "/documents/{document}/text?q=bus"),
    PageKind("counts", "/explore", "/explore"),
    PageKind("counts of a search", "/explore", "/explore?rows=theme&columns=region&layers=country&{question}"),
    PageKind("like", "/like", "/like"),
    PageKind("like a case", "/like", "/like?case={case}"),
    PageKind("like a passage", "/like", "/like?passage={passage}"),
    PageKind("like a waiting file", "/like/files/{job_id}", "/like/files/{waiting}"),
    PageKind("like a file", "/like/files/{job_id}", "/like/files/{job}"),
    PageKind("cite a search", "/cite", "/cite?q=bus+reform&city=-{city}"),
    PageKind("check a citation", "/cite", "/cite?q=bus+reform&index_revision=1&sha256=" + "0" * 64),
    PageKind("about", "/about", "/about"),
    PageKind("api", "/docs", "/docs"),
    PageKind("not found", None, "/cases/nowhere", status=404),
    PageKind("refused", None, "/?q=bus&limit=0", status=422),
)


def ids_at(address: str, question: str = QUESTION) -> dict[str, str]:
    """Names in patterns -> ids of records that go together, from the archive that is served at ``address``. Files of
    readers are not among them. Raises LookupError where the archive has no such records."""
    hits = _json(address, "/api/search", q=question)["hits"]
    case = next((hit["case"] for hit in hits if hit["case"] and hit["programs"]), None)
    evidence = next((one for hit in hits for one in hit["evidence"] if one["document"]), None)
    programs = {program["sample"]: program["id"] for hit in hits for program in hit["programs"]}
    if case is None or evidence is None or len(programs) < 2:
        raise LookupError(
            f"the archive at {address} has no answer with programs, a sample among them, and a document to: {question}"
        )
    return {
        "question": urlencode({"q": question}),
        "case": case["id"],
        "city": case["city"]["id"],
        "theme": case["themes"][0]["id"].partition(".")[0],
        "program": programs[False],
        "sample": programs[True],
        "document": evidence["document"]["id"],
        "place": f"{evidence['locator']['kind']}-{evidence['locator']['start']}",
        "passage": evidence["passage_id"],
    }


def pages_with(ids: Mapping[str, str]) -> list[PageKind]:
    """The kinds whose addresses can be written with ``ids``."""
    return [
        kind for kind in PAGES if all(name in ids for _, name, _, _ in string.Formatter().parse(kind.pattern) if name)
    ]


def _json(address: str, path: str, **asked: str) -> Any:
    with urllib.request.urlopen(f"{address}{path}?{urlencode(asked)}") as answer:  # noqa: S310  # an address of ours
        return json.load(answer)
