"""What can be wrong with a query or with an index. The tree stands in archive/errors.py."""

from archive.errors import ArchiveError

__all__ = [
    "EmptyQuery",
    "IndexIncompatible",
    "IndexMissing",
    "QueryError",
    "SearchIndexError",
    "UnknownFilter",
]


class QueryError(ArchiveError):
    """The question cannot be asked as it stands."""

    code = "query-error"


class EmptyQuery(QueryError):
    """Neither words nor filters were given."""

    code = "empty-query"


class UnknownFilter(QueryError):
    """A filter's name or value is not one that this archive knows."""

    code = "unknown-filter"


class SearchIndexError(ArchiveError):
    """The index cannot answer."""

    code = "search-index-error"


class IndexMissing(SearchIndexError):
    """No index has been built yet."""

    code = "index-missing"


class IndexIncompatible(SearchIndexError):
    """The index on disk was made by another version, another encoder, or is damaged."""

    code = "index-incompatible"
