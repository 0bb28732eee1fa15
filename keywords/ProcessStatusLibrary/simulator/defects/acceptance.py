"""Defects of what is accepted of SOAP: messages that must be refused and are answered as if they were right."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from ..envelopes import NAMESPACES, VERSIONS
from ..http_message import Request, media_parameter
from ..xml_reading import local_name, namespace
from .defect import Asked, Defect, Where
from .exchange import Exchange
from .questions import (
    about_some_process,
    envelope_of,
    meant,
    root_of,
    with_header,
    with_root,
)
from .where import over_soap
from .xml_edits import moved


def _any_action(exchange: Exchange, request: Request) -> Request:
    """Takes the right action for a wrong one; an action that is missing stays so."""
    call = meant(exchange, request)
    if request.header("SOAPAction") is not None:
        action = call.action or next((other.action for other in exchange.calls if other.action), "")
        request = with_header(request, "SOAPAction", f'"{action}"')
    if media_parameter(request.content_type, "action"):
        request = with_header(request, "Content-Type", call.sample.question.content_type)
    return request


def _any_operation(exchange: Exchange, request: Request) -> Request:
    envelope, known = envelope_of(request), {call.message_tag for call in exchange.calls}
    if envelope is None or envelope.message is None or envelope.message.tag in known:
        return request
    call, message = meant(exchange, request), envelope.message
    message.tag = call.message_tag
    mended = with_root(request, message.getroottree().getroot())
    return _any_action(exchange, with_header(mended, "SOAPAction", "") if call.version == "1.1" else mended)


def _any_header(exchange: Exchange, request: Request) -> Request:  # noqa: ARG001
    envelope = envelope_of(request)
    blocks = envelope.blocks if envelope else ()
    for block in blocks:
        for uri in VERSIONS:
            block.attrib.pop(f"{{{uri}}}mustUnderstand", None)
    return with_root(request, blocks[0].getroottree().getroot()) if blocks else request


def _any_envelope(exchange: Exchange, request: Request) -> Request:
    root, versions = root_of(request), [call.version for call in exchange.calls if call.version]
    if root is None or local_name(root) != "Envelope" or VERSIONS.get(namespace(root)) in versions:
        return request
    version = meant(exchange, request).version or versions[0]
    return with_root(request, moved(root, namespace(root), NAMESPACES[version]))


def _no_header(exchange: Exchange, request: Request) -> Request:
    """Takes the header of the sample for one that is missing."""
    envelope, call = envelope_of(request), meant(exchange, request)
    if envelope is None or envelope.message is None or envelope.blocks or call.envelope is None:
        return request
    root = envelope.message.getroottree().getroot()
    header = root.makeelement(f"{{{namespace(root)}}}Header")
    header.extend([deepcopy(block) for block in call.envelope.blocks])
    root.insert(0, header)
    return about_some_process(exchange, with_root(request, root))


def _broken_xml(exchange: Exchange, request: Request) -> Request:  # noqa: ARG001
    if not request.body or root_of(request) is not None:
        return request
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(request.body, parser)
    return with_root(request, root) if root is not None else request


def _doctype(exchange: Exchange, request: Request) -> Request:  # noqa: ARG001
    if b"<!DOCTYPE" not in request.body:
        return request
    try:
        root = etree.fromstring(request.body, etree.XMLParser(resolve_entities="internal", no_network=True))
    except etree.XMLSyntaxError:
        return request
    return replace(request, body=etree.tostring(root, encoding="utf-8", with_tail=False))


def _defect(name: str, title: str, where: Where, asked: Asked) -> Defect:
    return Defect(name, title, "acceptance", where=where, asked=asked)


DEFECTS = (
    _defect("accepts-any-action", "A wrong SOAPAction is accepted.", lambda t: t.soap and t.has_action, _any_action),
    _defect(
        "accepts-any-operation", "An unknown element in the Body is taken for the operation.", over_soap, _any_operation
    ),
    _defect("accepts-any-header", "A header that must be understood is ignored.", over_soap, _any_header),
    _defect("accepts-any-envelope", "An envelope of no version of the service is accepted.", over_soap, _any_envelope),
    _defect(
        "accepts-missing-header",
        "Without the header that names the process, another process is told of.",
        lambda t: t.first.id_place is not None and t.first.id_place.kind == "soap header",
        _no_header,
    ),
    _defect("accepts-malformed-xml", "XML that is not well-formed is mended and accepted.", over_soap, _broken_xml),
    _defect("accepts-doctype", "A message with a document type declaration is accepted.", over_soap, _doctype),
)
