"""Features against an endpoint that is no embedded simulator: what the targets file lacks is skipped, never run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.simulator import Simulator

from .project import FEATURES, Outcome, run_pytest, run_robot, write

TARGETS = """
[cora-rpa]
url = "{rpa}"
[cora-rpa.processes]
Completed = "{completed}"

[robusta]
url          = "{robusta}"
user_env     = "ROBUSTA_USER"
password_env = "ROBUSTA_PASSWORD"
[robusta.processes]
SUCCEEDED = "{succeeded}"
"""
TEST = "from pytest_bdd import scenarios\nscenarios({path!r})\n"
RUNNERS = ("pytest", "robot")


class Endpoint:
    """A simulator in the place of real services, and the project that asks it."""

    def __init__(self, simulator: Simulator, folder: Path) -> None:
        self.simulator = simulator
        self.folder = folder
        self.targets = folder / "targets.toml"
        text = TARGETS.format(
            rpa=simulator.url("cora-rpa"),
            robusta=simulator.url("robusta"),
            completed=simulator.simulate("cora-rpa", states=["Completed"]),
            succeeded=simulator.simulate("robusta", states=["SUCCEEDED"]),
        )
        self.targets.write_text(text, encoding="utf-8")
        known = simulator.credentials("robusta")
        self.variables = {"ROBUSTA_USER": known["user"], "ROBUSTA_PASSWORD": known["password"]}

    def run(self, runner: str, feature: Path, conftest: str = "") -> list[Outcome]:
        """Runs a feature with either runner."""
        if runner == "robot":
            return run_robot(feature, self.folder / "results", variable=f"TARGETS:{self.targets}")
        write(self.folder, {"test_feature.py": TEST.format(path=str(feature)), "conftest.py": conftest})
        return run_pytest(self.folder, f"--processstatus-targets={self.targets}", **self.variables).outcomes


@pytest.fixture
def endpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """A running endpoint."""
    with Simulator("cora-rpa", "robusta", clock=VirtualClock()) as simulator:
        made = Endpoint(simulator, tmp_path)
        for name, value in made.variables.items():
            monkeypatch.setenv(name, value)
        yield made


def missing(service: str, state: str) -> str:
    """Why a scenario is skipped."""
    return f"[{service}.processes] {state} is missing in the targets file."


def reasons(outcomes: list[Outcome]) -> dict[str, int]:
    """How often a scenario was skipped for which reason."""
    # pytest writes the place of a skip before its reason.
    words = [outcome.message.rpartition("Skipped: ")[2] for outcome in outcomes if outcome.result == "skipped"]
    return dict(Counter(words))


@pytest.mark.parametrize("runner", RUNNERS)
def test_what_the_file_does_not_name_is_skipped(endpoint: Endpoint, runner: str) -> None:
    outcomes = endpoint.run(runner, FEATURES / "cora_rpa.feature")
    simulated = f"cora-rpa is not simulated, its target is {endpoint.simulator.url('cora-rpa')}."
    states = ("Queued", "ProcessingInput", "WaitingForOutput", "Aborted", "Failed", "NotFound")

    assert Counter(outcome.result for outcome in outcomes) == {"passed": 4, "skipped": 20}
    assert reasons(outcomes) == {simulated: 8, **{missing("cora-rpa", state): 2 for state in states}}
    assert endpoint.simulator.requests == 4


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_scenario_of_the_simulator_starts_nothing_on_an_endpoint(endpoint: Endpoint, runner: str) -> None:
    outcomes = endpoint.run(runner, FEATURES / "robusta.feature")

    assert reasons(outcomes) == {
        missing("robusta", "WAITING"): 1,
        missing("robusta", "RUNNING"): 2,
        f"robusta is not simulated, its target is {endpoint.simulator.url('robusta')}.": 1,
    }
    assert Counter(outcome.result for outcome in outcomes) == {"passed": 1, "skipped": 4}
    assert endpoint.simulator.requests == 1


OTHER_FIXTURE = """
import pytest
from ProcessStatusLibrary.sentences import ProcessStatusSentences

@pytest.fixture
def process_status(request):
    sentences = ProcessStatusSentences(request.config.getoption("processstatus_targets"))
    yield sentences
    sentences.close()
"""


def test_nor_where_a_project_has_its_own_fixture(endpoint: Endpoint) -> None:
    outcomes = endpoint.run("pytest", FEATURES / "robusta.feature", OTHER_FIXTURE)

    assert Counter(outcome.result for outcome in outcomes) == {"passed": 1, "skipped": 4}
    assert endpoint.simulator.requests == 1


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_service_that_the_file_does_not_name(endpoint: Endpoint, runner: str) -> None:
    outcomes = endpoint.run(runner, FEATURES / "listrak.feature")

    assert reasons(outcomes) == {f"[listrak] is missing in {endpoint.targets}, so listrak is not run.": len(outcomes)}
    assert len(outcomes) == 14


def test_a_misspelt_state_is_no_reason_to_skip(endpoint: Endpoint) -> None:
    feature = endpoint.folder / "misspelt.feature"
    feature.write_text(
        'Feature: F\n  Scenario: S\n    Given the service "cora-rpa"\n    And a process in the state "Complete"\n'
    )

    (outcome,) = endpoint.run("robot", feature)

    assert outcome.result == "failed"
    assert outcome.message.startswith("ValueError: ")
    assert "'Complete'" in outcome.message
