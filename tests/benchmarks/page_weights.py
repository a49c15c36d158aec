"""What each kind of page costs a reader: bytes over the line with nothing kept from before, and seconds on a slow one.

    python tests/benchmarks/page_weights.py http://127.0.0.1:8000

The slow line is that of Lighthouse's "slow 3G": 400 kbit/s each way, 400 ms before each answer. Seconds are until the
first text is painted and until everything is there; they depend on the machine, bytes do not.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import chromium_running, find_chromium
from page_kinds import ids_at, pages_with
from playwright.sync_api import Browser
from transfer import transfer_of

KINDS = ("document", "stylesheet", "script", "image")
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""As DevTools takes it: milliseconds and bytes a second."""


def seconds_on_a_slow_line(browser: Browser, address: str) -> tuple[float, float]:
    """Until the first paint of content, and until everything is loaded."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    began = time.monotonic()
    page.goto(address, wait_until="load", timeout=120_000)
    loaded = time.monotonic() - began
    painted = page.wait_for_function("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
    seconds = painted.json_value() / 1000
    context.close()
    return seconds, loaded


def main() -> None:
    address = sys.argv[1].rstrip("/")
    program = find_chromium()
    if program is None:
        sys.exit("There is no Chromium on this machine.")
    ids = ids_at(address)
    print(f"| page | {' | '.join(KINDS)} | all, bytes | other hosts | first text, s | all, s |")
    print("|---|" + "---|" * (len(KINDS) + 4))
    with chromium_running(program) as browser:
        for kind in pages_with(ids):
            page = address + kind.address(ids)
            transfer = transfer_of(browser, page)
            painted, loaded = seconds_on_a_slow_line(browser, page)
            parts = " | ".join(f"{transfer.byte_counts[part]:,}" for part in KINDS)
            others = ", ".join(sorted(transfer.strangers)) or "none"
            print(f"| {kind} | {parts} | {transfer.total:,} | {others} | {painted:.1f} | {loaded:.1f} |")


if __name__ == "__main__":
    main()
