"""Which requests a fault befalls: all of them, or those of a service, over a binding, or the n-th one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...contract.service import canonical_binding
from ...wording import quote, unknown
from ..addressing import addressed, asked_over
from ..delivery import Deliver, Greet
from ..http_message import Request
from ..service import Service
from .fault import TransportFault
from .registry import transport_faults


@dataclass(slots=True)
class PlannedFault:
    """One fault, and the requests that it befalls.

    Attributes:
        fault: The fault.
        service: Only requests for this service; empty: for any.
        binding: Only requests over this binding; empty: over any.
        nth: Only the n-th of these requests, from 1; 0: every one.
        seen: How many of these requests have come.
    """

    fault: TransportFault
    service: str = ""
    binding: str = ""
    nth: int = 0
    seen: int = 0

    def __str__(self) -> str:
        return f"{self.fault.name}@{self.nth}" if self.nth else self.fault.name

    def befalls(self, service: str, bindings: set[str]) -> bool:
        """Counts a request, and tells whether the fault befalls it."""
        if (self.service and self.service != service) or (self.binding and self.binding not in bindings):
            return False
        self.seen += 1
        return self.nth in (0, self.seen)


class FaultPlan:
    """The faults of a simulator; the first one that befalls a request counts.

    Args:
        faults: The faults.
        services: The services of the simulator.
    """

    def __init__(self, faults: Sequence[PlannedFault], services: Sequence[Service]) -> None:
        self.faults = faults
        self._services = services

    @property
    def refuses(self) -> bool:
        """Whether nobody listens."""
        return any(planned.fault.refuses for planned in self.faults)

    @property
    def greeting(self) -> Greet | None:
        """What happens on a new connection; none when nothing goes wrong there."""
        return next((planned.fault.greet for planned in self.faults if planned.fault.greet is not None), None)

    def delivery(self, request: Request) -> Deliver | None:
        """How the answer to a request is sent; none when nothing goes wrong."""
        service, calls = addressed(self._services, request)
        bindings = asked_over(calls, request)
        befallen = [planned for planned in self.faults if planned.befalls(service.name if service else "", bindings)]
        return next((planned.fault.deliver for planned in befallen if planned.fault.deliver is not None), None)


def planned(
    names: Iterable[str], *, service: str = "", binding: str = "", nth: int = 0, tls: bool = False
) -> list[PlannedFault]:
    """Reads names of faults, each with the number of the request that it befalls when it is not every one.

    Args:
        names: Names such as ``reset-in-body``, or ``reset-in-body@3`` for the third request.
        service: Only requests for this service.
        binding: Only requests over this binding, by name in any case.
        nth: Only the n-th of these requests, where the name says nothing else.
        tls: The simulator speaks TLS.

    Raises:
        ValueError: A fault or a binding is not known, a number is wrong, or a fault cannot go by requests; the message
            says what is allowed.

    >>> [str(fault) for fault in planned(["refuse", "reset-in-body@3"])]
    ['refuse', 'reset-in-body@3']
    """
    over = canonical_binding(binding) if binding else ""
    found = []
    for text in names:
        name, at, number = text.partition("@")
        if name not in transport_faults():
            raise ValueError(f"Argument 'faults': {unknown('transport fault', name, transport_faults())}")
        if at and not (number.isascii() and number.isdigit() and int(number)):
            raise ValueError(
                f"Argument 'faults': {quote(text)} does not number a request. Write {name}@1 for the first one."
            )
        fault = PlannedFault(transport_faults()[name], service, over, int(number) if at else nth)
        if fault.nth < 0:
            raise ValueError(f"Argument 'nth' is {nth}. Allowed: from 1, or 0 for every request.")
        if fault.fault.before_requests and (fault.service or fault.binding or fault.nth):
            raise ValueError(
                f"Argument 'faults': {quote(name)} comes before any request, so it cannot go by service, binding or "
                "number. Leave them out."
            )
        if fault.fault.needs_tls and not tls:
            raise ValueError(
                f"Argument 'faults': {quote(name)} is a fault of TLS, which this simulator does not speak. "
                "Start it with tls=True."
            )
        found.append(fault)
    return found
