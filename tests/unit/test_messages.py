"""What is said to a caller who asks for something that cannot be asked: exact texts, and nothing is sent."""

from __future__ import annotations

from typing import Any

import pytest

from ProcessStatusLibrary import open_service

from .transport.canned import exactly, session

SERVICES = "'cora-ocr', 'cora-rpa', 'coruson', 'listrak' or 'robusta'"
BINDINGS = "'SOAP 1.1', 'SOAP 1.2', 'HTTP GET', 'HTTP POST' or 'REST'"
INT = "Allowed: a whole number from -2147483648 to 2147483647."
LONG = "Allowed: a whole number from -9223372036854775808 to 9223372036854775807."
GUID = "Allowed: a Guid such as 0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60."


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("cora-rpc", " Did you mean 'cora-rpa'?"),
        ("CORA-OCR", " Did you mean 'cora-ocr'?"),
        ("listrack", " Did you mean 'listrak'?"),
        ("sap", ""),
        ("", ""),
    ],
)
def test_an_unknown_service(name: str, meant: str) -> None:
    message = f"Unknown service {name!r}.{meant} Allowed: {SERVICES}. Or the path of a contract's folder."
    with pytest.raises(ValueError, match=exactly(message)):
        open_service(name)


ASKED_WRONGLY: dict[str, tuple[str, tuple[object, str], dict[str, Any], str]] = {
    "unknown binding": (
        "listrak", ("1", "SOAP 1.3"), {}, f"Unknown binding 'SOAP 1.3'. Did you mean 'SOAP 1.2'? Allowed: {BINDINGS}."
    ),
    "binding like no other": (
        "listrak", ("1", "carrier pigeon"), {}, f"Unknown binding 'carrier pigeon'. Allowed: {BINDINGS}."
    ),
    "binding not documented": (
        "listrak", ("1", "rest"), {},
        "Service 'listrak' does not document GetProcessStatus over REST. Its bindings: 'SOAP 1.1' and 'SOAP 1.2'.",
    ),
    "binding not documented by a service with one": (
        "robusta", ("1", "SOAP 1.1"), {},
        "Service 'robusta' does not document GetProcessStatus over SOAP 1.1. Its bindings: 'REST'.",
    ),
    "int, not a number": ("listrak", ("abc", ""), {}, f"process_id 'abc' is not a ProcessID (int). {INT}"),
    "int, too large": ("listrak", (2**31, ""), {}, f"process_id '2147483648' is not a ProcessID (int). {INT}"),
    "int, digits of another script": ("listrak", ("٤٧", ""), {}, f"process_id '٤٧' is not a ProcessID (int). {INT}"),
    "int, very long": (
        "listrak", ("1" * 5000, ""), {},
        f"process_id '{'1' * 199}...' (5000 characters) is not a ProcessID (int). {INT}",
    ),
    "long, not a number": (
        "cora-rpa", ("47.11", ""), {}, f"process_id '47.11' is not a MasterWorkflowInstanceId (long). {LONG}"
    ),
    "long, too large": (
        "cora-rpa", (2**63, ""), {},
        f"process_id '9223372036854775808' is not a MasterWorkflowInstanceId (long). {LONG}",
    ),
    "guid, a number": ("coruson", (4711, ""), {}, f"process_id '4711' is not an ImportId (guid). {GUID}"),
    "guid, without dashes": (
        "coruson", ("0b8f5b1e7a344c538b573f2d8a1c9e60", "REST"), {},
        f"process_id '0b8f5b1e7a344c538b573f2d8a1c9e60' is not an ImportId (guid). {GUID}",
    ),
    "string, only space": (
        "robusta", ("  ", ""), {},
        "robusta: GetProcessStatus over REST: the process id is missing. Give the robustaSpid (string) of a process.",
    ),
    "None, which is no id": (
        "robusta", (None, ""), {},
        "robusta: GetProcessStatus over REST: the process id is missing. Give the robustaSpid (string) of a process.",
    ),
    "no id": (
        "cora-rpa", ("", "SOAP 1.2"), {},
        (
            "cora-rpa: GetStatus over SOAP 1.2: the process id is missing. "
            "Give the MasterWorkflowInstanceId (long) of a process."
        ),
    ),
    "id over a binding that carries none": (
        "cora-rpa", ("4711", "HTTP GET"), {},
        (
            "cora-rpa: GetStatus over HTTP GET: this binding cannot carry the process id '4711': the page gives it no "
            "parameter for MasterWorkflowInstanceId. Ask without an id, over another binding, or name the parameter "
            "that your endpoint takes with id_parameter."
        ),
    ),
    "unknown operation": (
        "listrak", ("1", ""), {"operation": "GetStatus"},
        (
            "Service 'listrak' has no operation 'GetStatus'. Did you mean 'GetProcessStatus'? "
            "Its operations: 'GetProcessStatus'."
        ),
    ),
    "unknown format": (
        "coruson", ("0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", "REST"), {"format": "jsn"},
        "coruson: ImportReportsStatus over REST has no format 'jsn'. Did you mean 'json'? Allowed: 'json' or 'xml'.",
    ),
    "format, where there is one": (
        "robusta", ("1", ""), {"format": "json"},
        "robusta: GetProcessStatus over REST has one format only, so format= is not used.",
    ),
    "format, over SOAP": (
        "listrak", ("1", ""), {"format": "json"},
        "listrak: GetProcessStatus over SOAP 1.1 has one format only, so format= is not used.",
    ),
    "action over SOAP 1.1": (
        "listrak", ("1", "SOAP 1.1"), {"action": True},
        "listrak: GetProcessStatus over SOAP 1.1 has no action parameter. SOAP 1.2 has one.",
    ),
    "unknown member": (
        "listrak", ("1", ""), {"members": {"Username": "ada"}},
        (
            "listrak: unknown member 'Username' of the request. Did you mean 'UserName'? "
            "Allowed: 'UserName', 'Password' and 'ProcessID'."
        ),
    ),
    "member that XML cannot carry": (
        "listrak", ("1", ""), {"members": {"UserName": "a\x01"}},
        r"The member 'UserName' holds the character '\x01', which XML cannot carry. Take it out.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("service", "asked", "options", "message"), ASKED_WRONGLY.values(), ids=ASKED_WRONGLY)
def test_what_cannot_be_asked(service: str, asked: tuple[object, str], options: dict[str, Any], message: str) -> None:
    opened, transport = session(service)
    with pytest.raises(ValueError, match=exactly(message)):
        opened.ask(*asked, **options)

    assert transport.requests == []


def test_a_service_that_starts_no_process() -> None:
    opened, _ = session("listrak")
    message = "Service 'listrak' documents no operation that can start a process."
    with pytest.raises(ValueError, match=exactly(message)):
        opened.submit({"name": "Import"})
