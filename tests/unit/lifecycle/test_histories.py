"""What counts as a report of a process, and what a wait makes of what was read before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ProcessStatusLibrary.transport.exchange import HttpResponse
from ProcessStatusLibrary.waiting import Outcome

from .scripted import GUID, Scripted, busy, cora, corusons, edited, fault, lost, sample, waited


def import_error(code: str, status: int = 200, reason: str = "OK") -> HttpResponse:
    """Coruson answers with an error of its own, in the shape of a result with its numbers at nothing."""
    answer = edited(corusons(0, 0), (r"^\{", f'{{"ResponseStatus": {{"ErrorCode": "{code}", "Message": "No."}}, '))
    return replace(answer, status=status, reason=reason)


@pytest.mark.parametrize(
    ("states", "rule"),
    [
        pytest.param(("Queued", "NotFound"), "lifecycle.vanished", id="vanished"),
        pytest.param(("Completed", "Queued"), "lifecycle.final", id="left its end"),
    ],
)
def test_a_wait_for_a_process_that_has_already_gone_wrong(states: tuple[str, str], rule: str) -> None:
    session = Scripted(*map(cora, states)).session()
    for _ in states:
        session.ask("4711")

    result = waited(session, "Completed")

    assert (result.outcome, result.polls) == (Outcome.ILLEGAL, 1)
    assert [violation.rule for violation in result.violations] == [rule]
    assert str(result.violations[0]) in result.message


def test_an_end_that_was_left_for_the_wanted_one_is_illegal() -> None:
    session = Scripted(corusons(1, 1), import_error("Quota")).session("coruson")
    session.ask(GUID, "REST")

    result = waited(session, "Refused", process_id=GUID, binding="REST")

    assert result.outcome is Outcome.ILLEGAL


NO_REPORTS = {
    "credentials that are refused": import_error("Unauthorized", 401, "Unauthorized"),
    "a service that is busy": busy(),
    "a fault": fault("Batch store is not reachable."),
    "an HTML page": HttpResponse(200, "OK", (("Content-Type", "text/html"),), b"<html>"),
    "nothing": HttpResponse(200, "OK", (("Content-Type", "text/xml"),), b""),
}


@pytest.mark.parametrize("answer", NO_REPORTS.values(), ids=NO_REPORTS)
def test_what_is_no_report_of_the_process(answer: HttpResponse) -> None:
    session = Scripted(corusons(1, 3), answer, corusons(2, 3)).session("coruson")
    for _ in range(3):
        session.ask(GUID, "REST")
        session.clock.sleep(60.0)
    history = session.read_history(GUID)

    assert [str(violation) for violation in history.violations] == []
    assert str(history.trace) == "Importing 0.0 s"
    assert history.trace.reads == 2


def test_no_answer_is_no_report() -> None:
    result = waited(Scripted(cora("Queued"), lost(), cora("Completed")))

    assert str(result.trace) == "Queued 0.0-20 s > Completed 20 s"
    assert (result.trace.reads, result.polls) == (2, 3)


def test_an_error_of_the_service_is_the_state_that_the_contract_derives() -> None:
    session = Scripted(corusons(2, 3), import_error("Quota")).session("coruson")
    for _ in range(3):
        session.ask(GUID, "REST")

    assert str(session.read_history(GUID).trace) == "Importing 0.0-0.0 s > Refused 0.0 s"
    assert session.read_history(GUID).violations == []


def test_a_process_that_nobody_read() -> None:
    session = Scripted(cora("Queued")).session()

    with pytest.raises(ValueError, match=r"^Nothing was read of process '1' in this test\. No process was read\.$"):
        session.read_history("1")
    session.ask("2")
    session.ask(" 3 ")
    with pytest.raises(ValueError, match=r"^Nothing was read of process '1' in this test\. Read: '2' and '3'\.$"):
        session.read_history("1")


def test_an_id_is_the_same_number_however_it_is_written() -> None:
    answer = edited(sample("listrak", "GetProcessStatus.soap11"), (r"<ProcessID>\d+<", "<ProcessID>4711<"))
    session = Scripted(answer).session("listrak")

    session.ask("04711")

    assert session.read_history("04711").violations == []
