"""What the defects of values change."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .test_defects_harness import Change, Row, body, both, check, profiles

RPA = ("cora-rpa", "GetStatus.soap11")
GET = ("cora-rpa", "GetStatus.http-get")
MAILING = ("listrak", "GetProcessStatus.soap12")
ROBOT = ("robusta", "GetProcessStatus.rest")
IMPORT = ("coruson", "ImportReportsStatus.rest")
IMPORT_XML = ("coruson", "ImportReportsStatus.rest-xml")
IMPORT_SOAP = ("coruson", "ImportReportsStatus.soap12")
BEGUN = "2026-01-01T00:00:00"
GUID = "5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21"
TEXT = '"Your transaction has ended."'


def times(form: str) -> Change:
    """Both times in another form."""
    return both(body(f"StartTime>{BEGUN}", f"StartTime>{form}"), body(f"CompleteTime>{BEGUN}", f"CompleteTime>{form}"))


ROWS = [
    Row("lower-case-state", *RPA, body(">Completed<", ">completed<")),
    Row("lower-case-state", *GET, body(">NotFound<", ">notfound<")),
    Row("lower-case-state", *ROBOT, body('"SUCCEEDED"', '"succeeded"')),
    Row("undocumented-state", *MAILING, body(">ProcessingCompleted<", ">Suspended<")),
    Row("padded-state", *RPA, body(">Completed<", "> Completed <")),
    Row("padded-state", *ROBOT, body('"SUCCEEDED"', '" SUCCEEDED "')),
    Row("error-code-for-state", *RPA, body(">Completed<", ">NoError<")),
    Row("empty-state", *RPA, body("<Status>Completed</Status>", "<Status />")),
    Row("empty-state", *ROBOT, body('"SUCCEEDED"', '""')),
    Row("numbered-state", *RPA, body(">Completed<", ">3<")),
    Row("undocumented-error-code", *RPA, body(">NoError<", ">UnexpectedError<")),
    Row("null-state", *ROBOT, body('"SUCCEEDED"', "null")),
    Row("text-for-counter", *IMPORT, body('"TotalReportsImported": 3', '"TotalReportsImported": "3"'), observed=False),
    Row(
        "boolean-for-counter",
        *IMPORT,
        body('"TotalReportsImported": 3', '"TotalReportsImported": true'),
        observed=False,
    ),
    Row("number-for-text", *ROBOT, body(TEXT, "42")),
    Row("list-for-text", *ROBOT, body(TEXT, f"[{TEXT}]")),
    Row("number-overflows", *MAILING, body("<ListID>88<", "<ListID>2147483648<")),
    Row("number-overflows", *IMPORT, body('"TotalReports": 3', '"TotalReports": 2147483648'), observed=False),
    Row("word-for-number", *MAILING, body("<ListID>88<", "<ListID>many<")),
    Row("word-for-number", *IMPORT_SOAP, body("<TotalReports>3<", "<TotalReports>many<")),
    Row("fraction-for-number", *IMPORT, body('"TotalReports": 3', '"TotalReports": 3.5'), observed=False),
    Row("fraction-for-number", *IMPORT_XML, body("<TotalReports>3<", "<TotalReports>3.5<")),
    Row("empty-number", *MAILING, body("<ListID>88</ListID>", "<ListID />")),
    Row(
        "date-without-time",
        *MAILING,
        times("2026-01-01"),
    ),
    Row(
        "date-of-a-country",
        *MAILING,
        times("01/01/2026 00:00:00"),
    ),
    Row(
        "thirteenth-month",
        *MAILING,
        times("2026-13-01T00:00:00"),
    ),
    Row(
        "empty-complete-time",
        *MAILING,
        body("<ProcessCompleteTime>0001-01-01T00:00:00</ProcessCompleteTime>", "<ProcessCompleteTime />"),
        states=["ProcessingData"],
    ),
    Row("zone-on-one-time", *MAILING, body(f"CompleteTime>{BEGUN}", f"CompleteTime>{BEGUN}Z")),
    Row("guid-without-dashes", *IMPORT_XML, body(GUID, GUID.replace("-", "")), states=["Importing"]),
    Row("guid-too-short", *IMPORT_XML, body(GUID, GUID[:-1]), states=["Importing"]),
    Row("guid-too-short", *IMPORT, body(GUID, GUID[:-1]), states=["Importing"]),
    Row("nil-in-words", *IMPORT_SOAP, body('i:nil="true"', 'i:nil="yes"')),
]


@pytest.mark.parametrize(("row", "profile"), profiles(ROWS))
def test_what_differs(simulators: dict[str, Simulator], row: Row, profile: str) -> None:
    check(simulators[profile], row)
