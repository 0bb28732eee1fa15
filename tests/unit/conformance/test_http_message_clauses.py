"""Clauses about an answer as an HTTP message: every verdict, with its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import PASSED, Finding, SeriesClause, fail, inconclusive, not_applicable
from ProcessStatusLibrary.conformance.probe import Observation, Probe
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.reply import Reply, read_reply
from ProcessStatusLibrary.transport.exchange import Exchange, Headers, HttpRequest

from .answers import (
    CORUSON_12,
    EMPTY_RESULT,
    FAULT,
    HTML,
    HTTP_GET,
    NOTHING,
    ROBUSTA,
    SOAP_11,
    SOAP_12,
    UNAUTHORISED,
    Recipe,
    judge_of,
    judged,
    other,
    result,
    text,
)

XML = ("Content-Type", "text/xml; charset=utf-8")


def answered(recipe: Recipe, *, version: str = "HTTP/1.1", method: str = "", headers: Headers | None = None) -> Reply:
    """A reply with another version, other headers or the answer to another method."""
    reply = recipe.reply()
    response = replace(reply.response, version=version)
    if headers is not None:
        response = replace(response, headers=headers)
    request = replace(reply.exchange.request, method=method or reply.exchange.request.method)
    exchange = replace(reply.exchange, request=request, response=response)
    return read_reply(reply.contract, reply.operation, reply.binding, reply.process_id, exchange)


def observed(reply: Reply | None = None, error: str = "", *, sent: bool = True) -> Observation:
    """What came of a probe: a reply, or the words of the transport."""
    probe = Probe("GetStatus", "SOAP 1.1", Situation.KNOWN_PROCESS)
    request = HttpRequest("POST", "http://service.example/a")
    failed = Exchange(request, None, datetime.now(UTC), 0.1, f"No answer from http://service.example/a: {error} (…).")
    exchange = reply.exchange if reply is not None else failed if sent else None
    return Observation(probe, reply, missing=error, number=1, exchange=exchange)


def said(clause: str, *observations: Observation) -> list[Finding]:
    """What a clause about series says of observations."""
    entry = next(entry for entry in CATALOGUE if entry.id == clause)
    assert isinstance(entry, SeriesClause)
    return [finding for _, finding in entry.findings(observations)]


@pytest.mark.parametrize(
    ("clause", "recipe"),
    [
        ("transport.http-version", SOAP_12),
        ("transport.http-version", ROBUSTA),
        ("transport.http-version.basic-profile", SOAP_11),
    ],
)
def test_the_version_of_http(clause: str, recipe: str) -> None:
    def finding(version: str) -> Finding:
        return judge_of(clause)(answered(result(recipe), version=version))

    assert finding("HTTP/1.1") == PASSED
    assert finding("HTTP/1.0") == fail("Another version of HTTP", "HTTP/1.1", "HTTP/1.0", "status line")
    assert finding("HTTP/2.0") == fail("Another version of HTTP", "HTTP/1.1", "HTTP/2.0", "status line")


@pytest.mark.parametrize(
    ("recipe", "headers", "finding"),
    [
        (result(SOAP_11), (XML,), PASSED),
        (HTML, (("content-type", "text/html"),), PASSED),
        (NOTHING, (), not_applicable("the answer has no content")),
        (UNAUTHORISED, (XML, XML), not_applicable("the answer has no content")),
        (result(SOAP_11), (), fail("No Content-Type", "one Content-Type", "none", "Content-Type")),
        (
            result(ROBUSTA),
            (("Content-Type", "a/b"), ("content-type", "c/d")),
            fail("More than one Content-Type", "one Content-Type", "'a/b, c/d'", "Content-Type"),
        ),
    ],
)
def test_content_type(recipe: Recipe, headers: Headers, finding: Finding) -> None:
    assert judge_of("transport.content-type")(answered(recipe, headers=headers)) == finding


def charset(documented: str, received: str) -> Finding:
    return fail("The charset is not that of the content", f"'{documented}'", f"'{received}'", "Content-Type")


def told(charset_parameter: str, name: str = SOAP_11) -> Recipe:
    """A result whose media type has a charset."""
    return result(name, content_type=f"text/xml; charset={charset_parameter}")


BARE = other(SOAP_11, "<a/>", content_type="text/xml; charset=iso-8859-1")
UNKNOWN = fail("The charset is not known", "the name of a character encoding", "'klingon'", "Content-Type")


@pytest.mark.parametrize(
    ("recipe", "finding"),
    [
        (result(SOAP_11), PASSED),
        (told('"UTF-8"'), PASSED),
        (told("utf8"), PASSED),
        (BARE, PASSED),  # nothing in the document says otherwise
        (text("busy"), not_applicable("Content-Type names no charset")),
        (NOTHING, not_applicable("the answer has no content")),
        (told("ISO-8859-1"), charset("utf-8", "iso-8859-1")),
        (told("klingon"), UNKNOWN),
        (result(ROBUSTA, content_type="application/json; charset=latin1"), charset("utf-8", "latin1")),
        (result(ROBUSTA, content_type="application/json"), not_applicable("Content-Type names no charset")),
        (other(SOAP_11, "\ufeff<a/>", content_type="text/xml; charset=utf-16"), charset("utf-8", "utf-16")),
        (other(SOAP_11, "<html>", content_type="text/html; charset=iso-8859-1"), PASSED),
        (told("utf-8, text/html; charset=latin1"), PASSED),
    ],
)
def test_charset(recipe: Recipe, finding: Finding) -> None:
    assert judged("transport.charset", recipe) == finding


def test_the_charset_of_two_media_types_is_not_judged() -> None:
    reply = answered(result(SOAP_11), headers=(XML, ("Content-Type", "text/html; charset=iso-8859-1")))

    assert judge_of("transport.charset")(reply) == inconclusive("there is more than one Content-Type")


def status(received: str) -> Finding:
    return fail("A message that is no fault has another HTTP status", "HTTP 200", f"HTTP {received}", "status line")


def only_messages(what: str) -> Finding:
    return not_applicable(f"the reply is {what}, and it is about messages that are no faults")


@pytest.mark.parametrize(
    ("recipe", "finding"),
    [
        (result(SOAP_11), PASSED),
        (result(CORUSON_12), PASSED),
        (EMPTY_RESULT, PASSED),
        (result(SOAP_12, status="201 Created"), status("201 Created")),
        (result(SOAP_11, status="500 "), status("500")),
        (FAULT, only_messages("a SOAP fault")),
        (HTML, only_messages("HTML")),
        (other(SOAP_11, "<a/>"), only_messages("an unexpected document")),
    ],
)
def test_the_standards_status(recipe: Recipe, finding: Finding) -> None:
    assert judged("transport.status.standard", recipe) == finding


SIZE = len(result(HTTP_GET).reply().response.body)
LENGTH = ("Content-Length", str(SIZE))
WANTED = "one Content-Length, and as many bytes"


def unclear(received: str) -> Finding:
    return fail("The length of the answer is not clear", WANTED, f"'{received}'", "Content-Length")


LENGTHS: list[tuple[Headers, Finding]] = [
    ((LENGTH,), PASSED),
    ((LENGTH, LENGTH), PASSED),
    ((("Transfer-Encoding", "chunked"),), PASSED),
    ((("Content-Length", "7"), ("Content-Encoding", "gzip")), PASSED),  # the length of what is coded
    ((), not_applicable("the end of the connection is the end of the answer")),
    ((("Content-Length", "7"), ("Content-Length", "8")), unclear("Content-Length: 7, Content-Length: 8")),
    ((("Content-Length", "7, 8"),), unclear("Content-Length: 7, 8")),
    (
        (LENGTH, ("Transfer-Encoding", "chunked")),
        unclear(f"Content-Length: {SIZE}, Transfer-Encoding: chunked"),
    ),
    (
        (("Content-Length", "7"),),
        fail("The answer is not as long as it says", WANTED, f"Content-Length: 7, and {SIZE} bytes", "Content-Length"),
    ),
]


@pytest.mark.parametrize(("headers", "finding"), LENGTHS)
def test_length(headers: Headers, finding: Finding) -> None:
    reply = answered(result(HTTP_GET), headers=headers)

    assert said("transport.content-length", observed(reply)) == [finding]


def test_the_length_of_what_is_not_sent() -> None:
    reply = answered(NOTHING, method="HEAD", headers=(("Content-Length", "7"),))

    assert said("transport.content-length", observed(reply)) == [PASSED]


INCOMPLETE = "The answer is incomplete, or its length is not clear"


def test_an_answer_that_cannot_be_read_for_its_length() -> None:
    early, unclear_length = "the connection was closed early", "the length of the answer is not clear"

    assert said(
        "transport.content-length",
        observed(error=f"{unclear_length}: 3, 4"),
        observed(error=early),
        observed(error="connection refused"),
        observed(error="the body is not what Content-Encoding declares"),
        observed(error="not sent", sent=False),
    ) == [
        fail(INCOMPLETE, WANTED, unclear_length),
        fail(INCOMPLETE, WANTED, early),
        inconclusive("connection refused"),
        inconclusive("the body is not what Content-Encoding declares"),
    ]


def test_coding() -> None:
    words = "the body is not what Content-Encoding declares"
    coded = answered(result(SOAP_11), headers=(XML, ("Content-Encoding", "gzip")))

    assert said(
        "transport.content-coding",
        observed(result(SOAP_11).reply()),
        observed(coded),
        observed(error=words),
        observed(error="connection refused"),
    ) == [
        not_applicable("Content-Encoding declares nothing"),
        PASSED,
        fail("The content is not coded as Content-Encoding says", "content in that coding", words),
        inconclusive("connection refused"),
    ]
