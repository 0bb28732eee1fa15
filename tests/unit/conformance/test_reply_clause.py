"""The clause about the kind of reply: a result passes, what says why there is none is no verdict, all else fails."""

from __future__ import annotations

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive

from .answers import (
    EMPTY_RESULT,
    FAULT,
    FRAMEWORK_ERROR,
    HTML,
    NOTHING,
    OTHER_DOCUMENT,
    SOAP_11,
    UNAUTHORISED,
    Recipe,
    Table,
    each,
    judged,
    other,
    result,
    text,
)

ASKED = "cora-rpa GetStatus over SOAP 1.1, process 4711: "
INSTEAD = "instead of the documented result"
XML = "HTTP 200 OK, text/xml; charset=utf-8"
BRACE = "malformed JSON: Expecting property name enclosed in double quotes at line 1, column 2"
SPRING = (
    "robusta GetProcessStatus over REST, process f0d2228c-9711-42f5-91ca-afc957f29255: the service answered with its "
    'error Not Found: {"status": 404, "error": "Not Found"} (HTTP 404 Not Found)'
)
REFUSED = other(
    "listrak-GetProcessStatus-soap11",
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>'
    "<faultcode>soap:Server</faultcode><faultstring>Failed. [InvalidLogonAttempt]</faultstring></soap:Fault>"
    "</soap:Body></soap:Envelope>",
    "500 Internal Server Error",
)
BY_FAULT = (
    "listrak GetProcessStatus over SOAP 1.1, process 4711: the credentials were refused "
    "(HTTP 500 Internal Server Error: soap:Server: Failed. [InvalidLogonAttempt])"
)


def not_a_result(received: str) -> Finding:
    """The finding about a reply that is something else."""
    return fail("The reply is not the documented result", "a result", ASKED + received)


KIND: Table = {
    "result": (result(SOAP_11), PASSED),
    "undocumented state": (result(SOAP_11, ("<Status>Completed", "<Status>Done")), PASSED),
    "text": (text("busy"), not_a_result(f"plain text 'busy' {INSTEAD} (HTTP 503 Service Unavailable, text/plain)")),
    "a charset that is no charset of texts": (
        other(SOAP_11, "busy", content_type="text/plain; charset=idna"),
        not_a_result(f"plain text 'busy' {INSTEAD} (HTTP 200 OK, text/plain; charset=idna)"),
    ),
    "HTML": (HTML, not_a_result(f"an HTML page 'Oops' {INSTEAD} (HTTP 500 Oops, text/html)")),
    "nothing": (NOTHING, not_a_result(f"an empty body {INSTEAD} (HTTP 200 OK, no Content-Type)")),
    "other document": (
        OTHER_DOCUMENT,
        not_a_result(f"unexpected document: the element 'a' where 'GetStatusResponse' is documented {INSTEAD} ({XML})"),
    ),
    "unreadable": (other(SOAP_11, "{"), not_a_result(f"unreadable: {BRACE} {INSTEAD} ({XML})")),
    "a result with an error's status": (
        result(SOAP_11, status="500 Internal Server Error"),
        PASSED,  # the status is a clause of its own
    ),
    "fault": (FAULT, inconclusive(f"{ASKED}SOAP fault soap:Client: No. (HTTP 500 Internal Server Error)")),
    "empty result": (EMPTY_RESULT, inconclusive(f"{ASKED}the result is empty: no Output (HTTP 200 OK)")),
    "401": (UNAUTHORISED, inconclusive(f"{ASKED}the credentials were refused (HTTP 401 Unauthorized)")),
    "refused by a fault": (REFUSED, inconclusive(BY_FAULT)),
    "service error": (FRAMEWORK_ERROR, inconclusive(SPRING)),
}


@each(KIND)
def test_kind(recipe: Recipe, finding: Finding) -> None:
    assert judged("reply.kind", recipe) == finding
