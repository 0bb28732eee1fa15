"""Clauses about the order of what is reported of one process, over all bindings together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...contract.service import Contract
from ...invariants import Violation
from ...judgement import Judgement, judge_next
from ...levels import Level
from ...lifecycle import lifecycle_graph
from ...status import ProcessStatus
from ..clause import PASSED, Judged, SeriesClause, fail
from ..probe import Observation
from ..reported import reported
from ..rules import STATUS_WITH_RULE, rule_level
from ..scope import STATUS
from ..situation import Situation

FOLLOWED = (Situation.FOLLOWED_PROCESS, Situation.STARTED_PROCESS)


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a series, with what was known before it.

    Attributes:
        observation: The read that brought it.
        contract: The service's contract.
        before: What is remembered of the reports before.
        status: What is reported.
        violations: The rules that it breaks.
    """

    observation: Observation
    contract: Contract
    before: Judgement
    status: ProcessStatus
    violations: Sequence[Violation]

    @property
    def known(self) -> bool:
        """Whether the contract knows the state that is reported."""
        graph = lifecycle_graph(self.contract)
        return graph.knows(self.status.state) and not graph.is_unknown_id(self.status.state)


def reports_of(series: Sequence[Observation]) -> Iterator[Report]:
    """Judges a series as a fold: each report that says anything, after those before it."""
    before = Judgement()
    for observation in series:
        reply, status = observation.reply, reported(observation)
        if reply is not None and status is not None:
            after, violations = judge_next(reply.contract, reply.operation, before, status, reply.process_id)
            yield Report(observation, reply.contract, before, status, violations)
            before = after


def _rule(rule: str, says: Callable[[Report], bool]) -> Callable[[Sequence[Observation]], Iterator[Judged]]:
    """Finds a rule's first violation in a series over each binding, and the reports that keep it."""

    def judge(series: Sequence[Observation]) -> Iterator[Judged]:
        broken: set[tuple[str, str]] = set()
        for report in reports_of(series):
            found = next((violation for violation in report.violations if violation.rule == rule), None)
            if found is None:
                if says(report):
                    yield report.observation, PASSED
            elif report.observation.probe.row not in broken:
                broken.add(report.observation.probe.row)
                yield report.observation, fail(found.title, found.documented, found.received)

    return judge


def _moves(report: Report) -> bool:
    return report.known and report.before.last is not None and report.before.ended is None


def _after_the_end(report: Report) -> bool:
    return report.known and report.before.ended is not None


def _still_ended(report: Report) -> bool:
    return report.before.ended is not None and report.status.state == report.before.ended.state


def _known_before(report: Report) -> bool:
    return report.known and report.before.last is not None


def _counts_again(report: Report) -> bool:
    falls = [rule.field for rule in report.contract.model.invariants if rule.rule == "never_falls"]
    counted = any(name in report.before.highest and name in report.status.counters for name in falls)
    return counted and report.known and report.status.phase != "failed"


def _level(contract: Contract) -> Level:
    return lifecycle_graph(contract).level


LIFECYCLE_CLAUSES = (
    SeriesClause(
        id="lifecycle.transition",
        title="A state is followed by one that may follow it; reads may skip some.",
        level="inferred",
        level_in=_level,
        situations=FOLLOWED,
        scope=STATUS,
        across=True,
        judge=_rule("lifecycle.transition", _moves),
    ),
    SeriesClause(
        id="lifecycle.final",
        title="A final state is not left again.",
        level="inferred",
        level_in=_level,
        situations=FOLLOWED,
        scope=STATUS,
        across=True,
        judge=_rule("lifecycle.final", _after_the_end),
    ),
    SeriesClause(
        id="lifecycle.vanished",
        title="A process that was known stays known.",
        level="inferred",
        level_in=_level,
        situations=FOLLOWED,
        scope=STATUS,
        across=True,
        judge=_rule("lifecycle.vanished", _known_before),
    ),
    SeriesClause(
        id="lifecycle.changed-after-end",
        title="Error code, outputs, counters and times of an ended process do not change.",
        level="inferred",
        level_in=_level,
        situations=FOLLOWED,
        scope=STATUS,
        across=True,
        judge=_rule("lifecycle.changed-after-end", _still_ended),
    ),
    SeriesClause(
        id="invariant.never-falls",
        title="A counter that only rises does not fall.",
        level="inferred",
        level_in=rule_level("never_falls"),
        situations=(*FOLLOWED, Situation.REPEATED_READ),
        scope=STATUS_WITH_RULE["never_falls"],
        across=True,
        judge=_rule("invariant.never-falls", _counts_again),
    ),
)
