"""Waiting for many processes together: every one to its own end, over few connections and in little memory."""

from __future__ import annotations

import re
import threading
from collections import Counter

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.polling import Watched, wait_for_all
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse
from ProcessStatusLibrary.waiter import Waiter
from ProcessStatusLibrary.waiting import Goal, Outcome, WaitSettings

from ..transport.raw_server import RawServer, Talk, answer
from .crowd import ENDS, GOAL, Crowd, crowd_of
from .scripted import Scripted, cora, waited

SETTINGS = WaitSettings(timeout=600.0, interval=10.0, stalled_after=200.0, retries=3)


def test_two_hundred_that_end_in_every_way() -> None:
    crowd, watched = Crowd(), crowd_of(200)

    results = wait_for_all(crowd.session(), watched, SETTINGS)

    assert [result.process_id for result in results] == [entry.process_id for entry in watched]
    assert [result.outcome for result in results] == [ENDS[int(entry.process_id[-1])][0] for entry in watched]
    assert Counter(result.outcome for result in results) == dict.fromkeys(Outcome, 20)
    assert {result.outcome: (result.seconds, result.polls) for result in results} == {
        Outcome.REACHED: (20.0, 3),
        Outcome.ENDED_OTHERWISE: (10.0, 2),
        Outcome.ILLEGAL: (10.0, 2),
        Outcome.STALLED: (200.0, 21),
        Outcome.OUT_OF_TIME: (600.0, 61),
        Outcome.NOT_FOUND: (0.0, 1),
        Outcome.REFUSED: (0.0, 1),
        Outcome.SERVICE_ERROR: (0.0, 1),
        Outcome.UNREADABLE: (0.0, 1),
        Outcome.TRANSPORT_LOST: (30.0, 4),
    }


def test_one_of_many_ends_as_it_would_alone() -> None:
    together = wait_for_all(Crowd().session(), crowd_of(20), SETTINGS)

    for entry, result in zip(crowd_of(20), together, strict=True):
        alone = waited(
            Crowd().session(),
            "Completed",
            process_id=entry.process_id,
            timeout=600.0,
            stalled_after=200.0,
            retries=3,
        )
        assert result.message == alone.message


def test_nobody_is_asked_late() -> None:
    crowd = Crowd()

    wait_for_all(crowd.session(), crowd_of(100), SETTINGS, connections=3)

    for process_id, times in crowd.times.items():
        assert times == [poll * 10.0 for poll in range(len(times))], process_id


@pytest.mark.parametrize("connections", [1, 4, 8])
def test_no_more_requests_at_once_than_allowed(connections: int) -> None:
    crowd = Crowd(meeting=connections)

    wait_for_all(crowd.session(), crowd_of(50), SETTINGS, connections=connections)

    assert crowd.peak == connections


def test_memory_grows_with_changes_and_not_with_polls() -> None:
    crowd = Crowd()
    session = crowd.session()
    stuck = [Watched(str(1003 + index * 10), GOAL) for index in range(20)]

    results = wait_for_all(session, stuck, WaitSettings(timeout=18_000.0, interval=60.0))

    assert sum(result.polls for result in results) == 20 * 301
    assert {len(result.trace.entries) for result in results} == {1}
    assert {result.trace.reads for result in results} == {301}
    assert len(session.histories) == 20
    assert session.last is None, "no reply is kept"


def test_every_process_has_a_goal_of_its_own() -> None:
    watched = [Watched("1000", Goal(state="Queued")), Watched("1010", Goal(phase="running")), Watched("1020", GOAL)]

    results = wait_for_all(Crowd().session(), watched, SETTINGS)

    assert [(result.outcome, result.seconds) for result in results] == [
        (Outcome.REACHED, 0.0),
        (Outcome.REACHED, 10.0),
        (Outcome.REACHED, 20.0),
    ]


def test_progress() -> None:
    crowd, calls = Crowd(), list[tuple[int, int, str]]()

    def progress(ended: int, total: int, waiter: Waiter) -> None:
        calls.append((ended, total, waiter.process_id))

    results = wait_for_all(crowd.session(), crowd_of(20), SETTINGS, progress=progress)

    assert len(calls) == sum(result.polls for result in results)
    assert [ended for ended, _, _ in calls] == sorted(ended for ended, _, _ in calls)
    assert {total for _, total, _ in calls} == {20}
    assert calls[-1][0] == 20


def test_nobody_at_all() -> None:
    assert wait_for_all(Crowd().session(), [], SETTINGS) == []


def test_misuse_ends_all_and_leaves_no_thread() -> None:
    wrong = [*crowd_of(20), Watched("abc", GOAL)]

    with pytest.raises(ValueError, match="'abc'"):
        wait_for_all(Crowd().session(), wrong, SETTINGS)

    assert [thread.name for thread in threading.enumerate() if "status-poll" in thread.name] == []


@pytest.mark.parametrize("connections", [0, -1])
def test_no_connections_are_misuse(connections: int) -> None:
    with pytest.raises(ValueError, match=f"^connections is {connections}\\. Allowed: from 1"):
        wait_for_all(Crowd().session(), crowd_of(3), SETTINGS, connections=connections)


def test_connections_are_kept_and_no_more_are_made_than_allowed() -> None:
    polls: Counter[bytes] = Counter()
    states = (b"WAITING", b"RUNNING", b"SUCCEEDED")

    def serve(talk: Talk) -> None:
        while talk.read():
            found = re.search(rb"/status/(\S+)", server.requests[-1])
            asked = found[1] if found else b""
            polls[asked] += 1
            body = b'{"status": "%s", "message": "."}' % states[min(polls[asked], 3) - 1]
            talk.send(answer(body, media_type="application/json"))

    with RawServer(serve) as server:
        target = Target("robusta", load_contract("robusta"), url=server.url)
        with Session(target, clock=VirtualClock()) as session:
            watched = [Watched(f"process-{number}", Goal(end=True)) for number in range(50)]
            results = wait_for_all(session, watched, SETTINGS, connections=1)
            with_one = server.accepted
            again = wait_for_all(session, watched, SETTINGS, connections=4)

    assert {result.outcome for result in [*results, *again]} == {Outcome.REACHED}
    assert with_one == 1
    assert 1 <= server.accepted <= 4
    assert len(server.requests) == 200


def test_a_wait_for_one_uses_the_callers_thread() -> None:
    script = Scripted(cora("Queued"), cora("Completed"))
    before = threading.active_count()
    callers = set[tuple[str, int]]()
    send = script.send

    def noted(request: HttpRequest) -> HttpResponse:
        callers.add((threading.current_thread().name, threading.active_count()))
        return send(request)

    script.send = noted  # type: ignore[method-assign]

    assert waited(script).outcome is Outcome.REACHED
    assert callers == {(threading.current_thread().name, before)}
