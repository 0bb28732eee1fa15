"""Clauses about credentials that are missing or wrong."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable
from ProcessStatusLibrary.contract import load_contract

from .answers import (
    CORUSON,
    FAULT_11,
    FRAMEWORK_ERROR,
    LISTRAK,
    ROBUSTA,
    Recipe,
    Table,
    each,
    json,
    other,
    result,
    text,
)
from .fault_semantics import CLAUSES, ERROR, LOGON, PAGE, judge, with_headers

UNAUTHORIZED = "401 Unauthorized"
PAGE_200 = other(ROBUSTA, "<html><title>Log in</title>", "200 OK", "text/html")
EMPTY_401 = other(ROBUSTA, "", UNAUTHORIZED, "")
BESIDE = result(ROBUSTA, status=UNAUTHORIZED)
CHALLENGE = "WWW-Authenticate"


def told(what: str, state: str) -> Finding:
    received = f"HTTP 200, a result in state '{state}'"
    return fail(f"A request {what} is answered with a result", "a refusal", received)


@pytest.mark.parametrize(
    ("clause", "what"),
    [
        ("credentials.required", "without credentials"),
        ("credentials.password", "with a wrong password or token"),
        ("credentials.user", "of an unknown user"),
    ],
)
def test_only_a_result_breaks_it(clause: str, what: str) -> None:
    assert judge(clause, result(ROBUSTA)) == told(what, "SUCCEEDED")
    assert judge(clause, result(LISTRAK)) == told(what, "ProcessingCompleted")
    for refusal in (EMPTY_401, LOGON, PAGE, PAGE_200, FRAMEWORK_ERROR, json(ROBUSTA, '{"error": "No"}', "403 No")):
        assert judge(clause, refusal) == PASSED
    assert judge(clause, BESIDE) == PASSED  # credentials.no-result-beside says what is wrong with it


def test_a_start_has_no_state_to_tell() -> None:
    assert judge("credentials.required", result("robusta-StartProcess-rest")) == fail(
        "A request without credentials is answered with a result", "a refusal", "HTTP 200, a result"
    )


@pytest.mark.parametrize(
    ("service", "level"), [("robusta", "documented"), ("coruson", "documented"), ("listrak", "inferred")]
)
def test_what_a_page_says_of_credentials(service: str, level: str) -> None:
    contract = load_contract(service)
    name, operation = contract.operation()
    binding = next(iter(operation.bindings))

    assert CLAUSES["credentials.required"].level_of(contract, name, binding) == level


NOTHING_BESIDE: Table = {
    "401": (EMPTY_401, PASSED),
    "403 with text": (text("Go away", "403 Forbidden"), PASSED),
    "401 with a result": (
        BESIDE,
        fail("A refusal brings the result that it refuses", "a refusal without a result", "HTTP 401 and a result"),
    ),
    "fault": (LOGON, not_applicable("the reply is no refusal by HTTP, but HTTP 500")),
    "result": (result(ROBUSTA), not_applicable("the reply is no refusal by HTTP, but HTTP 200")),
}


@each(NOTHING_BESIDE)
def test_nothing_beside_a_refusal(recipe: Recipe, finding: Finding) -> None:
    assert judge("credentials.no-result-beside", recipe) == finding


def status(received: str) -> Finding:
    return fail(
        "Missing or wrong credentials are answered with another status", "HTTP 401", f"HTTP {received}", "status line"
    )


STATUSES: Table = {
    "401": (EMPTY_401, PASSED),
    "401 with a result": (BESIDE, PASSED),
    "403": (text("Go away", "403 Forbidden"), status("403 Forbidden")),
    "403 with a result": (result(ROBUSTA, status="403 Forbidden"), status("403 Forbidden")),
    "404": (FRAMEWORK_ERROR, status("404 Not Found")),
    "500": (PAGE, status(ERROR)),
    "page with 200": (PAGE_200, status("200 OK")),
    "elsewhere": (text("Log in", "302 Found"), status("302 Found")),
    "result": (result(CORUSON), inconclusive("the request was not refused: the reply is a result")),
}


@each(STATUSES)
def test_the_status_of_a_refusal(recipe: Recipe, finding: Finding) -> None:
    assert judge("credentials.status", recipe) == finding


NO_CHALLENGE = fail("HTTP 401 does not say which credentials are wanted", "a challenge", "no challenge", CHALLENGE)


@pytest.mark.parametrize(
    ("headers", "finding"),
    [
        ([("www-authenticate", "Basic")], PASSED),
        ([(CHALLENGE, "Bearer")], PASSED),
        ([], NO_CHALLENGE),
        ([(CHALLENGE, " ")], NO_CHALLENGE),
    ],
    ids=["Basic", "Bearer", "none", "blank"],
)
def test_a_challenge(headers: list[tuple[str, str]], finding: Finding) -> None:
    assert CLAUSES["credentials.challenge"].judge(with_headers(EMPTY_401.reply(), *headers)) == finding


def test_no_other_status_needs_a_challenge() -> None:
    assert judge("credentials.challenge", PAGE) == inconclusive("the reply is not HTTP 401, but HTTP 500")


@pytest.mark.parametrize(
    "challenge",
    [
        'Basic realm="status"',
        "basic REALM=status",
        'Basic charset="UTF-8", realm="status"',
        'Basic charset="UTF-8" , realm = "status"',
        'Bearer, Basic realm="status"',
        'Digest realm="a", nonce="b", Basic realm="status"',
    ],
)
def test_a_realm(challenge: str) -> None:
    reply = with_headers(EMPTY_401.reply(), (CHALLENGE, challenge))
    assert CLAUSES["credentials.realm"].judge(reply) == PASSED


@pytest.mark.parametrize(
    "challenge", ["Basic", 'Basic charset="UTF-8"', 'Basic, Bearer realm="status"', 'Bearer realm="status", Basic']
)
def test_no_realm(challenge: str) -> None:
    reply = with_headers(EMPTY_401.reply(), (CHALLENGE, challenge))
    assert CLAUSES["credentials.realm"].judge(reply) == fail(
        "A Basic challenge has no realm", 'Basic realm="..."', f"'{challenge}'", CHALLENGE
    )


@pytest.mark.parametrize("challenge", ["Bearer", "NTLM", 'Digest realm="a", algorithm=basic', ""])
def test_other_schemes_need_none(challenge: str) -> None:
    reply = with_headers(EMPTY_401.reply(), (CHALLENGE, challenge))
    assert CLAUSES["credentials.realm"].judge(reply) == not_applicable("the reply does not ask for Basic credentials")


def no_fault(received: str) -> Finding:
    return fail("Credentials in a SOAP header are refused without a fault", "a SOAP fault", received)


FAULTS: Table = {
    "fault": (LOGON, PASSED),
    "another fault": (other(LISTRAK, FAULT_11, ERROR), PASSED),
    "a fault cut short": (other(LISTRAK, FAULT_11[:-9], ERROR), inconclusive("the reply is unreadable")),
    "page with 200": (other(LISTRAK, "<html>", "200 OK", "text/html"), no_fault("HTML, HTTP 200 OK")),
    "401": (other(LISTRAK, "", UNAUTHORIZED, ""), no_fault("an empty body, HTTP 401 Unauthorized")),
    "result": (result(LISTRAK), inconclusive("the request was not refused: the reply is a result")),
}


@each(FAULTS)
def test_credentials_of_a_soap_header(recipe: Recipe, finding: Finding) -> None:
    assert judge("credentials.fault", recipe) == finding
