"""Requests whose message is wrong: its envelope, its operation, its form."""

from __future__ import annotations

from ..alterations import (
    cut_short,
    with_body,
    with_document_type,
    with_header,
    with_mandatory_block,
    with_segment,
    with_unknown_envelope,
    with_unknown_message,
    with_wrong_action,
    without_header,
)
from ..bench import Bench
from ..probe import Asking
from ..situation import Situation
from .altered import Variants, altered, each

OTHER_MEDIA_TYPE = "text/plain; charset=utf-8"


def wrong_actions(bench: Bench) -> Asking:
    """Sends another SOAPAction, and none; SOAP 1.2 has no such header."""
    for row in bench.rows:
        if "SOAPAction" in row.documented.request.headers:
            yield (altered(bench, row, Situation.WRONG_ACTION, with_wrong_action),)
            yield (altered(bench, row, Situation.MISSING_ACTION, without_header("SOAPAction")),)


def unknown_operations(bench: Bench) -> Asking:
    """Asks for an operation that does not exist: in the Body, or at the end of the path."""
    for row in bench.rows:
        path = row.documented.request.line.partition(" ")[2]
        if row.soap:
            change = with_unknown_message(row.documented.request.body)
            yield (altered(bench, row, Situation.UNKNOWN_OPERATION, change),)
        elif row.binding in ("HTTP GET", "HTTP POST"):
            yield (altered(bench, row, Situation.UNKNOWN_OPERATION, with_segment(-1, "NoSuchOperation", path)),)


def wrong_envelopes(bench: Bench) -> Asking:
    """Sends envelopes that cannot be processed as they are."""
    for row in bench.rows:
        if row.soap:
            yield (altered(bench, row, Situation.UNKNOWN_MANDATORY_HEADER, with_mandatory_block),)
            yield (altered(bench, row, Situation.WRONG_ENVELOPE_VERSION, with_unknown_envelope),)
            yield (altered(bench, row, Situation.DOCUMENT_TYPE, with_document_type),)


def malformed_bodies(bench: Bench) -> Asking:
    """Sends bodies that are no XML or no JSON, and none at all."""
    for row in bench.rows:
        if row.soap:
            yield from each(bench, row, Situation.MALFORMED_XML, _malformed_xml())
        elif row.documented.request.schema:
            yield from each(bench, row, Situation.MALFORMED_JSON, [("cut short", cut_short)])
        if row.soap or row.documented.request.schema:
            yield (altered(bench, row, Situation.EMPTY_BODY, with_body(lambda _: b"")),)


def wrong_media_types(bench: Bench) -> Asking:
    """Says that the body is plain text."""
    for row in bench.rows:
        if row.soap or row.documented.request.schema:
            yield (altered(bench, row, Situation.WRONG_MEDIA_TYPE, with_header("Content-Type", OTHER_MEDIA_TYPE)),)


def _malformed_xml() -> Variants:
    yield "cut short", cut_short
    yield "more after the end", with_body(lambda body: body + b"<more />")
