"""SOAP faults of both versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml import etree

from .envelopes import NAMESPACES, EnvelopeStyle, Version, make_envelope
from .xml_reading import Element
from .xml_writing import sendable

Code = Literal["Client", "Server", "VersionMismatch", "MustUnderstand"]

CODES_12 = {"Client": "Sender", "Server": "Receiver"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, for either version.

    Attributes:
        code: The code in the words of SOAP 1.1; SOAP 1.2 says Sender and Receiver.
        text: What a person reads.
        in_header: A header block is wrong: such a fault has no detail.
    """

    code: Code
    text: str
    in_header: bool = False


def fault_envelope(version: Version, style: EnvelopeStyle, fault: Fault) -> Element:
    """Makes the envelope that holds a fault."""
    uri = NAMESPACES[version]
    element = etree.Element(f"{{{uri}}}Fault", nsmap=style.nsmap)
    if version == "1.1":
        _child(element, "faultcode", f"{style.prefix}:{fault.code}")
        _child(element, "faultstring", fault.text)
    else:
        code = etree.SubElement(element, f"{{{uri}}}Code")
        _child(code, f"{{{uri}}}Value", f"{style.prefix}:{CODES_12.get(fault.code, fault.code)}")
        reason = etree.SubElement(element, f"{{{uri}}}Reason")
        _child(reason, f"{{{uri}}}Text", fault.text).set(XML_LANG, "en")
    if not fault.in_header:
        etree.SubElement(element, "detail" if version == "1.1" else f"{{{uri}}}Detail")
    header = _upgrade() if fault.code == "VersionMismatch" else None
    return make_envelope(version, style, element, header)


def _child(parent: Element, tag: str, text: str) -> Element:
    child = etree.SubElement(parent, tag)
    child.text = sendable(text)
    return child


def _upgrade() -> Element:
    """The header block that tells which envelopes are understood."""
    uri = NAMESPACES["1.2"]
    upgrade = etree.Element(f"{{{uri}}}Upgrade", nsmap={"soap12": uri})
    for prefix, name in (("soap", NAMESPACES["1.1"]), ("soap12", uri)):
        supported = etree.SubElement(upgrade, f"{{{uri}}}SupportedEnvelope", nsmap={prefix: name})
        supported.set("qname", f"{prefix}:Envelope")
    return upgrade
