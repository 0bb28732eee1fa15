"""Clauses about the schema of a message and of the envelope around it: every verdict, with its words."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, Verdict, fail, inconclusive, not_applicable

from .answers import (
    CORUSON,
    EMPTY_RESULT,
    FAULT,
    FRAMEWORK_ERROR,
    HTTP_GET,
    LISTRAK,
    OTHER_VERSION,
    ROBUSTA,
    SOAP_11,
    STATUS,
    Recipe,
    Table,
    each,
    json,
    judged,
    result,
    text,
)

NO_MESSAGE = inconclusive("there is no message to judge")
FAULTED = inconclusive("the reply is a SOAP fault, so there is no result to judge")
NO_RESULT = inconclusive("the reply is an empty result, so there is no result to judge")
FAILED = inconclusive("the reply is a service error, so there is no result to judge")
NO_ENVELOPE = not_applicable("there is no envelope")
OUTPUT = "Envelope/Body/GetStatusResponse/Output"
PROCESS_ID = "Envelope/Body/GetProcessStatusResponse/WSProcessStatus/ProcessID"

RULES = ("name", "required", "undocumented-element", "order", "type", "range", "form", "nil", "message")
"""The clauses about the schema of a message: each judges its own kind of rule, the last one all others."""

BROKEN: dict[str, tuple[str, Recipe, Finding]] = {
    "a missing element": (
        "required",
        result(SOAP_11, (STATUS, "")),
        fail("Missing element", "the element 'Status'", "no such element", OUTPUT),
    ),
    "a missing member": (
        "required",
        result(ROBUSTA, ('"status"', '"state"')),
        fail("Missing member", "the member 'status'", "no such member", "/"),
    ),
    "an element more": (
        "undocumented-element",
        result(SOAP_11, (STATUS, f"{STATUS}<Progress />")),
        fail("Undocumented element", "the element 'ErrorCode'", "the element 'Progress'", f"{OUTPUT}/Progress"),
    ),
    "changed places": (
        "order",
        result(SOAP_11, (STATUS, ""), ("</ErrorCode>", f"</ErrorCode>{STATUS}")),
        fail("Element out of order", "the element 'Status'", "the element 'ErrorCode'", f"{OUTPUT}/ErrorCode"),
    ),
    "two wrong types": (
        "type",
        result(LISTRAK, ("4711", "x"), ("88", "y")),
        fail("Wrong type (and 1 more)", "a value of type int", "'x'", PROCESS_ID),
    ),
    "a wrong JSON type": (
        "type",
        result(CORUSON, ('"TotalReports": 1', '"TotalReports": "1"')),
        fail("Wrong type", "a whole number", "'1'", "/TotalReports"),
    ),
    "a number too large": (
        "range",
        result(LISTRAK, ("4711", "2147483648")),
        fail("Value out of range", "a whole number from -2147483648 to 2147483647", "'2147483648'", PROCESS_ID),
    ),
    "an attribute": (
        "message",
        result(SOAP_11, ("<Status>", '<Status a="b">')),
        fail(
            "The message breaks its schema",
            "a message that keeps the schema",
            "'Completed': 'a' attribute not allowed for element",
            f"{OUTPUT}/Status",
        ),
    ),
}
UNBROKEN: Table = {
    "XML": (result(SOAP_11), PASSED),
    "JSON": (result(ROBUSTA), PASSED),
    "undocumented XML value": (result(SOAP_11, (STATUS, "<Status>Done</Status>")), PASSED),
    "undocumented JSON value": (result(ROBUSTA, ("SUCCEEDED", "DONE")), PASSED),
    "undocumented JSON member": (result(ROBUSTA, ('"__out_x"', '"out_x"')), PASSED),
    "fault": (FAULT, FAULTED),
    "empty result": (EMPTY_RESULT, NO_RESULT),
    "text": (text("busy"), NO_MESSAGE),
    "service error": (FRAMEWORK_ERROR, FAILED),
}
ENVELOPE: Table = {
    "envelope": (result(SOAP_11), PASSED),
    "broken inside": (result(SOAP_11, (STATUS, "")), PASSED),
    "header after body": (
        result(SOAP_11, ("</soap:Body>", "</soap:Body><soap:Header />")),
        fail("Element out of order", "nothing more", "the element 'Header'", "Envelope/Header"),
    ),
    "HTTP GET": (result(HTTP_GET), NO_ENVELOPE),
    "REST": (result(ROBUSTA), NO_ENVELOPE),
    "fault": (FAULT, FAULTED),
    "text": (text("busy"), NO_MESSAGE),
}
UNDOCUMENTED_MEMBER: Table = {
    "as documented": (result(ROBUSTA), PASSED),
    "a member more": (
        result(ROBUSTA, ('"__out_x"', '"out_x"')),
        fail("Undocumented member", "the members 'status', 'message' and '^__out_'", "the member 'out_x'", "/"),
    ),
    "XML": (result(SOAP_11), not_applicable("an undocumented member of an XML message is judged by its schema")),
    "empty object": (json(ROBUSTA, "{}"), NO_RESULT),
    "array": (json(ROBUSTA, "[]"), NO_MESSAGE),
    "unreadable": (json(ROBUSTA, "{"), NO_MESSAGE),
    "service error": (FRAMEWORK_ERROR, FAILED),
}


@pytest.mark.parametrize(("rule", "recipe", "finding"), BROKEN.values(), ids=BROKEN)
def test_one_clause_fails_for_a_rule_and_the_others_pass(rule: str, recipe: Recipe, finding: Finding) -> None:
    others = {other: PASSED for other in RULES if other != rule}

    assert {name: judged(f"schema.{name}", recipe) for name in RULES} == {rule: finding, **others}


@each(UNBROKEN)
def test_every_rule_of_a_message(recipe: Recipe, finding: Finding) -> None:
    assert {judged(f"schema.{name}", recipe) for name in RULES} == {finding}


def test_what_stands_below_a_wrong_name_was_not_read() -> None:
    recipe = result(SOAP_11, ('xmlns="http://genpact.com', 'xmlns="http://genpact.org'))
    unread = inconclusive("it was not read: Envelope/Body/GetStatusResponse is not the documented element")

    assert judged("schema.name", recipe).verdict is Verdict.FAIL
    assert {judged(f"schema.{name}", recipe) for name in RULES[1:]} == {unread}


@each(ENVELOPE)
def test_envelope(recipe: Recipe, finding: Finding) -> None:
    assert judged("schema.envelope", recipe) == finding


@each(UNDOCUMENTED_MEMBER)
def test_undocumented_member(recipe: Recipe, finding: Finding) -> None:
    assert judged("schema.undocumented-member", recipe) == finding


def test_a_broken_fault_is_a_matter_of_the_envelope_alone() -> None:
    broken = Recipe(SOAP_11, body=(FAULT.body or "").replace("faultstring", "faultText"), status=FAULT.status)

    assert judged("schema.envelope", broken).verdict is Verdict.FAIL
    assert judged("schema.message", broken) == FAULTED


@pytest.mark.parametrize("clause", ["schema.envelope", "enumeration.state", "enumeration.error-code"])
def test_what_lies_in_an_envelope_of_another_version_is_judged_all_the_same(clause: str) -> None:
    assert judged(clause, OTHER_VERSION).verdict is Verdict.FAIL
