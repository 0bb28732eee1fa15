"""Waits for one process or for many: one thread owns time, workers only exchange."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from .clock import SystemClock
from .errors import TransportError
from .reply import Reply
from .session import Session
from .transport.exchange import BUDGET
from .waiter import Waiter
from .waiting import Goal, WaitResult, WaitSettings

CONNECTIONS = 8
LEAST_BUDGET = 1.0
"""Seconds that the last exchange of a wait has at least."""
Progress = Callable[[int, int, Waiter], None]


@dataclass(frozen=True, slots=True)
class Watched:
    """A process to wait for.

    Attributes:
        process_id: Its id.
        goal: What is waited for.
    """

    process_id: str
    goal: Goal


def wait_for(
    session: Session, process_id: str, goal: Goal, settings: WaitSettings, *, binding: str = "", operation: str = ""
) -> WaitResult:
    """Waits for one process, in the caller's thread.

    Returns:
        How the wait ended; the caller decides whether that is a failure. The last poll is the session's last reply.
    """
    process_id = session.checked_id(process_id)
    name, _ = session.contract.operation(operation, "status")
    found, _ = session.contract.binding(name, binding)
    clock = session.clock
    waiter = _waiter(session, name, found, Watched(process_id, goal), settings)
    while waiter.result is None:
        clock.sleep(waiter.due - clock.now())
        waiter.feed(_poll(session, waiter, keep=True), clock.now(), clock.utc())
    return waiter.result


def wait_for_all(
    session: Session,
    watched: Sequence[Watched],
    settings: WaitSettings,
    *,
    binding: str = "",
    operation: str = "",
    connections: int = CONNECTIONS,
    progress: Progress | None = None,
) -> list[WaitResult]:
    """Waits for a set of processes together, over one pool of connections.

    Args:
        session: The open service.
        watched: The processes and what is waited for.
        settings: How patiently.
        binding: The binding to ask over.
        operation: The operation to ask.
        connections: How many exchanges may be under way at once.
        progress: Called with the number of processes that ended, the number of all, and the waiter that was fed.

    Returns:
        One result a process, in the given order. Every process has its own deadline, trace and outcome.
    """
    watched = [replace(entry, process_id=session.checked_id(entry.process_id)) for entry in watched]
    if connections < 1:
        raise ValueError(f"connections is {connections}. Allowed: from 1.")
    name, _ = session.contract.operation(operation, "status")
    found, _ = session.contract.binding(name, binding)
    clock = session.clock
    waiters = [_waiter(session, name, found, entry, settings) for entry in watched]
    order = itertools.count()
    due = [(waiter.due, next(order), waiter) for waiter in waiters]
    heapq.heapify(due)
    under_way: dict[Future[Reply | TransportError], Waiter] = {}
    ended = 0
    with ThreadPoolExecutor(connections, thread_name_prefix="status-poll") as workers:
        while due or under_way:
            while due and due[0][0] <= clock.now() and len(under_way) < connections:
                waiter = heapq.heappop(due)[2]
                under_way[workers.submit(_poll, session, waiter)] = waiter
            done = [future for future in under_way if future.done()]
            if not done:
                full = len(under_way) >= connections
                clock.wait(list(under_way), 3600.0 if full or not due else due[0][0] - clock.now())
                continue
            for future in done:
                waiter = under_way.pop(future)
                waiter.feed(future.result(), clock.now(), clock.utc())
                if waiter.result is None:
                    heapq.heappush(due, (waiter.due, next(order), waiter))
                else:
                    ended += 1
                if progress is not None:
                    progress(ended, len(waiters), waiter)
    return [waiter.result for waiter in waiters if waiter.result is not None]


def _waiter(session: Session, operation: str, binding: str, entry: Watched, settings: WaitSettings) -> Waiter:
    history, now = session.history(entry.process_id), session.clock.now()
    return Waiter(session.contract, operation, binding, entry.process_id, entry.goal, settings, now, history)


def _poll(session: Session, waiter: Waiter, *, keep: bool = False) -> Reply | TransportError:
    if isinstance(session.clock, SystemClock):  # simulated seconds are no measure of a socket's
        BUDGET.set(max(LEAST_BUDGET, waiter.deadline - session.clock.now()))
    try:
        return session.observe(waiter.process_id, waiter.binding, operation=waiter.operation, keep=keep)
    except TransportError as problem:
        return problem
    finally:
        BUDGET.set(float("inf"))
