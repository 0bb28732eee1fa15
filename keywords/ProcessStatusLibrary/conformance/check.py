"""The check: asks what is planned, each request once, and judges every reply by every clause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ..errors import TransportError
from ..levels import LEVELS, Level
from ..reply import Reply
from ..session import Session
from .clause import Clause, Finding, Verdict
from .judging import CLAUSES, breach_of
from .plan import Probe, plan

Progress = Callable[[str, Probe], None]


@dataclass(frozen=True)
class Observation:
    """What came of one probe: a reply, or why there is none."""

    probe: Probe
    reply: Reply | None = None
    missing: str = ""
    number: int = 0


@dataclass(frozen=True)
class ClauseResult:
    """A clause's verdict over all observations of one operation and binding.

    Attributes:
        judged: How many observations were judged.
        evidence: Numbers of the exchanges behind the verdict.
    """

    clause: Clause
    operation: str
    binding: str
    level: Level
    source: str
    verdict: Verdict
    message: str = ""
    judged: int = 0
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True)
class ServiceResult:
    """What a check found of one service.

    Attributes:
        service: The contract's name.
        title: Its full name.
        target: The target, in one word for people.
        rows: The operations and bindings that were selected, in the contract's order.
        clauses: One verdict a clause, operation and binding.
    """

    service: str
    title: str
    target: str
    simulated: bool
    rows: tuple[tuple[str, str], ...]
    clauses: tuple[ClauseResult, ...]
    observations: tuple[Observation, ...] = field(default=(), repr=False)

    def row(self, operation: str, binding: str) -> list[ClauseResult]:
        """The verdicts of one operation and binding."""
        return [c for c in self.clauses if (c.operation, c.binding) == (operation, binding)]


def check_service(
    session: Session,
    bindings: Sequence[str],
    *,
    allow_start: bool = False,
    progress: Progress | None = None,
) -> ServiceResult:
    """Checks one service.

    Args:
        session: The open service.
        bindings: The bindings to ask over.
        allow_start: Whether a process may be started.
        progress: Called before each request.

    Returns:
        One verdict a clause, operation and binding. A service that cannot be reached is inconclusive, never green.
    """
    target = session.target
    probes = plan(target, bindings, allow_start=allow_start)
    observations = observe(session, probes, progress)
    rows = tuple(dict.fromkeys((probe.operation, probe.binding) for probe in probes))
    results = [
        _collected(clause, operation, binding, session, observations)
        for operation, binding in rows
        for clause in CLAUSES
    ]
    contract = target.contract
    return ServiceResult(
        contract.service, contract.title, target.name, target.simulated, rows, tuple(results), tuple(observations)
    )


def observe(session: Session, probes: Sequence[Probe], progress: Progress | None = None) -> list[Observation]:
    """Sends every probe once. After a failed connection the rest of the service is not tried."""
    observations: list[Observation] = []
    unreachable = ""
    for probe in probes:
        if probe.skipped or unreachable:
            observations.append(Observation(probe, missing=probe.skipped or unreachable))
            continue
        if progress is not None:
            progress(session.contract.service, probe)
        try:
            reply = _send(session, probe)
        except TransportError as problem:
            observations.append(Observation(probe, missing=str(problem).removesuffix(".")))
            if problem.phase in ("connect", "TLS"):
                unreachable = str(problem).removesuffix(".")
        except ValueError as problem:
            observations.append(Observation(probe, missing=str(problem).removesuffix(".")))
        else:
            observations.append(Observation(probe, reply, number=reply.number))
    return observations


def _send(session: Session, probe: Probe) -> Reply:
    if probe.fields is not None:
        return session.submit(probe.fields, probe.binding)
    return session.ask(probe.process_id, probe.binding, operation=probe.operation, **dict(probe.options))


def _collected(
    clause: Clause, operation: str, binding: str, session: Session, observations: Sequence[Observation]
) -> ClauseResult:
    documented = session.contract.model.operations[operation].bindings[binding]
    source = clause.source or documented.source or session.contract.model.source
    level: Level = documented.level if clause.level == "documented" else clause.level
    own = [o for o in observations if (o.probe.operation, o.probe.binding) == (operation, binding)]
    judged = [(o.reply, clause.judge(o.reply)) for o in own if o.reply is not None]
    by_verdict: dict[Verdict, list[tuple[Reply, Finding]]] = {verdict: [] for verdict in Verdict}
    for reply, finding in judged:
        by_verdict[finding.verdict].append((reply, finding))
    failed, passed = by_verdict[Verdict.FAIL], by_verdict[Verdict.PASS]

    def result(verdict: Verdict, message: str, shown: Sequence[tuple[Reply, Finding]]) -> ClauseResult:
        evidence = tuple(reply.number for reply, _ in shown)
        count = len(failed) + len(passed)
        return ClauseResult(clause, operation, binding, level, source, verdict, message, count, evidence)

    if failed:
        text = "\n".join(_grouped(clause, failed))
        return result(Verdict.FAIL, f"{text}\n  reproduce:  {failed[0][0].reproduce}", failed)
    if passed:
        return result(Verdict.PASS, "", passed)
    unjudged, silent = by_verdict[Verdict.INCONCLUSIVE], by_verdict[Verdict.NOT_APPLICABLE]
    if silent and not unjudged:
        return result(Verdict.NOT_APPLICABLE, silent[0][1].message, silent)
    reason = unjudged[0][1].message if unjudged else next((o.missing for o in own if o.missing), "nothing was asked")
    return result(Verdict.INCONCLUSIVE, reason, unjudged)


def _grouped(clause: Clause, failed: Sequence[tuple[Reply, Finding]]) -> Iterator[str]:
    """Words each different breach once, with the number of further replies that break the clause in the same way."""
    alike: dict[Finding, list[Reply]] = {}
    for reply, finding in failed:
        alike.setdefault(finding, []).append(reply)
    for finding, replies in alike.items():
        text = str(breach_of(clause, finding, replies[0]))
        more = len(replies) - 1
        yield f"{text}\n  also:       {more} more {'reply' if more == 1 else 'replies'}" if more else text


def failing(results: Sequence[ServiceResult], fail_on: Level) -> list[tuple[ServiceResult, ClauseResult]]:
    """The broken clauses at a level or above it."""
    counted = LEVELS[: LEVELS.index(fail_on) + 1]
    return [
        (service, clause)
        for service in results
        for clause in service.clauses
        if clause.verdict is Verdict.FAIL and clause.level in counted
    ]


def unjudged_rows(results: Sequence[ServiceResult]) -> list[tuple[ServiceResult, str]]:
    """The selected services and bindings of which no schema or enumeration clause was judged."""
    missing = []
    for service in results:
        for binding in dict.fromkeys(binding for _, binding in service.rows):
            judged = any(
                clause.verdict in (Verdict.PASS, Verdict.FAIL)
                for clause in service.clauses
                if clause.binding == binding and clause.clause.group in ("schema", "enumeration")
            )
            if not judged:
                missing.append((service, binding))
    return missing


def exit_status(results: Sequence[ServiceResult], fail_on: Level) -> int:
    """The exit status of a check: 1 broken at the failing level, 3 something was not judged, 0 otherwise."""
    if failing(results, fail_on):
        return 1
    return 3 if unjudged_rows(results) else 0
