"""What a page costs to fetch: bytes over the line, by kind, and who is asked for them."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request

__all__ = ["Transfer", "transfer_of"]


@dataclass(frozen=True)
class Transfer:
    """``byte_counts``: bytes of answers, bodies as they travel (compressed) and headers, by kind of resource as the
    browser calls it (document, stylesheet, script, image, fetch …). ``strangers``: other hosts that were asked."""

    byte_counts: Counter[str]
    strangers: frozenset[str]

    @property
    def total(self) -> int:
        return self.byte_counts.total()


def transfer_of(browser: Browser, address: str) -> Transfer:
    """Fetches a page with nothing kept from before."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    finished: list[Request] = []
    asked: set[str | None] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(address, wait_until="networkidle")
    counts = Counter[str]()
    for request in finished:
        sizes = request.sizes()
        counts[request.resource_type] += sizes["responseBodySize"] + sizes["responseHeadersSize"]
    context.close()
    return Transfer(counts, frozenset(host for host in asked if host and host != urlsplit(address).hostname))
