"""SOAP answers in three hands: as the page prints them, as ASP.NET writes them, as ServiceStack does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from lxml import etree

from .calls import Call
from .drafts import Draft
from .envelopes import MEDIA_TYPES, XSD, EnvelopeStyle, Version, make_envelope
from .http_message import Answer
from .service import Service
from .soap_faults import Fault, fault_envelope
from .xml_reading import XSI, Element
from .xml_writing import ONE_LINE, WINDOWS, write_xml


class SoapWriter(Protocol):
    """Writes results and faults."""

    def result(self, call: Call, document: Element) -> Answer:
        """The answer that holds a filled template."""

    def fault(self, version: Version, fault: Fault, status: int) -> Answer:
        """The answer that holds a fault."""


class PageWriter:
    """Keeps to the samples: their prefixes, their indentation, their media types.

    Args:
        service: The service that answers.
        calls: The SOAP calls at one address.
    """

    def __init__(self, service: Service, calls: Sequence[Call]) -> None:
        self._service = service
        self._shown = {call.version: call for call in reversed(calls)}

    def result(self, call: Call, document: Element) -> Answer:
        """The sample's answer with the values of the process."""
        write = partial(write_xml, layout=call.xml.layout)
        status = call.sample.answer.status
        return self._service.written(Draft("result", call, document, write, call.headers, status))

    def fault(self, version: Version, fault: Fault, status: int) -> Answer:
        """A fault in the clothes of the sample: the page shows none."""
        call = self._shown[version]
        style = EnvelopeStyle.of(call.xml.sample)
        write = partial(write_xml, layout=call.xml.layout)
        headers = (("Content-Type", call.sample.answer.content_type),)
        document = fault_envelope(version, style, fault)
        return self._service.written(Draft("fault", call, document, write, headers, status))


class AsmxWriter:
    """Writes as ASP.NET does: one line, the prefix ``soap`` for both versions.

    Args:
        service: The service that answers.
        calls: The SOAP calls at one address.
    """

    def __init__(self, service: Service, calls: Sequence[Call]) -> None:
        self._service = service
        self._calls = {call.version: call for call in reversed(calls)}

    def result(self, call: Call, document: Element) -> Answer:
        """The result in ASP.NET's envelope."""
        version = call.version or "1.1"
        envelope = make_envelope(version, EnvelopeStyle.asmx(version), call.xml.answer_in(document))
        return self._service.written(Draft("result", call, envelope, one_line, _asmx_headers(version)))

    def fault(self, version: Version, fault: Fault, status: int) -> Answer:
        """The fault in ASP.NET's envelope."""
        envelope = fault_envelope(version, EnvelopeStyle.asmx(version), fault)
        call = self._calls.get(version) or next(iter(self._calls.values()))
        return self._service.written(Draft("fault", call, envelope, one_line, _asmx_headers(version), status))


def _asmx_headers(version: Version) -> tuple[tuple[str, str], ...]:
    return (("Content-Type", f"{MEDIA_TYPES[version]}; charset=utf-8"),)


one_line: Callable[[Element], bytes] = partial(write_xml, layout=ONE_LINE)
"""Writes a document as runtimes do."""


def asmx_document(document: Element) -> bytes:
    """Writes the answer to a GET or POST as ASP.NET does: indented, with namespaces that nothing uses."""
    name = etree.QName(document)
    declared = {"xsi": XSI, "xsd": XSD, None: name.namespace or ""}
    root = etree.Element(document.tag, attrib=dict(document.attrib), nsmap={k: v for k, v in declared.items() if v})
    root.text = document.text
    root.extend(list(document))
    return write_xml(root, WINDOWS)


def servicestack_envelope(call: Call, document: Element, status: int) -> Element:
    """Wraps a result as ServiceStack does: prefix ``s``, and a header that tells the status of an error."""
    header = None
    if status != 200:
        header = etree.Element(f"{{{TYPES}}}X-Status", nsmap={None: TYPES})
        header.text = str(status)
    return make_envelope("1.2", EnvelopeStyle.servicestack(), call.xml.answer_in(document), header)


TYPES = "http://schemas.servicestack.net/types"
"""ServiceStack's own namespace, also that of its X-Status header."""
