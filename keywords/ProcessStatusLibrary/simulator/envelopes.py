"""SOAP envelopes: read from clients, and made in the style of a page or of a runtime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from .xml_reading import XSI, Element, child_elements, local_name, namespace, read_xml

Version = Literal["1.1", "1.2"]

NAMESPACES: dict[Version, str] = {
    "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
    "1.2": "http://www.w3.org/2003/05/soap-envelope",
}
VERSIONS: dict[str, Version] = {uri: version for version, uri in NAMESPACES.items()}
MEDIA_TYPES: dict[Version, str] = {"1.1": "text/xml", "1.2": "application/soap+xml"}
XSD = "http://www.w3.org/2001/XMLSchema"
NEXT = {
    "1.1": "http://schemas.xmlsoap.org/soap/actor/next",
    "1.2": "http://www.w3.org/2003/05/soap-envelope/role/next",
}
ULTIMATE = "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"


class WrongEnvelope(ValueError):
    """The root is no envelope of a known version.

    Attributes:
        namespace: The namespace that it has.
    """

    def __init__(self, root: Element) -> None:
        self.namespace = namespace(root)
        super().__init__(
            f"Possible SOAP version mismatch: Envelope namespace {self.namespace} was unexpected. "
            f"Expecting {NAMESPACES['1.1']}."
        )


class IncompleteEnvelope(ValueError):
    """The envelope lacks one of its own parts.

    Attributes:
        version: Its version.
    """

    def __init__(self, version: Version, part: str) -> None:
        self.version = version
        super().__init__(f"Request format is invalid: Missing required soap:{part} element.")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A request's envelope.

    Attributes:
        version: The version, by its namespace.
        blocks: The header blocks.
        message: The first child of the body; none when the body is empty.
    """

    version: Version
    blocks: Sequence[Element]
    message: Element | None

    def block(self, tag: str) -> Element | None:
        """Finds a header block by its qualified name."""
        return next((block for block in self.blocks if block.tag == tag), None)

    def misunderstood(self, known: frozenset[str]) -> Element | None:
        """Finds a header block that must be understood, is meant for this node, and is not known."""
        uri = NAMESPACES[self.version]
        for block in self.blocks:
            role = block.get(f"{{{uri}}}{'actor' if self.version == '1.1' else 'role'}", "")
            mandatory = block.get(f"{{{uri}}}mustUnderstand", "").strip() in ("1", "true")
            if mandatory and block.tag not in known and role in ("", NEXT[self.version], ULTIMATE):
                return block
        return None


def read_envelope(data: bytes, charset: str) -> Envelope:
    """Reads a request's body.

    Raises:
        NotXml: It is not well-formed.
        WrongEnvelope: The root's namespace is that of no SOAP version.
        IncompleteEnvelope: The root is no Envelope, or there is no Body in it.
    """
    root = read_xml(data, charset)
    uri = namespace(root)
    if uri not in VERSIONS:
        raise WrongEnvelope(root)
    version = VERSIONS[uri]
    if local_name(root) != "Envelope":
        raise IncompleteEnvelope(version, "Envelope")
    blocks: list[Element] = []
    for part in child_elements(root):
        if part.tag == f"{{{uri}}}Header":
            blocks = child_elements(part)
        elif part.tag == f"{{{uri}}}Body":  # a header after the body is none
            return Envelope(version, blocks, next(iter(child_elements(part)), None))
    raise IncompleteEnvelope(version, "Body")


@dataclass(frozen=True, slots=True)
class EnvelopeStyle:
    """Which prefixes an envelope declares, in order.

    Attributes:
        prefix: The prefix of the SOAP namespace.
        declared: Prefixes and namespaces.
    """

    prefix: str
    declared: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, envelope: Element) -> EnvelopeStyle:
        """Takes the style of a sample."""
        declared = tuple((prefix or "", str(uri)) for prefix, uri in envelope.nsmap.items())
        if envelope.prefix:
            return cls(envelope.prefix, declared)
        return cls("soap", (*declared, ("soap", namespace(envelope))))  # a fault's code needs a prefix

    @classmethod
    def asmx(cls, version: Version) -> EnvelopeStyle:
        """The style of ASP.NET: ``soap`` for both versions."""
        return cls("soap", (("soap", NAMESPACES[version]), ("xsi", XSI), ("xsd", XSD)))

    @classmethod
    def servicestack(cls) -> EnvelopeStyle:
        """The style of WCF's messages."""
        return cls("s", (("s", NAMESPACES["1.2"]),))

    @property
    def nsmap(self) -> dict[str | None, str]:
        """The declarations as lxml takes them."""
        return {prefix or None: uri for prefix, uri in self.declared}


def make_envelope(version: Version, style: EnvelopeStyle, message: Element, header: Element | None = None) -> Element:
    """Wraps a message."""
    uri = NAMESPACES[version]
    envelope = etree.Element(f"{{{uri}}}Envelope", nsmap=style.nsmap)
    if header is not None:
        etree.SubElement(envelope, f"{{{uri}}}Header").append(header)
    etree.SubElement(envelope, f"{{{uri}}}Body").append(message)
    return envelope
