"""Checks of a simulated service with one seeded defect: which clauses notice it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from .clock import VirtualClock
from .conformance.binding_selection import selected_bindings
from .conformance.check import check_service
from .conformance.clause import Verdict
from .conformance.results import ServiceResult
from .conformance.situation import EVERYTHING
from .contract.service import Contract
from .embedded import EmbeddedSimulator, Profile
from .session import Session

Broken = frozenset[tuple[str, str, str]]
"""Operations, bindings and clause ids: the clauses that say fail."""


class DefectChecks:
    """One simulated service that is checked again and again, each time with another defect.

    Args:
        contract: The service's contract.
        profile: ``documented`` answers as the page prints, ``observed`` as the frameworks do.
    """

    def __init__(self, contract: Contract, profile: Profile = "documented") -> None:
        self._contract = contract
        # Its own time stands still: what fires must not depend on whether a second passes between two reads.
        self._embedded = EmbeddedSimulator(profile, VirtualClock())
        self._conforming: Broken | None = None

    @property
    def conforming(self) -> Broken:
        """What the conforming simulator breaks: standards that the page itself departs from."""
        if self._conforming is None:
            self._conforming = broken(self.check())
        return self._conforming

    def check(self, *defects: str) -> ServiceResult:
        """Checks the service with some defects, and processes of its own."""
        simulator = self._embedded.simulator(self._contract)
        simulator.set_defects(*defects)
        try:
            target = self._embedded.target_with_processes(self._contract)
            with Session(target) as session:
                return check_service(session, selected_bindings(self._contract, []), permissions=EVERYTHING)
        finally:
            simulator.set_defects()

    def noticed(self, defect: str) -> Broken:
        """The clauses that a defect breaks and the conforming simulator keeps."""
        return broken(self.check(defect)) - self.conforming

    def close(self) -> None:
        """Stops the simulator."""
        self._embedded.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def broken(result: ServiceResult) -> Broken:
    """The clauses of a result that say fail."""
    return frozenset(
        (clause.operation, clause.binding, clause.clause.id)
        for clause in result.clauses
        if clause.verdict is Verdict.FAIL
    )
