"""Judges made replies by one clause of the catalogue."""

from __future__ import annotations

from dataclasses import replace

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import Clause, Finding
from ProcessStatusLibrary.reply import Reply

from .answers import FAULT_11, LISTRAK, SOAP_11, Recipe, other, result

CLAUSES = {clause.id: clause for clause in CATALOGUE if isinstance(clause, Clause)}
ERROR = "500 Internal Server Error"
LOGON = other(LISTRAK, FAULT_11.replace("No.", "[InvalidLogonAttempt] Who are you?"), ERROR)
REFUSED = other(SOAP_11, "", "401 Unauthorized", "")
PAGE = other(SOAP_11, "<html><title>Oops</title>", ERROR, "text/html")
NOT_FOUND = result(SOAP_11, ("<Status>Completed</Status>", "<Status>NotFound</Status>"))


def judge(clause: str, recipe: Recipe) -> Finding:
    """What one clause says of a reply."""
    return CLAUSES[clause].judge(recipe.reply())


def with_headers(reply: Reply, *headers: tuple[str, str]) -> Reply:
    """The reply with other headers."""
    assert reply.exchange.response is not None
    response = replace(reply.exchange.response, headers=headers)
    return replace(reply, exchange=replace(reply.exchange, response=response))


def sent_by(reply: Reply, method: str) -> Reply:
    """The reply to a request of another method."""
    return replace(reply, exchange=replace(reply.exchange, request=replace(reply.exchange.request, method=method)))
