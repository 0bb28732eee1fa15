"""Clauses about requests that must be refused: what is a refusal, and what is none."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive
from ProcessStatusLibrary.conformance.situation import Situation

from .answers import (
    CORUSON,
    EMPTY_RESULT,
    FAULT,
    FRAMEWORK_ERROR,
    LISTRAK,
    OTHER_DOCUMENT,
    ROBUSTA,
    SOAP_11,
    SOAP_12,
    Recipe,
    Table,
    each,
    other,
    result,
    text,
)
from .fault_semantics import CLAUSES, LOGON, NOT_FOUND, PAGE, REFUSED, judge

S = Situation
NOT_LOOKED_AT = inconclusive("the credentials were refused, so nothing else was looked at")
SERVICE_ERROR = '{"ResponseStatus": {"ErrorCode": "NotFound", "Message": "No."}, "TotalReports": 0}'


def accepted(what: str, received: str) -> Finding:
    return fail(f"{what} is answered with a result", "a refusal", received)


COMPLETED = "HTTP 200, a result in state 'Completed'"
ACTION: Table = {
    "result": (result(SOAP_11), accepted("A wrong SOAPAction", COMPLETED)),
    "unknown": (NOT_FOUND, accepted("A wrong SOAPAction", "HTTP 200, a result in state 'NotFound'")),
    "result with 500": (
        result(SOAP_11, status="500 Oops"),
        accepted("A wrong SOAPAction", "HTTP 500, a result in state 'Completed'"),
    ),
    "fault": (FAULT, PASSED),
    "page": (PAGE, PASSED),
    "text": (text("busy"), PASSED),
    "nothing": (other(SOAP_11, "", "400 Bad Request", ""), PASSED),
    "empty result": (EMPTY_RESULT, inconclusive("the result is empty, which may be a refusal")),
    "another document": (
        OTHER_DOCUMENT,
        inconclusive(
            "the reply is an unexpected document: the element 'a' where 'GetStatusResponse' is documented",
        ),
    ),
    "another document with 299": (
        other(SOAP_11, "<a />", "299 Odd"),
        inconclusive(
            "the reply is an unexpected document: the element 'a' where 'GetStatusResponse' is documented",
        ),
    ),
    "another document with 300": (other(SOAP_11, "<a />", "300 Odd"), PASSED),
    "another document with 500": (other(SOAP_11, "<a />", "500 Oops"), PASSED),
    "401": (REFUSED, NOT_LOOKED_AT),
    "refused logon": (LOGON, NOT_LOOKED_AT),
}


@each(ACTION)
def test_a_wrong_action(recipe: Recipe, finding: Finding) -> None:
    assert judge("refusal.wrong-action", recipe) == finding


ID = "An id that is none of its type"
MALFORMED_ID: Table = {
    "result": (result(SOAP_11), accepted(ID, COMPLETED)),
    "unknown": (NOT_FOUND, PASSED),
    "empty result": (EMPTY_RESULT, PASSED),
    "fault": (FAULT, PASSED),
    "404": (FRAMEWORK_ERROR, PASSED),
    "result of REST": (result(CORUSON), accepted(ID, "HTTP 200, a result in state 'Imported'")),
    "service error": (other(CORUSON, SERVICE_ERROR, "400 Bad Request", "application/json"), PASSED),
}


@each(MALFORMED_ID)
def test_a_malformed_id(recipe: Recipe, finding: Finding) -> None:
    assert judge("refusal.malformed-id", recipe) == finding


STATEMENTS = {
    "refusal.malformed-id": (S.MALFORMED_ID, SOAP_12, ID),
    "refusal.malformed-id.plain-http": (S.MALFORMED_ID, CORUSON, "An id that is none of its type, over plain HTTP,"),
    "refusal.missing-header": (S.MISSING_HEADER, SOAP_12, "A message without the header that names the process"),
    "refusal.wrong-action": (S.WRONG_ACTION, LISTRAK, "A wrong SOAPAction"),
    "refusal.unknown-operation": (S.UNKNOWN_OPERATION, SOAP_12, "An unknown operation"),
    "refusal.mandatory-header": (
        S.UNKNOWN_MANDATORY_HEADER,
        SOAP_12,
        "A header that must be understood and is not",
    ),
    "refusal.envelope-version": (S.WRONG_ENVELOPE_VERSION, SOAP_12, "An envelope of no SOAP version"),
    "refusal.document-type": (S.DOCUMENT_TYPE, SOAP_12, "A message with a document type declaration"),
    "refusal.malformed-xml": (S.MALFORMED_XML, SOAP_12, "A message that is not well-formed XML"),
    "refusal.malformed-json": (S.MALFORMED_JSON, ROBUSTA, "A body that is not JSON"),
    "refusal.empty-body": (S.EMPTY_BODY, SOAP_12, "A request without its message"),
    "refusal.empty-body.json": (S.EMPTY_BODY, ROBUSTA, "A request without its JSON"),
    "refusal.media-type": (S.WRONG_MEDIA_TYPE, SOAP_11, "A SOAP 1.1 message that is called plain text"),
    "refusal.media-type.later": (S.WRONG_MEDIA_TYPE, SOAP_12, "A body that is called plain text"),
    "refusal.method": (S.WRONG_METHOD, SOAP_12, "A SOAP message that is not posted"),
    "refusal.method.plain-http": (S.WRONG_METHOD, ROBUSTA, "A method that no page names for the address"),
}


@pytest.mark.parametrize("clause", STATEMENTS)
def test_every_such_clause_says_of_what_it_is(clause: str) -> None:
    situation, name, what = STATEMENTS[clause]
    found = judge(clause, result(name))

    assert CLAUSES[clause].situations == (situation,)
    assert CLAUSES[clause].title == f"{what} is not answered with a result."
    assert (found.message, found.documented) == (f"{what} is answered with a result", "a refusal")


def test_no_such_clause_is_left_out() -> None:
    of_results = {clause.id for clause in CLAUSES.values() if clause.title.endswith("is not answered with a result.")}
    assert {name for name in of_results if name.startswith("refusal.")} == set(STATEMENTS)


def test_a_start_has_no_state_to_tell() -> None:
    assert judge("refusal.malformed-json", result("robusta-StartProcess-rest")) == fail(
        "A body that is not JSON is answered with a result", "a refusal", "HTTP 200, a result"
    )


@pytest.mark.parametrize("clause", ["malformed-id", "malformed-id.plain-http", "missing-header"])
def test_an_unknown_process_is_a_refusal_where_the_request_names_none(clause: str) -> None:
    assert judge(f"refusal.{clause}", NOT_FOUND) == PASSED
