"""Cases whose records resemble that of one: computed, and remembered while the index stays as it is."""

from collections.abc import Callable, Container
from functools import lru_cache

from index.errors import EmptyQuery, SearchIndexError
from search_api.like_schemas import LikeParameters
from search_api.likes import LikeService
from search_api.records import Records
from search_api.schemas import CaseSummary
from search_api.service import SearchService

__all__ = ["AlikeCases"]

MOST = 4
_REMEMBERED = 4096
"""Cases whose likes are kept: some tens of ids each."""


class AlikeCases:
    """Safe to share between threads. To compare a case with all others takes a good part of a second, too long for
    everybody who opens its page."""

    def __init__(self, service: SearchService, is_ready: Callable[[], bool]) -> None:
        """``is_ready``: whether the index answers without a wait, which may be a minute while its model is loaded."""
        self._is_ready = is_ready
        self._service = service
        self._likes = LikeService(service)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._compare)

    def of(self, case_id: str, without: Container[str], records: Records) -> list[CaseSummary]:
        """At most MOST cases like one, most alike first, without those that stand beside it already; none while there
        is no index, or none is open yet: the page of a case does not wait for it."""
        if not self._is_ready():
            return []
        try:
            found = self._remembered(case_id, self._service.readiness().index_revision)
        except SearchIndexError:
            return []
        readable = (records.find_case(other) for other in found if other not in without)
        return [records.case_summary(case) for case in readable if case is not None][:MOST]

    def _compare(self, case_id: str, index_revision: int) -> tuple[str, ...]:
        """Ids of all cases like one; ``index_revision`` makes a new index forget the old answers."""
        try:
            compared = self._likes.compare_case(case_id, LikeParameters())
        except EmptyQuery:
            return ()  # a record without a sentence is like nothing
        subjects = (hit.subject.partition(":") for hit in compared.hits)
        return tuple(record_id for kind, _, record_id in subjects if kind == "case")
