"""Outcomes that more than one kind of answer leads to, and what each service has of its own."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.transport.exchange import HttpResponse
from ProcessStatusLibrary.waiting import Outcome

from .scripted import GUID, Scripted, cora, corusons, edited, fault, sample, waited


def plain(media_type: str, body: bytes, status: int = 200, reason: str = "OK") -> HttpResponse:
    """An answer of any kind."""
    return HttpResponse(status, reason, (("Content-Type", media_type),), body)


NIL = edited(sample("listrak", "GetProcessStatus.soap11"), (r"(?s)<WSProcessStatus>.*</WSProcessStatus>", ""))
OTHERS = {
    "text": (plain("text/plain", b"Kaputt", 500, "Error"), Outcome.SERVICE_ERROR, "plain text 'Kaputt' instead of"),
    "HTML with 200": (
        plain("text/html", b"<html><title>Log in</title>"),
        Outcome.SERVICE_ERROR,
        "an HTML page 'Log in'",
    ),
    "a redirect": (plain("text/html", b"<html>", 302, "Found"), Outcome.SERVICE_ERROR, "(HTTP 302 Found, text/html)"),
    "malformed XML": (plain("text/xml", b"<a>"), Outcome.UNREADABLE, "unreadable: malformed XML: "),
    "no body": (plain("text/xml", b""), Outcome.UNREADABLE, "an empty body instead of the documented result"),
    "no result": (NIL, Outcome.UNREADABLE, "unexpected document: the element "),
    "HTTP 403": (plain("text/plain", b"", 403, "Forbidden"), Outcome.REFUSED, "were refused (HTTP 403 Forbidden)"),
    "a rule": (cora("Queued", "TimedOut"), Outcome.ILLEGAL, "ErrorCode 'TimedOut' in the state 'Queued' [invariant"),
}


@pytest.mark.parametrize(("answer", "outcome", "words"), OTHERS.values(), ids=OTHERS)
def test_another_way_to_an_outcome(answer: HttpResponse, outcome: Outcome, words: str) -> None:
    result = waited(Scripted(answer))

    assert (result.outcome, result.polls) == (outcome, 1)
    assert words in result.message


def test_each_service_has_its_own_way_to_say_that_a_process_is_not_known() -> None:
    nil = edited(
        sample("listrak", "GetProcessStatus.soap11"),
        (r"(?s)<WSProcessStatus>.*</WSProcessStatus>", '<WSProcessStatus xsi:nil="true" />'),
    )
    missing = plain("application/json", b'{"message": "no such process"}', 404, "Not Found")

    assert waited(Scripted(nil), service="listrak").outcome is Outcome.NOT_FOUND
    assert waited(Scripted(fault("Process not found")), service="listrak").outcome is Outcome.NOT_FOUND
    assert waited(Scripted(missing), service="robusta", process_id=GUID).outcome is Outcome.NOT_FOUND


def test_credentials_that_a_fault_refuses() -> None:
    result = waited(Scripted(fault("[InvalidLogonAttempt] Wrong user name.")), service="listrak")

    assert result.outcome is Outcome.REFUSED


@pytest.mark.parametrize("goal", ["Imported", "Refused"])
def test_an_error_of_the_service_is_the_end_only_for_who_waits_for_it(goal: str) -> None:
    sent = edited(
        sample("coruson", "ImportReportsStatus.rest"), (r"^\{", '{"ResponseStatus": {"ErrorCode": "Quota"}, ')
    )
    result = waited(Scripted(sent), goal, service="coruson", process_id=GUID, binding="REST")

    assert result.outcome is (Outcome.REACHED if goal == "Refused" else Outcome.SERVICE_ERROR)


def test_an_error_without_a_result_is_no_end_of_a_process() -> None:
    sent = plain("application/json", b'{"message": "Kaputt"}', 500, "Error")

    result = waited(Scripted(sent), "SUCCEEDED", service="robusta", process_id=GUID)
    assert result.outcome is Outcome.SERVICE_ERROR


WHATS = {
    "not found": (
        Scripted(fault("Process not found")).session("listrak"),
        Outcome.NOT_FOUND,
        [
            (
                "  what:  listrak GetProcessStatus over SOAP 1.1, process 4711: SOAP fault soap:Server: "
                "Process not found (HTTP 500 Internal Server Error)"
            ),
            "  trace: (not found) 0.0 s",
        ],
    ),
    "a schema that is broken": (
        Scripted(edited(cora("Queued"), ("<ErrorCode>[^<]*</ErrorCode>", ""))).session(),
        Outcome.UNREADABLE,
        [
            "  what:  Missing element [schema.required, documented]",
            (
                "           where:      cora-rpa GetStatus over SOAP 1.1, process 4711, "
                "Envelope/Body/GetStatusResponse/Output"
            ),
        ],
    ),
}


@pytest.mark.parametrize(("session", "outcome", "lines"), WHATS.values(), ids=WHATS)
def test_what_is_said_first(session: Session, outcome: Outcome, lines: list[str]) -> None:
    result = waited(session)

    assert result.outcome is outcome
    assert result.message.split("\n")[1:3] == lines


def test_every_broken_rule_has_a_line() -> None:
    script = Scripted(corusons(4, 3, entries=1))
    result = waited(script, service="coruson", process_id=GUID, binding="REST")

    assert [line[9:].partition(" [")[0] for line in result.message.split("\n")[1:3]] == [
        "TotalReportsImported is above TotalReports",
        "ImportedReports does not hold as many entries as TotalReportsImported says",
    ]
