"""Defects of what is not understood: requests that say the same in other bytes and are not read as the same."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import replace

from ..http_message import Answer, Request, media_parameter, text_answer
from ..typed_values import WrongValue, canonical, default
from ..xml_reading import child_elements, local_name
from .answers import is_result
from .defect import Asked, Defect, Where
from .exchange import Exchange
from .questions import (
    asked_id,
    changing,
    envelope_of,
    meant,
    root_of,
    unreadable,
    with_header,
    with_value,
    without_header,
)
from .traits import Traits
from .where import over_soap, over_soap_12

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _holding(mark: bytes) -> Asked:
    """Cannot read bodies in which something stands."""
    return changing(lambda _, request: mark in request.body, lambda _, request: unreadable(request))


def _beginning(*marks: bytes) -> Asked:
    """Cannot read bodies that begin with something."""
    return changing(lambda _, request: request.body.startswith(marks), lambda _, request: unreadable(request))


def _other_envelope_prefix(exchange: Exchange, request: Request) -> bool:
    root, shown = root_of(request), root_of(meant(exchange, request).sample.question)
    return root is not None and shown is not None and root.prefix != shown.prefix


def _other_message_prefix(exchange: Exchange, request: Request) -> bool:
    envelope, shown = envelope_of(request), meant(exchange, request).envelope
    if envelope is None or envelope.message is None or shown is None or shown.message is None:
        return False
    return envelope.message.prefix != shown.message.prefix


def _plain_bytes(request: Request) -> bytes:
    """The body as far as its marks go: those of UTF-16 are the same with zero bytes between them."""
    return request.body.replace(b"\0", b"").lstrip(b"".join((*UTF_16, codecs.BOM_UTF8)))


def _without_lines(exchange: Exchange, request: Request) -> bool:  # noqa: ARG001
    elements = re.sub(rb"^<\?xml.*?\?>\s*", b"", _plain_bytes(request))
    return root_of(request) is not None and not re.search(rb">\s*\n\s*<", elements)


def _undeclared(exchange: Exchange, request: Request) -> bool:  # noqa: ARG001
    return root_of(request) is not None and not _plain_bytes(request).startswith(b"<?xml")


def _chunked(exchange: Exchange, request: Request) -> bool:  # noqa: ARG001
    return "chunked" in (request.header("Transfer-Encoding") or "").lower()


def _padded_id(exchange: Exchange, request: Request) -> bool:
    place, text = asked_id(exchange, request)
    return place is not None and text != text.strip()


def _another_spelling(exchange: Exchange, request: Request) -> Request:
    place, text = asked_id(exchange, request)
    kind = exchange.asked.id_type
    try:
        unlike = place is not None and canonical(kind, text) != text.strip()
    except WrongValue:
        return request
    return with_value(request, place, default(kind)) if place is not None and unlike else request


def _other_parameters(exchange: Exchange, request: Request) -> bool:
    """The media type is right, the text of the header is not that of the sample; an action is not counted."""
    question = meant(exchange, request).sample.question
    action = media_parameter(request.content_type, "action")
    told = request.content_type.replace(f'; action="{action}"', "")
    return request.media_type == question.media_type and told != question.content_type


def _has_action(exchange: Exchange, request: Request) -> bool:  # noqa: ARG001
    return bool(media_parameter(request.content_type, "action"))


def _other_case(exchange: Exchange, request: Request) -> Request:
    shown = {name for call in exchange.calls for name, _ in call.sample.question.headers}
    folded = {name.lower() for name in shown}
    return replace(request, headers=tuple(p for p in request.headers if p[0] in shown or p[0].lower() not in folded))


def _escaped_path(exchange: Exchange, request: Request) -> Request:  # noqa: ARG001
    return replace(request, path=request.path.replace("%", "%25"))


def _default_format(exchange: Exchange, request: Request) -> Request:  # noqa: ARG001
    return replace(without_header(request, "Accept"), query="")


def _undocumented_member(exchange: Exchange, answer: Answer) -> Answer:
    """Fails for members of documented messages that the samples do not show."""
    if not is_result(answer) or not _members(exchange.received) - _members(
        meant(exchange, exchange.received).sample.question
    ):
        return answer
    return Answer((), b"", 500)


def _members(request: Request) -> frozenset[str]:
    envelope = envelope_of(request)
    if envelope is None:
        return _fields(request)
    messages = [*envelope.blocks, *([] if envelope.message is None else [envelope.message])]
    return frozenset(local_name(member) for message in messages for member in child_elements(message))


def _fields(request: Request) -> frozenset[str]:
    try:
        value = json.loads(request.body)
    except ValueError:
        return frozenset()
    return frozenset(value) if isinstance(value, dict) else frozenset()


def _no_wildcard(exchange: Exchange, answer: Answer) -> Answer:
    if "*" not in (exchange.received.header("Accept") or "") or not is_result(answer):
        return answer
    return text_answer(406, "Nothing of the kind can be had.")


def _posts(traits: Traits) -> bool:
    return bool(traits.first.sample.question.body)


def _has_members(traits: Traits) -> bool:
    return bool(_members(traits.first.sample.question))


def _heeds_headers(traits: Traits) -> bool:
    return _posts(traits) or traits.guarded_by_http or traits.formats > 1


def _id_in_soap(traits: Traits) -> bool:
    place = traits.first.id_place
    return place is not None and place.in_envelope and traits.operation.identified_by.type != "string"


def _spelt_id(traits: Traits) -> bool:
    return traits.asks_for_one and traits.operation.identified_by.type != "string"


def _id_in_path(traits: Traits) -> bool:
    return traits.first.id_place is not None and traits.first.id_place.kind == "path"


def _defect(name: str, title: str, where: Where, asked: Asked) -> Defect:
    return Defect(name, title, "tolerance", where=where, asked=asked)


DEFECTS = (
    _defect(
        "literal-envelope-prefix",
        "An envelope with another prefix than on the page is not read.",
        over_soap,
        changing(_other_envelope_prefix, lambda _, request: unreadable(request)),
    ),
    _defect(
        "literal-message-prefix",
        "A message with another prefix than on the page is not read.",
        over_soap,
        changing(_other_message_prefix, lambda _, request: unreadable(request)),
    ),
    _defect("refuses-cdata", "A CDATA section is not read.", over_soap, _holding(b"<![CDATA[")),
    _defect("refuses-comments", "A message with a comment is not read.", over_soap, _holding(b"<!--")),
    _defect(
        "literal-layout",
        "A message in one line is not read.",
        over_soap,
        changing(_without_lines, lambda _, request: unreadable(request)),
    ),
    _defect(
        "requires-xml-declaration",
        "A message without an XML declaration is not read.",
        over_soap,
        changing(_undeclared, lambda _, request: unreadable(request)),
    ),
    _defect(
        "refuses-json-escapes",
        "JSON with an escape is not read.",
        lambda traits: traits.first.sample.question.media_type.endswith("json"),
        _holding(b"\\u"),
    ),
    _defect("refuses-utf-16", "A message in UTF-16 is not read.", over_soap, _beginning(*UTF_16)),
    _defect("refuses-byte-order-mark", "A byte order mark is not skipped.", over_soap, _beginning(codecs.BOM_UTF8)),
    _defect(
        "ignores-chunked-body",
        "A body that comes in chunks is not read.",
        _posts,
        changing(_chunked, lambda _, request: replace(request, body=b"")),
    ),
    _defect(
        "untrimmed-id",
        "White space around the id is taken for a part of it.",
        _id_in_soap,
        changing(_padded_id, lambda _, request: unreadable(request)),
    ),
    _defect("literal-id", "The id in another spelling is not known.", _spelt_id, _another_spelling),
    _defect(
        "literal-content-type",
        "The media type is wanted letter for letter as on the page, with its parameters.",
        _posts,
        changing(_other_parameters, lambda _, request: with_header(request, "Content-Type", "text/x-other")),
    ),
    _defect(
        "refuses-action-parameter",
        "A message whose media type has an action is not read.",
        over_soap_12,
        changing(_has_action, lambda _, request: unreadable(request)),
    ),
    _defect("case-sensitive-headers", "A header is known in the case of the page only.", _heeds_headers, _other_case),
    _defect("escaped-path", "What is escaped in a path is not read.", _id_in_path, _escaped_path),
    _defect(
        "ignores-accept", "The format that is asked for does not matter.", lambda t: t.formats > 1, _default_format
    ),
    Defect(
        "refuses-any-format",
        "Who accepts any format gets none.",
        "tolerance",
        where=lambda traits: not traits.soap,
        answered=_no_wildcard,
    ),
    Defect(
        "fails-on-undocumented-member",
        "A request with an undocumented member brings HTTP 500 and nothing else.",
        "tolerance",
        where=_has_members,
        answered=_undocumented_member,
    ),
)
