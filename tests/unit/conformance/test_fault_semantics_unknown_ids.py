"""Clauses about a process that does not exist."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive
from ProcessStatusLibrary.conformance.clauses.unknown_ids import in_words
from ProcessStatusLibrary.contract import load_contract

from .answers import CORUSON, FAULT, FRAMEWORK_ERROR, LISTRAK, ROBUSTA, SOAP_11, Recipe, Table, each, other, result
from .fault_semantics import CLAUSES, ERROR, LOGON, NOT_FOUND, PAGE, REFUSED, judge

REFUSED_CREDENTIALS = inconclusive("the credentials were refused")


def reported(received: str) -> Finding:
    return fail("A process that does not exist is reported on", "no status of a process", received)


NO_PROCESS: Table = {
    "said to be unknown": (NOT_FOUND, PASSED),
    "fault": (FAULT, PASSED),
    "404": (FRAMEWORK_ERROR, PASSED),
    "page": (PAGE, PASSED),
    "nothing": (other(LISTRAK, "", ERROR, ""), PASSED),
    "known": (result(SOAP_11), reported("a result in state 'Completed'")),
    "known over REST": (result(CORUSON), reported("a result in state 'Imported'")),
    "no state": (
        other(ROBUSTA, '{"message": "?"}', "200 OK", "application/json"),
        reported("a result without a state"),
    ),
    "401": (REFUSED, REFUSED_CREDENTIALS),
    "refused logon": (LOGON, REFUSED_CREDENTIALS),
}


@each(NO_PROCESS)
def test_no_process_is_reported_on(recipe: Recipe, finding: Finding) -> None:
    assert judge("unknown.no-process", recipe) == finding


def otherwise(received: str) -> Finding:
    return fail("An unknown id is not answered as the page says", "state 'NotFound'", received)


DOCUMENTED: Table = {
    "said to be unknown": (NOT_FOUND, PASSED),
    "known": (result(SOAP_11), otherwise("state 'Completed'")),
    "fault": (FAULT, otherwise("a SOAP fault, HTTP 500")),
    "page": (PAGE, otherwise("HTML, HTTP 500")),
    "nothing": (other(SOAP_11, "", "404 Not Found", ""), otherwise("an empty body, HTTP 404")),
    "401": (REFUSED, REFUSED_CREDENTIALS),
}


@each(DOCUMENTED)
def test_the_documented_answer(recipe: Recipe, finding: Finding) -> None:
    assert judge("unknown.as-documented", recipe) == finding


@pytest.mark.parametrize(
    ("service", "covered"),
    [("cora-rpa", True), ("cora-ocr", True), ("robusta", False), ("listrak", False), ("coruson", False)],
)
def test_which_pages_say_how_an_unknown_id_is_answered(service: str, covered: bool) -> None:
    contract = load_contract(service)
    name, operation = contract.operation()
    documented, otherwise = (CLAUSES[f"unknown.{clause}"].scope for clause in ("as-documented", "no-process"))

    assert {documented.covers(contract, name, binding) for binding in operation.bindings} == {covered}
    assert {otherwise.covers(contract, name, binding) for binding in operation.bindings} == {not covered}


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ("cora-rpa", ["state 'NotFound'"]),
        ("robusta", ["HTTP 404"]),
        ("listrak", ["an empty result", "a fault that says 'not found'"]),
        ("coruson", ["error code 'NotFound'"]),
    ],
)
def test_what_a_contract_says_of_an_unknown_id(service: str, words: list[str]) -> None:
    assert [in_words(row) for row in load_contract(service).model.lifecycle.unknown_id] == words
