"""Answers that are no status: exact texts of what a caller is told."""

from __future__ import annotations

import re

import pytest

from ProcessStatusLibrary import ReplyError
from ProcessStatusLibrary.transport.exchange import HttpResponse

from .canned import PROCESS_IDS, exactly, response, sample, session

RPA_11 = sample("cora-rpa", "GetStatus.soap11")
JSON = "application/json"
HTML = b"<!DOCTYPE html><html><head><title>Gateway is\n down</title></head></html>"
FAULT = (
    b'<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>'
    b"<faultcode>soap:Client</faultcode><faultstring>%b</faultstring></soap:Fault></soap:Body></soap:Envelope>"
)
LOGON = FAULT % b"[InvalidLogonAttempt] The user or the password is wrong."
RPA = "cora-rpa GetStatus over SOAP 1.1, process 4711"
ROBUSTA = "robusta GetProcessStatus over REST, process 4711"
LISTRAK = "listrak GetProcessStatus over SOAP 1.1, process 4711"
CORUSON = "coruson ImportReportsStatus over REST, process 0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"
INSTEAD = "instead of the documented result"

NO_STATUS: dict[str, tuple[str, str, HttpResponse, str, str]] = {
    "401 with a message": (
        "robusta", "", response(b'{"message": "Who are you?"}', JSON, 401, "Unauthorized"), "CredentialsRefused",
        f"{ROBUSTA}: the credentials were refused (HTTP 401 Unauthorized: 401: Who are you?).",
    ),
    "401 with nothing": (
        "robusta", "", response(b"", "", 401, "Unauthorized"), "CredentialsRefused",
        f"{ROBUSTA}: the credentials were refused (HTTP 401 Unauthorized).",
    ),
    "403 with text": (
        "cora-rpa", "", response(b"Go away.", "text/plain", 403, "Forbidden"), "CredentialsRefused",
        f"{RPA}: the credentials were refused (HTTP 403 Forbidden: 'Go away.').",
    ),
    "a fault that refuses who asks": (
        "listrak", "", response(LOGON, status=500, reason="Internal Server Error"), "CredentialsRefused",
        (
            f"{LISTRAK}: the credentials were refused (HTTP 500 Internal Server Error: soap:Client: "
            "[InvalidLogonAttempt] The user or the password is wrong.)."
        ),
    ),
    "another fault": (
        "listrak", "", response(FAULT % b"Out of order.", status=500, reason="Internal Server Error"), "SoapFault",
        f"{LISTRAK}: SOAP fault soap:Client: Out of order. (HTTP 500 Internal Server Error).",
    ),
    "an HTML page": (
        "cora-rpa", "", response(HTML, "text/html", 502, "Bad Gateway"), "UnreadableReply",
        f"{RPA}: an HTML page 'Gateway is down' {INSTEAD} (HTTP 502 Bad Gateway, text/html).",
    ),
    "an HTML page that says it is XML": (
        "cora-rpa", "", response(HTML), "UnreadableReply",
        f"{RPA}: an HTML page 'Gateway is down' {INSTEAD} (HTTP 200 OK, text/xml).",
    ),
    "an empty body": (
        "cora-rpa", "", response(), "UnreadableReply", f"{RPA}: an empty body {INSTEAD} (HTTP 200 OK, text/xml).",
    ),
    "nothing at all": (
        "robusta", "", response(b" \r\n", ""), "UnreadableReply",
        f"{ROBUSTA}: an empty body {INSTEAD} (HTTP 200 OK, no Content-Type).",
    ),
    "plain text": (
        "cora-rpa", "", response(b"Try later", "text/plain", 503, "Service Unavailable"), "UnreadableReply",
        f"{RPA}: plain text 'Try later' {INSTEAD} (HTTP 503 Service Unavailable, text/plain).",
    ),
    "malformed XML": (
        "cora-rpa", "", response(b"<a><b></a>"), "UnreadableReply",
        (
            f"{RPA}: unreadable: malformed XML: Opening and ending tag mismatch: b line 1 and a, line 1, column 11 "
            f"{INSTEAD} (HTTP 200 OK, text/xml)."
        ),
    ),
    "XML with a DTD": (
        "cora-rpa", "", response(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "UnreadableReply",
        (
            f"{RPA}: unreadable: malformed XML: a document type declaration is not allowed {INSTEAD} "
            "(HTTP 200 OK, text/xml)."
        ),
    ),
    "malformed JSON": (
        "robusta", "", response(b'{"status": ', JSON), "UnreadableReply",
        (
            f"{ROBUSTA}: unreadable: malformed JSON: Expecting value at line 1, column 12 {INSTEAD} "
            "(HTTP 200 OK, application/json)."
        ),
    ),
    "JSON that says a member twice": (
        "robusta", "", response(b'{"status": "RUNNING", "status": "WAITING"}', JSON), "UnreadableReply",
        (
            f"{ROBUSTA}: unreadable: malformed JSON: the member 'status' stands twice in one object {INSTEAD} "
            "(HTTP 200 OK, application/json)."
        ),
    ),
    "an empty result": (
        "cora-rpa", "", response(re.sub(rb"(?s)<Output>.*</Output>", b"", RPA_11)), "EmptyResult",
        f"{RPA}: the result is empty: no Output (HTTP 200 OK).",
    ),
    "the service's own error": (
        "coruson", "REST",
        response(b'{"ResponseStatus": {"ErrorCode": "NotFound", "Message": "No such."}}', JSON, 404, "Not Found"),
        "ServiceError",
        f"{CORUSON}: the service answered with its error NotFound: No such. (HTTP 404 Not Found).",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("service", "binding", "answer", "kind", "message"), NO_STATUS.values(), ids=NO_STATUS)
def test_an_answer_that_is_no_status(service: str, binding: str, answer: HttpResponse, kind: str, message: str) -> None:
    opened, _ = session(service, answer)
    with pytest.raises(ReplyError, match=exactly(message)) as caught:
        opened.get_process_status(PROCESS_IDS.get(service, "4711"), binding)

    assert type(caught.value).__name__ == kind


@pytest.mark.parametrize("charset", ["nonsense", "undefined", "idna", "zlib", "utf-16", '"', "\0"])
def test_a_charset_that_cannot_be_used(charset: str) -> None:
    opened, _ = session("cora-rpa", response(b"Try later", f"text/plain; charset={charset}", 503, "Oops"))

    assert opened.ask("4711").kind == "plain text"
