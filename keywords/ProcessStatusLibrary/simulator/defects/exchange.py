"""What is known of one exchange while it passes the seams: the request, the process, and what was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..calls import Call
from ..course import Moment
from ..http_message import Request
from ..service import Service
from .states import States, states_of
from .traits import Traits, traits_of


@dataclass(frozen=True, slots=True)
class Look:
    """An earlier look at a process.

    Attributes:
        call: The call that asked for it.
        moment: The process as the store had it then; none when it was not there.
    """

    call: Call
    moment: Moment | None


@dataclass(slots=True)
class Exchange:
    """One request on its way through a defective simulator.

    Attributes:
        received: The request as it came.
        service: The service at its address; none when nothing is there.
        calls: The calls at its address.
        call: The call that it became.
        refused: Its credentials are missing or wrong.
        turned_away: It was answered so, too.
        process_id: The process that it asks for; empty when it asks for none.
        looks: The earlier looks at this process, oldest first.
        shown: The process as it is told.
        neighbour: The process that was asked for before this one, when it is another.
        started: The ids that earlier starts created.
    """

    received: Request
    service: Service | None = None
    calls: Sequence[Call] = ()
    call: Call | None = None
    refused: bool = False
    turned_away: bool = False
    process_id: str = ""
    looks: Sequence[Look] = ()
    shown: Moment | None = None
    neighbour: Moment | None = None
    started: Sequence[str] = ()

    @property
    def asked(self) -> Service:
        """The service, at a seam that only requests for a service pass.

        Raises:
            LookupError: Nothing is at the address.
        """
        if self.service is None:
            raise LookupError(f"nothing is at {self.received.path}")
        return self.service

    @property
    def traits(self) -> Traits:
        """What the call has over its binding."""
        call = self.call or self.calls[0]
        return traits_of(self.asked.contract, call.name, call.sample.binding)

    @property
    def states(self) -> States:
        """The states of the service."""
        return states_of(self.asked.contract)

    @property
    def ends(self) -> int:
        """In how many earlier looks the process had ended."""
        return sum(look.moment is not None and look.moment.step.ended for look in self.looks)

    @property
    def runs(self) -> int:
        """In how many earlier looks the process was still under way."""
        return sum(look.moment is not None and not look.moment.step.ended for look in self.looks)

    @property
    def ended(self) -> bool:
        """Whether the process is told to have ended."""
        return self.shown is not None and self.shown.step.ended
