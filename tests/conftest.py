"""Collects the Robot suites below acceptance/ as pytest items, so that plain ``pytest`` runs everything.

A file becomes a collector and each of its tests an item; Robot's tags become marks. A file is run once, in
this process, with the tests that were selected, and leaves Robot's usual reports under results/robot/.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import robot
from robot.api import ExecutionResult, SuiteVisitor, TestSuite
from robot.model import TestSuite as SuiteOfAnyKind
from robot.result import TestCase as TestResult
from robot.running import TestCase

ACCEPTANCE = Path(__file__).parent / "acceptance"
TestKey = tuple[str, int]  # name and line
KNOWN_MARKS = pytest.StashKey[set[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Prepares the list of marks that stand for tags."""
    config.stash[KNOWN_MARKS] = set()


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    """Takes the Robot suites below acceptance/; initialisation files hold no tests."""
    if file_path.suffix != ".robot" or file_path.stem == "__init__" or ACCEPTANCE not in file_path.parents:
        return None
    collector: pytest.Collector = RobotFile.from_parent(parent, path=file_path)
    return collector


@dataclass(frozen=True)
class Outcome:
    """What a run of a file gave: its tests by key, and Robot's own errors and warnings."""

    tests: dict[TestKey, TestResult]
    errors: str


class RobotFile(pytest.File):
    """A Robot suite."""

    _outcome: Outcome | None = None

    def collect(self) -> Iterator[pytest.Item]:
        """Makes an item of every test."""
        for test in TestSuite.from_file_system(self.path).all_tests:
            item: RobotTest = RobotTest.from_parent(self, name=test.name)
            item.key = key_of(test)
            for tag in test.tags:
                item.add_tag(tag)
            yield item

    def outcome(self) -> Outcome:
        """The results of the selected tests: the file runs when they are asked for first."""
        if self._outcome is None:
            self._outcome = self._run()
        return self._outcome

    @property
    def output_folder(self) -> Path:
        """Where Robot writes; the workers of pytest-xdist keep apart, each may run the same file."""
        folder = self.config.rootpath / "results" / "robot" / os.environ.get("PYTEST_XDIST_WORKER", "")
        return folder / self.path.relative_to(ACCEPTANCE).with_suffix("")

    def _run(self) -> Outcome:
        selected = {item.key for item in self.session.items if isinstance(item, RobotTest) and item.parent is self}
        console = io.StringIO()
        output = self.output_folder / "output.xml"
        output.unlink(missing_ok=True)
        robot.run(  # type: ignore[no-untyped-call]
            self.path,
            outputdir=self.output_folder,
            loglevel="TRACE:INFO",
            console="none",
            stdout=io.StringIO(),
            stderr=console,
            variable=[f"TARGETS:{targets}" for targets in selected_targets(self.config)],
            prerunmodifier=KeepTests(selected),
        )
        if not output.exists():
            return Outcome({}, console.getvalue())
        result = ExecutionResult(output)
        said = [console.getvalue(), *(f"{error.level}: {error.message}" for error in result.errors.messages)]
        errors = "\n".join(dict.fromkeys(filter(None, said)))  # once, though collecting has said it as well
        return Outcome({key_of(test): test for test in result.suite.all_tests}, errors)


class RobotTest(pytest.Item):
    """A test of a Robot suite."""

    parent: RobotFile
    key: TestKey = ("", 0)

    def add_tag(self, tag: str) -> None:
        """Lets ``-m`` and ``-k`` find the test by its tag; ``robot:`` tags are orders to Robot alone."""
        if tag.startswith("robot:"):
            return
        mark = re.sub(r"[^\w.+-]+", "_", tag)  # what an expression for -m can spell
        known = self.config.stash[KNOWN_MARKS]
        if mark not in known:
            known.add(mark)
            self.config.addinivalue_line("markers", f"{mark}: Robot tests with the tag '{tag}'.")
        self.add_marker(mark)

    def runtest(self) -> None:
        """Takes the verdict from the run of the file."""
        outcome = self.parent.outcome()
        if outcome.errors:
            self.add_report_section("call", "robot", outcome.errors)
        result = outcome.tests.get(self.key)
        if result is None:
            raise RobotTestError("Robot did not run this test.")
        if result.skipped:
            pytest.skip(result.message)
        if not result.passed:
            raise RobotTestError(result.message)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Shows Robot's message, the place of the test and its log instead of a Python traceback."""
        if not isinstance(excinfo.value, RobotTestError):
            return super().repr_failure(excinfo, style)
        log = self.parent.output_folder / "log.html"
        return f"{excinfo.value}\n\n{self._shown(self.path)}:{self.key[1]}\nlog: {self._shown(log)}"

    def reportinfo(self) -> tuple[Path, int, str]:
        """Says where the test is."""
        return self.path, self.key[1] - 1, f"robot: {self.name}"

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.config.rootpath).as_posix()


class RobotTestError(Exception):
    """A Robot test that failed, with Robot's message."""


class KeepTests(SuiteVisitor):
    """Reduces a suite to the tests that pytest selected."""

    def __init__(self, selected: Iterable[TestKey]) -> None:
        self.selected = frozenset(selected)

    def start_suite(self, suite: SuiteOfAnyKind[Any, Any]) -> None:
        """Drops the other tests."""
        suite.tests = [test for test in suite.tests if key_of(test) in self.selected]


def key_of(test: TestCase | TestResult) -> TestKey:
    """Tells tests of a file apart, also those that share a name."""
    return test.name, test.lineno or 1


def selected_targets(config: pytest.Config) -> list[Path]:
    """The targets file that was chosen by option or else by environment variable: one or none."""
    chosen = config.getoption("processstatus_targets", default=None) or os.environ.get("PROCESSSTATUS_TARGETS")
    return [config.invocation_params.dir / chosen] if chosen else []
