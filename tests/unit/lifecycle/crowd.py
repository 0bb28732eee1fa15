"""A service with a crowd of processes: the last digit of an id says how the process ends."""

from __future__ import annotations

import re
import threading
from collections import Counter, defaultdict

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.polling import Watched
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse
from ProcessStatusLibrary.waiting import Goal, Outcome

from .scripted import URL, Step, cora, fault, lost

ID = re.compile(rb"<(?:\w+:)?MasterWorkflowInstanceId>(\d+)<")
GOAL = Goal(state="Completed", end=True)


ALIVE = tuple(cora("ProcessingInput", ExternalContext=f"page {poll // 10}") for poll in range(100))
ENDS: tuple[tuple[Outcome, tuple[Step, ...]], ...] = (
    (Outcome.REACHED, (cora("Queued"), cora("ProcessingInput"), cora("Completed"))),
    (Outcome.ENDED_OTHERWISE, (cora("Queued"), cora("Failed", "TimedOut"))),
    (Outcome.ILLEGAL, (cora("WaitingForOutput"), cora("Queued"))),
    (Outcome.STALLED, (cora("Queued"),)),
    (Outcome.OUT_OF_TIME, ALIVE),
    (Outcome.NOT_FOUND, (cora("NotFound"),)),
    (Outcome.REFUSED, (fault("No entry", status=401),)),
    (Outcome.SERVICE_ERROR, (fault("Batch store is not reachable."),)),
    (Outcome.UNREADABLE, (cora("Complete"),)),
    (Outcome.TRANSPORT_LOST, (lost(),)),
)
"""The outcomes, by the last digit of the id, and the answers that lead to them; the last one for ever."""


class Crowd:
    """Answers for all processes, from several threads at once, and keeps count.

    Args:
        meeting: So many of the first requests have to be under way together before any is answered.

    Attributes:
        times: The seconds at which each process was asked for.
        peak: How many requests were under way at once at most.
    """

    def __init__(self, meeting: int = 1) -> None:
        self.clock = VirtualClock()
        self.times: defaultdict[str, list[float]] = defaultdict(list)
        self.peak = 0
        self._under_way = 0
        self._polls: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._meeting = threading.Barrier(meeting)
        self._left = meeting

    def send(self, request: HttpRequest) -> HttpResponse:
        """Answers a request."""
        found = ID.search(request.body)
        assert found
        process_id = found[1].decode()
        with self._lock:
            self._under_way += 1
            self.peak = max(self.peak, self._under_way)
            self._left -= 1
            awaited = self._left >= 0
            polls = self._polls[process_id]
            self._polls[process_id] += 1
            self.times[process_id].append(self.clock.now())
        if awaited:
            self._meeting.wait(10.0)
        with self._lock:
            self._under_way -= 1
        steps = ENDS[int(process_id[-1])][1]
        step = steps[min(polls, len(steps) - 1)]
        if isinstance(step, Exception):
            raise step
        return step

    def close(self) -> None:
        """There is nothing to close."""

    def session(self) -> Session:
        """An open service with this crowd."""
        return Session(Target("cora-rpa", load_contract("cora-rpa"), url=URL), clock=self.clock, transport=self)


def crowd_of(number: int) -> list[Watched]:
    """So many processes, which end in the ten ways in turn."""
    return [Watched(str(1000 + index), GOAL) for index in range(number)]
