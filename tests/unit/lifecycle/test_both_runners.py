"""The same features under pytest-bdd and under Robot Framework: the same tests, the same outcomes, the same words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from .project import FEATURES, REPOSITORY, Outcome, run_pytest, run_robot, write

BROKEN = """
Feature: What goes wrong

  Scenario: Another end than expected
    Given the service "cora-ocr"
    And a process that ends as "Failed"
    Then the process ends as "Completed" within 5 minutes

  Scenario: A process that never ends
    Given the service "cora-rpa"
    And a process that goes through "Queued"
    Then the process reaches "running" within 1 minute

  Scenario: A wrong life
    Given the service "listrak"
    And a process that goes through "ProcessingData, DataUploaded"
    When I watch it for 2 minutes
    Then the process has followed its lifecycle

  Scenario: Another outcome than expected
    Given the service "robusta"
    And a process that goes through "WAITING, SUCCEEDED"
    When I wait until it ends, for at most "5 minutes"
    Then the outcome is "stalled"

  Scenario: No such outcome
    Given the service "robusta"
    And a process in the state "SUCCEEDED"
    When I wait until it ends, for at most "5 minutes"
    Then the outcome is "reachd"

  Scenario: No such state
    Given the service "cora-ocr"
    And a process that ends as "Complete"

  Scenario: Nothing was asked
    Given the service "cora-ocr"
    Then the process is not known

  Scenario: Nothing was waited for
    Given the service "cora-ocr"
    Then the outcome is "reached"

  Scenario: No service
    When I ask for its status over "SOAP 1.1"

  Scenario: Another rule than expected
    Given the service "cora-ocr"
    And a process that goes through "Completed, Queued"
    When I watch it for 5 minutes
    Then the rule "lifecycle.vanished" is broken

  Scenario Outline: Another number than expected: <number>
    Given the service "coruson"
    And a process in the state "Importing" with the counters "TotalReportsImported=2, TotalReports=5"
    When I ask for its status over "REST"
    Then the counter "TotalReports" is <number>

    Examples:
      | number |
      | 4      |
      | -1     |
"""
TEST = "from pytest_bdd import scenarios\nscenarios({path!r})\n"


def test_every_feature_passes_under_robot_as_often_as_under_pytest(tmp_path: Path) -> None:
    outcomes = run_robot(FEATURES, tmp_path)

    assert [outcome for outcome in outcomes if outcome.result != "passed"] == []
    collected = run_pytest(REPOSITORY, "tests/acceptance/test_features.py", "--collect-only").text
    assert re.findall(r"^(\d+) tests? collected", collected, re.MULTILINE) == [str(len(outcomes))]


def test_every_feature_file_is_run_by_robot(tmp_path: Path) -> None:
    names = [path.stem for path in FEATURES.glob("*.feature")]

    assert len(names) == 11
    for name in ("cora_rpa", "robusta"):
        scenarios = len(re.findall(r"Scenario(?: Outline)?:", (FEATURES / f"{name}.feature").read_text()))
        assert len(run_robot(FEATURES / f"{name}.feature", tmp_path / name, dryrun=True)) >= scenarios


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Outcome], list[Outcome]]:
    """What both runners make of scenarios that fail."""
    folder = tmp_path_factory.mktemp("broken")
    write(folder, {"test_broken.py": TEST.format(path="broken.feature"), "broken.feature": BROKEN})
    return run_pytest(folder).outcomes, run_robot(folder / "broken.feature", folder / "results")


def test_the_same_scenarios_fail_with_the_same_words(both: tuple[list[Outcome], list[Outcome]]) -> None:
    by_pytest, by_robot = ([comparable(outcome) for outcome in outcomes] for outcomes in both)

    assert len(by_pytest) == 12
    assert Counter(outcome.result for outcome in both[1]) == {"failed": 12}
    assert by_pytest == by_robot


def comparable(outcome: Outcome) -> tuple[str, str]:
    """Result and words, without what differs from run to run or is the runner's own way to name a misuse."""
    words = re.sub(r"127\.0\.0\.1:\d+|digest=\w+", "...", outcome.message)
    return outcome.result, words.removeprefix("ValueError: ")


def test_the_words_of_a_failed_scenario(both: tuple[list[Outcome], list[Outcome]]) -> None:
    messages = {outcome.name: outcome.message for outcome in both[1]}

    assert messages["Another end than expected"].split("\n")[:2] == [
        (
            "Process 1000001 did not reach its end as 'Completed': ended in another terminal state "
            "[cora-ocr GetStatus over SOAP 1.1]"
        ),
        "  what:  it ended as Failed (failed, InternalError)",
    ]
    assert messages["A wrong life"] == (
        "Process 1000001 of listrak did not follow its lifecycle\n"
        "  Illegal transition from 'ProcessingData' to 'DataUploaded' [lifecycle.transition, inferred]\n"
        "    documented: 'ProcessingCompleted' or 'ProcessingFailed' after 'ProcessingData'\n"
        "    received:   'DataUploaded'\n"
        "  trace: ProcessingData 0.0-60 s > DataUploaded 60 s"
    )
    assert messages["No such outcome"] == (
        "ValueError: Unknown outcome 'reachd'. Allowed: 'reached', 'ended in another terminal state', "
        "'illegal transition', 'stalled', 'out of time', 'not found', 'refused', 'service error', 'unreadable' or "
        "'transport lost'."
    )
    assert messages["Nothing was waited for"] == (
        'ValueError: Nothing was waited for. Wait first: When I wait until it ends, for at most "5 minutes".'
    )
    assert messages["No service"] == (
        'ValueError: No service is open. Begin the scenario with: Given the service "...".'
    )
