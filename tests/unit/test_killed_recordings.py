"""A watch, a Robot run and a Python script that are killed at any moment leave an incomplete recording."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from ProcessStatusLibrary.recording_reading import Recording, read_recording

from .lifecycle.project import environment

LONGEST = 60.0
PATIENCE = 20.0
WAIT = 0.002
SIZES = (0, 4_000)
"""Bytes of the recording at which the run is killed; a later moment is chosen by chance."""
FILE = "watched.jsonl"
# A shell starts what it puts in the background with Ctrl-C ignored.
AWAKE = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
WATCH = f"""{AWAKE}
from ProcessStatusLibrary.cli import main
sys.exit(main(["watch", "listrak", "1", "2", "3", "4", "--interval", "0.01", "--output", "."]))
"""
SCRIPT = f"""{AWAKE}
from ProcessStatusLibrary import open_service
with open_service("listrak", record="{FILE}") as service:
    while True:
        service.ask("1")
"""
CLEANED = f"""{AWAKE}
from ProcessStatusLibrary import open_service
service = open_service("listrak", record="{FILE}")
try:
    while True:
        service.ask("1")
finally:
    service.close()
"""
ROBOT = f"""{AWAKE}
import robot
sys.exit(robot.run_cli(["--output", "NONE", "--log", "NONE", "--report", "NONE", "suite.robot"]))
"""
LISTENER = ROBOT.replace(
    '"suite.robot"', f'"--listener", "ProcessStatusLibrary.recording_listener.RecordingListener:{FILE}", "plain.robot"'
)
SUITE = """
*** Settings ***
Library    ProcessStatusLibrary%s

*** Test Cases ***
It goes on and on
    Open Service    listrak
    WHILE    True    limit=NONE
        Get Process Status    1    validate=False
    END

Another one
    Get Process Status    1    validate=False
"""
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
Statuses = dict[signal.Signals, tuple[int, ...]]
BY_ROBOT: Statuses = {signal.SIGTERM: (2, 253), signal.SIGINT: (2, 253)}
"""Both tests failed; or Robot was told twice."""
RUNS: dict[str, tuple[str, Statuses]] = {
    "watch": (WATCH, {signal.SIGTERM: (143,), signal.SIGINT: (130,)}),
    "a script": (SCRIPT, {}),
    "a script that cleans up": (CLEANED, {}),
    "Robot Framework": (ROBOT, BY_ROBOT),
    "Robot Framework with the listener": (LISTENER, BY_ROBOT),
}


def killed(folder: Path, program: str, number: signal.Signals, size: int) -> int:
    """Runs a program until its recording has some size, kills it, and gives its exit status."""
    folder.mkdir()
    (folder / "suite.robot").write_text(SUITE % f"    record={FILE}", encoding="utf-8")
    (folder / "plain.robot").write_text(SUITE % "", encoding="utf-8")
    file, end = folder / FILE, time.monotonic() + LONGEST
    with subprocess.Popen(  # noqa: S603  this interpreter with words of this test
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment({}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            while process.poll() is None and (not file.is_file() or file.stat().st_size < size):
                assert time.monotonic() < end
                time.sleep(WAIT)  # until another process has written
            ended = False
            while not ended:
                assert time.monotonic() < end
                process.send_signal(number)  # again, where Python lost one in a callback of a weak reference
                with suppress(subprocess.TimeoutExpired):
                    process.communicate(timeout=PATIENCE)
                    ended = True
        finally:
            process.kill()
    return process.returncode


def whole_lines(recording: Recording) -> list[str]:
    """The types of the lines, without those that repeat."""
    return list(dict.fromkeys(line["type"] for line in recording.lines))


@pytest.mark.parametrize(("program", "statuses"), RUNS.values(), ids=RUNS)
def test_a_killed_run_leaves_a_readable_recording(tmp_path: Path, program: str, statuses: Statuses) -> None:
    dice = random.Random(program)  # noqa: S311  a choice of moments is no secret
    moments = [(number, size) for number in SIGNALS for size in (*SIZES, dice.randrange(60_000))]
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(lambda run: killed(tmp_path / str(run[0]), program, *run[1]), list(enumerate(moments))))
    for place, ((number, size), status) in enumerate(zip(moments, ended, strict=True)):
        recording = read_recording(tmp_path / str(place) / FILE)

        assert status in (*statuses.get(number, ()), -number), (number, size)
        assert not recording.complete, (number, size)
        assert whole_lines(recording) == ["opened", "exchange"][: len(whole_lines(recording))]
        assert size < 4_000 or "exchange" in whole_lines(recording)
