"""The clocks: the machine's, and one that stands still until it is told to move."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest

from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.clock import Clock, SystemClock, VirtualClock

START = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)  # a second before the clocks of Europe change
CLOCKS = pytest.mark.parametrize("clock", [SystemClock(), VirtualClock()], ids=["machine", "virtual"])


@CLOCKS
@pytest.mark.parametrize("seconds", [0, -1, -1e9])
def test_nobody_waits_for_no_time(clock: Clock, seconds: float) -> None:
    before = clock.now()
    began = time.monotonic()
    clock.sleep(seconds)
    clock.wait([], seconds)

    assert time.monotonic() - began < 1
    assert 0 <= clock.now() - before < 1


@CLOCKS
def test_the_date_is_in_utc(clock: Clock) -> None:
    assert clock.utc().tzinfo is UTC


def test_the_machine_tells_its_own_time() -> None:
    clock = SystemClock()

    assert abs(clock.now() - time.monotonic()) < 1
    assert abs(clock.utc() - datetime.now(UTC)) < timedelta(seconds=1)


def test_a_virtual_clock_stands_still() -> None:
    clock = VirtualClock(START)

    assert [clock.now(), clock.now()] == [0.0, 0.0]
    assert [clock.utc(), clock.utc()] == [START, START]


def test_a_virtual_clock_moves_by_what_is_slept() -> None:
    clock = VirtualClock(START)
    clock.sleep(0.5)
    clock.sleep(6 * 3600)

    assert clock.now() == 21600.5
    assert clock.utc() == START + timedelta(hours=6, milliseconds=500)


def test_a_virtual_clock_does_not_know_summer_time() -> None:
    clock = VirtualClock(START.astimezone(timezone(timedelta(hours=1))))
    clock.sleep(2)

    assert clock.utc() - START == timedelta(seconds=2)


def test_several_threads_move_one_clock() -> None:
    clock = VirtualClock()
    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(clock.sleep, [0.25] * 4000):
            pass

    assert clock.now() == 1000.0


@CLOCKS
def test_waiting_ends_with_what_is_waited_for(clock: Clock) -> None:
    done: Future[None] = Future()
    done.set_result(None)
    before = clock.now()
    clock.wait([done], 3600)

    assert clock.now() - before < 1


def test_the_machine_waits_for_the_first() -> None:
    first, never = Future[None](), Future[None]()
    timer = threading.Timer(0.01, first.set_result, [None])
    timer.start()
    SystemClock().wait([never, first], 60)
    timer.join()

    assert (first.done(), never.done()) == (True, False)


def test_the_machine_waits_no_longer_than_it_is_told() -> None:
    began = time.monotonic()
    SystemClock().wait([Future[None]()], 0.01)

    assert 0.009 <= time.monotonic() - began < 5


def test_virtual_time_stands_still_while_something_is_under_way() -> None:
    clock = VirtualClock()
    with ThreadPoolExecutor(1) as pool:
        clock.wait([pool.submit(int)], 60)
        moved = clock.now()
        clock.wait([], 60)

    assert (moved, clock.now()) == (0.0, 60.0)


def test_the_simulator_ages_by_the_clock_it_is_given() -> None:
    clock = VirtualClock(START)
    with open_service("robusta", clock=clock) as service:
        process = service.simulate(states=["WAITING", "RUNNING", "SUCCEEDED"], seconds_per_state=3600)
        states = []
        for _ in range(4):
            states.append(service.get_process_status(process).state)
            clock.sleep(1800)

    assert states == ["WAITING", "WAITING", "RUNNING", "RUNNING"]
