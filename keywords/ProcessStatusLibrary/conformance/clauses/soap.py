"""Reads SOAP messages for the clauses about them, whatever version they are of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lxml import etree

from ...classification import ReplyKind
from ...schemas.envelope import ENVELOPES
from ...schemas.xml_parsing import Element, children, local_name, namespace
from ..clause import Finding, inconclusive, not_applicable
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply

SOAP_11, SOAP_12 = "SOAP 1.1", "SOAP 1.2"
VERSIONS = {uri: version for version, uri in ENVELOPES.items()}
"""The versions of SOAP by the namespace of their envelope."""

JudgeElement = Callable[[Element], Finding]
JudgeReply = Callable[["Reply"], Finding]


def root_of(reply: Reply) -> Element | None:
    """The root of an answer in XML; None when it is none, or cannot be read."""
    document = reply.classified.document
    return document if isinstance(document, etree._Element) else None


def envelope_of(reply: Reply) -> Element | None:
    """The envelope of an answer, in either version; None when it has none."""
    root = root_of(reply)
    found = root is not None and local_name(root) == "Envelope" and namespace(root) in VERSIONS
    return root if found else None


def version_of(element: Element) -> str:
    """The version of SOAP whose namespace an element is in; empty when it is in neither."""
    return VERSIONS.get(namespace(element), "")


def part(envelope: Element, name: str) -> Element | None:
    """The first Header or Body of an envelope; None when it has none."""
    return next((child for child in children(envelope) if child.tag == f"{{{namespace(envelope)}}}{name}"), None)


def entries(envelope: Element, name: str) -> list[Element]:
    """What stands in the Header or in the Body."""
    found = part(envelope, name)
    return children(found) if found is not None else []


def fault_of(reply: Reply) -> Element | None:
    """The Fault of an answer, in either version; None when it is none."""
    envelope = envelope_of(reply)
    if envelope is None or reply.kind is not ReplyKind.SOAP_FAULT:
        return None
    return entries(envelope, "Body")[0]


def of_envelope(judge: JudgeElement) -> JudgeReply:
    """A judgement of envelopes as one of replies."""

    def judged(reply: Reply) -> Finding:
        envelope = envelope_of(reply)
        return judge(envelope) if envelope is not None else inconclusive(f"{_said(reply)}, so there is no envelope")

    return judged


def of_fault(judge: JudgeElement) -> JudgeReply:
    """A judgement of faults as one of replies."""

    def judged(reply: Reply) -> Finding:
        fault = fault_of(reply)
        if fault is None:
            return no_fault(reply)
        if version_of(fault) != reply.binding:  # which names its parts should have, nobody can tell
            return inconclusive("the fault is in an envelope of the other version")
        return judge(fault)

    return judged


def no_fault(reply: Reply) -> Finding:
    """What a clause about faults says of another reply."""
    return not_applicable(f"{_said(reply)}, so there is no fault")


def _said(reply: Reply) -> str:
    return f"the reply is {named(reply)}"
