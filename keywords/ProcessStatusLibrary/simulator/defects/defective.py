"""The seams of a defective simulator: at each, the defects that can show there do what they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..addressing import addressed
from ..calls import Call
from ..course import Moment
from ..drafts import Draft
from ..envelopes import Envelope
from ..http_message import Answer, Request
from ..seams import Seams
from ..service import Outcome, Service
from .defect import Defect
from .exchange import Exchange, Look
from .traits import traits_of


@dataclass(slots=True)
class _Memory:
    """What was told of the processes of one service."""

    looks: dict[str, list[Look]] = field(default_factory=dict)
    last: str = ""
    started: list[str] = field(default_factory=list)


class Defective(Seams):
    """The seams of a simulator with defects.

    One request passes at a time: the simulator sees to that.

    Args:
        defects: The defects, in the order in which they take effect.
        services: The services of the simulator.
    """

    def __init__(self, defects: Sequence[Defect], services: Sequence[Service]) -> None:
        self._defects = defects
        self._services = services
        self._memories = {service.name: _Memory() for service in services}
        self._exchange = Exchange(Request((), b"", "", "", ""))

    def asked(self, request: Request) -> Request:
        """Takes a new request in: what is below the service's path may become another."""
        service, calls = addressed(self._services, request)
        below = request.below(service.mount) if service is not None else None
        if service is None or below is None:
            self._exchange = Exchange(request)
            return request
        self._exchange = Exchange(below, service, calls)
        for defect in self._showing():
            below = defect.asked(self._exchange, below) if defect.asked else below
        return replace(below, path=service.mount + below.path)

    def admits(self, call: Call, request: Request, envelope: Envelope | None) -> bool:
        """Decides as the guard does, or lets more people in."""
        exchange = self._exchange
        exchange.call = call
        exchange.refused = not call.guard.admits(request, envelope)
        exchange.turned_away = exchange.refused and not any(
            defect.admits(exchange, call, request, envelope) for defect in self._showing() if defect.admits
        )
        return not exchange.turned_away

    def seen(self, service: Service, call: Call, moment: Moment | None, process_id: str, counts: bool) -> Moment | None:
        """Sees the process otherwise, by what was seen of it before."""
        memory, exchange = self._memories[service.name], self._exchange
        looks = memory.looks.setdefault(process_id, [])
        exchange.call, exchange.process_id, exchange.looks = call, process_id, tuple(looks)
        if memory.last not in ("", process_id):
            exchange.neighbour = memory.looks[memory.last][-1].moment
        if counts and process_id:
            looks.append(Look(call, moment))
            memory.last = process_id
        for defect in self._showing():
            moment = defect.seen(exchange, moment) if defect.seen else moment
        exchange.shown = moment
        return moment

    def told(self, service: Service, call: Call, outcome: Outcome) -> Outcome:
        """Says something else."""
        memory, exchange = self._memories[service.name], self._exchange
        exchange.call = call
        if call.starts:
            exchange.started = tuple(memory.started)
            memory.started.append(outcome.process_id)
        for defect in self._showing():
            outcome = defect.told(exchange, outcome) if defect.told else outcome
        return outcome

    def drawn(self, draft: Draft) -> Draft:
        """Writes something else down."""
        self._exchange.call = draft.call
        for defect in self._showing():
            draft = defect.drawn(self._exchange, draft) if defect.drawn else draft
        return draft

    def answered(self, answer: Answer) -> Answer:
        """Sends something else."""
        for defect in self._showing():
            answer = defect.answered(self._exchange, answer) if defect.answered else answer
        return answer

    def _showing(self) -> Iterator[Defect]:
        """The defects that can show in this exchange: in its call, else in a call of its address, else anywhere."""
        exchange = self._exchange
        calls = (exchange.call,) if exchange.call is not None else exchange.calls
        if exchange.service is not None and calls:
            places = [(exchange.service, call) for call in calls]
        else:
            places = [(service, call) for service in self._services for call in service.calls]
        for defect in self._defects:
            if any(_shows(defect, service, call) for service, call in places):
                yield defect


def _shows(defect: Defect, service: Service, call: Call) -> bool:
    return defect.where(traits_of(service.contract, call.name, call.sample.binding))
