"""One wait as a state machine: it is fed what was observed, and tells when to ask again or how it ended."""

from __future__ import annotations

import random
from datetime import datetime

from .classification import ReplyKind
from .conformance.judging import breaches
from .contract.service import Contract
from .errors import TransportError
from .history import History
from .invariants import Violation
from .lifecycle import lifecycle_graph
from .reply import Reply
from .retrying import PASSING, retry_after
from .status import ProcessStatus
from .waiting import Goal, Outcome, WaitResult, WaitSettings
from .wording import plain


class Waiter:
    """Waits for one process without owning time or connections.

    Args:
        contract: The service's contract.
        operation: The operation that is asked.
        binding: The binding that it is asked over.
        process_id: The process.
        goal: What is waited for.
        settings: How patiently.
        now: Seconds of the clock.
        history: What was reported of the process before; reports are added to it.

    Attributes:
        due: When to ask next, in seconds of the clock.
        result: How the wait ended; None while it goes on.
    """

    def __init__(
        self,
        contract: Contract,
        operation: str,
        binding: str,
        process_id: str,
        goal: Goal,
        settings: WaitSettings,
        now: float,
        history: History,
    ) -> None:
        self.contract, self.operation, self.binding, self.process_id = contract, operation, binding, process_id
        self.goal, self.settings, self.history = goal, settings, history
        self.due = now
        self.result: WaitResult | None = None
        self._graph = lifecycle_graph(contract)
        self._began = self._changed = now
        self._interval = settings.interval
        self._random = random.Random(process_id)  # noqa: S311  jitter, repeatable by process
        self._failures = self._polls = 0
        self._trouble_met = ""
        self._entries = len(history.trace.entries)

    @property
    def _last(self) -> ProcessStatus | None:
        entry = self.history.trace.last
        return entry.status if entry else None

    @property
    def deadline(self) -> float:
        """When the wait is out of time, in seconds of the clock."""
        return self._began + self.settings.timeout

    def feed(self, observed: Reply | TransportError, now: float, utc: datetime) -> None:
        """Takes one observation.

        Args:
            observed: The reply, or why there is none.
            now: Seconds of the clock.
            utc: The date, for an entry of the trace and for Retry-After.
        """
        self._polls += 1
        patience = 0.0
        if isinstance(observed, TransportError):
            self._failed(now, Outcome.TRANSPORT_LOST, f"{observed}".removesuffix("."))
        elif observed.response.status in PASSING:
            patience = retry_after(observed.response.header("Retry-After"), utc)
            self._failed(now, Outcome.SERVICE_ERROR, str(observed.error()).removesuffix("."))
        else:
            self._failures = 0
            self._read(observed, now, utc)
        if self.result is None:
            self._ask_again(now, patience)

    def _failed(self, now: float, outcome: Outcome, reason: str) -> None:
        self._failures += 1
        self._trouble_met = reason
        if self._failures > self.settings.retries:
            times = "once" if self._failures == 1 else f"{self._failures} times in a row"
            self._end(now, outcome, f"{reason}, {times}")

    def _read(self, reply: Reply, now: float, utc: datetime) -> None:
        known = self.history.known
        violations = self.history.read(reply, now, utc)
        self._note_change(now)
        if reply.not_found:
            if known:
                self._illegal(now, violations)
            else:
                self._not_found(reply, now)
            return
        outcome, why = self._trouble(reply)
        if violations and outcome not in (Outcome.UNREADABLE, Outcome.REFUSED):
            self._illegal(now, violations)
        elif outcome is not None:
            self._end(now, outcome, why)
        elif reply.status is not None:
            self._judge(reply.status, now)

    def _trouble(self, reply: Reply) -> tuple[Outcome | None, str]:
        """Why a reply ends the wait whatever state it tells of; no outcome when it does not."""
        if reply.credentials_refused:
            return Outcome.REFUSED, _reason(reply)
        if self._ended_with_error(reply):
            return Outcome.REACHED, ""
        if reply.kind in (ReplyKind.SOAP_FAULT, ReplyKind.SERVICE_ERROR, ReplyKind.TEXT, ReplyKind.HTML):
            return Outcome.SERVICE_ERROR, _reason(reply)
        if reply.error() is not None:
            return Outcome.UNREADABLE, _reason(reply)
        found = [breach for breach in breaches(reply) if breach.clause.startswith(("schema.", "enumeration."))]
        return (Outcome.UNREADABLE, "\n".join(map(str, found))) if found else (None, "")

    def _ended_with_error(self, reply: Reply) -> bool:
        """Whether the end that was waited for is one that the service tells as its error."""
        named = self.goal.state or self.goal.phase
        return bool(named) and reply.kind is ReplyKind.SERVICE_ERROR and self._satisfied_by(reply.status)

    def _satisfied_by(self, status: ProcessStatus | None) -> bool:
        return status is not None and self._satisfied(status)

    def _not_found(self, reply: Reply, now: float) -> None:
        if now - self._began >= self.settings.not_found_grace:
            grace = f" after {plain(self.settings.not_found_grace)} s of grace" if self.settings.not_found_grace else ""
            error = reply.error()
            said = str(error).removesuffix(".") if error else f"the service answered {reply.status}"
            self._end(now, Outcome.NOT_FOUND, f"{said}{grace}")

    def _illegal(self, now: float, violations: list[Violation]) -> None:
        self._end(now, Outcome.ILLEGAL, "\n".join(map(str, violations)), tuple(violations))

    def _judge(self, status: ProcessStatus, now: float) -> None:
        if self._satisfied(status):
            self._end(now, Outcome.REACHED, "")
        elif self._graph.is_terminal(status.state):
            self._end(now, Outcome.ENDED_OTHERWISE, f"it ended as {status}")
        elif self.settings.stalled_after and now - self._changed >= self.settings.stalled_after:
            since = now - self._changed
            self._end(now, Outcome.STALLED, f"nothing changed for {plain(round(since, 1))} s, it stayed {status}")

    def _satisfied(self, status: ProcessStatus) -> bool:
        goal = self.goal
        if goal.end and not self._graph.is_terminal(status.state):
            return False
        if goal.state:
            return status.state == goal.state or (not goal.end and self._graph.has_passed(goal.state, status.state))
        if not goal.phase or status.phase == goal.phase:
            return True
        return not goal.end and self._graph.has_passed_phase(goal.phase, status.state)

    def _note_change(self, now: float) -> None:
        entries = len(self.history.trace.entries)
        if entries != self._entries:
            self._entries, self._changed = entries, now

    def _ask_again(self, now: float, patience: float) -> None:
        if now >= self.deadline:
            status = self._last
            last = f", it was {status} last" if status is not None and status.state else ""
            trouble = f"; last trouble: {self._trouble_met}" if self._failures else ""
            self._end(now, Outcome.OUT_OF_TIME, f"{plain(self.settings.timeout)} s have passed{last}{trouble}")
            return
        spread = self.settings.jitter * self._random.uniform(-1, 1)
        wait = max(self._interval * (1 + spread), patience)
        self._interval = min(
            self._interval * self.settings.backoff, max(self.settings.longest_interval, self._interval)
        )
        # The last look is at the deadline itself, so that nothing reported in time is missed; and there is one at
        # every moment at which the wait may end, unless the service has asked not to be asked so soon.
        moments = [self.deadline]
        if self.settings.stalled_after and not patience:
            moments.append(self._changed + self.settings.stalled_after)
        if not self.history.known and not patience:
            moments.append(self._began + self.settings.not_found_grace)
        self.due = min([now + wait, *(moment for moment in moments if moment > now)])

    def _end(self, now: float, outcome: Outcome, reason: str, violations: tuple[Violation, ...] = ()) -> None:
        seconds = now - self._began
        where = f"{self.contract.service} {self.operation} over {self.binding}"
        lines = [
            f"Process {self.process_id} did not reach {self.goal}: {outcome} [{where}]",
            "  what:  " + reason.replace("\n", "\n         "),
        ]
        if outcome is Outcome.REACHED:
            lines = [f"Process {self.process_id} reached {self.goal} [{where}]"]
        lines.append(f"  trace: {self.history.trace}")
        lines.append(f"  after: {seconds:.1f} s, {self._polls} {'poll' if self._polls == 1 else 'polls'}")
        self.result = WaitResult(
            self.process_id,
            self.goal,
            outcome,
            "\n".join(lines),
            self.history.trace,
            self._last,
            seconds,
            self._polls,
            violations,
        )


def _reason(reply: Reply) -> str:
    return str(reply.error()).removesuffix(".")
