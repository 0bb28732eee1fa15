"""The pytest plugin: sentences as pytest-bdd steps, the targets option, and the fixture behind them.

It is imported in every pytest run of an environment, so it imports nothing of the core and nothing of Robot.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from importlib.util import find_spec

import pytest

import ProcessStatusLibrary

from .masked_reports import MASKING, mask_report
from .scenario_state import simulator_only
from .sentence_binding import bind
from .sentences import ProcessStatusSentences

RECORDING = f"{__package__}.recording"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option that chooses the targets."""
    parser.getgroup("processstatus").addoption(
        "--processstatus-targets",
        dest="processstatus_targets",
        default=None,
        metavar="FILE",
        help="a targets file: where each service is (also by the variable PROCESSSTATUS_TARGETS)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Registers the tag that marks scenarios of the simulator."""
    config.addinivalue_line("markers", "simulator: needs what only the embedded simulator can do")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tells the sentences whether the scenario is tagged ``simulator``, whatever fixture stands behind them."""
    simulator_only.set(item.get_closest_marker("simulator") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Skips a test whose process or service the targets file does not name."""
    try:
        return (yield)
    except ProcessStatusLibrary.TargetMissing as missing:  # looked up, and so imported, when a test raises
        pytest.skip(str(missing))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Masks what a failed test shows: a traceback has the values of arguments and, on demand, of local variables."""
    report = yield
    if report.failed and MASKING in sys.modules:
        mask_report(report)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(exitstatus: int) -> None:
    """Marks what is still recorded when a run is stopped: its fixtures are torn down after this."""
    if exitstatus in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR) and RECORDING in sys.modules:
        from .recording import mark_all_incomplete  # noqa: PLC0415  loaded already, or nothing is recorded

        mark_all_incomplete()


@pytest.fixture
def process_status(request: pytest.FixtureRequest) -> Iterator[ProcessStatusSentences]:
    """The sentences of one scenario; a fixture of the same name in a conftest.py takes its place."""
    sentences = ProcessStatusSentences(request.config.getoption("processstatus_targets") or "")
    yield sentences
    sentences.close()


if find_spec("pytest_bdd") is not None:
    bind(ProcessStatusSentences, "process_status")
