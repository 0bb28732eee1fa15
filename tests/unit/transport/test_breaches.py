"""Answers with a status that breaks the contract: exact texts of what a caller is told."""

from __future__ import annotations

import re

import pytest

from ProcessStatusLibrary import ContractBreach
from ProcessStatusLibrary.transport.exchange import HttpResponse

from .canned import response, sample, session

RPA_11 = sample("cora-rpa", "GetStatus.soap11")
RPA_12 = sample("cora-rpa", "GetStatus.soap12")
JSON = "application/json"
RPA = "cora-rpa GetStatus over SOAP 1.1, process 4711"
ROBUSTA = "robusta GetProcessStatus over REST, process 4711"


def told(service: str, answer: HttpResponse, binding: str = "") -> list[str]:
    """The lines of a breach, up to the one that reproduces the request."""
    opened, _ = session(service, answer)
    with pytest.raises(ContractBreach) as caught:
        opened.get_process_status("4711", binding)
    found, _, reproduce = str(caught.value).partition("\n  reproduce:  ")
    assert reproduce.startswith("curl -i ")
    return found.splitlines()


STATES = "'Queued', 'ProcessingInput', 'WaitingForOutput', 'Completed', 'Aborted', 'Failed' or 'NotFound'"
OUTPUT = "Envelope/Body/GetStatusResponse/Output"
STANDARD = "SOAP 1.1 section 4; SOAP 1.2 part 1 section 5"
PAGES = {
    "cora-rpa": "Genpact Cora Knowledge Center, RPA GetStatus",
    "robusta": "Robusta documentation, Calling Process with API",
}
SOAP_11, SOAP_12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"

BROKEN: dict[str, tuple[str, HttpResponse, str, str, str, str]] = {
    "an undocumented state": (
        "cora-rpa", response(RPA_11.replace(b">Completed<", b">Finished<")),
        "Undocumented value [enumeration.state, documented]", f"{RPA}, {OUTPUT}/Status", STATES, "'Finished'",
    ),
    "an undocumented state in JSON": (
        "robusta", response(b'{"status": "FAILED", "message": "No."}', JSON),
        "Undocumented value [enumeration.state, documented]", f"{ROBUSTA}, /status",
        "'WAITING', 'RUNNING' or 'SUCCEEDED'", "'FAILED'",
    ),
    "a missing element": (
        "cora-rpa", response(re.sub(rb"<Status>.*</Status>", b"", RPA_11)),
        "Missing element [schema.required, documented]", f"{RPA}, {OUTPUT}", "the element 'Status'", "no such element",
    ),
    "a missing member": (
        "robusta", response(b'{"message": "Yes."}', JSON),
        "Missing member [schema.required, documented]", f"{ROBUSTA}, /", "the member 'status'", "no such member",
    ),
    "an extra element": (
        "cora-rpa", response(RPA_11.replace(b"</Output>", b"<Progress>5</Progress></Output>")),
        "Undocumented element [schema.undocumented-element, documented]", f"{RPA}, {OUTPUT}/Progress", "nothing more",
        "the element 'Progress'",
    ),
    "an element out of order": (
        "cora-rpa", response(re.sub(rb"(?s)(<Status>.*?)(<ErrorCode>.*?)(<Ext)", rb"\2\1\3", RPA_11)),
        "Element out of order [schema.order, documented]", f"{RPA}, {OUTPUT}/ErrorCode", "the element 'Status'",
        "the element 'ErrorCode'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("service", "answer", "title", "where", "documented", "received"), BROKEN.values(), ids=BROKEN)
def test_a_status_that_breaks_its_contract(
    service: str, answer: HttpResponse, title: str, where: str, documented: str, received: str
) -> None:
    assert told(service, answer) == [
        title,
        f"  where:      {where}",
        f"  documented: {documented}",
        f"  received:   {received}",
        f"  source:     {PAGES[service]}",
    ]


@pytest.mark.parametrize(
    ("binding", "body", "documented", "received"),
    [("SOAP 1.1", RPA_12, SOAP_11, SOAP_12), ("SOAP 1.2", RPA_11, SOAP_12, SOAP_11)],
    ids=["1.2 for 1.1", "1.1 for 1.2"],
)
def test_an_envelope_of_the_wrong_version(binding: str, body: bytes, documented: str, received: str) -> None:
    assert told("cora-rpa", response(body), binding) == [
        "Wrong root element [schema.envelope, standard]",
        f"  where:      cora-rpa GetStatus over {binding}, process 4711, Envelope",
        f"  documented: the root element '{{{documented}}}Envelope'",
        f"  received:   '{{{received}}}Envelope'",
        f"  source:     {STANDARD}",
    ]
