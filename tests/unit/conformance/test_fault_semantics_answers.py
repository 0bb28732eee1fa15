"""Clauses about how a request is refused: faults and statuses."""

from __future__ import annotations

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable

from .answers import (
    CORUSON_12,
    EMPTY_RESULT,
    FAULT,
    FAULT_11,
    FRAMEWORK_ERROR,
    HTTP_GET,
    ROBUSTA,
    SOAP_11,
    Recipe,
    Table,
    each,
    json,
    other,
    result,
    text,
)
from .fault_semantics import CLAUSES, ERROR, LOGON, PAGE, REFUSED, judge, sent_by, with_headers

NOT_LOOKED_AT = inconclusive("the credentials were refused, so nothing else was looked at")
NOT_REFUSED = inconclusive("the request was not refused: the reply is a result")
SERVICE_ERROR = result(
    CORUSON_12,
    ("<StatusDescription>", "<ResponseStatus><ErrorCode>No</ErrorCode></ResponseStatus><StatusDescription>"),
)
SEE_OTHER = text("Over there", "303 See Other")


def no_fault(received: str) -> Finding:
    return fail("A SOAP message is refused without a fault", "a SOAP fault", received)


FAULTS: Table = {
    "fault": (FAULT, PASSED),
    "fault with 200": (other(SOAP_11, FAULT_11), PASSED),
    "page": (PAGE, no_fault(f"HTML, HTTP {ERROR}")),
    "page with 200": (other(SOAP_11, "<html>", "200 OK", "text/html"), no_fault("HTML, HTTP 200 OK")),
    "text": (text("No", "405 Method Not Allowed"), no_fault("plain text, HTTP 405 Method Not Allowed")),
    "a fault cut short": (other(SOAP_11, FAULT_11[:-9], ERROR), inconclusive("the reply is unreadable")),
    "nothing": (other(SOAP_11, "", "400 Bad Request", ""), no_fault("an empty body, HTTP 400 Bad Request")),
    "415": (
        other(SOAP_11, "", "415 Unsupported Media Type", ""),
        not_applicable("the request was refused before its message was read"),
    ),
    "service error": (
        SERVICE_ERROR,
        not_applicable("the service tells its errors in the message of a result, not as SOAP faults"),
    ),
    "result": (result(SOAP_11), NOT_REFUSED),
    "empty result": (
        EMPTY_RESULT,
        inconclusive("the request was not refused: the reply is an empty result"),
    ),
    "401": (REFUSED, NOT_LOOKED_AT),
    "refused logon": (LOGON, NOT_LOOKED_AT),
}


@each(FAULTS)
def test_a_refusal_is_a_fault(recipe: Recipe, finding: Finding) -> None:
    assert judge("refusal.fault", recipe) == finding


def no_client_error(received: str, what: str = "A body that cannot be read") -> Finding:
    return fail(f"{what} is not answered with a status of the client's mistakes", "HTTP 4xx", received)


CLIENT_ERRORS: Table = {
    "400": (other(SOAP_11, "", "400 Bad Request", ""), PASSED),
    "415": (text("No", "415 Unsupported Media Type"), PASSED),
    "JSON with 404": (FRAMEWORK_ERROR, PASSED),
    "fault": (FAULT, not_applicable("the reply is a SOAP fault, which has a status of its own")),
    "service error over SOAP": (
        SERVICE_ERROR,
        not_applicable("the service tells its errors in the message of a result"),
    ),
    "service error over REST": (
        json(ROBUSTA, '{"error": "No"}', ERROR),
        no_client_error(f"HTTP {ERROR}"),
    ),
    "page": (PAGE, no_client_error(f"HTTP {ERROR}")),
    "page with 200": (other(SOAP_11, "<html>", "200 OK", "text/html"), no_client_error("HTTP 200 OK")),
    "elsewhere": (SEE_OTHER, no_client_error("HTTP 303 See Other")),
    "result": (result(SOAP_11), NOT_REFUSED),
    "result with 500": (result(SOAP_11, status=ERROR), no_client_error(f"HTTP {ERROR}")),
    "401": (REFUSED, NOT_LOOKED_AT),
}


@each(CLIENT_ERRORS)
def test_a_body_that_cannot_be_read(recipe: Recipe, finding: Finding) -> None:
    assert judge("refusal.client-error", recipe) == finding


PLAIN_CLIENT_ERRORS: Table = {
    "404": (FRAMEWORK_ERROR, PASSED),
    "500": (
        other(HTTP_GET, "No such method.", ERROR, "text/plain"),
        no_client_error(f"HTTP {ERROR}", "What the client got wrong"),
    ),
}


@each(PLAIN_CLIENT_ERRORS)
def test_a_mistake_over_plain_http(recipe: Recipe, finding: Finding) -> None:
    assert judge("refusal.client-error.plain-http", recipe) == finding


def method_status(received: str) -> Finding:
    return fail(
        "A method that is not allowed is refused with another status",
        "HTTP 405",
        f"HTTP {received} to PUT",
        "status line",
    )


METHODS: Table = {
    "405": (text("No", "405 Method Not Allowed"), PASSED),
    "501": (text("No", "501 Not Implemented"), PASSED),
    "404": (FRAMEWORK_ERROR, method_status("404 Not Found")),
    "500": (PAGE, method_status(ERROR)),
    "page with 200": (other(SOAP_11, "<html>", "200 OK", "text/html"), method_status("200 OK")),
    "result": (result(ROBUSTA), NOT_REFUSED),
    "result with 299": (result(ROBUSTA, status="299 Odd"), NOT_REFUSED),
    "result with 300": (result(ROBUSTA, status="300 Odd"), method_status("300 Odd")),
    "401": (REFUSED, NOT_LOOKED_AT),
}


@each(METHODS)
def test_a_method_that_is_not_allowed(recipe: Recipe, finding: Finding) -> None:
    assert CLAUSES["refusal.method.status"].judge(sent_by(recipe.reply(), "PUT")) == finding


def test_allowed_methods_are_named() -> None:
    clause, refused = CLAUSES["refusal.method.allow"], text("No", "405 Method Not Allowed").reply()

    assert clause.judge(with_headers(refused, ("allow", "POST"))) == PASSED
    assert clause.judge(with_headers(refused, ("Allow", ""))) == PASSED  # none is, says RFC 9110 section 10.2.1
    assert clause.judge(refused) == fail(
        "HTTP 405 does not say which methods are allowed", "the header Allow", "no such header", "Allow"
    )
    assert judge("refusal.method.allow", PAGE) == inconclusive(f"the reply is not HTTP 405, but HTTP {ERROR}")


def path_status(received: str) -> Finding:
    return fail("An unknown path is not answered as one", "HTTP 404", f"HTTP {received}", "status line")


PATHS: Table = {
    "404": (FRAMEWORK_ERROR, PASSED),
    "410": (text("Gone", "410 Gone"), PASSED),
    "299": (text("?", "299 Odd"), path_status("299 Odd")),
    "300": (text("?", "300 Odd"), inconclusive("the path leads elsewhere: HTTP 300 Odd")),
    "399": (text("?", "399 Odd"), inconclusive("the path leads elsewhere: HTTP 399 Odd")),
    "400": (text("?", "400 Odd"), PASSED),
    "499": (text("?", "499 Odd"), PASSED),
    "500": (PAGE, path_status(ERROR)),
    "page with 200": (other(SOAP_11, "<html>", "200 OK", "text/html"), path_status("200 OK")),
    "result": (result(SOAP_11), path_status("200 OK")),
    "elsewhere": (SEE_OTHER, inconclusive("the path leads elsewhere: HTTP 303 See Other")),
    "401": (REFUSED, NOT_LOOKED_AT),
}


@each(PATHS)
def test_an_unknown_path(recipe: Recipe, finding: Finding) -> None:
    assert judge("refusal.path.status", recipe) == finding
