"""What fires is measured beside the tests that run before: it takes longer than any of them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import pytest

HERE = Path(__file__).parent
MEASURED_FOR = HERE / "test_defect_table.py"
MEASURING = pytest.StashKey[tuple["subprocess.Popen[str]", IO[str]]]()
OWN_GROUP = 0 if hasattr(os, "killpg") else None

Fired = dict[str, dict[str, list[str]]]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Starts to measure all defects of the selected tests in one go."""
    wanted = [
        str(item.callspec.params["defect"])
        for item in session.items
        if isinstance(item, pytest.Function) and item.path == MEASURED_FOR and hasattr(item, "callspec")
        if "defect" in item.callspec.params
    ]
    if wanted and not session.config.option.collectonly:
        # A pipe that nobody reads yet would fill, and a block would close the file before it is read.
        output = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        command = [sys.executable, str(HERE / "measure_defects.py"), *wanted]
        process = subprocess.Popen(command, stdout=output, text=True, process_group=OWN_GROUP)  # noqa: S603  our own
        session.stash[MEASURING] = (process, output)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leaves nothing running where the tests ended early."""
    if MEASURING in session.stash:
        process, output = session.stash[MEASURING]
        if OWN_GROUP is None:
            process.kill()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # those that it measures in as well
        process.wait()
        output.close()


@pytest.fixture(scope="session")
def fired(request: pytest.FixtureRequest) -> Fired:
    """What fires, by defect and service."""
    process, output = request.session.stash[MEASURING]
    assert process.wait() == 0, "what fires could not be measured"
    output.seek(0)
    measured: Fired = json.load(output)
    return measured
