"""Defects of what is accepted of HTTP, of JSON and of ids: what must be refused is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from ..http_message import Request
from ..typed_values import RANGES, WHOLE_NUMBER, WrongValue, canonical, default
from ..wsdl import asks_for_wsdl
from .defect import Asked, Defect, Where
from .exchange import Exchange
from .questions import (
    about_some_process,
    asked_id,
    envelope_of,
    meant,
    with_header,
    with_root,
    with_value,
)
from .traits import Traits
from .where import anywhere

OF_A_MESSAGE = ("Content-Type", "SOAPAction")


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


def _guessed(exchange: Exchange, request: Request) -> Request:
    """Adds the member that names a process where the message lacks it."""
    place, envelope, known = meant(exchange, request).id_place, envelope_of(request), exchange.asked.processes
    if place is None or envelope is None or not known or place.element_in(envelope) is not None:
        return request
    parent = envelope.block(place.path[0]) if place.kind == "soap header" else envelope.message
    if parent is None or parent.tag != place.path[0]:
        return request
    etree.SubElement(parent, place.path[-1]).text = known[-1]
    return with_root(request, parent.getroottree().getroot())


def _posts_json(traits: Traits) -> bool:
    return traits.first.sample.question.media_type.endswith("json")


def _typed(*kinds: str) -> Callable[[Traits], bool]:
    return lambda traits: traits.asks_for_one and traits.operation.identified_by.type in kinds


def _defect(name: str, title: str, where: Where, asked: Asked) -> Defect:
    return Defect(name, title, "acceptance", where=where, asked=asked)


DEFECTS = (
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
    _defect("accepts-any-method", "Any HTTP method does what the documented one does.", anywhere, _any_method),
    _defect(
        "accepts-malformed-id",
        "An id that is none is taken for that of some process.",
        _typed("int", "long", "guid"),
        _id(_any_id),
    ),
    _defect(
        "guesses-missing-id",
        "Without the member that names the process, another process is told of.",
        lambda t: t.asks_for_one and t.first.id_place is not None and t.first.id_place.in_envelope,
        _guessed,
    ),
    _defect(
        "wraps-large-id",
        "An id that is too large is taken for the number that is left without its highest bits.",
        _typed("int", "long"),
        _id(_round_again),
    ),
)
