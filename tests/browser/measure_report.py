"""Opens a conformance.html in headless Chromium, light and dark, wide and narrow, and measures it.

Usage: python tests/browser/measure_report.py results/conformance.html [--screenshots DIR] [--chromium COMMAND]

Measured are console messages, what the page loads, overflow to the side, and the contrast of every text against
WCAG AA, with every ``details`` closed and with every one open. Exit status: 0 all is well, 1 something is not, 2 there
is no Chromium.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
TALLEST = 6000
"""Pixels of a screenshot; the rest of a longer page is not on it."""
ALLOWED_TO_LOAD = ("file:", "data:")
MEASURE = (Path(__file__).parent / "measure_page.js").read_text(encoding="utf-8")


class Chromium:
    """A headless Chromium, spoken to through two pipes in the words of its DevTools protocol.

    Args:
        command: The browser.
    """

    def __init__(self, command: str) -> None:
        self._profile = tempfile.TemporaryDirectory()
        read_commands, self._commands = os.pipe()
        self._answers, write_answers = os.pipe()
        # The browser reads commands from descriptor 3 and writes answers to 4.
        script = f'exec "$@" 3<&{read_commands} 4>&{write_answers}'
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--hide-scrollbars"]
        self._process = subprocess.Popen(  # noqa: S603  the browser that the command line names
            ["/bin/bash", "-c", script, "bash", command, *options, f"--user-data-dir={self._profile.name}"],
            pass_fds=(read_commands, write_answers),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_commands)
        os.close(write_answers)
        self._buffer = b""
        self._count = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []

    def open(self, url: str) -> None:
        """Opens a page in a new tab and waits until it is loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._hear()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Gives a command and waits for its answer."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session and not method.startswith("Target."):
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._hear()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def evaluate(self, expression: str) -> Any:
        """Runs JavaScript in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            read = os.read(self._answers, 1 << 20)
            if not read:
                raise RuntimeError("Chromium ended.")
            self._buffer += read
        line, self._buffer = self._buffer.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        if "method" in message:
            self.events.append(message)
        return message

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        self._profile.cleanup()


def measure(browser: Chromium, page: Path, screenshots: Path | None) -> Iterator[str]:
    """Says what is wrong with a page."""
    browser.open(page.resolve().as_uri())
    texts = 0
    for scheme in SCHEMES:
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        for width in WIDTHS:
            browser.call(
                "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600
            )
            for opened in (False, True):
                browser.evaluate(
                    f"for (const d of document.querySelectorAll('details')) d.open = {str(opened).lower()}"
                )
                found = browser.evaluate(f"({MEASURE})()")
                where = f"{scheme}, {width} pixels, details {'open' if opened else 'closed'}"
                texts += found["texts"]
                yield from (f"{where}: {problem}" for problem in found["problems"])
                if screenshots is not None:
                    name = f"{page.stem}-{scheme}-{width}-{'open' if opened else 'closed'}.png"
                    _screenshot(browser, screenshots / name)
    if not texts:
        yield "no text was measured"
    for event in browser.events:
        yield from _noticed(event)
    print(f"{page}: {page.stat().st_size} bytes, {texts} texts measured")  # noqa: T201  what the script is for


def _noticed(event: dict[str, Any]) -> Iterator[str]:
    method, told = event["method"], event.get("params", {})
    if method == "Runtime.consoleAPICalled":
        yield f"console: {told['type']}: {[a.get('value') for a in told['args']]}"
    elif method == "Log.entryAdded":
        yield f"console: {told['entry']['level']}: {told['entry']['text']}"
    elif method == "Runtime.exceptionThrown":
        yield f"console: {told['exceptionDetails']['text']}"
    elif method == "Network.requestWillBeSent" and not told["request"]["url"].startswith(ALLOWED_TO_LOAD):
        yield f"loads {told['request']['url']}"


def _screenshot(browser: Chromium, path: Path) -> None:
    size = browser.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], TALLEST), "scale": 1}
    taken = browser.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(taken["data"]))


def main() -> int:
    """Measures the pages that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    parser.add_argument("--screenshots", type=Path, metavar="DIR")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome") or "chromium")
    arguments = parser.parse_args()
    if shutil.which(arguments.chromium) is None:
        sys.stderr.write(f"There is no command {arguments.chromium!r}. Name a Chromium with --chromium.\n")
        return 2
    problems: list[str] = []
    for page in arguments.pages:
        with Chromium(arguments.chromium) as browser:
            problems += [f"{page.name}: {problem}" for problem in measure(browser, page, arguments.screenshots)]
    print("\n".join(problems) or "nothing is wrong")  # noqa: T201
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
