"""Changes of requests: what a service makes of one that it should not understand, or fails to make of one it should."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlencode

from lxml import etree

from ..calls import Call
from ..envelopes import Envelope, IncompleteEnvelope, WrongEnvelope, read_envelope
from ..http_message import Request, media_parameter
from ..places import Place
from ..xml_reading import Element, NotXml, read_xml
from .exchange import Exchange


def with_header(request: Request, name: str, value: str) -> Request:
    """The same request with another value of a header."""
    kept = without_header(request, name)
    return replace(kept, headers=(*kept.headers, (name, value)))


def without_header(request: Request, name: str) -> Request:
    """The same request without a header."""
    return replace(request, headers=tuple(pair for pair in request.headers if pair[0].lower() != name.lower()))


def unreadable(request: Request) -> Request:
    """A request whose body nobody can read: refused as any such is."""
    return replace(request, body=b"<")


def root_of(request: Request) -> Element | None:
    """The root of an XML body; none when the body is none."""
    try:
        return read_xml(request.body, media_parameter(request.content_type, "charset"))
    except NotXml:
        return None


def envelope_of(request: Request) -> Envelope | None:
    """The envelope in the body; none when there is none."""
    try:
        return read_envelope(request.body, media_parameter(request.content_type, "charset"))
    except (NotXml, WrongEnvelope, IncompleteEnvelope):
        return None


def with_root(request: Request, root: Element) -> Request:
    """The same request with another XML body."""
    return replace(request, body=etree.tostring(root, encoding="utf-8", xml_declaration=True))


def changing(
    where: Callable[[Exchange, Request], bool], change: Callable[[Exchange, Request], Request]
) -> Callable[[Exchange, Request], Request]:
    """Changes requests of a kind only."""
    return lambda exchange, request: change(exchange, request) if where(exchange, request) else request


def meant(exchange: Exchange, request: Request) -> Call:
    """The call that a request most probably means: by its message, its envelope, its media type, its method."""
    envelope = envelope_of(request)
    message = envelope.message.tag if envelope is not None and envelope.message is not None else None

    def fits(call: Call) -> tuple[bool, bool, bool, bool]:
        question = call.sample.question
        return (
            call.message_tag == message,
            envelope is not None and call.version == envelope.version,
            call.version is not None and question.media_type == request.media_type,
            question.method == request.method,
        )

    return max(exchange.calls, key=fits)


def asked_id(exchange: Exchange, request: Request) -> tuple[Place | None, str]:
    """Where the id of the process is and what it is; no place when the request has none."""
    place = meant(exchange, request).id_place
    text = place.read(request, envelope_of(request)) if place is not None else None
    return (place, text) if place is not None and text is not None else (None, "")


def about_some_process(exchange: Exchange, request: Request) -> Request:
    """The same request about a process that exists, so that it can be answered; there may be none."""
    place, _ = asked_id(exchange, request)
    known = exchange.asked.processes
    return with_value(request, place, known[-1]) if place is not None and known else request


def with_value(request: Request, place: Place, value: str) -> Request:
    """The same request with another value at a place that holds one."""
    match place.kind:
        case "path":
            segments = [*request.segments]
            segments[int(place.path[0])] = value
            return replace(request, path="/" + "/".join(quote(segment, safe="") for segment in segments))
        case "query":
            return replace(request, query=urlencode({**request.parameters, place.path[0]: value}))
        case "form":
            return replace(request, body=urlencode({**request.form, place.path[0]: value}).encode())
        case "header":
            return with_header(request, place.path[0], value)
    envelope = envelope_of(request)
    element = place.element_in(envelope) if envelope is not None else None
    if element is None:
        return request
    element[:] = []
    element.text = value
    return with_root(request, element.getroottree().getroot())
