"""Judges a trace as a fold: one more report costs the same at any length of the trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .contract.service import Contract
from .invariants import Violation, broken_invariants
from .lifecycle import LifecycleGraph, lifecycle_graph
from .status import ProcessStatus
from .wording import listing, quote


@dataclass(frozen=True, slots=True)
class Judgement:
    """What has to be remembered of a trace to judge the next report.

    Attributes:
        last: The last report in which the process was known; None before the first.
        ended: The first report of its end; None while it runs.
        highest: The highest value of every counter that must not fall.
    """

    last: ProcessStatus | None = None
    ended: ProcessStatus | None = None
    highest: dict[str, int] = field(default_factory=dict)


def judge_next(
    contract: Contract, operation: str, before: Judgement, status: ProcessStatus, asked_for: str = ""
) -> tuple[Judgement, list[Violation]]:
    """Judges one more report. A pure function.

    Args:
        contract: The service's contract.
        operation: The operation that was asked for.
        before: What is remembered of the reports before.
        status: The report; one without a state says that the process was not found.
        asked_for: The id that was asked for.

    Returns:
        What to remember now, and the rules that the report breaks.
    """
    graph = lifecycle_graph(contract)
    if not status.state or graph.is_unknown_id(status.state):
        return before, list(_vanished(graph, before, status))
    if not graph.knows(status.state):
        # Not a state of the contract: that is the enumeration's business.
        return before, broken_invariants(contract, operation, status, asked_for)
    violations = [*_order(graph, before, status), *_fallen(contract, before, status)]
    violations += broken_invariants(contract, operation, status, asked_for)
    highest = dict(before.highest)
    for name, value in status.counters.items():
        highest[name] = max(value, highest.get(name, value))
    ended = before.ended or (status if graph.is_terminal(status.state) else None)
    return Judgement(status, ended, highest), violations


def judge_trace(
    contract: Contract, operation: str, statuses: Iterable[ProcessStatus], asked_for: str = ""
) -> list[Violation]:
    """Judges a whole trace.

    Returns:
        The broken rules in the order of the reports; none for a legal trace.
    """
    found: list[Violation] = []
    judgement = Judgement()
    for status in statuses:
        judgement, violations = judge_next(contract, operation, judgement, status, asked_for)
        found += violations
    return found


def _vanished(graph: LifecycleGraph, before: Judgement, status: ProcessStatus) -> Iterator[Violation]:
    if before.last is not None:
        said = quote(status.state) if status.state else "not found"
        title = f"The process vanished after {quote(before.last.state)}"
        yield Violation("lifecycle.vanished", graph.level, title, "a process that was known stays known", said)


def _order(graph: LifecycleGraph, before: Judgement, status: ProcessStatus) -> Iterator[Violation]:
    if before.ended is not None:
        if status.state != before.ended.state:
            title = f"The process left the final state {quote(before.ended.state)}"
            final = f"{quote(before.ended.state)} is final"
            yield Violation("lifecycle.final", graph.level, title, final, quote(status.state))
        else:
            yield from _changed(graph, before.ended, status)
        return
    earlier = before.last.state if before.last is not None else status.state
    if not graph.may_follow(earlier, status.state):
        allowed = [name for name in graph.states if name != earlier and graph.may_follow(earlier, name)]
        title = f"Illegal transition from {quote(earlier)} to {quote(status.state)}"
        documented = f"{listing(allowed)} after {quote(earlier)}"
        yield Violation("lifecycle.transition", graph.level, title, documented, quote(status.state))


def _changed(graph: LifecycleGraph, ended: ProcessStatus, status: ProcessStatus) -> Iterator[Violation]:
    """After the end nothing changes: error code, outputs, counters, times."""
    for name in ("error_code", "outputs", "counters", "started", "completed"):
        then, now = getattr(ended, name), getattr(status, name)
        if then != now:
            title = f"The {name.replace('_', ' ')} changed after the end"
            yield Violation("lifecycle.changed-after-end", graph.level, title, quote(then), quote(now))


def _fallen(contract: Contract, before: Judgement, status: ProcessStatus) -> Iterator[Violation]:
    if status.phase == "failed":
        return  # a service that refuses sends the result's shape with its numbers at nothing
    for rule in contract.model.invariants:
        value, highest = status.counters.get(rule.field), before.highest.get(rule.field)
        if rule.rule == "never_falls" and value is not None and highest is not None and value < highest:
            title = f"{rule.field} fell"
            yield Violation("invariant.never-falls", rule.level, title, f"at least {highest}", str(value))


def unknown_to(status: ProcessStatus) -> ProcessStatus:
    """A report that the process was not found, where the service says so without a state."""
    return replace(status, state="", phase="unknown")
