"""Series of observations, made without a network, and services that tell what a test says, on a clock that waits."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.conformance.bench import Bench
from ProcessStatusLibrary.conformance.binding_selection import selected_bindings
from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import Finding
from ProcessStatusLibrary.conformance.probe import Asking, Observation, Probe
from ProcessStatusLibrary.conformance.prober import Prober
from ProcessStatusLibrary.conformance.situation import EVERYTHING, Permissions, Situation
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.errors import TransportError
from ProcessStatusLibrary.reply import read_reply
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse

from ..lifecycle.scripted import URL, cora, fault

SLUGS = {"SOAP 1.1": "soap11", "SOAP 1.2": "soap12", "REST": "rest"}
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING = HttpRequest("POST", URL)
NOT_FOUND = "NotFound"


@dataclass(frozen=True)
class Seen:
    """One answer of a series.

    Attributes:
        answer: The answer; None when none came.
        details: What the probe says besides.
        begin: Seconds from the beginning to the request; by default one second later than that before.
        elapsed: Seconds until the answer was complete.
    """

    answer: HttpResponse | None
    binding: str = "SOAP 1.1"
    details: Mapping[str, Any] = field(default_factory=dict)
    begin: float = -1.0
    elapsed: float = 0.1


def told(state: str, binding: str = "SOAP 1.1", begin: float = -1.0, elapsed: float = 0.1, **details: Any) -> Seen:
    """Cora tells a state over a binding."""
    return Seen(cora(state, slug=SLUGS[binding]), binding, details, begin, elapsed)


def series(
    situation: Situation, *seen: Seen, service: str = "cora-rpa", role: str = "status", process_id: str = "4711"
) -> list[Observation]:
    """The observations of one series, numbered from 1."""
    contract = load_contract(service)
    operation, _ = contract.operation("", role)
    found = []
    for number, one in enumerate(seen, 1):
        begin = BEGIN + timedelta(seconds=number if one.begin < 0 else one.begin)
        exchange = Exchange(NOTHING, one.answer, begin, one.elapsed)
        probe = Probe(operation, one.binding, situation, **{"series": "s", "process_id": process_id, **one.details})
        reply = read_reply(contract, operation, one.binding, process_id, exchange) if one.answer else None
        found.append(Observation(probe, reply, "" if reply else "nothing came", number, exchange))
    return found


def findings(clause: str, observations: Iterable[Observation]) -> list[tuple[int, Finding]]:
    """What a clause says, by the number of the observation; of those in its situations."""
    entry = next(entry for entry in CATALOGUE if entry.id == clause)
    judged = [observation for observation in observations if observation.probe.situation in entry.situations]
    return [(observation.number, finding) for observation, finding in entry.findings(judged)]


class Service:
    """Cora RPA, telling the states of each process in turn, the last one for ever.

    Args:
        states: The states by process id; a state of several words is told as a fault, an empty one not at all.

    Attributes:
        asked: The binding and the id of every request.
        times: The clock's seconds at which they came.
    """

    def __init__(self, **states: Sequence[str]) -> None:
        self.clock = VirtualClock()
        self.asked: list[tuple[str, str]] = []
        self.times: list[float] = []
        self._states = {name.removeprefix("p"): list(told) for name, told in states.items()}
        self._lock = threading.Lock()

    def send(self, request: HttpRequest) -> HttpResponse:
        """Tells the next state."""
        body = request.body.decode()
        found = re.search(r"MasterWorkflowInstanceId>(\d+)<", body)
        process_id = found[1] if found else ""
        binding = "SOAP 1.2" if "soap+xml" in request.header("Content-Type") else "SOAP 1.1"
        with self._lock:
            self.asked.append((binding.removeprefix("SOAP "), process_id))
            self.times.append(self.clock.now())
            states = self._states[process_id]
            state = states.pop(0) if len(states) > 1 else states[0]
        if not state:
            raise TransportError("the connection was reset", URL, "read", 0.04, 30.0)
        return fault(state) if " " in state else cora(state, slug=SLUGS[binding])

    def close(self) -> None:
        """There is nothing to close."""

    def observe(
        self,
        family: Callable[[Bench], Asking],
        bindings: Sequence[str] = ("SOAP 1.1", "SOAP 1.2"),
        permissions: Permissions = EVERYTHING,
        **target: Any,
    ) -> list[Observation]:
        """Everything that a family of probes asks."""
        contract = load_contract("cora-rpa")
        opened = Session(Target("cora-rpa", contract, url=URL, **target), clock=self.clock, transport=self)
        bench = Bench(opened, selected_bindings(contract, bindings))
        return Prober(opened, permissions).run([family(bench)])
