"""The history of one process in a session: its trace, and the rules of the lifecycle that the reports broke."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .classification import ReplyKind
from .contract.service import Contract
from .invariants import Violation
from .judgement import Judgement, judge_next, unknown_to
from .lifecycle import lifecycle_graph
from .reply import Reply
from .status import ProcessStatus
from .trace import Trace
from .wording import inert_lines

NO_STATE = "(no state)"
"""Stands for the state of a result that no rule of the contract can name."""


class History:
    """What was reported of a process, whatever binding it was read over.

    Args:
        contract: The service's contract.
        process_id: The process.

    Attributes:
        trace: The reports.
        violations: The rules that they broke, in order.
    """

    def __init__(self, contract: Contract, process_id: str) -> None:
        self.contract = contract
        self.process_id = process_id
        self.trace = Trace(process_id)
        self.violations: list[Violation] = []
        self._judgement = Judgement()
        self._standing: list[Violation] = []

    def raise_when_illegal(self) -> None:
        """Fails when a rule was broken.

        Raises:
            IllegalLifecycle: The broken rules and the trace.
        """
        if self.violations:
            raise IllegalLifecycle(self)

    @property
    def known(self) -> bool:
        """Whether the service has known the process at least once."""
        return self._judgement.last is not None

    def read(self, reply: Reply, at: float, utc: datetime) -> list[Violation]:
        """Adds what a reply says of the process, when it says anything.

        Args:
            reply: The reply.
            at: Seconds of the clock.
            utc: The date.

        Returns:
            The rules that it breaks.
        """
        status = reported_by(reply, self.process_id)
        # A trace is there to be shown: a service that repeats secrets in its states gets masks instead.
        masked = None if status is None else status.masked(reply.masker.text)
        return [] if masked is None else self.report(reply.operation, masked, at, utc)

    def report(self, operation: str, status: ProcessStatus, at: float, utc: datetime) -> list[Violation]:
        """Adds one report and judges it after those before it."""
        entries = len(self.trace.entries)
        self.trace.add(status, at, utc)
        if len(self.trace.entries) == entries:
            return self._standing  # the same again: it breaks what it broke, and that is noted once
        self._judgement, violations = judge_next(self.contract, operation, self._judgement, status, self.process_id)
        self.violations += violations
        self._standing = violations
        return violations


def reported_by(reply: Reply, process_id: str) -> ProcessStatus | None:
    """What a reply says of a process, as a trace holds it.

    Args:
        reply: The reply.
        process_id: The process that was asked for.

    Returns:
        The status, without a state where the service does not know the process; None when the reply says nothing.
    """
    if reply.not_found:
        graph = lifecycle_graph(reply.contract)
        status = reply.status or ProcessStatus(reply.contract.service, process_id, "", "unknown")
        return status if graph.is_unknown_id(status.state) else unknown_to(status)
    if reply.status is None or reply.credentials_refused:
        return None
    status = reply.status
    if reply.kind is ReplyKind.SERVICE_ERROR:
        status = replace(status, counters={}, outputs={})  # an error's zeros count nothing
    return status if status.state else replace(status, state=NO_STATE)


class IllegalLifecycle(AssertionError):
    """What was reported of a process over time is not a legal lifecycle."""

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, history: History) -> None:
        self.violations = tuple(history.violations)
        lines = [f"Process {history.process_id} of {history.contract.service} did not follow its lifecycle"]
        for violation in self.violations:
            lines += [
                f"  {violation.title} [{violation.rule}, {violation.level}]",
                f"    documented: {violation.documented}",
                f"    received:   {violation.received}",
            ]
        super().__init__(inert_lines("\n".join([*lines, f"  trace: {history.trace}"])))
