"""Clauses about values of a list: every verdict, with its words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive, not_applicable
from ProcessStatusLibrary.conformance.judging import CLAUSES

from ..bindings.samples import Sample, reply
from .answers import (
    CORUSON,
    CORUSON_12,
    EMPTY_RESULT,
    FAULT,
    FRAMEWORK_ERROR,
    LISTRAK,
    ROBUSTA,
    SOAP_11,
    STATUS,
    Recipe,
    Table,
    each,
    judged,
    result,
    text,
)

STATES = "'Queued', 'ProcessingInput', 'WaitingForOutput', 'Completed', 'Aborted', 'Failed' or 'NotFound'"
CODES = (
    "'NoError', 'TimedOut', 'InputFileNotFound', 'InputFileExists', 'FailedToPutInputFile', 'OutputFileExists', "
    "'FailedToPutOutputFile', 'RobotProfileNotFound' or 'InternalError'"
)
OUTPUT = "Envelope/Body/GetStatusResponse/Output"
NO_MESSAGE = inconclusive("there is no message to judge")
FAULTED = inconclusive("the reply is a SOAP fault, so there is no result to judge")
NO_VALUES = not_applicable("the page documents no values for it")
OTHER_STATE = (STATUS, "<Status>Done</Status>")
OTHER_CODE = ("NoError", "None")

STATE: Table = {
    "documented": (result(SOAP_11), PASSED),
    "another": (
        result(SOAP_11, OTHER_STATE),
        fail("Undocumented value", STATES, "'Done'", f"{OUTPUT}/Status"),
    ),
    "another in JSON": (
        result(ROBUSTA, ("SUCCEEDED", "DONE")),
        fail("Undocumented value", "'WAITING', 'RUNNING' or 'SUCCEEDED'", "'DONE'", "/status"),
    ),
    "error code alone": (result(SOAP_11, OTHER_CODE), PASSED),
    "no list": (result(CORUSON_12), NO_VALUES),
    "fault": (FAULT, FAULTED),
    "empty result": (EMPTY_RESULT, inconclusive("the reply is an empty result, so there is no result to judge")),
    "text": (text("busy"), NO_MESSAGE),
    "service error": (
        FRAMEWORK_ERROR,
        inconclusive("the reply is a service error, so there is no result to judge"),
    ),
}
ERROR_CODE: Table = {
    "documented": (result(SOAP_11), PASSED),
    "state alone": (result(SOAP_11, OTHER_STATE), PASSED),
    "another": (
        result(SOAP_11, OTHER_CODE),
        fail("Undocumented value", CODES, "'None'", f"{OUTPUT}/ErrorCode"),
    ),
    "no error code": (result(LISTRAK), NO_VALUES),
    "no list": (result(CORUSON), NO_VALUES),
    "fault": (FAULT, FAULTED),
    "text": (text("busy"), NO_MESSAGE),
}


@each(STATE)
def test_state(recipe: Recipe, finding: Finding) -> None:
    assert judged("enumeration.state", recipe) == finding


@each(ERROR_CODE)
def test_error_code(recipe: Recipe, finding: Finding) -> None:
    assert judged("enumeration.error-code", recipe) == finding


@pytest.mark.parametrize(
    ("slug", "place"), [("rest", "/Reason"), ("soap11", "Envelope/Body/TrackParcelResponse/Parcel/Reason")]
)
def test_a_list_that_is_neither_of_states_nor_of_error_codes(tmp_path: Path, slug: str, place: str) -> None:
    shutil.copytree(Path(__file__).parents[2] / "data" / "contracts" / "parcel-desk", tmp_path / "desk")
    toml = tmp_path / "desk" / "contract.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('result.error_code = "Reason"\n', ""), encoding="utf-8")
    sample = Sample(tmp_path / "desk" / "samples" / f"TrackParcel.{slug}.response.http")
    clause = next(entry for entry in CLAUSES if entry.id == "schema.message")

    assert clause.judge(reply(sample, ("None", "Snow"))) == fail(
        "Undocumented value", "'None', 'Rain' or 'WrongAddress'", "'Snow'", place
    )


@pytest.mark.parametrize(
    ("clause", "recipe"),
    [
        ("enumeration.state", result(SOAP_11, (STATUS, ""))),
        ("enumeration.state", result(ROBUSTA, ('"status"', '"state"'))),
        ("enumeration.error-code", result(SOAP_11, ("<ErrorCode>NoError</ErrorCode>", ""))),
    ],
    ids=["state", "state in JSON", "error code"],
)
def test_a_value_that_is_absent_is_not_passed_unseen(clause: str, recipe: Recipe) -> None:
    assert judged(clause, recipe) == inconclusive("the member is absent")


def test_a_value_below_another_name_was_not_read() -> None:
    recipe = result(SOAP_11, ('xmlns="http://genpact.com', 'xmlns="http://genpact.org'))
    unread = inconclusive("the value was not read: Envelope/Body/GetStatusResponse is not the documented element")

    assert {judged(clause, recipe) for clause in ("enumeration.state", "enumeration.error-code")} == {unread}


@pytest.mark.parametrize("clause", ["enumeration.state", "enumeration.error-code"])
def test_a_value_in_an_envelope_of_another_version_was_read(clause: str) -> None:
    other = ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")

    assert judged(clause, result(SOAP_11, other)) == PASSED
