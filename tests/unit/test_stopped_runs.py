"""A run that is told to stop leaves a recording that is marked as incomplete; any other run a complete one."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.api import OpenService
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.recording_reading import Recording, read_recording
from ProcessStatusLibrary.stops import stop_behind

Way = Callable[[Path, BaseException | None], None]
ENDS: dict[str, tuple[BaseException | None, bool]] = {
    "its end": (None, True),
    "Ctrl-C": (KeyboardInterrupt(), False),
    "sys.exit()": (SystemExit(0), False),
    "a cancelled task": (asyncio.CancelledError(), False),
    "Ctrl-C among tasks": (BaseExceptionGroup("tasks", [ValueError("wrong"), KeyboardInterrupt()]), False),
    "Ctrl-C in a group of a group": (BaseExceptionGroup("a", [BaseExceptionGroup("b", [KeyboardInterrupt()])]), False),
    "errors of tasks": (ExceptionGroup("tasks", [ValueError("wrong"), OSError("wrong too")]), True),
    "an error": (ValueError("wrong"), True),
    "a skipped test": (pytest.skip.Exception("later"), True),
    "a failed test": (pytest.fail.Exception("no"), True),
    "a closed generator": (GeneratorExit(), True),
}
LONGEST = 60.0
LISTENER = "ProcessStatusLibrary.recording_listener.RecordingListener"
SUITE = """
*** Settings ***
Library    ProcessStatusLibrary%(record)s
Library    Stopping.py
Suite Setup    %(setup)s

*** Test Cases ***
Before
    Open Service    listrak
    Get Process Status    1    validate=False

In the middle
    %(middle)s
    [Teardown]    %(teardown)s

After
    Get Process Status    1    validate=False
"""
STOPPING = """
import os, signal

def send_signal(name):
    os.kill(os.getpid(), getattr(signal, name))
"""
TESTS = """
import os, signal
import pytest
from ProcessStatusLibrary import open_service

@pytest.fixture
def service():
    with open_service("listrak", record="observations.jsonl") as service:
        yield service

def test_one(service):
    service.ask("1")
    {ending}

def test_two():
    pass
"""


def left_by_with(file: Path, error: BaseException | None) -> None:
    with open_service("listrak", record=file) as service:
        service.ask("1")
        if error is not None:
            raise error


def closed_in_finally(file: Path, error: BaseException | None) -> None:
    service = open_service("listrak", record=file)
    try:
        service.ask("1")
        if error is not None:
            raise error
    finally:
        service.close()


def on_a_stack(file: Path, error: BaseException | None) -> None:
    with ExitStack() as stack:
        stack.enter_context(open_service("listrak", record=file)).ask("1")
        if error is not None:
            raise error


def with_a_shared_recording(file: Path, error: BaseException | None) -> None:
    """The recording is closed after the stop was handled."""
    masker = Masker()
    recorder = Recorder(file, masker)
    handled: BaseException | None = None
    try:
        with open_service("listrak", recorder=recorder, masker=masker) as service:
            service.ask("1")
            if error is not None:
                raise error
    except BaseException as left_by:
        handled = left_by
    recorder.close()
    if handled is not None:
        raise handled


def with_an_error_after_it(file: Path, error: BaseException | None) -> None:
    with open_service("listrak", record=file) as service:
        try:
            service.ask("1")
            if error is not None:
                raise error
        finally:
            if error is not None:
                raise OSError("what cleans up fails too")


WAYS = (left_by_with, closed_in_finally, on_a_stack, with_a_shared_recording, with_an_error_after_it)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("error", "complete"), ENDS.values(), ids=ENDS)
def test_what_a_block_is_left_by(tmp_path: Path, way: Way, error: BaseException | None, complete: bool) -> None:
    file = tmp_path / "observations.jsonl"
    if error is None:
        way(file, error)
    else:
        with pytest.raises((type(error), OSError)):
            way(file, error)
    recording = read_recording(file)

    assert recording.complete is complete
    assert [line["number"] for line in recording.lines if line["type"] == "exchange"] == [1]


def test_a_stop_that_is_handed_over(tmp_path: Path) -> None:
    service = open_service("listrak", record=tmp_path / "observations.jsonl")
    service.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert not read_recording(tmp_path / "observations.jsonl").complete


def test_a_stop_while_a_service_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, before = tmp_path / "observations.jsonl", threading.enumerate()

    def interrupted(service: OpenService) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(OpenService, "note_opened", interrupted)
        with pytest.raises(KeyboardInterrupt):
            open_service("listrak", record=file)
    found = read_recording(file)

    assert (found.complete, found.lines) == (False, ())
    assert [thread.name for thread in threading.enumerate() if thread not in before] == []
    left_by_with(file, None)
    assert read_recording(file).complete


def test_a_recording_that_nobody_holds_is_in_nobodys_way(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        Recorder(tmp_path / "observations.jsonl", Masker())
        gc.collect()

    left_by_with(tmp_path / "observations.jsonl", None)
    assert read_recording(tmp_path / "observations.jsonl").complete


def test_a_run_after_a_stop_is_complete(tmp_path: Path) -> None:
    try:
        raise SystemExit(1)
    except SystemExit:
        left_by_with(tmp_path / "observations.jsonl", None)

    assert read_recording(tmp_path / "observations.jsonl").complete


def test_errors_that_follow_from_each_other_in_a_circle() -> None:
    one, two = ValueError("one"), ValueError("two")
    one.__context__, two.__context__ = two, one

    assert stop_behind(one) is None


def test_a_group_whose_error_was_raised_after_it() -> None:
    one = ValueError("one")
    group = ExceptionGroup("tasks", [ValueError("another"), one])
    one.__context__ = group

    assert stop_behind(group) is None
    group.__context__ = stop = KeyboardInterrupt()
    assert stop_behind(one) is stop


def run_robot(folder: Path, *, listens: bool = False, **keywords: str) -> tuple[int, Recording]:
    """Runs a suite in a process of its own, and reads what it recorded; what records may be a listener."""
    usual = {"setup": "No Operation", "middle": "No Operation", "teardown": "No Operation"}
    file = folder / "observations.jsonl"
    setting = "" if listens else f"    record={file}"
    (folder / "suite.robot").write_text(SUITE % {**usual, "record": setting, **keywords}, encoding="utf-8")
    (folder / "Stopping.py").write_text(STOPPING, encoding="utf-8")
    command = [sys.executable, "-m", "robot", "--output", "NONE", "--log", "NONE", "--report", "NONE"]
    command += ["--listener", f"{LISTENER}:{file}"] if listens else []
    command += ["suite.robot"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=LONGEST)  # noqa: S603
    return done.returncode, read_recording(file)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("place", ["middle", "teardown"])
@pytest.mark.parametrize("listens", [False, True], ids=["a setting of the library", "a listener"])
def test_a_robot_run_that_is_told_to_stop(tmp_path: Path, place: str, name: str, listens: bool) -> None:
    failed, recording = run_robot(tmp_path, listens=listens, **{place: f"Send Signal    {name}"})

    assert (failed, recording.complete) == (2, False)
    assert [line["number"] for line in recording.lines if line["type"] == "exchange"] == [1]


@pytest.mark.parametrize("listens", [False, True], ids=["a setting of the library", "a listener"])
def test_a_robot_run_that_is_told_to_stop_twice(tmp_path: Path, listens: bool) -> None:
    twice = {"middle": "Send Signal    SIGINT", "teardown": "Send Signal    SIGTERM"}
    status, recording = run_robot(tmp_path, listens=listens, **twice)

    assert (status, recording.complete) == (253, False)


def test_a_robot_run_that_is_told_to_stop_while_it_is_set_up(tmp_path: Path) -> None:
    setup = "Run Keywords    Open Service    listrak    AND    Send Signal    SIGTERM"
    failed, recording = run_robot(tmp_path, setup=setup)

    assert (failed, recording.complete) == (3, False)


@pytest.mark.parametrize(
    ("middle", "failed"),
    [
        ("No Operation", 0),
        ("Fail    Not as it should be", 1),
        ("Fatal Error    No more of this", 2),
        ("Skip    Later", 0),
    ],
)
@pytest.mark.parametrize("listens", [False, True], ids=["a setting of the library", "a listener"])
def test_a_robot_run_that_ends_by_itself(tmp_path: Path, middle: str, failed: int, listens: bool) -> None:
    status, recording = run_robot(tmp_path, listens=listens, middle=middle)

    assert (status, recording.complete) == (failed, True)


@pytest.mark.parametrize(
    ("ending", "status", "complete"),
    [
        ("pass", 0, True),
        ("pytest.fail('no')", 1, True),
        ("pytest.skip('later')", 0, True),
        ("os.kill(os.getpid(), signal.SIGINT)", 2, False),
        ("pytest.exit('enough')", 2, False),
        ("os.kill(os.getpid(), signal.SIGTERM)", -signal.SIGTERM, False),
    ],
)
def test_a_service_of_a_pytest_fixture(tmp_path: Path, ending: str, status: int, complete: bool) -> None:
    (tmp_path / "test_service.py").write_text(TESTS.format(ending=ending), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_service.py"]
    done = subprocess.run(  # noqa: S603  this interpreter with words of this test
        command, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=LONGEST
    )

    assert done.returncode == status
    assert read_recording(tmp_path / "observations.jsonl").complete is complete
