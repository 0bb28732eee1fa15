"""ServiceStack as it is known to behave: its own errors in the answer's shape, over HTTP 200 for SOAP."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from .calls import Call
from .drafts import Draft
from .endpoint import method_not_allowed, not_found, unauthorized
from .envelopes import Envelope, IncompleteEnvelope, WrongEnvelope, read_envelope
from .http_message import Answer, Request, media_parameter, text_answer
from .members import Members
from .rest import RestEndpoint
from .service import Service
from .soap_writers import one_line, servicestack_envelope
from .typed_values import WrongValue, canonical
from .wsdl import wsdl_answer
from .xml_reading import NotXml, local_name

EVERYWHERE = (("Vary", "Accept"), ("X-Powered-By", "ServiceStack/4.0"))
UNBOUND = "Unable to bind to request '{}'"


class ServiceStackRest(RestEndpoint):
    """A route of ServiceStack: not case-sensitive, errors as ResponseStatus with the status of their kind."""

    def is_path(self, segments: Sequence[str]) -> bool:
        """Compares paths without regard to case."""
        if len(segments) != len(self._segments):
            return False
        pairs = zip(self._segments, segments, strict=True)
        return all(mine is None or mine.casefold() == theirs.casefold() for mine, theirs in pairs)

    def answer(self, request: Request) -> Answer:
        """Adds the headers that every answer has."""
        return super().answer(request).adding(*EVERYWHERE)

    def refused(self, request: Request) -> Answer:  # noqa: ARG002
        """A status and no body."""
        return unauthorized(self._service.name, Answer((), b"", 401))

    def wrong_id(self, call: Call, request: Request, text: str) -> Answer:  # noqa: ARG002
        """The request does not become an object of the operation."""
        members = self._service.error_members("SerializationException", UNBOUND.format(call.name))
        return self.written(call, members, "", 400)


class ServiceStackSoap:
    """ServiceStack's SOAP 1.2 address.

    Args:
        service: The service.
        calls: Its SOAP 1.2 calls.
    """

    def __init__(self, service: Service, calls: Sequence[Call]) -> None:
        self._service = service
        self._calls = calls
        self._path = calls[0].sample.question.path

    @property
    def addresses(self) -> Iterable[str]:
        """The one path."""
        return (self._path.casefold(),)

    def claims(self, request: Request) -> bool:
        """Tells whether the path is this one, in any case."""
        return request.path.casefold() == self._path.casefold()

    def answer(self, request: Request) -> Answer:
        """Answers with a result, or with an error in the shape of one."""
        return self._answer(request).adding(*EVERYWHERE)

    def _answer(self, request: Request) -> Answer:
        if request.method in ("GET", "HEAD"):
            return wsdl_answer(self._service, request) or not_found(request)
        if request.method != "POST":
            return method_not_allowed(request, ["GET", "POST"])
        if not self._service.admits(self._calls[0], request):
            return unauthorized(self._service.name, Answer((), b"", 401))
        try:
            envelope = read_envelope(request.body, media_parameter(request.content_type, "charset"))
        except (NotXml, WrongEnvelope, IncompleteEnvelope) as problem:
            return self._failed(self._calls[0], request, f"Error trying to deserialize requestType: {problem}")
        name = self._operation(request, envelope)
        call = next((call for call in self._calls if call.name == name), None)
        if call is None:
            return text_answer(405, f"The operation '{name}' does not exist for this service")
        return self._run(call, request, envelope)

    def _operation(self, request: Request, envelope: Envelope) -> str:
        action = media_parameter(request.content_type, "action")
        if action:
            return action.rpartition("/")[2]
        return "" if envelope.message is None else local_name(envelope.message)

    def _run(self, call: Call, request: Request, envelope: Envelope) -> Answer:
        if call.starts:
            outcome = self._service.start(call, None)
            return self._written(call, request, outcome.members, outcome.process_id, 200)
        wrong = None if envelope.message is None else self._service.shapes.wrong_value(envelope.message)
        if wrong is not None:
            wording = f"Error trying to deserialize requestType: {call.name}: {wrong.problem}"
            return self._failed(call, request, wording)
        text = call.id_place.read(request, envelope) if call.id_place else ""
        try:
            process_id = canonical(self._service.id_type, text or "")
        except WrongValue as problem:
            wording = f"Error trying to deserialize requestType: {call.name}: {problem}"
            return self._failed(call, request, wording)
        outcome = self._service.status(call, process_id)
        status = 200 if outcome.kind == "result" else 404
        return self._written(call, request, outcome.members, process_id, status)

    def _failed(self, call: Call, request: Request, text: str) -> Answer:
        members = self._service.error_members("SerializationException", text)
        return self._written(call, request, members, "", 400)

    def _written(self, call: Call, request: Request, members: Members, process_id: str, status: int) -> Answer:
        """Whatever the status is, HTTP says 200; the real one is told in two headers."""
        kind = "application/soap+xml"
        action = media_parameter(request.content_type, "action")
        if action.endswith(f"/{call.name}"):
            kind += f'; action="{action}Response"'
        document = servicestack_envelope(call, call.xml.filled(members, process_id), status)
        said: Literal["result", "error"] = "result" if status == 200 else "error"
        answer = self._service.written(Draft(said, call, document, one_line, (("Content-Type", kind),)))
        return answer if status == 200 else answer.adding(("X-Status", str(status)))
