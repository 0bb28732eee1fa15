"""What a check found: verdicts by clause, operation and binding, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..breach import Breach
from ..contract.service import Contract
from ..levels import LEVELS, Level
from ..masking import Masker
from .clause import AnyClause, Verdict
from .probe import Observation

JUDGED = (Verdict.PASS, Verdict.FAIL)


@dataclass(frozen=True)
class ObservedBreach:
    """One way in which a clause was broken, however many replies broke it so.

    Attributes:
        breach: What was documented and what was received, secrets masked.
        location: The place in the message; empty where it is about the whole of it.
        situation: What was special about the first of the requests; empty for an ordinary one.
        evidence: Numbers of the exchanges that show it.
        reproduce: A command that sends the first of the requests again, secrets masked.
    """

    breach: Breach
    location: str = ""
    situation: str = ""
    evidence: tuple[int, ...] = ()
    reproduce: str = ""


@dataclass(frozen=True)
class ClauseResult:
    """A clause's verdict over all observations of one operation and binding.

    Attributes:
        judged: How many observations were judged.
        evidence: Numbers of the exchanges behind the verdict.
        breaches: Each different breach once; empty unless the clause is broken.
        exchanges: Numbers of all exchanges that were judged, whatever the verdict on each.
    """

    clause: AnyClause
    operation: str
    binding: str
    level: Level
    source: str
    verdict: Verdict
    message: str = ""
    judged: int = 0
    evidence: tuple[int, ...] = ()
    breaches: tuple[ObservedBreach, ...] = ()
    exchanges: frozenset[int] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class ServiceResult:
    """What a check found of one service.

    Attributes:
        service: The contract's name.
        title: Its full name.
        target: The target, in one word for people.
        rows: The operations and bindings that were selected, in the contract's order.
        clauses: One verdict a clause, operation and binding.
        observations: What was asked, and what came of it.
        contract: The contract that it was judged by.
        masker: What keeps secrets out of everything that is written of it.
    """

    service: str
    title: str
    target: str
    simulated: bool
    rows: tuple[tuple[str, str], ...]
    clauses: tuple[ClauseResult, ...]
    observations: tuple[Observation, ...] = field(default=(), repr=False)
    contract: Contract = field(kw_only=True, repr=False)
    masker: Masker = field(kw_only=True, repr=False)

    def row(self, operation: str, binding: str) -> list[ClauseResult]:
        """The verdicts of one operation and binding."""
        return [c for c in self.clauses if (c.operation, c.binding) == (operation, binding)]


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
                clause.verdict in JUDGED
                for clause in service.clauses
                if clause.binding == binding and clause.clause.group in ("schema", "enumeration")
            )
            if not judged:
                missing.append((service, binding))
    return missing
