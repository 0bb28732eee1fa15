"""Recorded lives of a real ASMX runtime, replayed: they end as the README beside them says."""

from __future__ import annotations

from typing import Any

import pytest

from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.transport.exchange import HttpResponse
from ProcessStatusLibrary.waiting import Outcome

from ...captures import captures
from .scripted import Scripted, waited


def recorded(process_id: str) -> Scripted:
    """The polls of a process over SOAP 1.1, in the order in which they were recorded."""
    return Scripted(*answers(process_id))


def answers(process_id: str) -> list[HttpResponse]:
    """The recorded answers about a process."""
    found = []
    for capture in captures():
        if capture.name.startswith(f"life-soap11-{process_id}-poll"):
            response = capture.response
            assert response is not None
            version, code, reason = response.first_line.split(" ", 2)
            found.append(HttpResponse(int(code), reason, response.headers, response.body, version))
    return found


def read_through(process_id: str) -> Session:
    """A session that has read every recorded poll, a minute apart."""
    script = recorded(process_id)
    session = script.session()
    for _ in answers(process_id):
        session.ask(process_id, "SOAP 1.1")
        session.clock.sleep(60.0)
    return session


@pytest.mark.parametrize(
    ("process_id", "settings", "outcome", "polls", "trace"),
    [
        pytest.param("5001", {}, Outcome.ILLEGAL, 2, "Queued 0.0-10 s > NotFound 10 s", id="vanishes"),
        pytest.param(
            "5002",
            {"not_found_grace": 5.0},
            Outcome.REACHED,
            5,
            (
                "NotFound 0.0-5.0 s > Queued 5.0-15 s > ProcessingInput 15-25 s > WaitingForOutput 25-35 s "
                "> Completed 35 s"
            ),
            id="unknown at first, with grace",
        ),
        pytest.param("5002", {}, Outcome.NOT_FOUND, 1, "NotFound 0.0 s", id="unknown at first, without grace"),
        pytest.param("8013", {}, Outcome.SERVICE_ERROR, 1, "nothing was reported", id="a fault"),
        pytest.param("8014", {}, Outcome.REACHED, 3, "Completed 0.0 s", id="503 twice"),
        pytest.param("8014", {"retries": 1}, Outcome.SERVICE_ERROR, 2, "nothing was reported", id="503 too often"),
        pytest.param(
            "9000",
            {},
            Outcome.ILLEGAL,
            3,
            "Queued 0.0-10 s > ProcessingInput 10-20 s > Queued 20 s",
            id="steps back",
        ),
        pytest.param("9001", {}, Outcome.REACHED, 1, "Completed 0.0 s", id="at its end at once"),
        pytest.param("9002", {}, Outcome.ENDED_OTHERWISE, 1, "Failed 0.0 s", id="failed at once"),
        pytest.param("9003", {}, Outcome.REACHED, 2, "Queued 0.0-10 s > Completed 10 s", id="a legal leap"),
    ],
)
def test_a_wait(process_id: str, settings: dict[str, Any], outcome: Outcome, polls: int, trace: str) -> None:
    result = waited(recorded(process_id), "Completed", process_id=process_id, **settings)

    assert (result.outcome, result.polls, str(result.trace)) == (outcome, polls, trace)


def test_a_recorded_retry_after_is_honoured() -> None:
    result = waited(recorded("8014"), "Completed", process_id="8014", interval=0.1)

    assert (result.outcome, result.seconds) == (Outcome.REACHED, 2.0)


@pytest.mark.parametrize(
    ("process_id", "violations", "trace"),
    [
        pytest.param(
            "5001",
            ["The process vanished after 'Queued': 'NotFound'"],
            "Queued 0.0-60 s > NotFound 60 s",
            id="vanishes",
        ),
        pytest.param(
            "5002",
            [],
            "NotFound 0.0-60 s > Queued 60-120 s > ProcessingInput 120-180 s > WaitingForOutput 180-240 s "
            "> Completed 240 s",
            id="unknown at first",
        ),
        pytest.param("8013", [], "Completed 0.0 s", id="a fault is no report"),
        pytest.param("8014", [], "Completed 0.0 s", id="503 is no report"),
        pytest.param(
            "9000",
            ["Illegal transition from 'ProcessingInput' to 'Queued': 'Queued'"],
            "Queued 0.0-60 s > ProcessingInput 60-120 s > Queued 120-180 s > ProcessingInput 180-240 s "
            "> WaitingForOutput 240-300 s > Completed 300 s",
            id="steps back",
        ),
        pytest.param(
            "9001",
            ["The process left the final state 'Completed': 'ProcessingInput'"],
            "Completed 0.0-60 s > ProcessingInput 60-120 s > Completed 120 s",
            id="comes back from a good end",
        ),
        pytest.param(
            "9002",
            [f"The process left the final state 'Failed': '{state}'" for state in ("Queued", "Completed")],
            "Failed 0.0-60 s > Queued 60-120 s > Completed 120 s",
            id="comes back from a failure",
        ),
        pytest.param("9003", [], "Queued 0.0-60 s > Completed 60 s", id="a legal leap"),
    ],
)
def test_a_whole_trace(process_id: str, violations: list[str], trace: str) -> None:
    history = read_through(process_id).read_history(process_id)

    # What breaks a rule again and again without a change is one finding here.
    assert list(dict.fromkeys(f"{v.title}: {v.received}" for v in history.violations)) == violations
    assert str(history.trace) == trace
    assert history.trace.reads == len([a for a in answers(process_id) if a.status == 200])
