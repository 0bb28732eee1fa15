"""The seams of every exchange: the only places at which a defective service differs from a conforming one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .calls import Call
    from .course import Moment
    from .drafts import Draft
    from .envelopes import Envelope
    from .http_message import Answer, Request
    from .service import Outcome, Service


class Seams:
    """The seams of a conforming service: what comes goes on as it is."""

    def asked(self, request: Request) -> Request:
        """What was asked, before anybody reads it."""
        return request

    def admits(self, call: Call, request: Request, envelope: Envelope | None) -> bool:
        """Who may ask."""
        return call.guard.admits(request, envelope)

    def seen(self, service: Service, call: Call, moment: Moment | None, process_id: str, counts: bool) -> Moment | None:  # noqa: ARG002
        """The process as the store has it."""
        return moment

    def told(self, service: Service, call: Call, outcome: Outcome) -> Outcome:  # noqa: ARG002
        """What the service has to say."""
        return outcome

    def drawn(self, draft: Draft) -> Draft:
        """The answer as a document."""
        return draft

    def answered(self, answer: Answer) -> Answer:
        """The answer in bytes, whoever made it."""
        return answer


CONFORMING = Seams()
