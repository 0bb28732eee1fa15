"""SOAP as the page and the standards have it: what the page does not say, SOAP and HTTP do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..wording import quote
from .calls import Call
from .endpoint import method_not_allowed, not_found, unauthorized, unsupported_media_type
from .envelopes import (
    MEDIA_TYPES,
    NAMESPACES,
    Envelope,
    IncompleteEnvelope,
    Version,
    WrongEnvelope,
    read_envelope,
)
from .http_message import Answer, Request, media_parameter, text_answer
from .service import Service
from .soap_faults import Fault
from .soap_writers import PageWriter
from .typed_values import ARTICLES, WrongValue, canonical
from .wsdl import asks_for_wsdl, wsdl_answer
from .xml_reading import NotXml, local_name, namespace, text_of

REFUSED = "[InvalidLogonAttempt] The user name or the password is wrong."


class SoapRefusal(Exception):
    """A request that is answered with a fault.

    Attributes:
        version: The version to answer in.
        fault: The fault.
        status: The HTTP status; 0: the one that the version has for such a fault.
    """

    def __init__(self, version: Version, fault: Fault, status: int = 0) -> None:
        super().__init__(fault.text)
        self.version = version
        self.fault = fault
        self.status = status or (400 if version == "1.2" and fault.code == "Client" else 500)


class StandardSoap:
    """The SOAP calls at one address.

    Args:
        service: The service.
        calls: Its SOAP calls at the address, of one version or of both.
    """

    def __init__(self, service: Service, calls: Sequence[Call]) -> None:
        self._service = service
        self._path = calls[0].sample.question.path
        self._writer = PageWriter(service, calls)
        self._calls = calls
        self._accepted: dict[Version, set[str]] = {}
        for call in calls:
            if call.version:
                types = self._accepted.setdefault(call.version, {MEDIA_TYPES[call.version]})
                types.add(call.sample.question.media_type)

    @property
    def addresses(self) -> Iterable[str]:
        """The one path."""
        return (self._path,)

    def claims(self, request: Request) -> bool:
        """Tells whether the path is this one, letter for letter."""
        return request.path == self._path

    def answer(self, request: Request) -> Answer:
        """Answers with a result, a fault or the description."""
        if asks_for_wsdl(request):
            return wsdl_answer(self._service, request) or not_found(request)
        if request.method != "POST":
            return method_not_allowed(request, ["POST"])
        accepted = set().union(*self._accepted.values())
        if request.media_type not in accepted:
            return unsupported_media_type(request, accepted)
        first = self._calls[0]
        if not first.guard.in_envelope and not self._service.admits(first, request):
            return unauthorized(self._service.name, text_answer(401, "Credentials are missing or wrong."))
        try:
            return self._posted(request)
        except SoapRefusal as refusal:
            return self._writer.fault(refusal.version, refusal.fault, refusal.status)

    def _posted(self, request: Request) -> Answer:
        envelope = self._read(request)
        if request.media_type not in self._accepted[envelope.version]:
            return unsupported_media_type(request, self._accepted[envelope.version])
        return self._served(self._call(request, envelope), request, envelope)

    def _read(self, request: Request) -> Envelope:
        offered = next(iter(self._accepted))
        likely = next((v for v, types in self._accepted.items() if request.media_type in types), offered)
        try:
            envelope = read_envelope(request.body, media_parameter(request.content_type, "charset"))
        except NotXml as problem:
            text = f"The request is not well-formed XML: {problem}"
            raise SoapRefusal(likely, Fault("Client", text), 400) from None
        except WrongEnvelope as problem:
            raise self._mismatch(likely, problem.namespace) from None
        except IncompleteEnvelope as problem:
            version = problem.version if problem.version in self._accepted else offered
            raise SoapRefusal(version, Fault("Client", str(problem))) from None
        if envelope.version not in self._accepted:
            raise self._mismatch(offered, NAMESPACES[envelope.version])
        unknown = envelope.misunderstood(frozenset(self._known_blocks()))
        if unknown is not None:
            text = f"SOAP header {local_name(unknown)} was not understood."
            raise SoapRefusal(envelope.version, Fault("MustUnderstand", text, in_header=True))
        return envelope

    def _mismatch(self, version: Version, got: str) -> SoapRefusal:
        expected = " or ".join(NAMESPACES[offered] for offered in self._accepted)
        text = f"Possible SOAP version mismatch: Envelope namespace {got} was unexpected. Expecting {expected}."
        return SoapRefusal(version, Fault("VersionMismatch", text))

    def _known_blocks(self) -> Iterable[str]:
        return (str(block.tag) for call in self._calls if call.envelope for block in call.envelope.blocks)

    def _call(self, request: Request, envelope: Envelope) -> Call:
        version, message = envelope.version, envelope.message
        tag = "" if message is None else message.tag
        call = next((c for c in self._calls if c.version == version and c.message_tag == tag), None)
        if message is None:
            raise SoapRefusal(version, Fault("Client", "The SOAP body is empty."))
        if call is None:
            text = f"The request element <{local_name(message)} xmlns='{namespace(message)}'> was not recognized."
            raise SoapRefusal(version, Fault("Client", text))
        wrong = self._wrong_action(call, request)
        if wrong:
            raise SoapRefusal(version, Fault("Client", wrong))
        return call

    def _wrong_action(self, call: Call, request: Request) -> str:
        if call.version == "1.2":
            given = media_parameter(request.content_type, "action")
            known = {other.action for other in self._calls if other.name == call.name and other.action}
            wrong = bool(given and known) and given not in known
            return f"Unable to handle request. The action '{given}' was not recognized." if wrong else ""
        header = request.header("SOAPAction")
        if header is None:
            return "The HTTP header SOAPAction is missing."
        value = header.strip('"')
        return "" if value == call.action else f"Server did not recognize the value of HTTP Header SOAPAction: {value}."

    def _served(self, call: Call, request: Request, envelope: Envelope) -> Answer:
        version = envelope.version
        if call.guard.in_envelope and not self._service.admits(call, request, envelope):
            raise SoapRefusal(version, Fault("Client", REFUSED, in_header=True))
        self._check_values(envelope)
        if call.starts:
            outcome = self._service.start(call, None)
        else:
            outcome = self._service.status(call, self._asked(call, request, envelope))
        if outcome.kind == "nothing":
            raise SoapRefusal(version, Fault("Client", f"Process {outcome.process_id} was not found."))
        return self._writer.result(call, call.xml.filled(outcome.members, outcome.process_id))

    def _check_values(self, envelope: Envelope) -> None:
        messages = [*envelope.blocks, *([] if envelope.message is None else [envelope.message])]
        for message in messages:
            wrong = self._service.shapes.wrong_value(message)
            if wrong is not None:
                member, kind = wrong.member, ARTICLES[wrong.kind]
                text = f"{local_name(member)} {quote(text_of(member))} is not {kind}."
                raise SoapRefusal(envelope.version, Fault("Client", text, in_header=message in envelope.blocks))

    def _asked(self, call: Call, request: Request, envelope: Envelope) -> str:
        place = call.id_place
        if place is None:
            return ""
        text = place.read(request, envelope)
        if text is None:
            header = place.kind == "soap header"
            absent = header and envelope.block(place.path[0]) is None
            name = f"The SOAP header {place.path[0].rpartition('}')[2]}" if absent else place.name
            raise SoapRefusal(envelope.version, Fault("Client", f"{name} is missing.", in_header=header))
        try:
            return canonical(self._service.id_type, text)
        except WrongValue:
            problem = f"{place.name} {quote(text)} is not {ARTICLES[self._service.id_type]}."
            raise SoapRefusal(envelope.version, Fault("Client", problem)) from None
