"""Clauses about the HTTP side of a result: every verdict, with its words."""

from __future__ import annotations

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable

from .answers import (
    CORUSON_12,
    CORUSON_XML,
    EMPTY_RESULT,
    FAULT,
    FRAMEWORK_ERROR,
    HTML,
    HTTP_GET,
    NOTHING,
    OTHER_DOCUMENT,
    ROBUSTA,
    SOAP_11,
    SOAP_12,
    UNAUTHORISED,
    Recipe,
    Table,
    each,
    judged,
    other,
    result,
    text,
)


def status(received: str) -> Finding:
    return fail("Undocumented HTTP status", "HTTP 200", received, "status line")


def not_a_result(what: str) -> Finding:
    return inconclusive(f"the service answered with {what}, and the page documents the status of a result")


STATUS: Table = {
    "result": (result(SOAP_11), PASSED),
    "empty result": (EMPTY_RESULT, PASSED),
    "202": (result(SOAP_11, status="202 Accepted"), status("HTTP 202 Accepted")),
    "no reason": (result(ROBUSTA, status="299 "), status("HTTP 299")),
    "503": (text("busy"), status("HTTP 503 Service Unavailable")),
    "HTML": (HTML, status("HTTP 500 Oops")),
    "fault": (FAULT, not_a_result("a SOAP fault")),
    "service error": (FRAMEWORK_ERROR, not_a_result("a service error")),
    "401": (UNAUTHORISED, not_a_result("an empty body")),
    "403": (text("Go away", "403 Forbidden"), not_a_result("plain text")),
}


@each(STATUS)
def test_status(recipe: Recipe, finding: Finding) -> None:
    assert judged("transport.status", recipe) == finding


def media_type(documented: str, received: str) -> Finding:
    return fail("Undocumented media type", documented, received, "Content-Type")


def no_result(what: str) -> Finding:
    return inconclusive(f"the reply is no result, but {what}")


TWO = "'application/xml', observed: 'application/soap+xml'"
THREE = "'application/json' or 'application/xml', observed: 'text/xml'"
MEDIA_TYPE: Table = {
    "documented": (result(SOAP_11), PASSED),
    "in capitals": (result(SOAP_11, content_type="TEXT/XML"), PASSED),
    "with parameters": (result(SOAP_11, content_type="text/xml; charset=iso-8859-1; x=y"), PASSED),
    "printed against the standard": (result(CORUSON_12), PASSED),
    "observed": (result(CORUSON_12, content_type="application/soap+xml"), PASSED),
    "observed in place of two": (result(CORUSON_XML, content_type="text/xml"), PASSED),
    "empty result": (EMPTY_RESULT, PASSED),
    "text": (result(SOAP_11, content_type="text/plain"), media_type("'text/xml'", "'text/plain'")),
    "none": (result(SOAP_11, content_type=""), media_type("'text/xml'", "''")),
    "neither of two": (result(CORUSON_12, content_type="text/xml"), media_type(TWO, "'text/xml'")),
    "none of three": (result(CORUSON_XML, content_type="text/plain"), media_type(THREE, "'text/plain'")),
    "fault": (FAULT, no_result("a SOAP fault")),
    "service error": (FRAMEWORK_ERROR, no_result("a service error")),
    "HTML": (HTML, no_result("HTML")),
    "other document": (OTHER_DOCUMENT, no_result("an unexpected document")),
    "nothing": (NOTHING, no_result("an empty body")),
    "unreadable": (other(SOAP_11, "<a>"), no_result("unreadable")),
    "plain text": (text("busy"), no_result("plain text")),
}


@each(MEDIA_TYPE)
def test_media_type(recipe: Recipe, finding: Finding) -> None:
    assert judged("transport.media-type", recipe) == finding


def standard(received: str, *, as_documented: bool = False) -> Finding:
    message = "The media type is not the standard's"
    return fail(message, "'application/soap+xml'", received, "Content-Type", as_documented=as_documented)


def no_message(what: str) -> Finding:
    return inconclusive(f"the reply is no SOAP message, but {what}")


STANDARD: Table = {
    "SOAP 1.1": (result(SOAP_11), PASSED),
    "SOAP 1.2": (result(SOAP_12), PASSED),
    "against the page": (result(CORUSON_12, content_type="application/soap+xml; charset=utf-8"), PASSED),
    "fault": (FAULT, PASSED),
    "as the page prints it": (result(CORUSON_12), standard("'application/xml'", as_documented=True)),
    "neither page nor standard": (result(CORUSON_12, content_type="text/xml"), standard("'text/xml'")),
    "that of SOAP 1.1": (result(SOAP_12, content_type="text/xml"), standard("'text/xml'")),
    "HTTP GET": (result(HTTP_GET), not_applicable("no standard asks for a media type over HTTP GET")),
    "REST": (result(ROBUSTA), not_applicable("no standard asks for a media type over REST")),
    "plain text": (text("busy"), no_message("plain text")),
    "other document": (OTHER_DOCUMENT, no_message("an unexpected document")),
}


@each(STANDARD)
def test_the_standards_media_type(recipe: Recipe, finding: Finding) -> None:
    assert judged("transport.media-type.standard", recipe) == finding
