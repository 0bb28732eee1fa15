"""When a wait asks again, and what it survives; all on a clock that only waiting moves."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from ProcessStatusLibrary.waiting import Outcome

from .scripted import Scripted, Step, busy, cora, fault, lost, waited

HOUR = 3600.0


def asked_at(*steps: Step, **settings: Any) -> list[float]:
    """The seconds at which a wait asks, until it is out of time or reaches an end."""
    script = Scripted(*steps)
    waited(script, **{"timeout": 100.0, **settings})
    return script.times


def test_an_interval() -> None:
    assert asked_at(cora("Queued"), interval=30.0) == [0, 30, 60, 90, 100]


def test_the_last_look_is_at_the_deadline() -> None:
    script = Scripted(*[cora("Queued")] * 4, cora("Completed"))

    result = waited(script, interval=30.0, timeout=100.0)

    assert (result.outcome, result.seconds, result.polls) == (Outcome.REACHED, 100.0, 5)


def test_no_time_at_all_is_one_look() -> None:
    assert asked_at(cora("Queued"), timeout=0.0) == [0]
    assert waited(Scripted(cora("Completed")), timeout=0.0).outcome is Outcome.REACHED


@pytest.mark.parametrize(
    ("settings", "times"),
    [
        pytest.param({"backoff": 2.0}, [0, 10, 30, 70, 100], id="doubled"),
        pytest.param({"backoff": 2.0, "longest_interval": 25.0}, [0, 10, 30, 55, 80, 100], id="up to a limit"),
        pytest.param({"backoff": 2.0, "longest_interval": 5.0}, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], id="low"),
        pytest.param({"backoff": 10.0, "longest_interval": 1000.0}, [0, 10, 100], id="not beyond the deadline"),
    ],
)
def test_back_off(settings: dict[str, float], times: list[float]) -> None:
    assert asked_at(cora("Queued"), **settings) == times


def test_jitter_is_bounded_and_the_same_in_every_run() -> None:
    one, again = (asked_at(cora("Queued"), jitter=0.3, timeout=HOUR, process_id="1") for _ in range(2))
    other = asked_at(cora("Queued"), jitter=0.3, timeout=HOUR, process_id="2")
    gaps = [later - earlier for earlier, later in pairwise(one[:-1])]

    assert one == again
    assert one != other, "processes that begin together do not stay together"
    assert 7.0 <= min(gaps) < 9.0
    assert 11.0 < max(gaps) <= 13.0
    assert len(set(gaps)) > 100


@pytest.mark.parametrize(
    "step", [busy(), busy(429), busy(502), busy(504), lost()], ids=["503", "429", "502", "504", "lost"]
)
def test_a_wait_of_an_hour_survives_what_passes(step: Step) -> None:
    trouble = [step] * 5
    script = Scripted(
        cora("Queued"),
        *trouble,
        cora("ProcessingInput"),
        *trouble,
        cora("ProcessingInput"),
        *trouble,
        cora("Completed"),
    )

    result = waited(script, timeout=HOUR)

    assert (result.outcome, result.polls) == (Outcome.REACHED, 19)
    assert str(result.trace) == "Queued 0.0-60 s > ProcessingInput 60-180 s > Completed 180 s"


@pytest.mark.parametrize(
    ("step", "outcome", "words"),
    [
        pytest.param(lost(), Outcome.TRANSPORT_LOST, "30 s allowed), {times}", id="lost"),
        pytest.param(busy(), Outcome.SERVICE_ERROR, "(HTTP 503 Service Unavailable, text/html), {times}", id="503"),
    ],
)
@pytest.mark.parametrize(("retries", "times"), [(0, "once"), (1, "2 times in a row"), (5, "6 times in a row")])
def test_what_fails_too_often_in_a_row(step: Step, outcome: Outcome, words: str, retries: int, times: str) -> None:
    result = waited(Scripted(step), retries=retries)

    assert (result.outcome, result.polls) == (outcome, retries + 1)
    assert result.message.split("\n")[1].endswith(words.format(times=times))


def test_drops_and_busy_answers_count_together() -> None:
    result = waited(Scripted(lost(), busy(), lost(), busy(), cora("Completed")), retries=3)

    assert (result.outcome, result.polls) == (Outcome.SERVICE_ERROR, 4)


@pytest.mark.parametrize(
    "last",
    [cora("Failed"), cora("Aborted"), fault("no"), cora("NotFound")],
    ids=["failed", "aborted", "fault", "vanished"],
)
@pytest.mark.parametrize("interval", [1.0, 60.0])
def test_a_failure_is_reported_within_one_interval(last: Step, interval: float) -> None:
    polls = 40
    script = Scripted(*[cora("Queued")] * polls, last)

    result = waited(script, "Completed", timeout=6 * HOUR, interval=interval)

    assert not result.reached
    assert result.seconds == polls * interval


def test_grace_for_a_process_that_is_not_known_yet() -> None:
    missing, known = [cora("NotFound")] * 3, (cora("Queued"), cora("Completed"))

    assert waited(Scripted(*missing, *known), not_found_grace=21.0).outcome is Outcome.REACHED
    assert waited(Scripted(*missing, *known), not_found_grace=20.0).outcome is Outcome.NOT_FOUND


def test_grace_is_said() -> None:
    result = waited(Scripted(cora("NotFound")), not_found_grace=25.0)

    assert result.message.split("\n")[1:] == [
        "  what:  the service answered NotFound (unknown, NoError) after 25 s of grace",
        "  trace: NotFound 0.0 s",
        "  after: 25.0 s, 4 polls",
    ]


def test_grace_is_over_once_the_process_was_known() -> None:
    result = waited(Scripted(cora("Queued"), cora("NotFound")), not_found_grace=HOUR)

    assert (result.outcome, result.polls) == (Outcome.ILLEGAL, 2)
    assert [violation.rule for violation in result.violations] == ["lifecycle.vanished"]


def test_any_change_is_a_sign_of_life() -> None:
    steps = [cora("Queued", ExternalContext=f"page {number // 4}") for number in range(40)]

    assert waited(Scripted(*steps, cora("Completed")), timeout=HOUR, stalled_after=50.0).outcome is Outcome.REACHED
    assert waited(Scripted(*steps, cora("Completed")), timeout=HOUR, stalled_after=30.0).outcome is Outcome.STALLED


def test_what_was_read_before_a_wait_belongs_to_its_trace() -> None:
    script = Scripted(cora("WaitingForOutput"), cora("Queued"))
    session = script.session()
    session.ask("4711")
    session.clock.sleep(7.0)

    result = waited(session)

    assert result.outcome is Outcome.ILLEGAL
    assert str(result.trace) == "WaitingForOutput 0.0-7.0 s > Queued 7.0 s"
    assert result.seconds == 0.0


@pytest.mark.parametrize(("step", "reason"), [(lost(), "the connection was reset"), (busy(), "HTTP 503")])
def test_a_wait_that_only_met_trouble_says_which(step: Step, reason: str) -> None:
    result = waited(Scripted(step), timeout=30.0)

    assert result.outcome is Outcome.OUT_OF_TIME
    assert reason in result.message


def test_a_time_is_told_no_finer_than_anybody_reads_it() -> None:
    result = waited(Scripted(cora("Queued")), stalled_after=60.26, jitter=0.5)

    assert result.message.split("\n")[1].startswith("  what:  nothing changed for 60.3 s, ")
