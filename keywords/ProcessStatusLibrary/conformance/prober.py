"""Sends what families of probes ask for, each request once, within what may be sent to the endpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from ..errors import TransportError
from ..reply import Reply
from ..session import Session
from .probe import Asking, Observation, Observations, Probe, Probes
from .situation import Permissions

Progress = Callable[[str, Probe], None]


class Prober:
    """Observes one service. After a failed connection the rest of the service is not tried.

    Args:
        session: The open service.
        permissions: What may be sent.
        progress: Called before each request.
    """

    def __init__(self, session: Session, permissions: Permissions, progress: Progress | None = None) -> None:
        self._session = session
        self._permissions = permissions
        self._progress = progress
        self._unreachable = ""
        self._bad_logins = 0
        self.observations: list[Observation] = []

    def run(self, families: Iterable[Asking]) -> list[Observation]:
        """Asks what the families ask, one family after the other.

        Returns:
            Every observation so far, in its order.
        """
        for family in families:
            probes = next(family, None)
            while probes is not None:
                found = self._observe(probes)
                self.observations += found
                try:
                    probes = family.send(found)
                except StopIteration:
                    probes = None
        return self.observations

    def _observe(self, probes: Probes) -> Observations:
        pause = max((self._pause(probe) for probe in probes if not self._refusal(probe)), default=0.0)
        if pause:
            self._session.clock.sleep(pause)
        if len(probes) == 1:
            return (self._one(probes[0]),)
        with ThreadPoolExecutor(len(probes)) as readers:
            return tuple(readers.map(self._one, probes))

    def _pause(self, probe: Probe) -> float:
        return max(probe.pause, self._permissions.pause_before(probe.situation))

    def _refusal(self, probe: Probe) -> str:
        refused = probe.skipped or self._unreachable or self._permissions.refusal(probe.situation, self._bad_logins)
        return refused or ("" if probe.request is not None else "there was nothing to send")

    def _one(self, probe: Probe) -> Observation:
        refusal = self._refusal(probe)
        if refusal:
            return Observation(probe, missing=refusal)
        if self._permissions.is_login(probe.situation):
            self._bad_logins += 1
        if self._progress is not None:
            self._progress(self._session.contract.service, probe)
        return self._exchanged(probe)

    def _exchanged(self, probe: Probe) -> Observation:
        if probe.request is None:
            raise ValueError("A probe without a request cannot be sent.")
        try:
            exchange, outcome, number = self._session.exchanger.exchange(
                probe.operation, probe.binding, probe.process_id, probe.request, probe.purpose
            )
        except ValueError as problem:  # a header that cannot be sent
            return Observation(probe, missing=str(problem).removesuffix("."))
        if isinstance(outcome, Reply):
            return Observation(probe, outcome, number=number, exchange=exchange)
        missing = str(outcome).removesuffix(".")
        if isinstance(outcome, TransportError) and outcome.phase in ("connect", "TLS"):
            self._unreachable = missing
        return Observation(probe, missing=missing, number=number, exchange=exchange)
