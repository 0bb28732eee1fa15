"""A user's own project: features in a folder, run by pytest in another process and by Robot in this one."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import robot
from robot.api import ExecutionResult

REPOSITORY = Path(__file__).parents[3]
FEATURES = REPOSITORY / "features"
PARSER = "ProcessStatusLibrary.feature_parser.FeatureParser"
# Keeps what became of every test, in words that no terminal has cut.
REPORTER = """
import json
import pathlib
import pytest

@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" or report.outcome != "passed":
        words = "" if call.excinfo is None else str(call.excinfo.value)
        with pathlib.Path(__file__).with_name("outcomes.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps([item.name, report.outcome, words]) + "\\n")
    return report
"""


@dataclass(frozen=True)
class Outcome:
    """What became of a test.

    Attributes:
        name: The test.
        result: passed, failed or skipped.
        message: Why.
    """

    name: str
    result: str
    message: str


@dataclass(frozen=True)
class PytestRun:
    """A run of pytest.

    Attributes:
        status: The exit status.
        text: What was printed.
        outcomes: The tests.
    """

    status: int
    text: str
    outcomes: list[Outcome]


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Writes the files of a project, and the reporter when it has no conftest.py of its own."""
    for name, text in {"conftest.py": "", **files}.items():
        (folder / name).write_text(text + (REPORTER if name == "conftest.py" else ""), encoding="utf-8")


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The variables of this process, without those that choose targets or options."""
    chosen = ("PYTEST_", "PROCESSSTATUS_", "ROBOT_")
    return {name: value for name, value in os.environ.items() if not name.startswith(chosen)} | dict(extra)


def run_pytest(folder: Path, *arguments: str, **variables: str) -> PytestRun:
    """Runs pytest in a project."""
    done = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env=environment(variables),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    kept = folder / "outcomes.jsonl"
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    return PytestRun(done.returncode, done.stdout + done.stderr, [Outcome(*json.loads(line)) for line in lines])


def run_robot(features: Path, output: Path, *imports: str, **options: object) -> list[Outcome]:
    """Runs features with Robot Framework."""
    said = io.StringIO()
    robot.run(  # type: ignore[no-untyped-call]
        features,
        parser=":".join([PARSER, *imports]),
        outputdir=output,
        console="none",
        stdout=said,
        stderr=said,
        **options,
    )
    assert (output / "output.xml").exists(), said.getvalue()
    result = ExecutionResult(output / "output.xml")
    assert [error.message for error in result.errors.messages] == []
    words = {"PASS": "passed", "FAIL": "failed", "SKIP": "skipped"}
    return [Outcome(test.name, words[test.status], test.message) for test in result.suite.all_tests]
