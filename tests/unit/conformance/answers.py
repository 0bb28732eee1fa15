"""Replies of every kind, made without a network: samples with another head or another body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import Clause, Finding
from ProcessStatusLibrary.reply import Reply

from ..bindings.samples import FakeTransport, answer, ask_as_documented, sample, session

SOAP_11 = "cora-rpa-GetStatus-soap11"
SOAP_12 = "cora-rpa-GetStatus-soap12"
HTTP_GET = "cora-rpa-GetStatus-http-get"
LISTRAK = "listrak-GetProcessStatus-soap11"
ROBUSTA = "robusta-GetProcessStatus-rest"
CORUSON_12 = "coruson-ImportReportsStatus-soap12"
CORUSON = "coruson-ImportReportsStatus-rest"
CORUSON_XML = "coruson-ImportReportsStatus-rest-xml"

FAULT_11 = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>'
    "<faultcode>soap:Client</faultcode><faultstring>No.</faultstring></soap:Fault></soap:Body></soap:Envelope>"
)
EMPTY_11 = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<GetStatusResponse xmlns="http://genpact.com/cora/orchestration/rpa/1.0.0/api/" />'
    "</soap:Body></soap:Envelope>"
)


@dataclass(frozen=True)
class Recipe:
    """How to make a reply: a sample's answer with some of its text, its status line or its media type replaced."""

    name: str
    changes: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    status: str = ""
    content_type: str | None = None

    def reply(self) -> Reply:
        """Makes it."""
        found = sample(self.name)
        response = answer(found, *self.changes)
        if self.body is not None:
            response = replace(response, body=self.body.encode())
        if self.status:
            code, _, reason = self.status.partition(" ")
            response = replace(response, status=int(code), reason=reason)
        if self.content_type is not None:
            headers = (("Content-Type", self.content_type),) if self.content_type else ()
            response = replace(response, headers=headers)
        return ask_as_documented(session(found.contract, FakeTransport(response)), found)


def result(name: str, *changes: tuple[str, str], status: str = "", content_type: str | None = None) -> Recipe:
    """A result: a sample with some of its text replaced, and perhaps another head."""
    return Recipe(name, changes, None, status, content_type)


def other(name: str, body: str, status: str = "200 OK", content_type: str = "text/xml; charset=utf-8") -> Recipe:
    """Something else: another body in the place of a sample's."""
    return Recipe(name, (), body, status, content_type)


def text(body: str, status: str = "503 Service Unavailable") -> Recipe:
    """Plain text in the place of a SOAP message."""
    return other(SOAP_11, body, status, "text/plain")


def json(name: str, body: str, status: str = "200 OK") -> Recipe:
    """Other JSON in the place of a sample's."""
    return other(name, body, status, "application/json")


FAULT = other(SOAP_11, FAULT_11, "500 Internal Server Error")
EMPTY_RESULT = other(SOAP_11, EMPTY_11)
HTML = other(SOAP_11, "<html><title>Oops</title>", "500 Oops", "text/html")
NOTHING = other(SOAP_11, "", content_type="")
UNAUTHORISED = other(SOAP_11, "", "401 Unauthorized", "")
OTHER_DOCUMENT = other(SOAP_11, "<a />")
# What a framework answers to an unknown path: one of its members has the name of the documented state.
FRAMEWORK_ERROR = json(ROBUSTA, '{"status": 404, "error": "Not Found"}', "404 Not Found")

STATUS = "<Status>Completed</Status>"
OTHER_VERSION = result(
    SOAP_11,
    (STATUS, "<Status>Done</Status>"),
    ("NoError", "None"),
    ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
)


def judged(clause: str, recipe: Recipe) -> Finding:
    """What one clause says of a reply."""
    return judge_of(clause)(recipe.reply())


def judge_of(clause: str) -> Callable[[Reply], Finding]:
    """How a clause about one reply judges it."""
    return next(entry for entry in CATALOGUE if entry.id == clause and isinstance(entry, Clause)).judge


Table = dict[str, tuple[Recipe, Finding]]


def each(table: Table) -> pytest.MarkDecorator:
    """The rows of a table of replies and what is found of them."""
    return pytest.mark.parametrize(("recipe", "finding"), table.values(), ids=table)
