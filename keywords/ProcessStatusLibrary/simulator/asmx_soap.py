"""SOAP as ASP.NET is known to speak it: lenient about headers and media types, 500 for every fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote_plus

from .calls import Call
from .envelopes import (
    MEDIA_TYPES,
    Envelope,
    IncompleteEnvelope,
    Version,
    WrongEnvelope,
    read_envelope,
)
from .http_message import Answer, Request, media_parameter
from .service import Service
from .soap_faults import Fault
from .soap_writers import AsmxWriter
from .standard_soap import REFUSED
from .typed_values import WrongValue, canonical, default
from .xml_reading import NotXml, local_name

UNREADABLE = "Server was unable to read request. ---> "
UNPROCESSABLE = "Server was unable to process request. ---> "
NULL = "Object reference not set to an instance of an object."
NO_ACTION = "Unable to handle request without a valid action parameter. Please supply a valid soap action."
ACCEPTED: dict[Version, tuple[str, ...]] = {
    "1.1": (MEDIA_TYPES["1.1"],),
    "1.2": (MEDIA_TYPES["1.2"], MEDIA_TYPES["1.1"]),
}


class AsmxFault(Exception):
    """A request that fails.

    Attributes:
        version: The version that the framework takes the request for at this point.
        fault: The fault.
        ran: The operation was begun: the answer then says for how long it may be cached.
    """

    def __init__(self, version: Version, fault: Fault, ran: bool = False) -> None:
        super().__init__(fault.text)
        self.version = version
        self.fault = fault
        self.ran = ran


class Bare(Exception):
    """A request that gets a status and nothing else.

    Attributes:
        version: The version whose media type the empty answer has.
        status: The status.
    """

    def __init__(self, version: Version, status: int) -> None:
        super().__init__(str(status))
        self.version = version
        self.status = status


class AsmxSoap:
    """The SOAP calls of an .asmx file.

    Args:
        service: The service.
        calls: Its SOAP calls.
    """

    def __init__(self, service: Service, calls: Sequence[Call]) -> None:
        self._service = service
        self._calls = calls
        self._writer = AsmxWriter(service, calls)
        self._actions = {call.action: call.name for call in calls if call.action}
        self._by_message = {call.message_tag: call.name for call in calls}
        self._blocks = frozenset(str(b.tag) for c in calls if c.envelope for b in c.envelope.blocks)

    def answer(self, request: Request) -> Answer:
        """Answers a POST."""
        ran = False
        try:
            answer, ran = self._result(request), True
        except AsmxFault as problem:
            answer, ran = self._writer.fault(problem.version, problem.fault, 500), problem.ran
        except Bare as problem:
            kind = ("Content-Type", f"{MEDIA_TYPES[problem.version]}; charset=utf-8")
            answer = Answer((kind,), b"", problem.status)
        return answer.adding(("Cache-Control", "private, max-age=0" if ran else "private"))

    def _result(self, request: Request) -> Answer:
        by_header = request.header("SOAPAction") is not None and request.media_type != MEDIA_TYPES["1.2"]
        if by_header:
            operation = self._routed_by_header(request)
            envelope = self._read(request, "1.1")
        else:
            operation = self._actions.get(media_parameter(request.content_type, "action"), "")
            # Without an action the body is read to route by, and failing there is the server's failure.
            envelope = self._read(request, "1.2", routing=not operation)
            operation = operation or self._routed_by_body(request, envelope)
        if request.media_type not in ACCEPTED[envelope.version]:
            raise Bare(envelope.version, 415)
        call = next((c for c in self._calls if c.name == operation and c.version == envelope.version), None)
        if call is None:  # the page documents one version only; the framework would answer both
            raise AsmxFault(envelope.version, Fault("Client", NO_ACTION))
        self._check_values(request, envelope)
        self._check_understood(envelope)
        return self._run(call, request, envelope)

    def _routed_by_header(self, request: Request) -> str:
        action = unquote_plus((request.header("SOAPAction") or "").strip('"'))
        if action not in self._actions:
            text = f"Server did not recognize the value of HTTP Header SOAPAction: {action}."
            raise AsmxFault("1.1", Fault("Client", text))
        if request.media_type not in ACCEPTED["1.2"]:
            raise Bare("1.1", 415)
        return self._actions[action]

    def _routed_by_body(self, request: Request, envelope: Envelope) -> str:
        message = envelope.message
        operation = self._by_message.get("" if message is None else str(message.tag), "")
        if not operation:
            action = media_parameter(request.content_type, "action")
            text = f"Unable to handle request. The action '{action}' was not recognized." if action else NO_ACTION
            raise AsmxFault("1.2", Fault("Client", text))
        return operation

    def _read(self, request: Request, version: Version, routing: bool = False) -> Envelope:
        charset = media_parameter(request.content_type, "charset")
        body = request.body
        if charset.lower() == "utf-8":
            body = body.decode("utf-8", "replace").encode()  # .NET reads on over bytes that are not UTF-8
        try:
            return read_envelope(body, charset)
        except NotXml as problem:
            if routing:
                raise AsmxFault("1.2", Fault("Server", f"{UNPROCESSABLE}{problem}")) from None
            raise Bare(version, 400) from None
        except WrongEnvelope as problem:
            raise AsmxFault("1.1", Fault("VersionMismatch", str(problem))) from None
        except IncompleteEnvelope as problem:
            raise AsmxFault(problem.version, Fault("Client", f"{UNREADABLE}{problem}")) from None

    def _check_values(self, request: Request, envelope: Envelope) -> None:
        messages = [*envelope.blocks, *([] if envelope.message is None else [envelope.message])]
        for message in messages:
            if message.tag not in self._blocks and message.tag not in self._by_message:
                continue
            if any(not isinstance(child.tag, str) for member in message for child in member):
                raise Bare(envelope.version, 400)  # .NET's reader of values does not expect a comment
            wrong = self._service.shapes.wrong_value(message)
            if wrong is not None:
                line, column = end_of_element(request.body, local_name(wrong.member))
                text = f"{UNREADABLE}There is an error in XML document ({line}, {column}). ---> {wrong.problem}"
                raise AsmxFault(envelope.version, Fault("Client", text))

    def _check_understood(self, envelope: Envelope) -> None:
        unknown = envelope.misunderstood(self._blocks)
        if unknown is not None:
            text = f"SOAP header {local_name(unknown)} was not understood."
            raise AsmxFault(envelope.version, Fault("MustUnderstand", text, in_header=True), ran=True)

    def _run(self, call: Call, request: Request, envelope: Envelope) -> Answer:
        if call.guard.in_envelope and not self._service.admits(call, request, envelope):
            raise AsmxFault(envelope.version, Fault("Client", REFUSED), ran=True)
        if call.starts:
            outcome = self._service.start(call, None)
        else:
            outcome = self._service.status(call, self._asked(call, request, envelope))
        if outcome.kind == "nothing":
            return self._writer.result(call, call.xml.without_result())
        return self._writer.result(call, call.xml.filled(outcome.members, outcome.process_id))

    def _asked(self, call: Call, request: Request, envelope: Envelope) -> str:
        """Reads the id as the operation's code would: a header that is absent is null, a member its default."""
        place, kind = call.id_place, self._service.id_type
        if place is None:
            return ""
        text = place.read(request, envelope)
        if text is None:
            if place.kind == "soap header" and envelope.block(place.path[0]) is None:
                raise AsmxFault(envelope.version, Fault("Server", f"{UNPROCESSABLE}{NULL}"), ran=True)
            return default(kind)
        try:
            return canonical(kind, text)
        except WrongValue as problem:
            raise AsmxFault(envelope.version, Fault("Client", f"{UNREADABLE}{problem}")) from None


def end_of_element(document: bytes, name: str) -> tuple[int, int]:
    """Finds where the first element of a name ends, as .NET counts: the line and the column after it.

    >>> end_of_element(b"<a>\\n  <b>x</b>\\n</a>", "b")
    (2, 11)
    """
    text = document.decode("utf-8", "replace")
    pattern = rf"<(?:[\w.-]+:)?{re.escape(name)}(?:\s[^>]*?)?(?:/>|>.*?</[^>]*>)"
    match = re.search(pattern, text, re.DOTALL)
    before = text[: match.end()] if match else ""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
