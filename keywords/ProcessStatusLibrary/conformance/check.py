"""The check: asks what the families of probes ask, and judges what came by every clause."""

from __future__ import annotations

from collections.abc import Sequence

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


def check_service(
    session: Session,
    bindings: Sequence[str],
    *,
    permissions: Permissions | None = None,
    progress: Progress | None = None,
) -> ServiceResult:
    """Checks one service.

    Args:
        session: The open service.
        bindings: The bindings to ask over.
        permissions: What may be sent; by default nothing that could do harm.
        progress: Called before each request.

    Returns:
        One verdict a clause, operation and binding. A service that cannot be reached is inconclusive, never green.
    """
    bench = Bench(session, bindings)
    prober = Prober(session, permissions or Permissions(), progress)
    observations = prober.run(families(bench))
    rows = tuple((row.operation, row.binding) for row in bench.rows)
    return judged(session, rows, observations)


def judged(session: Session, rows: Sequence[tuple[str, str]], observations: Sequence[Observation]) -> ServiceResult:
    """Judges what was observed of one service by every clause."""
    target = session.target
    contract = target.contract
    across = {clause.id: _judged_across(clause, observations) for clause in CATALOGUE}
    verdicts = []
    for row in rows:
        own = [o for o in observations if o.probe.row == row]
        for clause in CATALOGUE:
            together = across[clause.id]
            found = None if together is None else [judged for judged in together if judged[0].probe.row == row]
            verdicts.append(verdict_of(clause, contract, *row, own, session.masker, found))
    return ServiceResult(
        contract.service,
        contract.title,
        target.name,
        target.simulated,
        tuple(rows),
        tuple(verdicts),
        tuple(observations),
        contract=contract,
        masker=session.masker,
    )


def _judged_across(clause: AnyClause, observations: Sequence[Observation]) -> list[Judged] | None:
    """What a clause says of all rows together; None when it judges each row alone."""
    if not isinstance(clause, SeriesClause) or not clause.across:
        return None
    return list(clause.findings(o for o in observations if o.probe.situation in clause.situations))
