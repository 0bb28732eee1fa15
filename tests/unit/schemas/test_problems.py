"""What is said of a broken message: the place, what is documented, what was received, the rule and its level."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.schemas.problem import SchemaProblem

from ..bindings.samples import reply
from .broken_messages import BROKEN, LISTRAK_11, LISTRAK_12

OUTPUT = "Envelope/Body/GetStatusResponse/Output"
WS = "Envelope/Body/GetProcessStatusResponse/WSProcessStatus"
RESPONSE = "Envelope/Body/ImportReportsStatusResponse"
RPA = "http://genpact.com/cora/orchestration/rpa/1.0.0/api"
OCR = "http://genpact.com/cora/orchestration/ocr/1.0.0/api"
SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
STATES = "'Queued', 'ProcessingInput', 'WaitingForOutput', 'Completed', 'Aborted', 'Failed' or 'NotFound'"
GUID = "a text like [0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
INT = "a value of type int"
TIME = "a value of type dateTime"
NONE = "no such element"

# name: location, documented, received, keyword
EXPLAINED = {
    "a state outside the list": (f"{OUTPUT}/Status", STATES, "'Complete'", "enumeration"),
    "no state": (OUTPUT, "the element 'Status'", NONE, "missing"),
    "no error code": (OUTPUT, "the element 'ErrorCode'", NONE, "missing"),
    "no member at all": (OUTPUT, "the element 'Status'", NONE, "missing"),
    "an element more at the end": (f"{OUTPUT}/More", "nothing more", "the element 'More'", "extra"),
    "an element more at the start": (f"{OUTPUT}/New", "the element 'Status'", "the element 'New'", "extra"),
    "two members in each other's place": (
        f"{OUTPUT}/ErrorCode",
        "the element 'Status'",
        "the element 'ErrorCode'",
        "order",
    ),
    "the state twice": (f"{OUTPUT}/Status[2]", "the element 'ErrorCode'", "the element 'Status'", "order"),
    "a member renamed": (f"{OUTPUT}/State", "the element 'Status'", "the element 'State'", "extra"),
    "another namespace of the answer": (
        "Envelope/Body/GetStatusResponse",
        f"the element '{{{RPA}/}}GetStatusResponse' or '{{{SOAP_11}}}Fault'",
        f"'{{{RPA}}}GetStatusResponse'",
        "namespace",
    ),
    "another namespace of a member": (
        f"{OUTPUT}/Status",
        f"the element '{{{OCR}/}}Status'",
        "'{urn:x}Status'",
        "namespace",
    ),
    "a member in no namespace": (f"{OUTPUT}/Status", f"the element '{{{RPA}/}}Status'", "'Status'", "namespace"),
    "a nil result where none is declared": (OUTPUT, "a value", "xsi:nil", "nil"),
    "a nil context": (f"{OUTPUT}/ExternalContext", "a value", "xsi:nil", "nil"),
    "a second element in the body": ("Envelope/Body/x", "nothing more", "the element 'x'", "extra"),
    "HTTP GET: a state outside the list": ("BatchOutput/Status", STATES, "'Complete'", "enumeration"),
    "HTTP GET: no state": ("BatchOutput", "the element 'Status'", NONE, "missing"),
    "HTTP POST: another namespace": (
        "BatchOutput",
        f"the root element '{{{OCR}/}}BatchOutput'",
        f"'{{{RPA}/}}BatchOutput'",
        "root",
    ),
    "words for an int": (f"{WS}/ProcessID", INT, "'abc'", "type"),
    "an int too large": (f"{WS}/ListID", "a whole number from -2147483648 to 2147483647", "'2147483648'", "range"),
    "an int with a point": (f"{WS}/ListID", INT, "'88.0'", "type"),
    "an empty int": (f"{WS}/ListID", INT, "''", "type"),
    "words for a time": (f"{WS}/ProcessStartTime", TIME, "'yesterday'", "type"),
    "a day that is not in the calendar": (f"{WS}/ProcessStartTime", TIME, "'2026-02-30T09:15:00'", "type"),
    "a time with a space": (f"{WS}/ProcessStartTime", TIME, "'2026-03-02 09:15:00'", "type"),
    "no list": (WS, "the element 'ListID'", NONE, "missing"),
    "the times in each other's place": (
        f"{WS}/ProcessCompleteTime",
        "the element 'ProcessStartTime'",
        "the element 'ProcessCompleteTime'",
        "order",
    ),
    "words for a counter": (f"{RESPONSE}/TotalReports", INT, "'one'", "type"),
    "no counter": ("ImportReportsStatusResponse", "the element 'TotalReports'", NONE, "missing"),
    "a key that is no Guid": (
        f"{RESPONSE}/ImportedReports/KeyValueOfguidstring/Key",
        GUID,
        "'R0000001-1d7b-4b1c-9a51-6f6b0a5d7c21'",
        "pattern",
    ),
    "an entry without a value": (
        f"{RESPONSE}/ImportedReports/KeyValueOfguidstring",
        "the element 'Value'",
        NONE,
        "missing",
    ),
}
ENVELOPES = {
    "a header after the body": ("Envelope/Header", "nothing more", "the element 'Header'", "order"),
    "a header in no namespace": ("Envelope/Header/x", "nothing more", "the element 'x'", "extra"),
    "the envelope of SOAP 1.2": (
        "Envelope",
        f"the root element '{{{SOAP_11}}}Envelope'",
        f"'{{{SOAP_12}}}Envelope'",
        "root",
    ),
}
NAMED = {broken.name: broken for broken in BROKEN}


@pytest.mark.parametrize(("name", "expected"), EXPLAINED.items(), ids=EXPLAINED)
def test_a_problem_inside_the_result_is_documented(name: str, expected: tuple[str, str, str, str]) -> None:
    broken = NAMED[name]

    assert reply(broken.sample, *broken.changes).problems == (SchemaProblem(*expected, "documented"),)


@pytest.mark.parametrize(("name", "expected"), ENVELOPES.items(), ids=ENVELOPES)
def test_a_problem_around_the_result_is_the_standards(name: str, expected: tuple[str, str, str, str]) -> None:
    broken = NAMED[name]

    assert reply(broken.sample, *broken.changes).problems == (SchemaProblem(*expected, "standard"),)


def test_all_problems_of_a_message_are_found() -> None:
    changes = [("4711", "x"), ("88", "y"), ("2026-03-02T09:15:00", "z"), ("ProcessingCompleted", "w")]
    found = [problem.location.rpartition("/")[2] for problem in reply(LISTRAK_11, *changes).problems]

    assert found == ["ProcessID", "ListID", "ProcessStartTime", "Status"]


def test_digits_of_another_script_are_found_where_they_stand() -> None:
    # xmlschema takes them for an int, libxml2 does not: its words have no place of their own.
    answered = reply(LISTRAK_12, (">88<", ">\u0668\u0668<"))

    assert [(problem.location, problem.level) for problem in answered.problems] == [(f"{WS}/ListID", "documented")]


def test_an_unknown_type_named_by_the_message_is_a_problem_and_no_crash() -> None:
    answered = reply(LISTRAK_11, ("<WSProcessStatus>", '<WSProcessStatus xsi:type="nowhere">'))

    assert [problem.level for problem in answered.problems] == ["documented"]


def test_the_text_of_a_problem() -> None:
    problem = SchemaProblem("Output/Status", "'A' or 'B'", "'C'", "enumeration")

    assert str(problem) == "Output/Status: documented: 'A' or 'B'; received: 'C'"
