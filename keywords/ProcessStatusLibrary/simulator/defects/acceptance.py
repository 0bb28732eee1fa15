"""Defects of what is accepted: requests that must be refused and are answered as if they were right."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from ..envelopes import NAMESPACES, VERSIONS
from ..http_message import Request, media_parameter
from ..typed_values import RANGES, WHOLE_NUMBER, WrongValue, canonical, default
from ..wsdl import asks_for_wsdl
from ..xml_reading import local_name, namespace
from .defect import Asked, Defect
from .exchange import Exchange
from .questions import (
    about_some_process,
    asked_id,
    envelope_of,
    meant,
    root_of,
    with_header,
    with_root,
    with_value,
)
from .traits import Traits
from .xml_edits import moved

OF_A_MESSAGE = ("Content-Type", "SOAPAction")


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
    known = with_root(request, message.getroottree().getroot())
    return _any_action(exchange, with_header(known, "SOAPAction", "") if call.version == "1.1" else known)


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


def _broken_json(exchange: Exchange, request: Request) -> Request:
    try:
        json.loads(request.body)
    except ValueError:
        return replace(request, body=meant(exchange, request).sample.question.body)
    return request


def _incomplete(exchange: Exchange, request: Request) -> Request:
    shown = json.loads(meant(exchange, request).sample.question.body)
    try:
        sent = json.loads(request.body)
    except ValueError:
        return request
    return replace(request, body=json.dumps({**shown, **sent}).encode()) if isinstance(sent, dict) else request


def _nothing(exchange: Exchange, request: Request) -> Request:
    question = meant(exchange, request).sample.question
    if request.body.strip() or request.method != question.method:
        return request
    return about_some_process(exchange, replace(request, body=question.body))


def _any_media_type(exchange: Exchange, request: Request) -> Request:
    question = meant(exchange, request).sample.question
    known = {call.sample.question.media_type for call in exchange.calls}
    if not request.body or (request.media_type == question.media_type and request.media_type in known):
        return request
    return with_header(request, "Content-Type", question.content_type)


def _any_method(exchange: Exchange, request: Request) -> Request:
    methods = {call.sample.question.method for call in exchange.calls}
    if request.method in (*methods, "HEAD") or asks_for_wsdl(request):
        return request
    question = exchange.calls[0].sample.question
    if request.body:
        return replace(request, method=question.method)
    for name in OF_A_MESSAGE:
        value = question.header(name)
        request = with_header(request, name, value) if value else request
    return about_some_process(exchange, replace(request, method=question.method, body=question.body))


def _id(change: Callable[[Exchange, str], str]) -> Asked:
    """Reads an id that is none of its type as another."""

    def asked(exchange: Exchange, request: Request) -> Request:
        kind = exchange.asked.id_type
        place, text = asked_id(exchange, request)
        if place is None:
            return request
        try:
            canonical(kind, text)
        except WrongValue:
            return with_value(request, place, change(exchange, text.strip()))
        return request

    return asked


def _any_id(exchange: Exchange, text: str) -> str:  # noqa: ARG001
    known = exchange.asked.processes
    return known[-1] if known else default(exchange.asked.id_type)


def _round_again(exchange: Exchange, text: str) -> str:
    """The number that is left when the bits above those of the type are dropped."""
    kind = exchange.asked.id_type
    if kind not in RANGES or not WHOLE_NUMBER.fullmatch(text):
        return text
    low, high = RANGES[kind]
    return str((int(text) - low) % (high - low + 1) + low)


def _soap(traits: Traits) -> bool:
    return traits.soap


def _posts_json(traits: Traits) -> bool:
    return traits.first.sample.question.media_type.endswith("json")


def _typed(*kinds: str) -> Callable[[Traits], bool]:
    return lambda traits: traits.asks_for_one and traits.operation.identified_by.type in kinds


def _defect(name: str, title: str, where: Callable[[Traits], bool], asked: Asked) -> Defect:
    return Defect(name=name, title=title, family="acceptance", where=where, asked=asked)


DEFECTS = (
    _defect("accepts-any-action", "A wrong SOAPAction is accepted.", lambda t: t.soap and t.has_action, _any_action),
    _defect(
        "accepts-any-operation", "An unknown element in the Body is taken for the operation.", _soap, _any_operation
    ),
    _defect("accepts-any-header", "A header that must be understood is ignored.", _soap, _any_header),
    _defect("accepts-any-envelope", "An envelope of no version of the service is accepted.", _soap, _any_envelope),
    _defect(
        "accepts-missing-header",
        "Without the header that names the process, another process is told of.",
        lambda t: t.first.id_place is not None and t.first.id_place.kind == "soap header",
        _no_header,
    ),
    _defect("accepts-malformed-xml", "XML that is not well-formed is mended and accepted.", _soap, _broken_xml),
    _defect("accepts-doctype", "A message with a document type declaration is accepted.", _soap, _doctype),
    _defect("accepts-malformed-json", "JSON that is none is accepted.", _posts_json, _broken_json),
    _defect("accepts-incomplete-start", "A member that must be sent is made up.", _posts_json, _incomplete),
    _defect(
        "accepts-empty-body",
        "A request without its body is accepted.",
        lambda t: bool(t.first.sample.question.body),
        _nothing,
    ),
    _defect(
        "accepts-any-media-type",
        "A body of any media type is accepted.",
        lambda t: bool(t.first.sample.question.body),
        _any_media_type,
    ),
    _defect("accepts-any-method", "Any HTTP method does what the documented one does.", lambda _: True, _any_method),
    _defect(
        "accepts-malformed-id",
        "An id that is none is taken for that of some process.",
        _typed("int", "long", "guid"),
        _id(_any_id),
    ),
    _defect(
        "wraps-large-id",
        "An id that is too large is taken for the number that is left without its highest bits.",
        _typed("int", "long"),
        _id(_round_again),
    ),
)
