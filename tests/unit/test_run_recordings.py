"""Runs of pytest and of Robot Framework that are recorded as a whole, features included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ProcessStatusLibrary import Credentials, open_service
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.recording_reading import Recording, read_recording
from ProcessStatusLibrary.run_recording import RunRecording, run_recorder

from .lifecycle.project import PARSER, Outcome, PytestRun, environment, run_pytest, run_robot, write

FEATURE = """
Feature: A batch

  Scenario: One that failed
    Given the service "listrak"
    And a process in the state "ProcessingFailed"
    When I ask for its status over "SOAP 1.1"
    Then the reply conforms to the contract

  Scenario: One that succeeded
    Given the service "robusta"
    And a process in the state "SUCCEEDED"
    When I ask for its status over "REST"
    Then the reply conforms to the contract
"""
BOTH = [("opened", "listrak"), ("exchange", "listrak"), ("opened", "robusta"), ("exchange", "robusta")]
TESTS = """
import os, signal
from pytest_bdd import given, scenarios
from ProcessStatusLibrary import open_service

scenarios("batch.feature")

def test_in_python():
    with open_service("coruson") as service:
        service.ask("0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60")

def test_with_a_recording_of_its_own():
    with open_service("cora-rpa", record="own.jsonl") as service:
        service.ask("1")
"""
STOPPED = """

def test_that_is_stopped(process_status):
    process_status.the_service("listrak")
    os.kill(os.getpid(), signal.SIGINT)
"""
GROUP = """

def test_that_is_stopped_among_tasks():
    with open_service("listrak"):
        raise BaseExceptionGroup("tasks", [KeyboardInterrupt()])
"""
WORKER = """
def pytest_configure(config):
    config.option.dist = "load"
    %s
"""
SUITE = """
*** Settings ***
Library    ProcessStatusLibrary%s

*** Test Cases ***
One
    Open Service    coruson
    Get Process Status    0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60    validate=False
"""
STOPPING = """
Feature: A run that is stopped

  Scenario: It is told to
    Given the service "listrak"
    Then send signal
"""
SIGNAL = """
import os, signal

def send_signal():
    os.kill(os.getpid(), signal.SIGTERM)
"""
LISTENER = "ProcessStatusLibrary.recording_listener.RecordingListener"
CANARY = "canary-5up3r"


def kinds(recording: Recording) -> list[tuple[str, str]]:
    """The lines of a recording, by their types and services."""
    return [(line["type"], line["service"]) for line in recording.lines]


def recorded(folder: Path, *options: str, tests: str = TESTS, conftest: str = "") -> PytestRun:
    """Runs a project with pytest, asked for a recording."""
    write(folder, {"batch.feature": FEATURE, "test_batch.py": tests, "conftest.py": conftest})
    return run_pytest(folder, "--processstatus-record", "out/exchanges.jsonl", *options)


def heard(folder: Path, **options: object) -> list[Outcome]:
    """Runs a feature, and what else is in its folder, with Robot Framework and the listener."""
    (folder / "suites").mkdir(exist_ok=True)
    (folder / "suites" / "batch.feature").write_text(FEATURE, encoding="utf-8")
    return run_robot(folder / "suites", folder / "out", listener=f"{LISTENER}:{folder / 'exchanges.jsonl'}", **options)


def test_every_exchange_of_a_run_of_pytest(tmp_path: Path) -> None:
    run = recorded(tmp_path)
    recording = read_recording(tmp_path / "out" / "exchanges.jsonl")

    assert run.status == 0, run.text
    assert recording.complete
    assert kinds(recording) == [*BOTH, ("opened", "coruson"), ("exchange", "coruson")]
    assert [line["number"] for line in recording.lines if line["type"] == "exchange"] == [1, 2, 3]
    assert kinds(read_recording(tmp_path / "own.jsonl")) == [("opened", "cora-rpa"), ("exchange", "cora-rpa")]


def test_a_run_of_pytest_that_is_stopped(tmp_path: Path) -> None:
    run = recorded(tmp_path, tests=TESTS + STOPPED)
    recording = read_recording(tmp_path / "out" / "exchanges.jsonl")

    assert run.status == pytest.ExitCode.INTERRUPTED, run.text
    assert not recording.complete
    assert kinds(recording)[-1] == ("opened", "listrak")


def test_a_run_of_pytest_that_is_stopped_in_a_group(tmp_path: Path) -> None:
    run = recorded(tmp_path, tests=TESTS + GROUP)
    recording = read_recording(tmp_path / "out" / "exchanges.jsonl")

    assert run.status == pytest.ExitCode.TESTS_FAILED, run.text
    assert (recording.complete, kinds(recording)[-1]) == (False, ("opened", "listrak"))


def test_tests_that_are_only_listed_leave_the_recording(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "exchanges.jsonl").write_text("kept", encoding="utf-8")
    run = recorded(tmp_path, "--collect-only")

    assert run.status == 0, run.text
    assert (tmp_path / "out" / "exchanges.jsonl").read_text(encoding="utf-8") == "kept"


def test_a_file_that_is_no_recording_is_refused_before_any_test(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "exchanges.jsonl").write_text("kept", encoding="utf-8")
    run = recorded(tmp_path)

    assert (run.status, run.outcomes) == (pytest.ExitCode.USAGE_ERROR, [])
    assert run.text.rstrip().endswith(
        "ERROR: --processstatus-record: The recording out/exchanges.jsonl would overwrite a file that is no recording. "
        "Name another, or remove it."
    )


@pytest.mark.parametrize(
    ("line", "file"),
    [('config.workerinput = {"workerid": "gw1"}', ["exchanges.gw1.jsonl"]), ("", [])],
    ids=["a worker", "the controller"],
)
def test_processes_of_xdist(tmp_path: Path, line: str, file: list[str]) -> None:
    (tmp_path / "out").mkdir()
    run = recorded(tmp_path, conftest=WORKER % line)

    assert run.status == 0, run.text
    assert [path.name for path in (tmp_path / "out").iterdir()] == file


def test_a_feature_that_robot_framework_runs(tmp_path: Path) -> None:
    outcomes = heard(tmp_path)
    recording = read_recording(tmp_path / "exchanges.jsonl")

    assert [outcome.result for outcome in outcomes] == ["passed", "passed"]
    assert recording.complete
    assert kinds(recording) == BOTH


@pytest.mark.parametrize(
    ("setting", "more"),
    [("", [("opened", "coruson"), ("exchange", "coruson")]), ("record=%s", [])],
    ids=["none", "own"],
)
def test_suites_join_unless_they_have_a_recording_of_their_own(
    tmp_path: Path, setting: str, more: list[tuple[str, str]]
) -> None:
    (tmp_path / "suites").mkdir()
    own = f"    record={tmp_path / 'own.jsonl'}" if setting else ""
    (tmp_path / "suites" / "suite.robot").write_text(SUITE % own, encoding="utf-8")
    outcomes = heard(tmp_path)

    assert [outcome.result for outcome in outcomes] == ["passed"] * 3
    assert kinds(read_recording(tmp_path / "exchanges.jsonl")) == [*BOTH, *more]
    assert (tmp_path / "own.jsonl").exists() is bool(own)


def test_a_dry_run_leaves_the_recording(tmp_path: Path) -> None:
    (tmp_path / "exchanges.jsonl").write_text("kept", encoding="utf-8")
    heard(tmp_path, dryrun=True)

    assert (tmp_path / "exchanges.jsonl").read_text(encoding="utf-8") == "kept"


def test_no_scenario_passes_without_evidence(tmp_path: Path) -> None:
    (tmp_path / "exchanges.jsonl").write_text("kept", encoding="utf-8")
    told = (
        f"ValueError: The recording {tmp_path / 'exchanges.jsonl'} would overwrite a file that is no recording. "
        "Name another, or remove it."
    )

    assert {(outcome.result, outcome.message) for outcome in heard(tmp_path)} == {("failed", told)}


def test_a_feature_that_is_told_to_stop(tmp_path: Path) -> None:
    (tmp_path / "stopping.feature").write_text(STOPPING, encoding="utf-8")
    (tmp_path / "Stopping.py").write_text(SIGNAL, encoding="utf-8")
    words = ["--parser", f"{PARSER}:Stopping.py", "--listener", f"{LISTENER}:exchanges.jsonl", "--output", "NONE"]
    done = subprocess.run(  # noqa: S603  this interpreter with words of this test
        [sys.executable, "-m", "robot", *words, "--log", "NONE", "--report", "NONE", "stopping.feature"],
        cwd=tmp_path,
        env=environment({}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    recording = read_recording(tmp_path / "exchanges.jsonl")

    assert done.returncode == 1, done.stdout + done.stderr
    assert (recording.complete, kinds(recording)) == (False, [("opened", "listrak")])


def test_services_of_a_run_mask_for_each_other(tmp_path: Path) -> None:
    run = RunRecording(tmp_path / "exchanges.jsonl")
    try:
        with (
            open_service("robusta", credentials=Credentials("ada", SecretText(CANARY))) as one,
            open_service("listrak") as other,
        ):
            one.ask("1")
            other.send_request(body=f"<a>{CANARY}</a>")
    finally:
        run.end()
    text = (tmp_path / "exchanges.jsonl").read_text(encoding="utf-8")

    assert "{masked:password:length=12:digest=" in text
    assert CANARY not in text


def test_a_run_within_a_run(tmp_path: Path) -> None:
    outer, inner = RunRecording(tmp_path / "a.jsonl"), RunRecording(tmp_path / "b.jsonl")
    found = [run_recorder()]
    inner.end(complete=False)
    inner.end()
    found.append(run_recorder())
    outer.end()

    assert found == [inner.recorder, outer.recorder]
    assert run_recorder() is None
    assert [read_recording(tmp_path / name).complete for name in ("a.jsonl", "b.jsonl")] == [True, False]
