"""A check that is killed at any moment leaves a recording that can be read and judged, and no half report."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ProcessStatusLibrary import load_contract
from ProcessStatusLibrary.conformance.recorded import judged_again, recorded_checks
from ProcessStatusLibrary.recording_reading import read_recording

KILLS = 50
LARGEST = 120_000
"""Bytes: a whole recording of this check is larger."""
LONGEST = 60.0
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
ENDED = {signal.SIGKILL: (-signal.SIGKILL,), signal.SIGTERM: (143,), signal.SIGINT: (130,)}
WAIT = 0.002
ROOM = 60_000
LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({ROOM}, {ROOM}))
from ProcessStatusLibrary.cli import main
sys.exit(main())
"""
PROGRAM = """
import signal, sys
from ProcessStatusLibrary.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what it puts in the background without it
sys.exit(main())
"""


def killed(folder: Path, number: int, size: int) -> int:
    """Runs a check until its recording is there with some size, kills it, and gives its exit status."""
    words = ["check", "robusta", "--output", str(folder)]
    command = [sys.executable, "-c", PROGRAM, *words]
    with subprocess.Popen(  # noqa: S603  this interpreter with words of this test
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        file, end = folder / "observations.jsonl", time.monotonic() + LONGEST
        while process.poll() is None and (not file.is_file() or file.stat().st_size < size):
            assert time.monotonic() < end
            time.sleep(WAIT)  # until another process has written
        process.send_signal(number)
        process.communicate(timeout=LONGEST)
    return process.returncode


@pytest.mark.parametrize("half", range(2))
def test_a_killed_check_leaves_a_readable_recording(tmp_path: Path, half: int) -> None:
    dice = random.Random(half)  # noqa: S311  a choice of moments is no secret
    runs = [
        (tmp_path / str(n), SIGNALS[n % len(SIGNALS)], dice.randrange(LARGEST) * (n > 2)) for n in range(KILLS // 2)
    ]
    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(lambda run: killed(*run), runs))
    contract, incomplete = load_contract("robusta"), 0
    for (folder, number, _), status in zip(runs, ended, strict=True):
        assert status in (*ENDED[number], 0, 1, 3)
        if not (folder / "observations.jsonl").exists():
            continue  # killed before it began to record
        recording = read_recording(folder / "observations.jsonl")
        incomplete += not recording.complete
        if any(line["type"] == "service" for line in recording.lines):
            assert judged_again(recorded_checks(recording)[0], contract).service == "robusta"
        report, page = folder / "conformance.json", folder / "conformance.html"
        assert not report.exists() or json.loads(report.read_text(encoding="utf-8"))["format"] == 1
        assert not page.exists() or page.read_text(encoding="utf-8").endswith("</html>")
    assert incomplete > len(runs) * 3 // 4


def test_a_check_that_the_system_lets_write_no_further(tmp_path: Path) -> None:
    file = tmp_path / "observations.jsonl"
    words = ["check", "robusta", "--output", str(tmp_path)]
    done = subprocess.run(  # noqa: S603  this interpreter with words of this test
        [sys.executable, "-c", LIMITED, *words], capture_output=True, text=True, check=False, timeout=LONGEST
    )

    assert (done.returncode, file.stat().st_size) == (2, ROOM)
    assert done.stderr == (
        f"processstatus: The recording {file} cannot be written any more: File too large. "
        "What was recorded before can be read: 'processstatus export' writes it as an HTTP Archive, and "
        "'processstatus judge' judges the checks in it.\n"
    )
    recording = read_recording(file)
    assert not recording.complete
    assert judged_again(recorded_checks(recording)[0], load_contract("robusta")).clauses
    assert [path.name for path in sorted(tmp_path.iterdir()) if path.name.startswith(".")] == []
