"""What may be waited for and how patiently, and what is said when that is refused."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.waiting import Goal, Outcome, WaitSettings, goal_named

from .scripted import GUID, Scripted, cora, corusons, edited, sample, waited

CORA = "'Queued', 'ProcessingInput', 'WaitingForOutput', 'Completed', 'Aborted', 'Failed' and 'NotFound'"


def exactly(message: str) -> str:
    """A pattern that the whole of a message has to match."""
    return rf"\A{re.escape(message)}\Z"


@pytest.mark.parametrize(
    ("name", "end", "goal", "text"),
    [
        ("Completed", False, Goal(state="Completed"), "the state 'Completed'"),
        ("Completed", True, Goal(state="Completed", end=True), "its end as 'Completed'"),
        ("running", False, Goal(phase="running"), "the phase 'running'"),
        ("Failed", True, Goal(state="Failed", end=True), "its end as 'Failed'"),
        ("failed", True, Goal(phase="failed", end=True), "its end as 'failed'"),
        ("SUCCEEDED", True, Goal(phase="succeeded", end=True), "its end as 'succeeded'"),
        ("", True, Goal(end=True), "its end"),
    ],
)
def test_a_goal(name: str, end: bool, goal: Goal, text: str) -> None:
    assert goal_named(load_contract("cora-rpa"), name, end=end) == goal
    assert str(goal) == text


@pytest.mark.parametrize(
    ("name", "end", "message"),
    [
        pytest.param(
            "Queued",
            True,
            "Service 'cora-rpa' does not end in the state 'Queued'. It ends in 'Completed', 'Aborted' or 'Failed'.",
            id="no end",
        ),
        pytest.param(
            "Complete",
            False,
            "Service 'cora-rpa' has no state or phase 'Complete'. Did you mean 'Completed'? "
            f"Its states: {CORA}; phases: 'pending', 'running', 'succeeded' and 'failed'.",
            id="misspelt",
        ),
        pytest.param(
            "running",
            True,
            "Service 'cora-rpa' has no state or phase 'running'. "
            f"Its states: {CORA}; phases: 'succeeded' and 'failed'.",
            id="a phase that is no end",
        ),
        pytest.param(
            "",
            False,
            "Service 'cora-rpa' has no state or phase ''. "
            f"Its states: {CORA}; phases: 'pending', 'running', 'succeeded' and 'failed'.",
            id="nothing",
        ),
    ],
)
def test_a_goal_that_is_none(name: str, end: bool, message: str) -> None:
    with pytest.raises(ValueError, match=exactly(message)):
        goal_named(load_contract("cora-rpa"), name, end=end)


def test_a_state_of_robusta_is_written_like_a_phase() -> None:
    contract = load_contract("robusta")

    assert goal_named(contract, "SUCCEEDED", end=True) == Goal(state="SUCCEEDED", end=True)
    assert goal_named(contract, "succeeded", end=True) == Goal(phase="succeeded", end=True)


YEAR = 31_536_000.0
RANGES = {
    "timeout": (0.0, YEAR, "0 to 31536000"),
    "interval": (0.001, 86_400.0, "0.001 to 86400"),
    "backoff": (1.0, 10.0, "1 to 10"),
    "longest_interval": (0.001, 86_400.0, "0.001 to 86400"),
    "jitter": (0.0, 0.9, "0 to 0.9"),
    "stalled_after": (0.0, YEAR, "0 to 31536000"),
    "not_found_grace": (0.0, YEAR, "0 to 31536000"),
    "retries": (0, 1000, "0 to 1000"),
}


def settings(name: str, value: Any) -> WaitSettings:
    """Settings of which one is not the usual."""
    return WaitSettings(**{name: value})


@pytest.mark.parametrize(("name", "edges"), RANGES.items(), ids=RANGES)
def test_a_setting_and_its_range(name: str, edges: tuple[float, float, str]) -> None:
    low, high, allowed = edges

    for value in (low, high):
        assert getattr(settings(name, value), name) == value
    for value in (low - 1, high + 1, math.nan, math.inf):
        with pytest.raises(ValueError, match=exactly(f"{name} is {value!r}. Allowed: from {allowed}.")):
            settings(name, value)


@pytest.mark.parametrize(
    ("goal", "reached"),
    [
        pytest.param("Queued", True, id="the only beginning"),
        pytest.param("WaitingForOutput", True, id="a state that every way leads through"),
        pytest.param("Failed", False, id="another end"),
        pytest.param("pending", True, id="a phase that every way begins in"),
        pytest.param("running", True, id="a phase that every way leads through"),
        pytest.param("failed", False, id="a phase of another end"),
    ],
)
def test_what_polls_have_skipped(goal: str, reached: bool) -> None:
    result = waited(Scripted(cora("Completed")), goal, end=False)

    assert result.outcome is (Outcome.REACHED if reached else Outcome.ENDED_OTHERWISE)


def test_a_state_that_may_have_been_skipped_is_not_taken_for_passed() -> None:
    result = waited(Scripted(cora("Failed", "TimedOut")), "WaitingForOutput", end=False)

    assert result.outcome is Outcome.ENDED_OTHERWISE


@pytest.mark.parametrize("goal", ["Refused", "failed"])
def test_an_end_that_is_told_as_an_error_can_be_waited_for(goal: str) -> None:
    refused = edited(
        sample("coruson", "ImportReportsStatus.rest"),
        (r"^\{", '{"ResponseStatus": {"ErrorCode": "Quota", "Message": "Too many reports"}, '),
    )

    result = waited(Scripted(corusons(1, 3), refused), goal, service="coruson", process_id=GUID, binding="REST")

    assert str(result.trace) == "Importing 0.0-10 s > Refused 10 s"
    assert result.outcome is Outcome.REACHED


def test_a_time_of_weeks_is_written_out() -> None:
    result = waited(Scripted(cora("Queued")), timeout=2_592_000.0, interval=86_400.0)

    assert result.message.split("\n")[1] == "  what:  2592000 s have passed, it was Queued (pending, NoError) last"
