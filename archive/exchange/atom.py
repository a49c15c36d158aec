"""Atom feeds (RFC 4287)."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from archive.exchange.works import one_line

__all__ = ["MEDIA_TYPE", "Feed", "FeedEntry", "stable_id", "to_atom"]

MEDIA_TYPE = "application/atom+xml"

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class FeedEntry:
    """One record. ``updated`` has a time zone; ``language`` is a BCP 47 tag, of title and summary; ``address`` leads to
    the page; ``themes`` are ids and names."""

    id: str
    title: str
    address: str
    updated: dt.datetime
    author: str
    summary: str
    language: str
    themes: tuple[tuple[str, str], ...] = ()
    rights: str = ""


@dataclass(frozen=True)
class Feed:
    """``address`` is that of the feed itself, ``page`` of the page that shows the same; ``updated`` for a feed without
    entries."""

    id: str
    title: str
    subtitle: str
    address: str
    page: str
    updated: dt.datetime
    author: str
    language: str
    entries: Sequence[FeedEntry]


def stable_id(name: str) -> str:
    """An id that never changes: the same name gives the same one on every machine, under whatever address the archive
    is served."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:miti:{name}").urn


def to_atom(feed: Feed) -> bytes:
    """The feed as XML in UTF-8, entries in the order given. It is as new as its newest entry."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    root.set(_LANG, feed.language)
    _texts(root, id=feed.id, title=feed.title, subtitle=feed.subtitle)
    _texts(root, updated=_time(max((entry.updated for entry in feed.entries), default=feed.updated)))
    _texts(_child(root, "author"), name=feed.author)
    _child(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    _child(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        _write_entry(root, entry)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _write_entry(root: etree._Element, entry: FeedEntry) -> None:
    element = _child(root, "entry")
    element.set(_LANG, entry.language)
    _texts(element, id=entry.id, title=entry.title, updated=_time(entry.updated))
    _texts(_child(element, "author"), name=entry.author)
    _child(element, "link", rel="alternate", type="text/html", href=entry.address)
    for term, label in entry.themes:
        _child(element, "category", term=term, label=label)
    _texts(element, summary=entry.summary)
    if entry.rights:
        _texts(element, rights=entry.rights)


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_ATOM}}}{name}", {key: one_line(text) for key, text in attributes.items()})


def _texts(parent: etree._Element, **texts: str) -> None:
    for name, text in texts.items():
        # XML has no place for control characters, and a question may hold any.
        _child(parent, name).text = one_line(text)


def _time(time: dt.datetime) -> str:
    """RFC 3339, to the second, in UTC."""
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
