"""No command writes over what it reads, or over another file of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import Command

TARGETS = '[robusta]\ntarget = "simulator"\n'
REFUSED = {
    "check --targets own.toml --record own.toml": "--record and --targets name one file, own.toml",
    "check robusta --record out/conformance.json --output out": (
        "--record and --output name one file, out/conformance.json"
    ),
    "check robusta --record out/../out/conformance.html --output out": (
        "--record and the page of --output name one file, out/../out/conformance.html"
    ),
    "check robusta --record a --markdown a": "--record and --markdown name one file, a",
    "check --targets own.toml --markdown own.toml": "--markdown and --targets name one file, own.toml",
    "watch robusta 4711 --targets own.toml --record own.toml": "--record and --targets name one file, own.toml",
    "watch robusta 4711 --output . --record trace.json": "--record and --output name one file, trace.json",
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_file_that_two_options_name(command: Command, tmp_path: Path, words: str) -> None:
    (tmp_path / "own.toml").write_text(TARGETS, encoding="utf-8")
    done = command(*words.split())

    assert (done.status, done.out) == (2, "")
    assert done.err == f"processstatus: {REFUSED[words]}, which would be overwritten. Name another.\n"
    assert (tmp_path / "own.toml").read_text(encoding="utf-8") == TARGETS


def test_a_device_may_be_named_twice(command: Command) -> None:
    done = command("check", "robusta", "--record", os.devnull, "--markdown", os.devnull)

    assert done.status == 0


def test_a_report_may_replace_the_baseline(command: Command) -> None:
    baseline = command("check", "robusta").folder / "conformance.json"
    done = command("check", "robusta", "--baseline", str(baseline))

    assert done.status == 0


def test_a_summary_is_not_written_into_the_recording(command: Command) -> None:
    recording = command("check", "robusta").folder / "observations.jsonl"
    before = recording.read_bytes()
    done = command("judge", str(recording), "--markdown", str(recording))

    assert done.err == (
        f"processstatus: --markdown and RECORDING name one file, {recording}, which would be overwritten. "
        "Name another.\n"
    )
    assert recording.read_bytes() == before
