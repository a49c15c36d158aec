"""From the catalogue's nouns to what goes over the wire, for one reader and one language, within one request."""

from search_api.records.full import Records

__all__ = ["Records"]
