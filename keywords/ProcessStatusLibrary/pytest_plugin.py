"""The pytest plugin: sentences as pytest-bdd steps, the targets option, and the fixture behind them.

It is imported in every pytest run of an environment, so it imports nothing of the core and nothing of Robot.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import ProcessStatusLibrary

from .masked_reports import MASKING, mask_report
from .scenario_state import simulator_only
from .sentence_binding import bind
from .sentences import ProcessStatusSentences

RECORDING = f"{__package__}.recording"
RUN = pytest.StashKey[Any]()
"""The recording of the run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options that choose the targets and the recording."""
    group = parser.getgroup("processstatus")
    group.addoption(
        "--processstatus-record",
        dest="processstatus_record",
        default=None,
        metavar="FILE",
        help="record every exchange of the run, masked, to FILE; with pytest-xdist each worker has a file of its own, "
        "such as exchanges.gw0.jsonl for exchanges.jsonl",
    )
    group.addoption(
        "--processstatus-targets",
        dest="processstatus_targets",
        default=None,
        metavar="FILE",
        help="a targets file: where each service is (also by the variable PROCESSSTATUS_TARGETS)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Registers the tag that marks scenarios of the simulator."""
    config.addinivalue_line("markers", "simulator: needs what only the embedded simulator can do")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> None:
    """Begins the recording of a run that is asked for one; where tests are only listed, the file stays as it is."""
    config = session.config
    file = config.getoption("processstatus_record")
    if not file or config.option.collectonly or _is_xdist_controller(config):
        return
    from .run_recording import RunRecording  # noqa: PLC0415  not in every pytest run of an environment

    config.stash[RUN] = run = RunRecording(_file_of_worker(Path(file), config))
    if run.problem:
        raise pytest.UsageError(f"--processstatus-record: {run.problem}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the recording, after every fixture was torn down."""
    if RUN in config.stash:
        config.stash[RUN].end()


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


def _is_xdist_controller(config: pytest.Config) -> bool:
    """Whether other processes run the tests."""
    return getattr(config.option, "dist", "no") != "no" and not hasattr(config, "workerinput")


def _file_of_worker(file: Path, config: pytest.Config) -> Path:
    """A file of its own for each worker of pytest-xdist: two processes cannot write one recording."""
    worker = getattr(config, "workerinput", {}).get("workerid", "")
    return file.with_name(f"{file.stem}.{worker}{file.suffix}") if worker else file


@pytest.fixture
def process_status(request: pytest.FixtureRequest) -> Iterator[ProcessStatusSentences]:
    """The sentences of one scenario; a fixture of the same name in a conftest.py takes its place."""
    sentences = ProcessStatusSentences(request.config.getoption("processstatus_targets") or "")
    yield sentences
    sentences.close()


if find_spec("pytest_bdd") is not None:
    bind(ProcessStatusSentences, "process_status")
