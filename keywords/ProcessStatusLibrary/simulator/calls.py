"""A documented exchange as the simulator uses it: where things travel, and the answer as a template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..contract import Contract
from ..contract.model import Operation
from .envelopes import Envelope, Version, read_envelope
from .guards import Guard, find_guard
from .http_message import Headers, media_parameter
from .json_template import JsonTemplate
from .members import Renaming
from .places import Place, find_place
from .samples import Sample, Values
from .shapes import Shapes, json_order
from .xml_reading import NotXml, child_elements, read_xml
from .xml_template import XmlTemplate

SOAP: Mapping[str, Version] = {"SOAP 1.1": "1.1", "SOAP 1.2": "1.2"}
FRAMING = ("content-length", "transfer-encoding", "connection", "date", "server")


@dataclass(frozen=True, slots=True)
class Call:
    """One operation over one binding, as its sample shows it.

    Attributes:
        sample: The sample.
        operation: What the contract says of the operation.
        version: The SOAP version; empty for other bindings.
        envelope: The sample request's envelope, when it is a SOAP request.
        id_place: Where the process id travels; none when this binding cannot carry it.
        guard: Who may ask.
        template: The answer.
    """

    sample: Sample
    operation: Operation
    version: Version | None
    envelope: Envelope | None
    id_place: Place | None
    guard: Guard
    template: XmlTemplate | JsonTemplate

    @property
    def name(self) -> str:
        """The operation's name."""
        return self.sample.operation

    @property
    def starts(self) -> bool:
        """Whether the operation starts a process."""
        return self.operation.role == "start"

    @property
    def xml(self) -> XmlTemplate:
        """The answer of a call that is known to answer in XML."""
        if not isinstance(self.template, XmlTemplate):
            raise TypeError(f"{self.sample.name}: the sample's answer is not XML.")
        return self.template

    @property
    def headers(self) -> Headers:
        """The headers that the sample's answer prints, less those that each delivery has of its own."""
        return tuple(pair for pair in self.sample.answer.headers if pair[0].lower() not in FRAMING)

    @property
    def message_tag(self) -> str:
        """The qualified name of the element in the SOAP body."""
        message = self.envelope.message if self.envelope else None
        return "" if message is None else str(message.tag)

    @property
    def action(self) -> str:
        """The SOAPAction, or the action parameter of the media type, without quotation marks."""
        question = self.sample.question
        stated = question.header("SOAPAction") or media_parameter(question.content_type, "action")
        return stated.strip('"')


def make_call(contract: Contract, sample: Sample, values: Values, shapes: Shapes) -> Call:
    """Finds out what a sample shows.

    Raises:
        ValueError: The sample is not what its name says; the message names the file.
    """
    operation = contract.model.operations[sample.operation]
    version = SOAP.get(sample.binding)
    try:
        envelope = read_envelope(sample.question.body, "") if version else None
        if envelope and envelope.version != version:
            raise ValueError(f"the request's envelope is of version {envelope.version}")
        asked = values.process_id if operation.role == "status" else ""
        return Call(
            sample,
            operation,
            version,
            envelope,
            find_place(asked, sample.question, envelope) if asked else None,
            find_guard(values.credentials, sample.question, envelope),
            _template(contract, sample, shapes, Renaming(values.process_id)),
        )
    except (NotXml, ValueError) as problem:
        raise ValueError(f"Sample {sample.name} of service '{contract.service}': {problem}.") from None


def _template(contract: Contract, sample: Sample, shapes: Shapes, renaming: Renaming) -> XmlTemplate | JsonTemplate:
    response = contract.model.operations[sample.operation].bindings[sample.binding].response
    body = sample.answer.body
    if sample.answer.media_type.endswith("json"):
        return JsonTemplate(body, json_order(contract, response.schema), renaming)
    path = response.result or response.body
    names = tuple(_qualified(step, contract.model.namespaces) for step in path.split("/") if step)
    return XmlTemplate(body, names or (_answer_tag(body, sample),), shapes, renaming)


def _qualified(step: str, namespaces: Mapping[str, str]) -> str:
    prefix, colon, name = step.partition(":")
    return f"{{{namespaces[prefix]}}}{name}" if colon else step


def _answer_tag(body: bytes, sample: Sample) -> str:
    """The answer's element, when the contract does not name it."""
    root = read_xml(body)
    if sample.binding in SOAP:
        root = child_elements(child_elements(root)[-1])[0]
    return str(root.tag)
