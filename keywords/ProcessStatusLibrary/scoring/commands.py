"""Runs a suite as a command of the user's: its exit status says whether it is green."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import IO

from ..wording import quote
from .stage import Stage, run_environment
from .suites import Run

OWN_TARGETS = re.compile(r"--(processstatus-)?targets(=|$)|(--variable=|-v)?TARGETS:")
OUTPUT_FILE = "output.txt"


class CommandRunner:
    """Runs a command once on every stage.

    Robot's files go into a folder of the run unless the command names another: two runs at the same time must not
    write the same files.

    Args:
        command: The words of the command.

    Raises:
        ValueError: The command chooses its targets itself, and would not meet the simulator.
    """

    def __init__(self, command: Sequence[str]) -> None:
        own = next((word for word in command if OWN_TARGETS.match(word)), "")
        if own:
            raise ValueError(
                f"The command chooses its targets itself, by {quote(own)}, and would not meet the simulator but them. "
                "Leave it out: the variable PROCESSSTATUS_TARGETS leads every run to its simulator."
            )
        self._command = list(command)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def __call__(self, stage: Stage, timeout: float | None) -> Run:
        """Runs the command.

        Args:
            stage: Where.
            timeout: Seconds; a run that takes longer is ended with all that it started, and is red.
        """
        environment = run_environment(stage)
        options = [environment.get("ROBOT_OPTIONS", ""), "--outputdir", shlex.quote(str(stage.folder / "robot"))]
        environment["ROBOT_OPTIONS"] = " ".join(filter(None, options))
        printed = stage.folder / OUTPUT_FILE
        began = time.monotonic()
        # A file, not a pipe: what outlives the command cannot keep us waiting for the pipe's end.
        with printed.open("wb") as output:
            process = self._start(environment, output)
            try:
                red = _exit(process.wait(timeout))
            except subprocess.TimeoutExpired:
                red = "timed out"
            finally:
                with self._lock:
                    _end(process)
                    self._running.discard(process)
        return Run(red, printed.read_text(encoding="utf-8", errors="replace"), time.monotonic() - began)

    def stop(self) -> None:
        """Ends every command that still runs; no further one is started."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                _end(process)

    def _start(self, environment: Mapping[str, str], output: IO[bytes]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise ValueError("The runs were stopped.")
            try:
                process = subprocess.Popen(  # noqa: S603  the user's own command
                    self._command,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            except OSError as problem:
                reason = problem.strerror or str(problem)
                raise ValueError(f"The command {quote(self._command[0])} cannot be run: {reason}.") from None
            self._running.add(process)
            return process


def _exit(status: int) -> str:
    if status < 0:
        return f"ended by signal {-status}"
    return f"exit status {status}" if status else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a command that still runs, with what it started where the system can tell."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
