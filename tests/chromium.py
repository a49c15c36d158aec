"""A real browser for tests, driven through Chromium's own debugging pipe (DevTools protocol): keys in, page out."""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds until a browser that does not answer is given up."""
_LAUNCH = """
import os, sys
ends = [os.dup(int(end)) for end in sys.argv[1:3]]  # out of the way of 3 and 4, where Chromium looks for its pipe
spare = [os.dup(end) for end in ends]
os.dup2(max(ends[0], spare[0]), 3); os.dup2(spare[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_KEYS = {"Enter": ("\r", 13), "Tab": ("", 9), "Escape": ("", 27), "ArrowDown": ("", 40), "ArrowUp": ("", 38)}


def find_chromium() -> str | None:
    """The program of a Chromium on this machine; None where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


class Page:
    """One page of a running browser."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._number = 0
        self._unread = b""
        self._session: str | None = None
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def open(self, address: str, *, script: bool = True) -> None:
        self._call("Emulation.setScriptExecutionDisabled", value=not script)
        self._call("Page.navigate", url=address)
        self.until(f"location.href.startsWith({json.dumps(address)}) && document.readyState === 'complete'")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression. Raises AssertionError where it throws."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, expression: str) -> None:
        """Waits for a JavaScript expression to become true. Raises AssertionError where it does not."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self.evaluate(f"!!({expression})"):
                    return
            except AssertionError:  # the page is being replaced, or what is waited for is not there yet
                pass
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression}; the page: {self.evaluate('document.body.innerText')[:500]}")

    def press(self, *names: str) -> None:
        for name in names:
            text, code = _KEYS[name]
            key = {"key": name, "code": name, "windowsVirtualKeyCode": code}
            self._call("Input.dispatchKeyEvent", type="keyDown", text=text, **key)
            self._call("Input.dispatchKeyEvent", type="keyUp", **key)

    def type(self, text: str) -> None:
        for letter in text:
            self._call("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            self._call("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def insert(self, text: str) -> None:
        """Puts a text in as one change, as an input method or the clipboard does."""
        self._call("Input.insertText", text=text)

    def compose(self, text: str) -> None:
        """What an input method shows underlined, before it is committed."""
        self._call("Input.imeSetComposition", text=text, selectionStart=len(text), selectionEnd=len(text))

    def resize(self, width: int, height: int) -> None:
        """A screen of so many CSS pixels."""
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def picture(self) -> bytes:
        """The visible part as PNG."""
        return base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"])

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        call: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            call["sessionId"] = self._session
        os.write(self._to, json.dumps(call).encode() + b"\0")
        while (answer := self._receive()).get("id") != self._number:
            pass
        assert "error" not in answer, answer["error"]
        return dict(answer["result"])

    def _receive(self) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._from], [], [], max(0.0, end - time.monotonic()))
            assert ready, "the browser does not answer"
            received = os.read(self._from, 1 << 16)
            assert received, "the browser has ended"
            self._unread += received
        message, _, self._unread = self._unread.partition(b"\0")
        return dict(json.loads(message))


@contextmanager
def running(chromium: str, profile: Path) -> Iterator[Page]:
    """A page of a new browser without a window, which keeps its files in ``profile``."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    flags += ["--hide-scrollbars", "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"]
    command = [sys.executable, "-c", _LAUNCH, str(theirs_in), str(theirs_out), chromium, *flags]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, pass_fds=(theirs_in, theirs_out), stdout=quiet, stderr=quiet) as process:
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            yield Page(ours_out, ours_in)
        finally:
            process.terminate()
            os.close(ours_out)
            os.close(ours_in)
