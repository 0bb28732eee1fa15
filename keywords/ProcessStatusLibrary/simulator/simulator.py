"""The simulator's public face: services on a port, and the processes that they report on."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from ..clock import Clock, SystemClock
from ..contract import load_contract, shipped_services
from ..wording import listing, quote, unknown
from .defects.defective import Defective
from .defects.registry import chosen
from .delivery import Deliver, Greet, deliver_whole, greet_plainly
from .endpoint import Endpoint, not_found
from .endpoints import endpoints_of
from .http_message import Answer, Request
from .script import Script
from .seams import CONFORMING, Seams
from .server import Server, SimulatorError
from .service import Profile, Service
from .store import ProcessStore
from .transport_faults.greetings import AUTHORITY, greet_by_tls
from .transport_faults.plan import FaultPlan, planned

WILDCARDS = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104  answered, not bound


class Simulator:
    """Web services that report the status of processes, on a port of this machine.

    Args:
        services: Shipped services by name, other contracts by their folders; all shipped ones when none is named.
        profile: ``documented`` answers as the pages print, ``observed`` as the frameworks are known to.
        port: The port; 0 for any free one.
        host: The address to listen on.
        clock: What processes age by; the machine's clock unless told otherwise.
        defects: What the services do wrong, by name; one that no service can have shows nowhere.
        faults: What goes wrong on the way, by name; with ``@3`` after it only for the third request.
        tls: Serve by TLS, with a certificate of the simulator's own `authority`.

    Raises:
        ValueError: A service, the profile, a defect or a fault is not known, or two services share an address.
        ContractError: A contract is broken.

    >>> with Simulator("robusta") as simulator:
    ...     process = simulator.simulate("robusta", states=["WAITING", "SUCCEEDED"])
    ...     simulator.url("robusta").startswith("http://127.0.0.1:")
    True
    """

    def __init__(
        self,
        *services: str | Path,
        profile: Literal["documented", "observed"] = "documented",
        port: int = 0,
        host: str = "127.0.0.1",
        clock: Clock | None = None,
        defects: Sequence[str] = (),
        faults: Sequence[str] = (),
        tls: bool = False,
    ) -> None:
        if profile not in get_args(Profile):
            raise ValueError(f"Argument 'profile': {unknown('profile', profile, get_args(Profile))}")
        self.profile: str = profile
        self.host = host
        self.port = port
        self.tls = tls
        self.requests = 0
        """How many requests were served."""
        self._wanted_port = port
        self._clock = clock or SystemClock()
        self._store = ProcessStore(self._clock)
        contracts = [load_contract(service) for service in services or shipped_services()]
        self._services: dict[str, Service] = {}
        for contract in dict.fromkeys(contracts):
            if contract.service in self._services:
                folders = [self._services[contract.service].contract.folders[0], contract.folders[0]]
                raise ValueError(f"The contracts in {listing(folders, 'and')} have one name: '{contract.service}'.")
            self._services[contract.service] = Service(contract, profile, self._store)
        self._endpoints: list[tuple[str, Endpoint]] = []
        self._add_endpoints()
        self._lock = threading.Lock()
        self._seams: Seams = CONFORMING
        self._defects: tuple[str, ...] = ()
        self._plan = FaultPlan((), ())
        self._server = Server(self._handle, self._clock, self._delivery, self._greeting)
        for argument, names in (("defects", defects), ("faults", faults)):
            if isinstance(names, str):
                raise ValueError(f"Argument '{argument}': expected a list of names, got the text {quote(names)}.")
        self.set_defects(*defects)
        self.set_faults(*faults)

    def start(self) -> Simulator:
        """Starts to listen; nothing happens when it does already.

        Returns:
            The simulator itself.

        Raises:
            SimulatorError: The port is in use, or the address cannot be listened on.
        """
        if not self._server.running:
            self.port = self._server.start(self.host, self._wanted_port)
            self._server.refuse(self._plan.refuses)
        return self

    def stop(self) -> None:
        """Ends all connections and stops listening; nothing happens when it does not listen."""
        self._server.stop()

    def __enter__(self) -> Simulator:
        """Starts it."""
        return self.start()

    def __exit__(self, *problem: object) -> None:
        """Stops it."""
        self.stop()

    @property
    def services(self) -> list[str]:
        """The names of its services."""
        return list(self._services)

    def url(self, service: str) -> str:
        """Tells the base URL that a contract's paths are appended to.

        Raises:
            ValueError: The simulator has no such service.
            SimulatorError: It was never started and has no port yet.
        """
        mount = self._service(service).mount
        if not self.port:
            raise SimulatorError("The simulator has no port before it is started. Call start() first.")
        host = WILDCARDS.get(self.host, self.host)
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}{mount}"

    @property
    def authority(self) -> Path:
        """The file of the authority that its certificate is of, for a client's ``ca_file``."""
        return AUTHORITY

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return self._server.connections

    def credentials(self, service: str) -> Mapping[str, str]:
        """Tells the credentials that a service accepts.

        Returns:
            The keys user, password and token, as far as the service has them; empty: it lets everybody in.

        Raises:
            ValueError: The simulator has no such service.
        """
        return self._service(service).values.credentials

    @property
    def defects(self) -> tuple[str, ...]:
        """What the services do wrong, by name, in the order in which it takes effect."""
        return self._defects

    def set_defects(self, *names: str) -> None:
        """Makes the services do wrong what is named, and nothing else, from the next request on.

        What was read before does not count: a process that is reported twice is reported twice from now on.

        Args:
            names: Names of [defects][ProcessStatusLibrary.simulator.defects.registry.defects]; none: they conform.

        Raises:
            ValueError: A name is not known.
        """
        found = chosen(names)
        seams = Defective(found, list(self._services.values())) if found else CONFORMING
        with self._lock:
            self._defects = tuple(defect.name for defect in found)
            self._seams = seams
            for service in self._services.values():
                service.seams = seams

    @property
    def faults(self) -> tuple[str, ...]:
        """What goes wrong on the way, by name, with the number of the request where it is only one."""
        return tuple(str(fault) for fault in self._plan.faults)

    def set_faults(self, *names: str, service: str = "", binding: str = "", nth: int = 0) -> None:
        """Makes go wrong on the way what is named, and nothing else, from the next request or connection on.

        Args:
            names: Names of
                [transport_faults][ProcessStatusLibrary.simulator.transport_faults.registry.transport_faults], with
                ``@3`` for the third request alone; none: everything arrives.
            service: Only requests for this service.
            binding: Only requests over this binding.
            nth: Only the n-th of these requests from now on, from 1; 0: every one.

        Raises:
            ValueError: A name is not known, or a fault cannot go by what is asked; the message says what is allowed.
        """
        if service:
            self._service(service)
        faults = planned(names, service=service, binding=binding, nth=nth, tls=self.tls)
        with self._lock:
            self._plan = FaultPlan(faults, list(self._services.values()))
        self._server.refuse(self._plan.refuses)

    def simulate(
        self,
        service: str,
        process_id: str = "",
        states: Sequence[str] = (),
        *,
        seconds_per_state: float = 0.0,
        reads_per_state: int = 0,
        error_code: str = "",
        context: str | None = None,
        message: str | None = None,
        outputs: Mapping[str, str] | None = None,
        counters: Mapping[str, int] | None = None,
    ) -> str:
        """Puts a process into a service; one of the same id is replaced.

        Args:
            service: The service.
            process_id: Its id; empty: a fresh one.
            states: The states it goes through, of which the last one stays; none: from the initial state the
                natural way to the end.
            seconds_per_state: It stays in each state for so long by the clock.
            reads_per_state: It stays in each state for so many reads of its status; 1 when neither is given.
            error_code: The error code in the last state.
            context: Additional information, in every state; the sample's when none is given.
            message: The text that describes the status, in every state; the sample's, in an outcome that
                succeeded, when none is given.
            outputs: What it puts out when it succeeds.
            counters: Counters in the last state, instead of those that say the state.

        Returns:
            The id, in the form in which the service sends it.

        Raises:
            ValueError: Names the argument, quotes the value and lists what is allowed.
        """
        if isinstance(states, str):
            raise ValueError(f"Argument 'states': expected a list of states, got the text {quote(states)}.")
        script = Script(
            tuple(states), seconds_per_state, reads_per_state, error_code, context, message, outputs, counters
        )
        return self._service(service).put(script, process_id)

    def _service(self, name: str) -> Service:
        if name not in self._services:
            raise ValueError(unknown("service", name, self._services))
        return self._services[name]

    def _add_endpoints(self) -> None:
        taken: dict[str, str] = {}
        for service in self._services.values():
            for endpoint in endpoints_of(service, self._clock):
                for address in (service.mount + below for below in endpoint.addresses):
                    if address in taken:
                        both = listing([taken[address], service.name], "and")
                        raise ValueError(f"Services {both} share the address {address}. Simulate them apart.")
                    taken[address] = service.name
                self._endpoints.append((service.mount, endpoint))

    def _handle(self, request: Request) -> Answer:
        with self._lock:  # a request has the same defects from its beginning to its end
            self.requests += 1
            return self._seams.answered(self._answer(self._seams.asked(request)))

    def _delivery(self, request: Request) -> Deliver:
        with self._lock:
            return (self._plan.delivery(request) if self._plan.faults else None) or deliver_whole

    def _greeting(self) -> Greet:
        return self._plan.greeting or (greet_by_tls if self.tls else greet_plainly)

    def _answer(self, request: Request) -> Answer:
        for mount, endpoint in self._endpoints:
            below = request.below(mount)
            if below is not None and endpoint.claims(below):
                return endpoint.answer(below)
        return not_found(request)
