"""The ten ways in which a wait ends, each with its whole message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from ProcessStatusLibrary.waiting import Outcome, WaitFailed, WaitResult

from .scripted import Scripted, Step, cora, fault, lost, waited

WHERE = "cora-rpa GetStatus over SOAP 1.1"
NOTHING = "  trace: nothing was reported"
AT_ONCE = "  after: 0.0 s, 1 poll"


@dataclass(frozen=True)
class Case:
    """A wait, and what has to come of it."""

    steps: tuple[Step, ...]
    lines: tuple[str, ...]
    goal: str = ""
    settings: dict[str, Any] = field(default_factory=dict)


def ended(outcome: Outcome, *lines: str, goal: str = "its end") -> tuple[str, ...]:
    """The lines of a message about a goal that was not reached."""
    return (f"Process 4711 did not reach {goal}: {outcome} [{WHERE}]", *lines)


CASES = {
    Outcome.REACHED: Case(
        (cora("Queued"), cora("WaitingForOutput"), cora("Completed")),
        (
            f"Process 4711 reached its end as 'Completed' [{WHERE}]",
            "  trace: Queued 0.0-10 s > WaitingForOutput 10-20 s > Completed 20 s",
            "  after: 20.0 s, 3 polls",
        ),
        goal="Completed",
    ),
    Outcome.ENDED_OTHERWISE: Case(
        (cora("Queued"), cora("Failed", "TimedOut")),
        ended(
            Outcome.ENDED_OTHERWISE,
            "  what:  it ended as Failed (failed, TimedOut)",
            "  trace: Queued 0.0-10 s > Failed 10 s",
            "  after: 10.0 s, 2 polls",
            goal="its end as 'Completed'",
        ),
        goal="Completed",
    ),
    Outcome.ILLEGAL: Case(
        (cora("ProcessingInput"), cora("Queued")),
        ended(
            Outcome.ILLEGAL,
            "  what:  Illegal transition from 'ProcessingInput' to 'Queued' [lifecycle.transition, inferred]: "
            "documented: 'WaitingForOutput', 'Completed', 'Aborted' or 'Failed' after 'ProcessingInput'; "
            "received: 'Queued'",
            "  trace: ProcessingInput 0.0-10 s > Queued 10 s",
            "  after: 10.0 s, 2 polls",
        ),
    ),
    Outcome.STALLED: Case(
        (cora("Queued"), cora("ProcessingInput")),
        ended(
            Outcome.STALLED,
            "  what:  nothing changed for 60 s, it stayed ProcessingInput (running, NoError)",
            "  trace: Queued 0.0-10 s > ProcessingInput 10 s",
            "  after: 70.0 s, 8 polls",
            goal="the phase 'succeeded'",
        ),
        settings={"stalled_after": 60.0},
    ),
    Outcome.OUT_OF_TIME: Case(
        (cora("Queued"),),
        ended(
            Outcome.OUT_OF_TIME,
            "  what:  25 s have passed, it was Queued (pending, NoError) last",
            "  trace: Queued 0.0 s",
            "  after: 25.0 s, 4 polls",
        ),
        settings={"timeout": 25.0},
    ),
    Outcome.NOT_FOUND: Case(
        (cora("NotFound"),),
        ended(
            Outcome.NOT_FOUND,
            "  what:  the service answered NotFound (unknown, NoError)",
            "  trace: NotFound 0.0 s",
            AT_ONCE,
        ),
    ),
    Outcome.REFUSED: Case(
        (fault("No entry", status=401),),
        ended(
            Outcome.REFUSED,
            f"  what:  {WHERE}, process 4711: the credentials were refused "
            "(HTTP 401 Unauthorized: soap:Server: No entry)",
            NOTHING,
            AT_ONCE,
        ),
    ),
    Outcome.SERVICE_ERROR: Case(
        (fault("Batch store is not reachable"),),
        ended(
            Outcome.SERVICE_ERROR,
            f"  what:  {WHERE}, process 4711: SOAP fault soap:Server: Batch store is not reachable "
            "(HTTP 500 Internal Server Error)",
            NOTHING,
            AT_ONCE,
        ),
    ),
    Outcome.UNREADABLE: Case(
        (cora("Complete"),),
        ended(
            Outcome.UNREADABLE,
            "  what:  Undocumented value [enumeration.state, documented]",
            f"           where:      {WHERE}, process 4711, Envelope/Body/GetStatusResponse/Output/Status",
            "           documented: 'Queued', 'ProcessingInput', 'WaitingForOutput', 'Completed', 'Aborted', "
            "'Failed' or 'NotFound'",
            "           received:   'Complete'",
            "           source:     Genpact Cora Knowledge Center, RPA GetStatus",
            "  trace: Complete 0.0 s",
            AT_ONCE,
        ),
    ),
    Outcome.TRANSPORT_LOST: Case(
        (lost(),),
        ended(
            Outcome.TRANSPORT_LOST,
            "  what:  No answer from http://service.example/status: the connection was reset "
            "(phase: read, after 0.0 s of 30 s allowed), 3 times in a row",
            NOTHING,
            "  after: 20.0 s, 3 polls",
        ),
        settings={"retries": 2},
    ),
}


def test_there_are_ten() -> None:
    assert len(CASES) == 10
    assert set(CASES) == set(Outcome)


def outcome_of(case: Case) -> WaitResult:
    """How the wait of a case ends."""
    script = Scripted(*case.steps)
    # A phase is the one goal that is not an end.
    if "the phase" in case.lines[0]:
        return waited(script, "succeeded", end=False, **case.settings)
    return waited(script, case.goal, **case.settings)


@pytest.mark.parametrize(("outcome", "case"), CASES.items(), ids=map(str, CASES))
def test_an_outcome(outcome: Outcome, case: Case) -> None:
    result = outcome_of(case)

    assert result.outcome is outcome
    assert result.reached is (outcome is Outcome.REACHED)
    assert result.message.split("\n") == list(case.lines)
    assert result.message.endswith(f"  after: {result.seconds:.1f} s, {result.polls} poll{'s'[: result.polls - 1]}")


def test_a_failure_of_several_waits_holds_every_message() -> None:
    results = [outcome_of(CASES[outcome]) for outcome in (Outcome.STALLED, Outcome.REFUSED)]

    failure = WaitFailed(*results)

    assert str(failure) == "\n".join(result.message for result in results)
    assert (failure.outcome, failure.results) == (Outcome.STALLED, tuple(results))


def test_the_last_poll_is_the_reply_that_assertions_speak_of() -> None:
    session = Scripted(cora("Queued"), cora("Failed", "TimedOut")).session()

    waited(session)

    assert session.last is not None
    assert session.last.status is not None
    assert (session.last.status.state, session.last.status.error_code) == ("Failed", "TimedOut")
    assert session.last.exchange is session.last_exchange


def test_a_lost_poll_leaves_its_exchange_and_no_reply() -> None:
    session = Scripted(cora("Queued"), lost()).session()

    waited(session, retries=0)

    assert session.last is None
    assert session.last_exchange is not None
    assert (session.last_exchange.response, session.last_exchange.error) == (None, str(lost()))
