"""Clauses about the HTTP side of a result: status and media type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...wording import listing, quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive, not_applicable
from ..scope import SOAP

if TYPE_CHECKING:
    from ...reply import Reply

STANDARD_MEDIA_TYPES = {"SOAP 1.1": "text/xml", "SOAP 1.2": "application/soap+xml"}
_ERRORS = (ReplyKind.SOAP_FAULT, ReplyKind.SERVICE_ERROR)


def _status(reply: Reply) -> Finding:
    documented, response = reply.documented.response.status, reply.response
    if reply.credentials_refused or reply.kind in _ERRORS:
        return inconclusive(f"the service answered with {named(reply)}, and the page documents the status of a result")
    if response.status == documented:
        results = (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT)
        return PASSED if reply.kind in results else inconclusive(f"the reply is no result, but {named(reply)}")
    received = f"HTTP {response.status} {response.reason}".rstrip()
    return fail("Undocumented HTTP status", f"HTTP {documented}", received, "status line")


def _media_type(reply: Reply) -> Finding:
    if reply.kind not in (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT):
        return inconclusive(f"the reply is no result, but {named(reply)}")
    response = reply.documented.response
    received = reply.response.media_type
    if received in response.media_types or received in response.also_seen:
        return PASSED
    documented = listing(response.media_types)
    if response.also_seen:
        documented += f", observed: {listing(response.also_seen)}"
    return fail("Undocumented media type", documented, quote(received), "Content-Type")


def _standard_media_type(reply: Reply) -> Finding:
    standard = STANDARD_MEDIA_TYPES.get(reply.binding)
    if standard is None:
        return not_applicable(f"no standard asks for a media type over {reply.binding}")
    if reply.kind not in (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT, ReplyKind.SOAP_FAULT):
        return inconclusive(f"the reply is no SOAP message, but {named(reply)}")
    if reply.response.media_type == standard:
        return PASSED
    return fail(
        "The media type is not the standard's",
        quote(standard),
        quote(reply.response.media_type),
        "Content-Type",
        as_documented=reply.response.media_type in reply.documented.response.media_types,
    )


def named(reply: Reply) -> str:
    """The kind of a reply inside a sentence: ``a SOAP fault``, ``an empty body``, ``plain text``."""
    return {
        ReplyKind.HTML: "HTML",
        ReplyKind.TEXT: "plain text",
        ReplyKind.EMPTY: "an empty body",
        ReplyKind.UNREADABLE: "unreadable",
        ReplyKind.EMPTY_RESULT: "an empty result",
        ReplyKind.UNEXPECTED: "an unexpected document",
    }.get(reply.kind, f"a {reply.kind}")


TRANSPORT_CLAUSES = (
    Clause(
        id="transport.status",
        title="A result is answered with the documented HTTP status.",
        level="documented",
        judge=_status,
    ),
    Clause(
        id="transport.media-type",
        title="A result is answered with a media type that is documented or observed.",
        level="documented",
        judge=_media_type,
    ),
    Clause(
        id="transport.media-type.standard",
        title="A SOAP message is answered with the media type of its SOAP version.",
        level="standard",
        judge=_standard_media_type,
        source="SOAP 1.1 section 6; SOAP 1.2 part 2 section 7.1.4, RFC 3902",
        scope=SOAP,
    ),
)
