"""Sends what families of probes ask for, each request once, within what may be sent to the endpoint."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from ..errors import TransportError
from ..reply import Reply
from ..session import Session
from .probe import Asking, Observation, Observations, Probe, Probes
from .situation import RESULTS, Permissions

MOST_SILENT = 20
"""Requests in a row that may get no answer; a service that stalls at each would else be asked for hours."""
Progress = Callable[[str, Probe], None]


class Prober:
    """Observes one service.

    After a failed connection, after many requests in a row without an answer, or when a real endpoint does not take the
    credentials, the rest is not tried.

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
        self._admitted = False
        self._bad_logins = self._last = self._silent = 0
        self._free_at = float("-inf")
        self._gate = threading.Lock()
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
                self._note_unsent(found)
                try:
                    probes = family.send(found)
                except StopIteration:
                    probes = None
        return self.observations

    def _observe(self, probes: Probes) -> Observations:
        pause = max((probe.pause for probe in probes if not self._unsendable(probe)), default=0.0)
        if pause:
            self._session.clock.sleep(pause)
        if len(probes) == 1:
            return (self._one(probes[0]),)
        # Numbers go by the order of the probes, whichever is answered first.
        numbers = [0 if self._unsendable(probe) else self._session.exchanger.recorder.reserve() for probe in probes]
        with ThreadPoolExecutor(len(probes)) as readers:
            return tuple(readers.map(self._one, probes, numbers))

    def _note_unsent(self, found: Observations) -> None:
        """Records what was not sent, and why: a recording that is judged again must say so too."""
        exchanger = self._session.exchanger
        for observation in found:
            self._last = observation.number or self._last
            probe = observation.probe
            if observation.exchange is None:
                context = exchanger.context(probe.operation, probe.binding, probe.process_id, probe.purpose)
                why = exchanger.recorder.masker.text(observation.missing)
                exchanger.recorder.note("unsent", {**context, "missing": why, "after": self._last})

    def _unsendable(self, probe: Probe) -> str:
        return probe.skipped or self._unreachable or ("" if probe.request is not None else "there was nothing to send")

    def _one(self, probe: Probe, number: int = 0) -> Observation:
        missing = self._unsendable(probe) or self._refusal(probe)
        if missing:
            return Observation(probe, missing=missing)
        self._wait_for_turn(probe)
        if self._progress is not None:
            self._progress(self._session.contract.service, probe)
        return self._exchanged(probe, number)

    def _refusal(self, probe: Probe) -> str:
        """Why a request may not be sent; one that may be is counted."""
        situation = probe.situation
        starts = self._session.contract.model.operations[probe.operation].role == "start"
        with self._gate:
            refusal = self._permissions.refusal(situation, self._bad_logins, starts=starts)
            if not refusal and self._permissions.is_login(situation):
                self._bad_logins += 1
        return refusal

    def _wait_for_turn(self, probe: Probe) -> None:
        """Keeps malformed requests apart, those that are to be sent at the same time too."""
        pause = self._permissions.pause_before(probe.situation)
        if not pause:
            return
        clock = self._session.clock
        with self._gate:
            clock.sleep(max(self._free_at - clock.now(), 0.0))
            self._free_at = clock.now() + pause

    def _exchanged(self, probe: Probe, number: int) -> Observation:
        if probe.request is None:
            raise ValueError("A probe without a request cannot be sent.")
        try:
            exchange, outcome, number = self._session.exchanger.exchange(
                probe.operation, probe.binding, probe.process_id, probe.request, probe.purpose, number
            )
        except ValueError as problem:  # a header that cannot be sent
            return Observation(probe, missing=str(problem).removesuffix("."))
        if isinstance(outcome, Reply):
            self._silent = 0
            self._note_login(probe, outcome)
            return Observation(probe, outcome, number=number, exchange=exchange)
        missing = str(outcome).removesuffix(".")
        if isinstance(outcome, TransportError) and outcome.phase in ("connect", "TLS"):
            self._unreachable = missing
        elif isinstance(outcome, TransportError):
            self._silent += 1
            if self._silent >= MOST_SILENT:
                self._unreachable = f"{MOST_SILENT} requests in a row got no answer; the last one: {missing}"
        return Observation(probe, missing=missing, number=number, exchange=exchange)

    def _note_login(self, probe: Probe, reply: Reply) -> None:
        """Sends no more of credentials that were never taken."""
        if probe.situation not in RESULTS or not self._session.target.credentials:
            return
        with self._gate:
            self._admitted = self._admitted or not reply.credentials_refused
            if not self._admitted:
                self._bad_logins += 1
                self._unreachable = self._permissions.end_of_logins(self._bad_logins)
