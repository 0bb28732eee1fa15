"""A project that has only installed the package: one feature, one line of Python, and what it may replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from .project import Outcome, run_pytest, run_robot, write

FEATURE = """
Feature: A batch

  Scenario Outline: It ends as <state>
    Given the service "cora-ocr"
    And a process that ends as "<state>"
    When I ask for its status over "SOAP 1.1"
    Then the reply conforms to the contract
    And the process ends as "<state>" within 5 minutes
    And every binding reports the same status

    Examples:
      | state     |
      | Completed |
      | Failed    |
"""
ONE_LINE = 'from pytest_bdd import scenarios\n\nscenarios("batch.feature")\n'


def project(folder: Path, **files: str) -> Path:
    """Writes a project with a feature, and further modules by their names."""
    write(folder, {"batch.feature": FEATURE, "test_batch.py": ONE_LINE} | {f"{n}.py": t for n, t in files.items()})
    return folder


def results(outcomes: list[Outcome]) -> list[str]:
    """What became of the tests."""
    return [outcome.result for outcome in outcomes]


def test_one_feature_and_one_line(tmp_path: Path) -> None:
    run = run_pytest(project(tmp_path), "-W", "error")

    assert run.status == 0, run.text
    assert results(run.outcomes) == ["passed", "passed"]


def test_strict_pytest_knows_the_tag(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "batch.feature").write_text(FEATURE.replace("  Scenario", "  @simulator\n  Scenario"))
    (tmp_path / "pytest.toml").write_text("[pytest]\nstrict = true\n")

    run = run_pytest(tmp_path)

    assert run.status == 0, run.text


def test_the_plugin_may_be_named_again(tmp_path: Path) -> None:
    run = run_pytest(project(tmp_path, conftest='pytest_plugins = ["ProcessStatusLibrary.pytest_plugin"]\n'))

    assert run.status == 0, run.text


OTHER_FIXTURE = """
import pytest
from ProcessStatusLibrary.sentences import ProcessStatusSentences

@pytest.fixture
def process_status():
    sentences = ProcessStatusSentences(profile="observed")
    yield sentences
    assert sentences._profile == "observed"
    sentences.close()
    print("the project's own fixture")
"""


def test_the_fixture_may_be_replaced(tmp_path: Path) -> None:
    run = run_pytest(project(tmp_path, conftest=OTHER_FIXTURE), "-rP")

    assert run.status == 0, run.text
    assert run.text.count("the project's own fixture") == 2


OTHER_CLASS = """
import pytest
from ProcessStatusLibrary.sentences import ProcessStatusSentences

class Sentences(ProcessStatusSentences):
    def every_binding_agrees(self):
        raise AssertionError("the project's own meaning")

@pytest.fixture
def process_status():
    sentences = Sentences()
    yield sentences
    sentences.close()
"""


def test_a_class_of_ones_own_may_give_a_sentence_another_meaning(tmp_path: Path) -> None:
    run = run_pytest(project(tmp_path, conftest=OTHER_CLASS))

    assert [outcome.message for outcome in run.outcomes] == ["the project's own meaning"] * 2


OTHER_STEP = """
from pytest_bdd import then

@then("every binding reports the same status")
def every_binding():
    raise AssertionError("the project's own step")
"""


@pytest.mark.parametrize("place", ["conftest", "test_batch"])
def test_a_step_of_ones_own_wins(tmp_path: Path, place: str) -> None:
    run = run_pytest(project(tmp_path, **{place: OTHER_STEP + (ONE_LINE if place == "test_batch" else "")}))

    assert [outcome.message for outcome in run.outcomes] == ["the project's own step"] * 2


def test_the_same_feature_under_robot(tmp_path: Path) -> None:
    outcomes = run_robot(project(tmp_path) / "batch.feature", tmp_path / "results")

    assert [(outcome.name, outcome.result) for outcome in outcomes] == [
        ("It ends as Completed", "passed"),
        ("It ends as Failed", "passed"),
    ]


WORDS = """*** Keywords ***
the weather is "${weather}"
    Should Be Equal    ${weather}    fine
"""
WEATHER = """
Feature: Words of one's own

  Scenario Outline: The weather
    Given the service "robusta"
    Then the weather is "<weather>"

    Examples:
      | weather |
      | fine    |
      | ${rain} |
"""


def test_a_feature_may_use_words_of_ones_own_under_robot(tmp_path: Path) -> None:
    (tmp_path / "weather.resource").write_text(WORDS, encoding="utf-8")
    (tmp_path / "weather.feature").write_text(WEATHER, encoding="utf-8")

    outcomes = run_robot(tmp_path / "weather.feature", tmp_path / "results", str(tmp_path / "weather.resource"))

    assert [(outcome.name, outcome.message) for outcome in outcomes] == [
        ("The weather #1", ""),
        ("The weather #2", "${rain} != fine"),
    ]
