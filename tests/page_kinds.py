"""Every kind of page there is, with an address of each: what tests, benchmarks and pictures of pages go through."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["PAGES", "PageKind"]


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
    PageKind("results", "/", "/?q=bus+reform+water+city"),
    PageKind("narrowed", "/", "/?theme={theme}&city=-{city}"),
    PageKind("results on a map", "/", "/?q=bus+reform+water+city&view=map"),
    PageKind("results along the years", "/", "/?theme={theme}&view=timeline"),
    PageKind("a whole list of filters", "/", "/?q=bus&more=place"),
    PageKind("nothing found", "/", "/?q=zymurgy+xylophone&kind=lecture"),
    PageKind("cases", "/cases", "/cases"),
    PageKind("case", "/cases/{case_id}", "/cases/{case}"),
    PageKind("programs", "/programs", "/programs"),
    PageKind("findings", "/programs/findings", "/programs/findings"),
    PageKind("program", "/programs/{program_id}", "/programs/{program}"),
    PageKind("sample program", "/programs/{program_id}", "/programs/{sample}"),
    PageKind("document", "/documents/{document_id}", "/documents/{document}"),
    PageKind("like", "/like", "/like"),
    PageKind("like a case", "/like", "/like?case={case}"),
    PageKind("like a passage", "/like", "/like?passage={passage}"),
    PageKind("like a waiting file", "/like/files/{job_id}", "/like/files/{waiting}"),
    PageKind("like a file", "/like/files/{job_id}", "/like/files/{job}"),
    PageKind("about", "/about", "/about"),
    PageKind("api", "/docs", "/docs"),
    PageKind("not found", None, "/cases/nowhere", status=404),
    PageKind("refused", None, "/?q=bus&limit=0", status=422),
)
