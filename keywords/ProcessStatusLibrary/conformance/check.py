"""The check: asks what the families of probes ask, and judges what came by every clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..contract.service import Contract
from ..levels import Level
from ..masking import Masker
from ..recorded_services import about_service
from ..session import Session
from .bench import Bench
from .catalogue import CATALOGUE
from .clause import AnyClause, Judged, SeriesClause
from .probe import Observation
from .prober import Prober, Progress
from .probes import families
from .results import ServiceResult
from .situation import Permissions
from .verdicts import verdict_of

Rows = tuple[tuple[str, str], ...]
"""Operations and bindings."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged, however it was observed.

    Attributes:
        contract: The contract that it is judged by.
        target: The target, in one word for people.
        simulated: Whether it is the simulator.
        masker: What keeps secrets out of everything that is written.
    """

    contract: Contract
    target: str
    simulated: bool
    masker: Masker


def check_service(
    session: Session,
    bindings: Sequence[str],
    *,
    permissions: Permissions | None = None,
    progress: Progress | None = None,
    fail_on: Level = "documented",
) -> ServiceResult:
    """Checks one service.

    Args:
        session: The open service.
        bindings: The bindings to ask over.
        permissions: What may be sent; by default nothing that could do harm.
        progress: Called before each request.
        fail_on: The weakest level that fails the check, for the recording.

    Returns:
        One verdict a clause, operation and binding. A service that cannot be reached is inconclusive, never green.
    """
    bench = Bench(session, bindings)
    rows = tuple((row.operation, row.binding) for row in bench.rows)
    recorder = session.exchanger.recorder
    prober = Prober(session, permissions or Permissions(), progress)
    with recorder.whole():  # judged again, a check that is not whole must not pass
        recorder.note(
            "service", {**about_service(session.target), "rows": [list(row) for row in rows], "fail_on": fail_on}
        )
        observations = prober.run(families(bench))
    target = session.target
    return judged(Subject(target.contract, target.name, target.simulated, session.masker), rows, observations)


def judged(subject: Subject, rows: Rows, observations: Sequence[Observation]) -> ServiceResult:
    """Judges what was observed of one service by every clause.

    Args:
        subject: What was observed.
        rows: The operations and bindings that were selected, in the contract's order.
        observations: What was asked, and what came of it, in its order.
    """
    contract = subject.contract
    across = {clause.id: _judged_across(clause, observations) for clause in CATALOGUE}
    verdicts = []
    for row in rows:
        own = [o for o in observations if o.probe.row == row]
        for clause in CATALOGUE:
            together = across[clause.id]
            found = None if together is None else [judged for judged in together if judged[0].probe.row == row]
            verdicts.append(verdict_of(clause, contract, *row, own, subject.masker, found))
    return ServiceResult(
        contract.service,
        contract.title,
        subject.target,
        subject.simulated,
        rows,
        tuple(verdicts),
        tuple(observations),
        contract=contract,
        masker=subject.masker,
    )


def _judged_across(clause: AnyClause, observations: Sequence[Observation]) -> list[Judged] | None:
    """What a clause says of all rows together; None when it judges each row alone."""
    if not isinstance(clause, SeriesClause) or not clause.across:
        return None
    return list(clause.findings(o for o in observations if o.probe.situation in clause.situations))
