"""A search as something that can be cited, done again, and compared with what it once gave."""

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import urlencode

from archive.exchange.bibtex import to_bibtex
from archive.exchange.styles import STYLES
from archive.exchange.works import ARCHIVE, Issued, Work, WorkKind, one_line
from index.errors import QueryError
from index.query import FILTERS
from search_api.asking_schemas import Questioning, Sort
from search_api.citing import Citing
from search_api.exchange_schemas import (
    ChangedPart,
    CitationCheck,
    CitationCheckParameters,
    OrderedQuestion,
    SearchCitation,
)
from search_api.narrowing import SearchLinks
from search_api.service import SearchService
from search_api.sorting import in_order

__all__ = ["asked_again", "check_citation", "cite_search", "fingerprint", "search_bibtex"]

FIRST = 10
"""Ids that are written out."""
_WHAT = {
    ChangedPart.INDEX: "the archive was indexed anew",
    ChangedPart.CATALOGUE: "records were added, changed or withdrawn",
    ChangedPart.ENCODER: "another embedding model reads the questions",
    ChangedPart.UNKNOWN: "neither the index, the catalogue nor the model that the citation names: it may be of another "
    "question, an embargo may have ended, or the ranking itself may work otherwise",
}


def asked_again(asked: Questioning, sort: Sort = "relevance") -> str:
    """The parameters of an address that asks the same: words, filters, what is left out, language, order; one way for
    each search."""
    shown = [("sort", sort)] if sort != "relevance" else []
    chosen = asked.lang if asked.lang != "en" else None
    return urlencode([*([("q", asked.q)] if asked.q else []), *SearchLinks.of(asked, chosen, shown).pairs()])


def fingerprint(ids: list[str]) -> str:
    """SHA-256, hexadecimal, over ids in their order, a line feed between two of them."""
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def cite_search(service: SearchService, asked: OrderedQuestion, citing: Citing) -> SearchCitation:
    """The search as it answers today. Raises QueryError or SearchIndexError."""
    found = service.find(asked, citing.records)
    ids = [hit.subject for _, hit in in_order(found.hits, asked.sort, citing.records, asked.lang)]
    parameters = asked_again(asked, asked.sort)
    citation = SearchCitation(
        q=asked.q,
        filters={name: values for name in FILTERS if (values := [value for value in getattr(asked, name) if value])},
        without=[entry_id for entry_id in asked.without if entry_id],
        lang=asked.lang,
        sort=asked.sort,
        address=citing.address(f"/?{parameters}"),
        day=citing.day,
        total=found.total,
        listed=len(ids),
        first_ids=ids[:FIRST],
        sha256=fingerprint(ids),
        index_revision=found.index.revision,
        revision=citing.records.reference.revision,
        encoder=found.index.encoder_name,
        text="",
        check="",
        check_page="",
    )
    stated = {"index_revision": citation.index_revision, "revision": citation.revision, "encoder": citation.encoder}
    check = urlencode({"sha256": citation.sha256, **stated})
    return citation.model_copy(
        update={
            "text": one_line(f"{STYLES['apa'](_work(citation))} ({_note(citation)})."),
            "check": citing.address(f"/api/search/citation/check?{parameters}&{check}"),
            "check_page": citing.address(f"/cite?{parameters}&{check}"),
        }
    )


def search_bibtex(citation: SearchCitation) -> str:
    """The citation as one ``@misc``."""
    return "".join(to_bibtex([_work(citation)]))


def check_citation(service: SearchService, asked: CitationCheckParameters, citing: Citing) -> CitationCheck:
    """Whether the search gives today what the citation says, and if not, what has changed since. Raises QueryError
    where no SHA-256 is given, or the search cannot be asked; SearchIndexError."""
    if asked.sha256 is None:
        raise QueryError(
            "Give the citation's SHA-256, and best its revisions and encoder too: the address is in `check`."
        )
    now = cite_search(service, asked, citing)
    same = now.sha256 == asked.sha256
    changed = list(_changed(asked, now))
    if not same and not changed:
        changed = [ChangedPart.UNKNOWN]
    what = "; ".join(_WHAT[part] for part in changed)
    if same:
        text = "The answer is the same" + (f", although since then {what}." if changed else ".")
    else:
        text = f"The answer is no longer the same. What has changed: {what}."
    return CitationCheck(same=same, changed=changed, text=text, now=now)


def _changed(asked: CitationCheckParameters, now: SearchCitation) -> Iterator[ChangedPart]:
    if asked.index_revision not in (None, now.index_revision):
        yield ChangedPart.INDEX
    if asked.revision not in (None, now.revision):
        yield ChangedPart.CATALOGUE
    if asked.encoder not in (None, now.encoder):
        yield ChangedPart.ENCODER


def _work(citation: SearchCitation) -> Work:
    filters = "; ".join(
        f"{name}: {', '.join(re.sub('^-', 'not ', value) for value in values)}"
        for name, values in citation.filters.items()
    )
    words = f"Search for “{citation.q}”" if citation.q else "Search by filters"
    return Work(
        key=f"miti-search-{citation.sha256[:12]}",
        kind=WorkKind.WEBPAGE,
        title=f"{words}, {filters}" if filters else words,
        address=citation.address,
        accessed=citation.day,
        genre="Search results",
        author=ARCHIVE,
        publisher=ARCHIVE,
        issued=Issued.of(citation.day),
        language=citation.lang,
        note=_note(citation),
    )


def _note(citation: SearchCitation) -> str:
    left_out = f"not understood as: {', '.join(citation.without)}; " if citation.without else ""
    first = f"first: {', '.join(citation.first_ids)}; " if citation.first_ids else ""
    order = f"in the order {citation.sort}; " if citation.sort != "relevance" else ""
    return (
        f"{citation.total} results; {order}{left_out}{first}"
        f"SHA-256 of the {citation.listed} ids in order: {citation.sha256}; "
        f"index revision {citation.index_revision}; catalogue revision {citation.revision}; encoder {citation.encoder}"
    )
