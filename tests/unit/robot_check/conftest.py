"""A check with --robot of two endpoints, of which each gives every verdict between them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from robot.api import ExecutionResult
from robot.result import TestCase

from ProcessStatusLibrary import Simulator
from ProcessStatusLibrary.cli import main

DEFECT = "undocumented-state"
Key = tuple[str, str, str, str]
"""Service, operation, binding and clause, as tags write them."""


@dataclass(frozen=True)
class RobotCheck:
    """A check with --robot.

    Attributes:
        status: The exit status.
        folder: Where its results are.
        simulator: The endpoint.
        passwords: What must not be written.
    """

    status: int
    folder: Path
    simulator: Simulator
    passwords: list[str]

    @property
    def output(self) -> Path:
        """Robot's output."""
        return self.folder / "robot" / "output.xml"

    @property
    def suites(self) -> Path:
        """The suites."""
        return self.folder / "robot" / "conformance"

    @property
    def verdicts(self) -> dict[Key, dict[str, Any]]:
        """The verdicts of conformance.json."""
        report = json.loads((self.folder / "conformance.json").read_text(encoding="utf-8"))
        return {
            (service["service"], clause["operation"].lower(), tag(clause["binding"]), clause["id"]): clause
            for service in report["services"]
            for clause in service["clauses"]
        }


def tag(binding: str) -> str:
    """A binding as a tag writes it."""
    return binding.lower().replace(" ", "-")


def robot_tests(output: Path) -> dict[Key, TestCase]:
    """Robot's tests by what their tags say."""
    found = {}
    for test in ExecutionResult(output).suite.all_tests:
        tags = dict(entry.split(":", 1) for entry in test.tags)
        found[tags["service"], tags["operation"], tags["binding"], tags["clause"]] = test
    return found


def robot(*words: object, module: str = "robot") -> int:
    """Runs Robot in a process of its own: its return code."""
    done = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [sys.executable, "-m", module, *map(str, words)],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode


def endpoints(simulator: Simulator, patch: pytest.MonkeyPatch, folder: Path, *services: str) -> Path:
    """Writes a targets file that takes a simulator for real endpoints, one process each."""
    tables = []
    for service in services:
        taken = simulator.credentials(service)
        variable = f"PROCESSSTATUS_TEST_{service.upper()}"
        patch.setenv(variable, taken["password"])
        tables.append(
            f'[{service}]\nurl = "{simulator.url(service)}"\nprocess_id = "{simulator.simulate(service)}"\n'
            f'user = "{taken["user"]}"\npassword_env = "{variable}"\n'
        )
    path = folder / "targets.toml"
    path.write_text("\n".join(tables), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RobotCheck]:
    """A check of two endpoints with a defect, without leave to start processes."""
    folder = tmp_path_factory.mktemp("checked")
    output = folder / "results"
    with Simulator("coruson", "robusta", defects=[DEFECT]) as simulator, pytest.MonkeyPatch.context() as patch:
        targets = endpoints(simulator, patch, folder, "robusta", "coruson")
        status = main(["check", "--targets", str(targets), "--robot", "--output", str(output)])
        passwords = [simulator.credentials(service)["password"] for service in simulator.services]
        yield RobotCheck(status, output, simulator, passwords)
