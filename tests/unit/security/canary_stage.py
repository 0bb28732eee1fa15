"""What the canary tests share: the planted credentials, the server that repeats them, runs whose console is kept."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from ProcessStatusLibrary.cli import main

from ..transport.raw_server import Talk, answer

CANARIES = {
    "basic": "basic-cänary/<5&up'er\">+1",
    "soap": "soap-cänary/<5&up'er\">+2",
    "bearer": "bearer-canary/5up3r+3~",
    "header": "header-canary/5up3r+4~",
    "cookie": "cookie-canary-5up3r-5~",
    "configured": "configured-canary/5up3r+6",
    "address": "address-canary+5up3r=7",
    "member": "member-canary-5up3r-8",
    "start": "start-canary/5up3r-9",
    "query": "query-canary-5up3r-10",
    "proxy": "proxy-canary+5up3r=11",
    "object": "object-canary/5up3r+12",
    "signature": "signature-canary/5up3r-13",
    "parameter": "parameter-canary/5up3r+14",
}
COMMAND = [sys.executable, "-c", "import sys; from ProcessStatusLibrary.cli import main; sys.exit(main())"]
IMPORT_ID = "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"
FAULT = (
    "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Body><soap:Fault>"
    "<faultcode>soap:Client</faultcode><faultstring>%s</faultstring></soap:Fault></soap:Body></soap:Envelope>"
)


def repeat(talk: Talk) -> None:
    """Answers the last request with a fault that holds it, headers included."""
    fault = FAULT % escape(talk.request.decode("utf-8", "replace"))
    repeated = talk.request.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")[1:]
    headers = [f"X-Seen-{line}" for line in repeated if line.lower().startswith(("auth", "cookie", "x-own"))]
    talk.send(answer(fault.encode(), *headers, status="500 Internal Server Error"))


def repeats_what_it_receives(talk: Talk) -> None:
    """Repeats every request of a connection."""
    while talk.read():
        repeat(talk)


def environment(**more: str) -> dict[str, str]:
    """The variables of a run: the canaries by name, and no targets but those that are named."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PROCESSSTATUS_")},
        **{f"CANARY_{name.upper()}": value for name, value in CANARIES.items()},
        "PYTHONIOENCODING": "utf-8",
        **more,
    }


class Runs:
    """Runs of commands in one folder, and the console of each.

    Args:
        folder: Where they run.

    Attributes:
        console: What each printed, by its name and status.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.console: dict[str, str] = {}

    def here(self, name: str, *words: object) -> int:
        """Runs the command in this process, which takes a tenth of the time of another one."""
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            status = main([str(word) for word in words])
        self.console[f"console of {name}, status {status}"] = printed.getvalue()
        return status

    def beside(self, name: str, words: Sequence[str], variables: Mapping[str, str]) -> int:
        """Runs any command in a process of its own."""
        run = subprocess.run(  # noqa: S603  our own commands
            words, cwd=self.folder, env=variables, capture_output=True, check=False, timeout=60
        )
        self.console[f"console of {name}, status {run.returncode}"] = (run.stdout + run.stderr).decode(
            "utf-8", "replace"
        )
        return run.returncode


def statuses_in(written: Iterable[str]) -> dict[str, int]:
    """The exit status of each run among the places of what was written."""
    consoles = (place for place in written if place.startswith("console of "))
    named = (place.removeprefix("console of ").rpartition(", status ") for place in consoles)
    return {name: int(status) for name, _, status in named}
